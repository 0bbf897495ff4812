"""Sitemaps (https://www.sitemaps.org/protocol.html): one shard for each month, and an index of the shards.

Guarantees: a shard never breaks the protocol's limits (50,000 addresses, 50 MB); a change to a post
rewrites the shard of its month alone, and no shard grows with the archive; only one shard is held in
memory. A sitemap needs full addresses: while the site's
address is unknown none can be written. ``lastmod`` is given only where a date is known, not
where it was inferred.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from broadsheet.archive.listings import DatedPath
from broadsheet.archive.rows import CardRow
from broadsheet.press.addresses import quoted
from broadsheet.press.layout import UNDATED, url_of

__all__ = [
    "INDEX_PATH",
    "SitemapEntry",
    "lastmod_of",
    "month_name",
    "sitemap_entry",
    "sitemap_index",
    "sitemap_shards",
]

INDEX_PATH = "sitemap.xml"
MOST_ADDRESSES = 50_000
MOST_BYTES = 50_000_000

_OPENING = b'<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = b'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class SitemapEntry(NamedTuple):
    """A page in a sitemap. ``path`` is decoded; ``lastmod`` is a W3C date or empty."""

    path: str
    lastmod: str = ""


def lastmod_of(card: CardRow | DatedPath) -> str:
    """When a post last changed as far as that is known: its update, else its date, else ``""``."""
    if card.updated_at:
        return card.updated_at.isoformat(timespec="seconds")
    if card.published_at and card.certainty == "exact":
        return card.published_at.isoformat(timespec="seconds")
    if card.published_at and card.certainty == "day":
        return card.published_at.date().isoformat()
    return ""


def sitemap_entry(card: CardRow) -> SitemapEntry:
    """A post's line in its year's shard."""
    return SitemapEntry(card.path, lastmod_of(card))


def sitemap_shards(
    name: str, entries: Iterable[SitemapEntry], *, address: str, most: int = MOST_ADDRESSES
) -> Iterator[tuple[str, bytes]]:
    """The shards of one group as (path, bytes): ``sitemap-2019-05.xml``, ``sitemap-2019-05-2.xml``, and so on.

    ``name`` is the group: a month, ``undated``, ``pages``. ``entries`` come in a lasting order
    (oldest first). ``address`` is the site's full address with its trailing slash; without one,
    and without entries, nothing is yielded. ``most`` is the number of addresses in a shard.
    """
    if not address:
        return
    number, lines, size = 1, list[bytes](), 0
    for entry in entries:
        line = _url(entry, address)
        if lines and (len(lines) == most or size + len(line) > MOST_BYTES - 1000):
            yield _shard_path(name, number), _urlset(lines)
            number, lines, size = number + 1, [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield _shard_path(name, number), _urlset(lines)


def sitemap_index(paths: Iterable[str], *, address: str) -> bytes:
    """The index (``sitemap.xml``) of the shards, by their paths."""
    lines = b"".join(
        b"<sitemap><loc>%s</loc></sitemap>\n" % escape(address + quoted(path)).encode()
        for path in sorted(paths)
    )
    return b"%s<sitemapindex %s>\n%s</sitemapindex>\n" % (_OPENING, _NAMESPACE, lines)


def month_name(year: int, month: int) -> str:
    """The group that a month's posts are in; year 0 holds the undated ones."""
    return f"{year:04d}-{month:02d}" if year else UNDATED


def _shard_path(name: str, number: int) -> str:
    return f"sitemap-{name}.xml" if number == 1 else f"sitemap-{name}-{number}.xml"


def _url(entry: SitemapEntry, address: str) -> bytes:
    lastmod = b"<lastmod>%s</lastmod>" % escape(entry.lastmod).encode() if entry.lastmod else b""
    return b"<url><loc>%s</loc>%s</url>\n" % (escape(address + url_of(entry.path)).encode(), lastmod)


def _urlset(lines: list[bytes]) -> bytes:
    return b"%s<urlset %s>\n%s</urlset>\n" % (_OPENING, _NAMESPACE, b"".join(lines))
