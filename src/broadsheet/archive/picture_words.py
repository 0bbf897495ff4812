"""What a picture's metadata say in words: who took it, whose it is, what it shows, when.

Guarantees: total on any bytes; nothing of place or device comes through, not even inside words: a
caption that is the camera's own ("OLYMPUS DIGITAL CAMERA", or its make or model) is no caption,
and e-mail addresses are taken out of every field.

Read are XMP (ISO 16684-1), IPTC-IIM 4.2 and Exif 3.0, in this order: an editor's software writes
the first two, a camera the last. Exif's Artist is therefore not a credit: it is set once in a
camera and forgotten, and publishing it unasked could name somebody who must not be named. It is
handed out apart, as ``photographer``.
"""

import contextlib
import re
import struct
import warnings
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

from lxml import etree
from PIL import ExifTags, Image

__all__ = ["ExifFacts", "PictureWords", "exif_facts", "read_exif", "words_of"]

_MALFORMED = (
    OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, AttributeError, struct.error,
)  # fmt: skip
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_DEVICE = {0x010F, 0x0110, 0x0131, 0x013C, 0x9C9E, 0xA433, 0xA434, 0xC614, 0xC615}
_SERIALS = {0xA420, 0xA430, 0xA431, 0xA435, 0xC62F}
_MAKER_NOTES = {0x927C, 0xC634}
_MAX_XMP = 2_000_000
_MAX_WORDS = 5_000
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CAMERA_WORDS = re.compile(
    r"(?:[A-Z]+ ){1,3}DIGITAL (?:STILL )?CAMERA|SONY DSC|SAMSUNG(?: \w+)?|DCIM\w*|Exif_JPEG_\w+|OI\w*000|"
    r"(?i:dav|mde|sdr|rbt|hdrpl|ptr|cof|oznor|mmexport|default|untitled|binary comment|screenshot|user comments?|"
    r"jpeg image|image description|created with (?:the )?gimp|(?:processed|edited) with [\w ]{1,30})\W*"
)
_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What was said of a picture. All text is plain; ``taken_at`` is aware or None."""

    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    copyright: str = ""
    photographer: str = ""
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExifFacts:
    """An Exif block, read: its words, how the picture is to be turned, and what it told too much of."""

    words: PictureWords = PictureWords()
    orientation: int = 1
    told: tuple[str, ...] = ()


def words_of(exif: PictureWords, *, xmp: bytes, iptc: bytes) -> PictureWords:
    """The words of all three, each field from the first that has it. Never raises."""
    sources = (_words_of_xmp(xmp), _words_of_iptc(iptc), exif)
    joined: dict[str, Any] = {}
    for field in PictureWords.__dataclass_fields__:
        joined[field] = next(
            (value for each in sources if (value := getattr(each, field))),
            None if field == "taken_at" else "",
        )
    return PictureWords(**joined)


def read_exif(exif: bytes, *, zone: tzinfo = UTC) -> ExifFacts:
    """Read an Exif block (a TIFF structure). ``zone`` is where the camera's clock is taken to be set. Never raises."""
    if not exif:
        return ExifFacts()
    tags = Image.Exif()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tags.load(b"Exif\0\0" + exif)
        except _MALFORMED:
            return ExifFacts(told=("camera data",))
    return exif_facts(tags, zone=zone)


def exif_facts(tags: Image.Exif, *, zone: tzinfo = UTC) -> ExifFacts:
    """The same, of tags that Pillow has found. Never raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        first = _readable(tags)
        inner, gps, thumbnail = _ifd(tags, _EXIF_IFD), _ifd(tags, _GPS_IFD), _ifd(tags, ExifTags.IFD.IFD1)
    seen = {*first, *inner}
    told = (
        ("location", bool(gps) or _GPS_IFD in first),
        ("device", bool(seen & _DEVICE)),
        ("serial numbers and owner", bool(seen & _SERIALS)),
        ("maker notes", bool(seen & _MAKER_NOTES)),
        ("thumbnail", bool(thumbnail)),
        ("camera data", bool(seen)),
    )
    orientation = first.get(0x0112)
    return ExifFacts(
        words=_words_of_exif(first, inner, zone),
        orientation=orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1,
        told=tuple(word for word, present in told if present),
    )


def _readable(tags: Image.Exif) -> dict[int, Any]:
    """The tags that can be read; one that is broken doesn't hide the others."""
    found: dict[int, Any] = {}
    for tag in list(tags):
        with contextlib.suppress(*_MALFORMED):
            found[tag] = tags[tag]
    return found


def _ifd(tags: Image.Exif, number: int) -> dict[int, Any]:
    try:
        return dict(tags.get_ifd(number))
    except _MALFORMED:
        return {}


def _words_of_exif(first: dict[int, Any], inner: dict[int, Any], zone: tzinfo) -> PictureWords:
    caption = _mended(first.get(0x010E))
    devices = {_mended(first.get(tag)).casefold() for tag in (0x010F, 0x0110, 0x0131)} - {""}
    if caption.casefold() in devices:
        caption = ""
    return PictureWords(
        caption=caption,
        copyright=_mended(first.get(0x8298)),
        photographer=_mended(first.get(0x013B)),
        taken_at=_exif_time(
            inner.get(0x9003) or inner.get(0x9004), inner.get(0x9011) or inner.get(0x9010), zone
        ),
    )


def _mended(value: object) -> str:
    """A text field as its writer meant it: Exif knows ASCII only, writers put UTF-8 into it."""
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    with contextlib.suppress(UnicodeError):
        value = value.encode("latin-1").decode("utf-8")
    return _clean(value)


def _clean(text: str) -> str:
    """Plain words without control letters, e-mail addresses and what cameras say of themselves."""
    lines = text.replace("\0", " ").replace("\r\n", "\n").replace("\r", "\n")[:_MAX_WORDS].split("\n")
    printable = ("".join(letter if letter >= " " else " " for letter in line) for line in lines)
    nameless = (_EMAIL.sub(" ", line).rstrip(" ,;:<>()-") if "@" in line else line for line in printable)
    words = "\n".join(" ".join(line.split()) for line in nameless).strip()
    return "" if _CAMERA_WORDS.fullmatch(words) else words


def _exif_time(value: object, offset: object, zone: tzinfo) -> datetime | None:
    found = re.match(r"(\d{4})[:\-/](\d\d)[:\-/](\d\d)[ T](\d\d):(\d\d):(\d\d)", str(value or ""))
    if not found:
        return None
    east = re.match(r"([+-])(\d\d):(\d\d)", str(offset or ""))
    try:
        if east:
            minutes = (int(east[2]) * 60 + int(east[3])) * (-1 if east[1] == "-" else 1)
            zone = timezone(timedelta(minutes=minutes))
        at = datetime(*(int(part) for part in found.groups()), tzinfo=zone)  # type: ignore[arg-type,misc] # six ints
    except ValueError:
        return None
    # A camera whose clock was never set starts in 1970 or 1980: that is no date.
    return at if at.year > 1990 else None


def _words_of_iptc(records: bytes) -> PictureWords:
    """IIM records: marker 0x1C, record, data set, length (two bytes), value."""
    sets: dict[int, list[bytes]] = {}
    unicode_ = False
    at = 0
    while at + 5 <= len(records) and records[at] == 0x1C:
        size = int.from_bytes(records[at + 3 : at + 5], "big")
        if size & 0x8000:
            break
        value = records[at + 5 : at + 5 + size]
        if records[at + 1] == 1 and records[at + 2] == 90:
            unicode_ = value == b"\x1b%G"
        elif records[at + 1] == 2:
            sets.setdefault(records[at + 2], []).append(value)
        at += 5 + size

    def words(number: int) -> str:
        return ", ".join(
            filter(None, (_iptc_text(value, unicode_=unicode_) for value in sets.get(number, [])))
        )

    return PictureWords(
        title=words(5),
        caption=words(120),
        credit=_credit(words(80), words(110)),
        copyright=words(116),
    )


def _iptc_text(value: bytes, *, unicode_: bool) -> str:
    try:
        return _clean(value.decode("utf-8"))
    except UnicodeDecodeError:
        return _clean(value.decode("utf-8" if unicode_ else "cp1252", errors="replace"))


def _credit(byline: str, agency: str) -> str:
    """One credit line, as newspapers print it: photographer / agency."""
    if not byline or byline.casefold() in agency.casefold():
        return agency
    return f"{byline} / {agency}" if agency else byline


def _words_of_xmp(packet: bytes) -> PictureWords:
    start = packet.find(b"<")
    if start < 0 or len(packet) > _MAX_XMP:
        return PictureWords()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(packet[start:].rstrip(b"\0 "), parser)
    except (etree.XMLSyntaxError, ValueError):
        return PictureWords()
    if root is None:
        return PictureWords()
    creators = ", ".join(_xmp_values(root, "dc:creator"))
    words = PictureWords(
        title=_xmp_text(root, "dc:title"),
        alt=_xmp_text(root, "core:AltTextAccessibility"),
        caption=_xmp_text(root, "dc:description"),
        credit=_credit(creators, _xmp_text(root, "photoshop:Credit")),
        copyright=_xmp_text(root, "dc:rights"),
    )
    return replace(words, taken_at=_iso_time(_xmp_text(root, "photoshop:DateCreated")))


def _xmp_text(root: Any, name: str) -> str:
    return next(iter(_xmp_values(root, name)), "")


def _xmp_values(root: Any, name: str) -> list[str]:
    """The values of a property, written as an attribute, an element, or a list of alternatives."""
    prefix, _, local = name.partition(":")
    values = [str(value) for value in root.xpath(f"//rdf:Description/@{name}", namespaces=_NAMESPACES)]
    for element in root.iter(f"{{{_NAMESPACES[prefix]}}}{local}"):
        items = element.findall(".//rdf:li", _NAMESPACES)
        default = [item for item in items if item.get(f"{{{_NAMESPACES['xml']}}}lang") == "x-default"]
        values += [
            "".join(item.itertext()) for item in default + [i for i in items if i not in default] or [element]
        ]
    return [cleaned for value in values if (cleaned := _clean(value))]


def _iso_time(text: str) -> datetime | None:
    """A moment that says its offset; a bare date or a local time is no moment."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None and at.year > 1990 else None
