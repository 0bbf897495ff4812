"""Reading a list of addresses, whatever kind of list it is.

Guarantees: bounded memory for hostile archives and entities; a line that is no address is
passed over, a file without any is refused in one sentence; captures of errors say nothing.
"""

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from broadsheet.errors import RescueError
from broadsheet.rescue.addresses.known import KnownAddress

__all__ = ["read_addresses"]

_LARGEST = 256 * 1024 * 1024
_NOT_A_POST = re.compile(
    r"(?:^|/)(?:tag|tags|category|categories|author|authors|page|feed|rss|atom|comments|search|wp-[a-z-]+|xmlrpc\.php|cdn-cgi|trackback"
    r"|embed|attachment|robots\.txt|favicon\.ico|sitemap[^/]*|label|topic|section)(?:/|$)"
    r"|\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|js|json|xml|gz|pdf|mp[34]|woff2?|ttf|eot|zip|txt|webmanifest|map)$",
    re.IGNORECASE,
)
_WAYBACK = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_CDX = re.compile(r"^\S+\)\S* (\d{4,14}) (\S+) \S+ (\S+)")
_CDXJ = re.compile(r"^\S+\)\S* (\d{4,14}) (\{.*\})\s*$")


def read_addresses(path: Path) -> tuple[KnownAddress, ...]:
    """The pages a list of addresses names, each once, in the order of the list.

    Raises:
        RescueError: the file holds no address, or is a sitemap index without its parts.
    """
    data = _open(path)
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    raw = _from_sitemap(path, data) if head.startswith(b"<") else _from_lines(data)
    merged = _merge(raw)
    if not merged:
        raise RescueError(
            f"couldn't find any page's address in {path}: it needs one URL a line, a sitemap or CDX lines"
        )
    return merged


def _open(path: Path) -> bytes:
    """A list's bytes, unpacked if they are gzip'd; several gzip files in one are one, as crawlers write them."""
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except OSError as error:
        raise RescueError(
            f"couldn't read {path}: {error.strerror}; check the name and that the file is there"
        ) from error
    unpacked, rest = b"", data
    while rest[:2] == b"\x1f\x8b" and len(unpacked) <= _LARGEST:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            unpacked += unpacker.decompress(rest, _LARGEST + 1 - len(unpacked))
        except zlib.error as error:
            raise RescueError(
                f"couldn't unpack {path}: the gzip file is damaged; get it again or give it unpacked"
            ) from error
        if not unpacker.eof and len(unpacked) <= _LARGEST:
            raise RescueError(
                f"couldn't unpack {path}: the gzip file breaks off; get it again or give it unpacked"
            )
        rest = unpacker.unused_data
    if len(unpacked) > _LARGEST or (not data and path.stat().st_size):
        raise RescueError(
            f"couldn't read {path}: it is larger than {_LARGEST >> 20} MB; give only the site's own pages"
        )
    return unpacked or data


def _from_lines(data: bytes) -> Iterator[KnownAddress]:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    names: Sequence[str] = _WAYBACK
    for raw in data.decode(encoding, errors="replace").splitlines():
        line = raw.strip()
        found: KnownAddress | None = None
        if line[:1] in ("[", "{"):
            for row in _json_rows(line):
                if isinstance(row, list) and "timestamp" in row:
                    names = [str(name) for name in row]
                elif found := _from_capture(
                    row if isinstance(row, dict) else dict(zip(names, row, strict=False))
                ):
                    yield found
        elif cdxj := _CDXJ.match(line):
            rows = _json_rows(cdxj[2])
            found = (
                _from_capture({**rows[0], "timestamp": cdxj[1]})
                if rows and isinstance(rows[0], dict)
                else None
            )
        elif cdx := _CDX.match(line):
            found = _from_capture({"timestamp": cdx[1], "url": cdx[2], "status": cdx[3]})
        else:
            found = _from_url(line.strip("\"',"))
        if found and line[:1] not in ("[", "{"):
            yield found


def _json_rows(line: str) -> list[dict[str, object] | list[object]]:
    """The rows of a line of JSON: an object, or one or more lists, perhaps a piece of a larger list."""
    text = line.rstrip(",")
    if text.startswith("[[") and not text.endswith("]]"):
        text = text[1:]
    elif text.endswith("]]") and not text.startswith("[["):
        text = text[:-1]
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return []
    rows = value if isinstance(value, list) and value and isinstance(value[0], list | dict) else [value]
    return [row for row in rows if isinstance(row, list | dict)]


def _from_capture(fields: Mapping[str, object]) -> KnownAddress | None:
    """A capture in an index of an archive; those of errors say nothing and are left out."""
    url = str(fields.get("original") or fields.get("url") or "")
    status = str(fields.get("statuscode") or fields.get("status") or "-")
    if status[:1] not in ("2", "3", "-") or not url.startswith("http"):
        return None
    return KnownAddress(url, first_seen=_stamp(str(fields.get("timestamp") or "")), slug=_slug_of(url))


def _from_url(line: str) -> KnownAddress | None:
    found = re.search(r"https?://[^\s,;\"'<>]+", line)
    if not found:
        return None
    day = re.search(r"(?<!\d)\d{4}-\d\d-\d\d", line[found.end() :])
    lastmod = _iso(day[0]) if day else None
    return KnownAddress(found[0], lastmod=lastmod, slug=_slug_of(found[0]))


def _from_sitemap(path: Path, data: bytes) -> Iterator[KnownAddress]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise RescueError(
            f"couldn't read {path} as a sitemap: it is not XML; give a sitemap, a URL list or CDX lines"
        )
    kind = _name_of(root)
    if kind == "sitemapindex":
        yield from _from_index(path, root)
    elif kind == "urlset":
        for entry in root:
            if found := _from_entry(entry):
                yield found
    else:
        raise RescueError(
            f"couldn't read {path} as a list of addresses: it is XML but no sitemap (its root is <{kind}>)"
        )


def _from_index(path: Path, root: etree._Element) -> Iterator[KnownAddress]:
    names = [loc.strip() for loc in _texts(root, "loc")]
    parts = [beside for name in names if (beside := path.parent / Path(urlsplit(name).path).name).is_file()]
    parts = [part for part in parts if part.resolve() != path.resolve()]
    if not parts:
        raise RescueError(
            f"couldn't read any page's address from {path}: it only lists {len(names)} other sitemaps "
            f"(such as {names[0] if names else 'none'}); save those beside it or give them instead"
        )
    for part in parts:
        data = _open(part)
        if b"<sitemapindex" not in data[:1000]:
            yield from _from_sitemap(part, data)


def _from_entry(entry: etree._Element) -> KnownAddress | None:
    url = next(_texts(entry, "loc"), "").strip()
    if not url.startswith("http"):
        return None
    lastmod = _iso(next(_texts(entry, "lastmod"), ""))
    published = _iso(next(_texts(entry, "publication_date"), ""))
    return KnownAddress(url, lastmod=lastmod, slug=_slug_of(url), published=published)


def _name_of(node: etree._Element) -> str:
    """A node's name without its namespace; none for a comment. A broken copy may have names that lxml refuses."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _texts(node: etree._Element, name: str) -> Iterator[str]:
    for child in node.iter():
        if _name_of(child) == name and child.text:
            yield child.text


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _stamp(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6] or 12), int(digits[6:8] or 28))
    except ValueError:
        return None


def _slug_of(url: str) -> str:
    """The last part of an address that names a page; empty where there is none or the address is broken."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    parts = [part for part in unquote(path).split("/") if part]
    while parts and (
        parts[-1].lower() in ("amp", "feed", "index.html", "index.php", "embed") or parts[-1].isdigit()
    ):
        parts.pop()
    return re.sub(r"\.(?:html?|php|aspx?)$", "", parts[-1]) if parts else ""


def _merge(raw: Iterable[KnownAddress]) -> tuple[KnownAddress, ...]:
    """One address per page: scheme, ``www.``, a closing slash, ``/amp/`` and queries make no difference."""
    pages: dict[tuple[str, str], KnownAddress] = {}
    for address in raw:
        if not address.slug:
            continue
        parts = urlsplit(address.url)
        path = re.sub(r"/(?:amp|feed|embed)/?$", "/", unquote(parts.path))
        if _NOT_A_POST.search(path):
            continue
        key = ((parts.hostname or "").removeprefix("www."), path.rstrip("/").casefold())
        clean = replace(
            address, url=re.sub(r"(?:(?:amp|feed|embed)/?)?(?:[?#].*)?$", "", address.url, count=1)
        )
        known = pages.get(key)
        pages[key] = _joined(known, clean) if known else clean
    return tuple(pages.values())


def _joined(one: KnownAddress, two: KnownAddress) -> KnownAddress:
    def earliest(*days: date | None) -> date | None:
        return min((day for day in days if day), default=None)

    return replace(
        one,
        url=two.url if two.url.startswith("https") and not one.url.startswith("https") else one.url,
        lastmod=earliest(one.lastmod, two.lastmod),
        first_seen=earliest(one.first_seen, two.first_seen),
        published=one.published or two.published,
    )
