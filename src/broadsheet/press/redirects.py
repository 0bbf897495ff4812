"""Old addresses that lead on: the rows of the archive, and the patterns every WordPress site had.

Guarantees: what :func:`moves` yields can be written into a host's configuration: no control
characters, no dot segments, never an address that leads to itself. What it leaves out no
browser could ask for. Rows are streamed; nothing here holds more than one.

Patterns are tried by hosts only where there is no file, so that a rescued page that
really lives at ``/page/2/`` keeps its place. They match the address as it came over the wire,
percent-encoded and undecoded: a captured piece is put back as it was, and no decoded line
break or second slash can slip into a ``Location`` header.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from broadsheet.archive.rows import RedirectRow, TagRow
from broadsheet.press.layout import listing_path, served_path, url_of

__all__ = ["WORDPRESS", "Move", "Pattern", "category_addresses", "moves"]

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PLAIN_QUERY = re.compile("[A-Za-z0-9_.~=&-]*")
"""What is its own encoding, as most queries are: ``p=12``."""
_DOTS = re.compile(r"(?:^|/)\.{1,2}(?:/|$)")


class Move(NamedTuple):
    """An old address and where it leads.

    ``path`` is decoded, with the leading slash; ``query`` is percent-encoded, without its question
    mark, empty if the address had none. ``target`` is an address at the host (leading slash,
    percent-encoded), or None for "gone" (410).
    """

    path: str
    query: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of old address. ``match`` is a regular expression of what follows the site's root, undecoded.

    ``target`` follows the root too, with ``$1`` for a group. ``simple`` are the same as paths with
    placeholders (``tag/:slug/feed/``) and their targets, for hosts without regular expressions.
    """

    match: str
    target: str
    simple: tuple[tuple[str, str], ...] = ()


_SEGMENT = r"[^/?\x5c]+"
_PAGE = r"page/[0-9]+/?"
_FEED = r"feed(?:/(?:atom|rss|rss2|rdf))?/?"

WORDPRESS: tuple[Pattern, ...] = (
    Pattern(
        _FEED, "atom.xml", (("feed/", "atom.xml"), ("feed/atom/", "atom.xml"), ("feed/rss2/", "atom.xml"))
    ),
    Pattern(
        f"(tag|author)/({_SEGMENT})/{_FEED}",
        "$1/$2/atom.xml",
        (("tag/:slug/feed/", "tag/:slug/atom.xml"), ("author/:slug/feed/", "author/:slug/atom.xml")),
    ),
    Pattern(
        f"(tag|author)/({_SEGMENT})/{_PAGE}",
        "$1/$2/",
        (("tag/:slug/page/:page/", "tag/:slug/"), ("author/:slug/page/:page/", "author/:slug/")),
    ),
    Pattern(
        f"category/(?:{_SEGMENT}/)*?({_SEGMENT})/{_FEED}",
        "tag/$1/atom.xml",
        (("category/:slug/feed/", "tag/:slug/atom.xml"),),
    ),
    Pattern(
        f"category/(?:{_SEGMENT}/)*?({_SEGMENT})/{_PAGE}",
        "tag/$1/",
        (("category/:slug/page/:page/", "tag/:slug/"),),
    ),
    Pattern(
        f"category/(?:{_SEGMENT}/)*?({_SEGMENT})/?",
        "tag/$1/",
        (("category/:slug/", "tag/:slug/"), ("category/:parent/:slug/", "tag/:slug/")),
    ),
    Pattern(_PAGE, "", (("page/:page/", ""),)),
    Pattern(f"([0-9]{{4}})/(?:[0-9]{{2}}/(?:[0-9]{{2}}/)?(?:{_PAGE})?|{_PAGE})", "$1/"),
    Pattern(f"({_SEGMENT}(?:/{_SEGMENT})*)/(?:{_FEED}|amp/?|embed/?)", "$1/"),
)
"""Addresses that every WordPress site answered, in the order in which they are tried."""


def moves(rows: Iterable[RedirectRow], *, prefix: str = "/") -> Iterator[Move]:
    """The rows as a host can have them. ``prefix`` stands before every path (``/`` or ``/paper/``)."""
    for row in rows:
        path, _, query = row.old.partition("?")
        path = path.lstrip("/")
        if _CONTROL.search(row.old) or _DOTS.search(path) or not (path or query):
            continue
        if row.target is not None and not query and served_path(path) == served_path(row.target):
            continue
        target = None if row.target is None else prefix + url_of(row.target)
        if query and not _PLAIN_QUERY.fullmatch(query):
            query = quote(query, safe="=&%+-._~!*'(),;:@/?")
        yield Move(prefix + path, query, target)


def category_addresses(tags: Sequence[TagRow]) -> Iterator[RedirectRow]:
    """Where WordPress kept its categories: each section under its parents' slugs, and by its own alone."""
    known = {tag.id: tag for tag in tags}
    for tag in tags:
        if tag.kind != "section":
            continue
        target = listing_path("tag", tag.slug)
        yield RedirectRow(f"category/{tag.slug}/", target, page="category")
        line = "/".join(_line_of(tag, known))
        if line != tag.slug:
            yield RedirectRow(f"category/{line}/", target, page="category")


def _line_of(tag: TagRow, known: Mapping[int, TagRow]) -> list[str]:
    """A tag's slug after those of its parents; a circle of parents ends where it began."""
    line, seen, parent = [tag.slug], {tag.id}, tag.parent_id
    while parent is not None and parent not in seen and parent in known:
        seen.add(parent)
        line.insert(0, known[parent].slug)
        parent = known[parent].parent_id
    return line
