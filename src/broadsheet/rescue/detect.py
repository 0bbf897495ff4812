"""Which reader a file is for, by what is in it; its name says nothing.

Guarantees: reads at most the first 256 KB (of a gzip'd file: unpacked), never guesses between readers, and
refuses what no reader knows in one sentence that says what the file seems to be. The tables are tried from
the top: a new format is a new row above those that would also match it.

libmagic was not used: it calls every WordPress export, feed and sitemap "XML document text".
"""

import contextlib
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from broadsheet.errors import RescueError, UnknownFormat
from broadsheet.rescue.text import decode, holds_markup, looks_like_text_archive
from broadsheet.rescue.wxr.packing import has_export_marks, packed_exports

__all__ = ["Format", "detect_format"]

Format = Literal["wxr", "text"]

_SAMPLE = 256 * 1024
_PROLOGUE = r"(?>(?:\s+|<\?xml[^>]*>|<!--(?:(?!-->)[\s\S])*-->)*)"
_MARKUP = re.compile(r"<(?:rss|channel|item)[\s>]", re.IGNORECASE)
_NOISE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class _Known:
    """A row: what a file seems to be, how that shows, and either its reader or what to do with it."""

    seems: str
    shows: Callable[[str], object]
    format: Format | None = None
    advice: str = "this kind of copy is not read yet"


def _finds(pattern: str) -> Callable[[str], object]:
    """Anywhere in the sample; ``^`` is the start of a line."""
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE).search


def _starts(pattern: str) -> Callable[[str], object]:
    """At the start, behind an XML declaration and comments if there are any."""
    return re.compile(_PROLOGUE + "(?:" + pattern + ")", re.IGNORECASE).match


def _is_export(sample: str) -> bool:
    return has_export_marks(sample) and _MARKUP.search(sample) is not None


def _finds_noise(sample: str) -> bool:
    return len(_NOISE.findall(sample)) * 50 > len(sample)


_UNPACK = "unpack it and rescue what is in it"
_EXPORT = "make an export under Tools, Export in WordPress"
_PICTURES = "give the folder of pictures with --media"
_FEED = "a feed holds only the newest posts; look for an export or another copy"
_DUMP = f"load it into a WordPress and {_EXPORT}"

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (_ZIP, "a zip archive (zip, docx, xlsx, epub or wacz) in which no export can be read", _UNPACK),
    (b"PK\x05\x06", "an empty zip archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!", "a rar archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ", "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", _UNPACK),
    (b"\x89PNG", "an image (PNG)", _PICTURES),
    (b"\xff\xd8\xff", "an image (JPEG)", _PICTURES),
    (b"GIF8", "an image (GIF)", _PICTURES),
    (b"II*\x00", "an image (TIFF)", _PICTURES),
    (b"MM\x00*", "an image (TIFF)", _PICTURES),
    (b"BM", "an image (BMP)", _PICTURES),
    (b"%PDF", "a PDF", "paste its text into a text file"),
    (b"{\\rtf", "a rich text document (RTF)", "save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as plain text"),
    (b"SQLite format 3\x00", "an SQLite database", "rescue a copy of the site, not a database"),
    (b"WARC/", "a web archive (WARC)", "this kind of copy is not read yet"),
    (b"ID3", "a sound file", "rescue the text of the site"),
    (b"OggS", "a sound or film file", "rescue the text of the site"),
)

_KNOWN: tuple[_Known, ...] = (
    # Before HTML: servers put their complaints in front of what they send.
    _Known("a WordPress export", _is_export, "wxr"),
    _Known("an HTML page", _starts(r"<!doctype html\b|<html\b|<head\b|<body\b")),
    _Known("an SVG drawing", _starts(r"(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b"), advice=_PICTURES),
    _Known("a Blogger export", _finds(r"<feed\b[\s\S]*(?:schemas\.google\.com/blogger|blogger\.com)")),
    _Known("an RSS feed", _finds(r"<rss\b|<rdf:RDF\b[\s\S]*purl\.org/rss"), advice=_FEED),
    _Known("an Atom feed", _finds(r"<feed\b[^>]*w3\.org/2005/Atom"), advice=_FEED),
    _Known(
        "a sitemap",
        _finds(r"<(?:urlset|sitemapindex)\b"),
        advice="give it with --urls beside a copy of the posts",
    ),
    _Known("an OPML list of feeds", _finds(r"<opml\b")),
    _Known("a phpMyAdmin XML dump", _finds(r"<pma_xml_export\b|phpMyAdmin XML Dump"), advice=_DUMP),
    _Known("a MySQL XML dump", _finds(r"<mysqldump\b"), advice=_DUMP),
    _Known("a phpMyAdmin SQL dump", _starts(r"-- phpMyAdmin SQL Dump"), advice=_DUMP),
    _Known("an SQL dump", _finds(r"^-- (?:MySQL|MariaDB|PostgreSQL) (?:database )?dump"), advice=_DUMP),
    _Known("an SQL dump", _finds(r"^(?:CREATE TABLE|INSERT INTO|DROP TABLE)\s+\S+"), advice=_DUMP),
    _Known(
        "a Ghost export",
        _starts(
            r'\{[\s\S]{0,400}"(?:db|meta)"\s*:[\s\S]*"(?:exported_on|posts_tags|posts_authors|mobiledoc|lexical)"'
        ),
    ),
    _Known("a JSON feed", _starts(r"\{[\s\S]{0,2000}jsonfeed\.org/version"), advice=_FEED),
    _Known("a JSON file", _starts(r"\{\s*[\"}]|\[\s*(?:[\[{\"\]]|-?\d+\s*[,\]]|null|true|false)")),
    _Known(
        "a Movable Type export",
        _starts(r"(?:AUTHOR|TITLE): .*\n(?:[A-Z ]+: .*\n)*(?:DATE|STATUS|BASENAME): "),
    ),
    _Known("a saved web page (MHTML)", _finds(r"^MIME-Version:[\s\S]*multipart/related")),
    _Known("a PHP program", _starts(r"<\?php\b"), advice="rescue a copy of what the site showed"),
    _Known(
        "a piece of HTML",
        _starts(r"<(?:div|p|article|section|main|table|ul|h[1-6]|span|a|img|meta|link|script)\b"),
    ),
    _Known(
        "an XML file, but no WordPress export",
        _finds(r"\A\s*<\?xml\b|\A\s*<[\w.:-]+>"),
        advice=f"to get one, {_EXPORT}",
    ),
    _Known("a Markdown file with front matter", _starts(r"(?:---|\+\+\+)\s*\n[\w-]+\s*[:=].*\n")),
    _Known("no text", _finds_noise, advice="rescue a copy of the site's pages"),
    _Known(
        "text with HTML in it", holds_markup, advice="rescue the pages it comes from, or their text alone"
    ),
    _Known("the bare text of a tag archive", looks_like_text_archive, "text"),
)


def detect_format(path: Path) -> Format:
    """The format of a copy.

    Raises:
        UnknownFormat: no reader knows it; the sentence says what it seems to be and what to do.
        RescueError: it cannot be opened.
    """
    data = _head(path)
    name = path.name
    if not data.strip():
        raise UnknownFormat(f"couldn't rescue {name}: it is empty; look for a whole copy")
    if data.startswith(_ZIP) and _holds_exports(path):
        return "wxr"
    for signature, seems, advice in _SIGNATURES:
        if data.startswith(signature) and _is_binary(data, signature):
            raise UnknownFormat(f"couldn't rescue {name}: it seems to be {seems}; {advice}")
    if seems := _container(data):
        raise UnknownFormat(f"couldn't rescue {name}: it seems to be {seems}; rescue the text of the site")
    sample = _text(data)
    for known in _KNOWN:
        if not known.shows(decode(data)[0] if known.format == "text" else sample):
            continue
        if known.format is None:
            raise UnknownFormat(f"couldn't rescue {name}: it seems to be {known.seems}; {known.advice}")
        return known.format
    if sample.count("\x00") * 50 > len(sample):
        raise UnknownFormat(
            f"couldn't rescue {name}: it seems to be no text; rescue a copy of the site's pages"
        )
    raise UnknownFormat(
        f"couldn't rescue {name}: it is a text, but shows no posts one after the other; "
        "copy the whole of a tag's or the front page's text"
    )


def _holds_exports(path: Path) -> bool:
    try:
        return bool(packed_exports(path)[0])
    except RescueError:
        return False


def _head(path: Path) -> bytes:
    """The first bytes, unpacked if they are gzip'd."""
    try:
        with path.open("rb") as file:
            data = file.read(_SAMPLE)
    except OSError as error:
        raise RescueError(
            f"couldn't read {path}: {error.strerror or error}; check that the file is there"
        ) from error
    if not data.startswith(_GZIP):
        return data
    unpacked = b""
    with contextlib.suppress(zlib.error):
        unpacked = zlib.decompressobj(wbits=31).decompress(data, _SAMPLE)
    sample = _text(unpacked)
    if next((known.format for known in _KNOWN if known.shows(sample)), None) == "wxr":
        return unpacked
    raise UnknownFormat(f"couldn't rescue {path.name}: it is a gzip archive; {_UNPACK}")


def _is_binary(data: bytes, signature: bytes) -> bool:
    """A short signature of letters may also start a text ("BM", "ID3"); then only other bytes prove it."""
    return len(signature) > 3 or not signature.isascii() or b"\x00" in data[:512]


def _container(data: bytes) -> str:
    """What a file is whose signature is not its first bytes."""
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return {b"WEBP": "an image (WebP)", b"WAVE": "a sound file"}.get(data[8:12], "a film")
    if data[4:8] == b"ftyp":
        return "an image (AVIF or HEIC)" if data[8:12] in (b"avif", b"heic", b"mif1") else "a film"
    return "a tar archive" if data[257:262] == b"ustar" else ""


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").removeprefix("\ufeff")
    if data[:200].count(0) > 40:
        return data.decode("utf-16-le" if data[1:2] == b"\x00" else "utf-16-be", "replace")
    return data.decode("utf-8", "replace").removeprefix("\ufeff")
