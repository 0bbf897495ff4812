"""Whose page a file is: the labels that the site's files carry (``post 12``, ``tag 4 2019``), read back.

Guarantees: every label that the press writes is read; for those kinds of page that can be made again by
themselves, :func:`owned` says what has to be set.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from broadsheet.archive import tallies
from broadsheet.archive.rows import ListingKey, ListingKind
from broadsheet.press.layout import UNDATED

__all__ = ["Kind", "Owned", "Owner", "owned", "read_owner"]

Kind = Literal[
    "post", "page", "front", "year", "feed", "tags", "picture", "asset", "not found", "month", "places", "index",
    "hosts", "old address", "unsure",
]  # fmt: skip
"""Kinds of page: of what a file is the page. ``places`` is the sitemap of standing pages and tags."""

_WORDS: dict[str, Kind] = {
    "tags": "tags",
    "asset": "asset",
    "not found": "not found",
    "gone": "not found",
    "sitemap pages": "places",
    "sitemap index": "index",
    "robots": "index",
    "for hosts": "hosts",
    "old address": "old address",
    "category": "old address",
    "unsure": "unsure",
}
_THING = re.compile(r"(post|page|picture|old) (\d+)")
_LISTING = re.compile(rf"({'|'.join(get_args(ListingKind))}) (\d+)(?: (feed|\d+))?")
_MONTH = re.compile(rf"sitemap (?:(\d{{4}})-(\d\d)|{UNDATED})")


class Owner(NamedTuple):
    """What a file is a page of."""

    kind: Kind
    id: int = 0
    listing: ListingKind = "front"
    year: int = 0
    month: int = 0

    @property
    def key(self) -> ListingKey:
        """The listing, of a page that is one's."""
        return ListingKey(self.listing, self.id)


def read_owner(label: str) -> Owner:
    """What a label says; one of an unknown kind is nobody's."""
    if label in _WORDS:
        return Owner(_WORDS[label])
    if found := _THING.fullmatch(label):
        kinds: dict[str, Kind] = {"post": "post", "page": "page", "picture": "picture", "old": "old address"}
        return Owner(kinds[found[1]], int(found[2]))
    if found := _LISTING.fullmatch(label):
        listing: ListingKind = next(kind for kind in get_args(ListingKind) if kind == found[1])
        if found[3] is None:
            return Owner("front", int(found[2]), listing)
        if found[3] == "feed":
            return Owner("feed", int(found[2]), listing)
        return Owner("year", int(found[2]), listing, int(found[3]))
    if found := _MONTH.fullmatch(label):
        return Owner("month", year=int(found[1] or 0), month=int(found[2] or 0))
    return Owner("unsure")


@dataclass(slots=True)
class Owned:
    """Pages that are to be set for their own sake, by what finds them."""

    posts: set[int] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)
    pictures: set[int] = field(default_factory=set)
    addresses: set[int] = field(default_factory=set)
    fronts: set[ListingKey] = field(default_factory=set)
    feeds: set[ListingKey] = field(default_factory=set)
    years: set[tallies.Place] = field(default_factory=set)
    months: set[tuple[int, int]] = field(default_factory=set)
    kinds: set[Kind] = field(default_factory=set)
    """Kinds of which a site has one page."""
    unknown: bool = False
    """Whether there are pages among them that only a look at every page makes again."""


def owned(labels: Iterable[str]) -> Owned:
    """What has to be set so that all files with these labels are made again."""
    found = Owned()
    things = {
        "post": found.posts, "page": found.pages, "picture": found.pictures, "old address": found.addresses,
    }  # fmt: skip
    for owner in map(read_owner, labels):
        if owner.id and owner.kind in things:
            things[owner.kind].add(owner.id)
        elif owner.kind == "front":
            found.fronts.add(owner.key)
        elif owner.kind == "feed":
            found.feeds.add(owner.key)
        elif owner.kind == "year":
            found.years.add((owner.key, owner.year))
        elif owner.kind == "month":
            found.months.add((owner.year, owner.month))
        elif owner.kind in ("tags", "places", "index", "hosts"):
            found.kinds.add(owner.kind)
        else:
            found.unknown = True
    return found
