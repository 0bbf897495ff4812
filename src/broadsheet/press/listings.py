"""Listings as pages: the front with its chart, and the pages of a year, numbered from the oldest post.

Guarantees that the past does not shift: a page of a year depends on its own posts, on the year
before and on whether it is full, never on newer posts. It tells no total, and it leads to newer
posts only by the listing's front. The page after a full one has its address from the
beginning (until it has posts it leads to the front), so that a full page is never written again.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from broadsheet.archive.rows import ListingKey, TagRow, YearCount
from broadsheet.press.contexts import Masthead
from broadsheet.press.layout import feed_path, full_pages, page_count, url_of, year_path
from broadsheet.press.share import share_links
from broadsheet.theme import print_year
from broadsheet.theme.contexts import Bar, Card, Link, ListingPage, TagsPage

__all__ = ["Listing", "YearPlace", "bars_of", "front_page", "tags_page", "year_page", "year_place"]

_LONGEST_GAP = 150
_FREQUENT = 30


class Listing(NamedTuple):
    """A listing: whose it is, its front's decoded path, its subject's name and description."""

    key: ListingKey
    path: str
    name: str = ""
    note: str = ""

    def heading(self, masthead: Masthead) -> str:
        """What a person would call it; empty for the front page."""
        if self.key.kind == "tag":
            return masthead.words.posts_tagged.format(name=self.name)
        return masthead.words.posts_by.format(name=self.name) if self.key.kind == "author" else ""


class YearPlace(NamedTuple):
    """A page of a year: its number, and all that its links depend on."""

    year: int
    number: int
    posts: int
    """Posts of the listing in this year."""
    year_before: int | None
    """The year before this one that has posts; 0 is undated."""
    posts_before: int


def year_place(years: Sequence[YearCount], index: int, number: int) -> YearPlace:
    """The place of page ``number`` of ``years[index]``; ``years`` are a listing's, oldest first."""
    before = years[index - 1] if index else None
    return YearPlace(
        year=years[index].year,
        number=number,
        posts=years[index].posts,
        year_before=before.year if before else None,
        posts_before=before.posts if before else 0,
    )


def year_page(listing: Listing, place: YearPlace, cards: Sequence[Card], masthead: Masthead) -> ListingPage:
    """A page of a year. ``cards`` are its posts, newest first."""
    size = masthead.settings.listings.page_posts
    path = year_path(listing.path, place.year, place.number)
    label = _label(place.year, masthead)
    heading = listing.heading(masthead)
    older: Link | None = None
    if place.number > 1:
        older = _turn(listing, place.year, place.number - 1, masthead)
    elif place.year_before is not None:
        pages = page_count(place.posts_before, size=size)
        older = _turn(listing, place.year_before, pages, masthead)
    full = place.number <= full_pages(place.posts, size=size)
    title = f"{heading} · {label}" if heading else label
    if place.number > 1:
        title = f"{title} · {masthead.words.number(place.number)}"
    return ListingPage(
        path=url_of(path),
        title=title,
        description="",
        language=masthead.site.language,
        direction=masthead.site.direction,
        canonical=masthead.canonical(path),
        kind=listing.key.kind,
        heading=heading or label,
        subject=listing.name,
        note="",
        entries=tuple(cards),
        is_front=False,
        year_label=label,
        total=0,
        bars=(),
        older=older,
        newer=_turn(listing, place.year, place.number + 1, masthead) if full else None,
        front=Link(text=masthead.words.latest, path=url_of(listing.path)),
        feed=feed_path(url_of(listing.path)),
        share=(),
    )


def front_page(
    listing: Listing, years: Sequence[YearCount], cards: Sequence[Card], masthead: Masthead
) -> ListingPage:
    """A listing's front. ``cards`` are its latest posts in the order shown; ``years`` are oldest first."""
    heading = listing.heading(masthead)
    size = masthead.settings.listings.page_posts
    shown = sum(year.posts for year in years) > len(cards)
    older: Link | None = None
    if years and shown:
        newest = years[-1]
        older = _turn(listing, newest.year, page_count(newest.posts, size=size), masthead)
    front = listing.key.kind == "front"
    return ListingPage(
        path=url_of(listing.path),
        title=heading,
        description=masthead.settings.tagline if front else " ".join(listing.note.split())[:300],
        language=masthead.site.language,
        direction=masthead.site.direction,
        canonical=masthead.canonical(listing.path),
        kind=listing.key.kind,
        heading=heading,
        subject=listing.name,
        note=listing.note,
        entries=tuple(cards),
        is_front=True,
        year_label="",
        total=sum(year.posts for year in years),
        bars=bars_of(listing, years, masthead),
        older=older,
        newer=None,
        front=None,
        feed=feed_path(url_of(listing.path)),
        share=share_links(heading or masthead.settings.name, listing.path, masthead.settings),
    )


def bars_of(listing: Listing, years: Sequence[YearCount], masthead: Masthead) -> tuple[Bar, ...]:
    """The chart: a bar for each year, each leading to the newest page of its year; gaps count 0.

    A gap longer than a paper can be is the work of a wrong date and is not filled.
    """
    size = masthead.settings.listings.page_posts
    bars: list[Bar] = []
    before = 0
    for year, count in years:
        if before and year - before <= _LONGEST_GAP:
            bars += [
                Bar(label=_label(gap, masthead), year=gap, count=0, path="")
                for gap in range(before + 1, year)
            ]
        newest = year_path(listing.path, year, page_count(count, size=size))
        bars.append(Bar(label=_label(year, masthead), year=year, count=count, path=url_of(newest)))
        before = year
    return tuple(bars)


def tags_page(path: str, tags: Sequence[tuple[TagRow, str]], masthead: Masthead) -> TagsPage:
    """All tags. ``tags`` are by name, each with the decoded path of its listing."""
    links = tuple([_tag_link(tag.name, front, tag.count, tag.kind) for tag, front in tags])
    frequent = sorted(links, key=lambda link: -link.count)[:_FREQUENT]
    return TagsPage(
        path=url_of(path),
        title=masthead.words.tags,
        description="",
        language=masthead.site.language,
        direction=masthead.site.direction,
        canonical=masthead.canonical(path),
        tags=links,
        frequent=tuple(frequent),
    )


@lru_cache(maxsize=50_000)
def _tag_link(name: str, front: str, count: int, kind: str) -> Link:
    return Link(text=name, path=url_of(front), count=count, kind=kind)


def _turn(listing: Listing, year: int, number: int, masthead: Masthead) -> Link:
    label = _label(year, masthead)
    text = label if number == 1 else f"{label} · {masthead.words.number(number)}"
    return Link(text=text, path=url_of(year_path(listing.path, year, number)))


def _label(year: int, masthead: Masthead) -> str:
    if year == 0:
        return masthead.words.undated
    return print_year(year, language=masthead.site.language, calendar=masthead.settings.calendar)
