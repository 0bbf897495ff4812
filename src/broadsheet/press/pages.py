"""The kinds of page that readers see. A small class each: what it needs to know, which files it makes.

What each follows from is listed in :data:`broadsheet.press.explaining.INPUTS`.

Guarantees: every object here can be sent to another process and holds ids and counts, never
posts; :meth:`sheets` is a function of that, of the archive, the settings and the theme, and of
nothing else, and yields one page after the other, so that a batch of any size needs the memory of
a few pages.

A class makes a batch of pages of its kind, not one page, because the archive answers for a
hundred posts in the time that it takes to answer for three.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from broadsheet.archive import listings as archive_listings
from broadsheet.archive import selectors
from broadsheet.archive.body import text_of
from broadsheet.archive.rows import (
    ListingKey,
    ListingKind,
    PageRow,
    RedirectRow,
    YearCount,
)
from broadsheet.language import count_words
from broadsheet.press.contexts import (
    PostCopy,
    gone_page,
    lead_picture,
    moved_page,
    not_found_page,
    post_page,
    standing_page,
)
from broadsheet.press.desk import Desk
from broadsheet.press.layout import (
    GONE,
    NOT_FOUND,
    TAGS,
    data_path,
    file_of,
    listing_path,
    root_of,
    stretch,
    year_path,
)
from broadsheet.press.listings import Listing, YearPlace, front_page, tags_page, year_page
from broadsheet.press.postjson import post_json
from broadsheet.press.prose import Body, gather_links, print_prose
from broadsheet.press.set_cards import SetCard
from broadsheet.press.write import Sheet
from broadsheet.theme import ROOT
from broadsheet.theme.contexts import PageContext

__all__ = [
    "Fronts", "ListingYears", "NotFoundPage", "OldAddresses", "Posts", "Run", "StandingPages", "Tags", "YearPages",
    "latest", "words_in",
]  # fmt: skip


class _MadeUp(NamedTuple):
    """A page that only needs to be set: its context, decoded path, whose page it is, and cards that are set already."""

    page: PageContext
    path: str
    label: str
    cards: Mapping[str, bytes] | None = None


TOGETHER = 25
"""How many pages go from one step to the next together. A processor that does one thing a few times has at hand what it
takes: in a process that has a core to itself, a post's steps took a third less time than one post after the other."""


def _set_pages(pages: Iterable[_MadeUp], desk: Desk) -> Iterator[Sheet]:
    """Set pages, a few at a time."""
    waiting = iter(pages)
    while some := list(islice(waiting, TOGETHER)):
        rendered = [desk.render(each.page, each.path, cards=each.cards) for each in some]
        for each, data in zip(some, rendered, strict=True):
            yield Sheet(file_of(each.path), each.label, data)


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts, each with its data beside it."""

    ids: tuple[int, ...]
    around: tuple[tuple[int | None, int | None], ...]
    """For each post the one just before it and the one just after it in the order of the publication."""

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        posts = desk.posts(self.ids)
        cards = {post.card.id: post.card for post in posts}
        beside = {id for pair in self.around for id in pair if id is not None and id not in cards}
        cards |= {card.id: card for card in desk.card_rows(sorted(beside))}
        around = dict(zip(self.ids, self.around, strict=True))
        copies = [
            PostCopy(post, body, *(cards.get(id or 0) for id in around[post.card.id]))
            for post, body in zip(posts, desk.print_bodies(posts), strict=True)
        ]
        for start in range(0, len(copies), TOGETHER):
            yield from self.sheets_of(copies[start : start + TOGETHER], desk)

    def sheets_of(self, copies: Sequence[PostCopy], desk: Desk) -> Iterator[Sheet]:
        """The sheets of a few posts, step after step for all of them."""
        listed = desk.keep_cards([copy.post.card for copy in copies])
        words = [words_in(copy.post.body) for copy in copies]
        pages = [
            post_page(copy, desk.masthead, listed=card, word_count=count)
            for copy, card, count in zip(copies, listed, words, strict=True)
        ]
        paths = [copy.post.card.path for copy in copies]
        rendered = [desk.render(page, path) for page, path in zip(pages, paths, strict=True)]
        data = [self._data(copy, desk) for copy in copies]
        for copy, path, page, told in zip(copies, paths, rendered, data, strict=True):
            label = f"post {copy.post.card.id}"
            yield Sheet(file_of(path), label, page)
            yield Sheet(data_path(path), label, told)

    def _data(self, copy: PostCopy, desk: Desk) -> bytes:
        card = copy.post.card
        picture = lead_picture(card, desk.settings)
        return post_json(
            copy.post,
            body=copy.body.replace(ROOT, root_of(card.path)),
            url=desk.masthead.canonical(card.path),
            picture_path=picture.path if picture else "",
        )


_SHORT = 10
"""A listing of up to so many fronts' posts is cheaper read whole with others than asked for alone."""
_TAG = re.compile("<[^>]*>")


def words_in(body: str) -> int:
    """How many words readers are told that a body has."""
    # Good enough for minutes of reading, at a tenth of what parsing the body once more would cost.
    return count_words(_TAG.sub(" ", body))


@dataclass(frozen=True, slots=True)
class StandingPages:
    """About, Contact and the like."""

    ids: tuple[int, ...]

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        yield from self.sheets_of(selectors.pages(self.ids), desk)

    def sheets_of(self, pages: Sequence[PageRow], desk: Desk) -> Iterator[Sheet]:
        """The pages of rows that are at hand."""
        origins = archive_listings.page_origins(self.ids)
        bodies = [Body(page.body, page.language, page.pictures, origins.get(page.id, "")) for page in pages]
        links = gather_links(bodies, desk.settings)
        for page, body in zip(pages, bodies, strict=True):
            context = standing_page(
                page,
                desk.masthead,
                body=print_prose(body, links, desk.settings),
                description=text_of(page.body)[:1000],
            )
            yield Sheet(file_of(page.path), f"page {page.id}", desk.render(context, page.path))


class Run(NamedTuple):
    """A run of pages of one year of one listing: numbers ``first`` to ``last``."""

    id: int
    posts: int
    """Posts of the listing in the year."""
    year_before: int | None
    posts_before: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class YearPages:
    """Pages of one year, of several listings of one kind."""

    kind: ListingKind
    year: int
    runs: tuple[Run, ...]

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        size = desk.settings.listings.page_posts
        known = desk.listings([ListingKey(self.kind, run.id) for run in self.runs])
        members = self._members(size)
        wanted = list(dict.fromkeys(id for ids in members.values() for id in ids))
        cards = {card.id: card for card in desk.cards(wanted, year=self.year)}
        runs = [(run, known.get(ListingKey(self.kind, run.id))) for run in self.runs]
        yield from _set_pages(
            (
                page
                for run, listing in runs
                if listing is not None
                for page in self._run(
                    run, listing, [cards[id] for id in members[run.id] if id in cards], desk
                )
            ),
            desk,
        )

    def _run(self, run: Run, listing: Listing, cards: Sequence[SetCard], desk: Desk) -> Iterator[_MadeUp]:
        """``cards`` are all of the run's, oldest first."""
        size = desk.settings.listings.page_posts
        for number in range(run.first, run.last + 1):
            offset = stretch(number, size=size).offset - stretch(run.first, size=size).offset
            shown = cards[offset : offset + size][::-1]
            place = YearPlace(self.year, number, run.posts, run.year_before, run.posts_before)
            page = year_page(listing, place, [each.card for each in shown], desk.masthead)
            path = year_path(listing.path, self.year, number)
            yield _MadeUp(page, path, self._label(listing), markup(shown))
        if run.last * size == run.posts:
            path = year_path(listing.path, self.year, run.last + 1)
            moved = moved_page(path, listing.path, desk.masthead)
            yield _MadeUp(moved, path, self._label(listing))

    def _members(self, size: int) -> dict[int, list[int]]:
        """For each listing the posts of its run, oldest first."""
        members: dict[int, list[int]] = {}
        whole = [run.id for run in self.runs if self._is_whole(run, size)]
        if whole:
            found = archive_listings.year_members(self.kind, whole, self.year)
            members.update({id: found.get(id, []) for id in whole})
        for run in self.runs:
            if run.id not in members:
                members[run.id] = selectors.listing_year(
                    ListingKey(self.kind, run.id),
                    self.year,
                    offset=stretch(run.first, size=size).offset,
                    limit=(run.last - run.first + 1) * size,
                )
        return members

    def _is_whole(self, run: Run, size: int) -> bool:
        return self.kind != "front" and run.first == 1 and run.last * size >= run.posts

    def _label(self, listing: Listing) -> str:
        return f"{listing.key.kind} {listing.key.id} {self.year}"


class ListingYears(NamedTuple):
    """A listing and how many posts it has in each year, oldest first."""

    key: ListingKey
    years: tuple[YearCount, ...]


@dataclass(frozen=True, slots=True)
class Fronts:
    """The fronts of listings."""

    listings: tuple[ListingYears, ...]

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        known = desk.listings([each.key for each in self.listings])
        limit = desk.settings.listings.front_posts
        newest = latest(self.listings, desk, limit=limit, sticky=True)
        wanted = list(dict.fromkeys(id for ids in newest.values() for id in ids))
        cards = {card.id: card for card in desk.cards(wanted)}
        yield from _set_pages(self._fronts(known, newest, cards, desk), desk)

    def _fronts(
        self,
        known: Mapping[ListingKey, Listing],
        newest: Mapping[ListingKey, Sequence[int]],
        cards: Mapping[int, SetCard],
        desk: Desk,
    ) -> Iterator[_MadeUp]:
        for each in self.listings:
            listing = known.get(each.key)
            if listing is None:
                continue
            shown = [cards[id] for id in newest[each.key] if id in cards]
            page = front_page(listing, each.years, [card.card for card in shown], desk.masthead)
            yield _MadeUp(page, listing.path, f"{each.key.kind} {each.key.id}", markup(shown))


def latest(
    listings: Sequence[ListingYears], desk: Desk, *, limit: int, sticky: bool = False
) -> dict[ListingKey, list[int]]:
    """The newest posts of listings, newest first; on the paper's front page ``sticky`` ones may lead."""
    missing = set(desk.newest.missing(each.key for each in listings))
    most = max(desk.settings.listings.front_posts, desk.settings.listings.feed_posts)
    fresh = _newest([each for each in listings if each.key in missing], limit=most)
    found = {each.key: (fresh.get(each.key) or desk.newest.take(each.key) or [])[:limit] for each in listings}
    for key, ids in fresh.items():
        desk.newest.put(key, ids)
    front = ListingKey("front")
    if sticky and front in found:
        lead = selectors.sticky_front(limit=limit)
        found[front] = [*lead, *(id for id in found[front] if id not in lead)][:limit]
    return found


def _newest(listings: Sequence[ListingYears], *, limit: int) -> dict[ListingKey, list[int]]:
    short: dict[ListingKind, list[int]] = {"tag": [], "author": []}
    found: dict[ListingKey, list[int]] = {}
    for each in listings:
        if each.key.kind != "front" and sum(year.posts for year in each.years) <= _SHORT * limit:
            short[each.key.kind].append(each.key.id)
        else:
            found[each.key] = selectors.listing_front(each.key, limit=limit)
    for kind, ids in short.items():
        members = archive_listings.all_members(kind, ids) if ids else {}
        found |= {ListingKey(kind, id): members.get(id, [])[:limit] for id in ids}
    return found


def markup(cards: Sequence[SetCard]) -> dict[str, bytes]:
    """What the theme takes as cards already set: their markup by encoded path."""
    return {card.card.path: card.html for card in cards}


@dataclass(frozen=True, slots=True)
class Tags:
    """The page of all tags.

    ``totals`` are the counts, by id, of tags that have posts; without them the posts are counted.
    """

    totals: Mapping[int, int] | None = None

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        tags = [(tag, listing_path("tag", tag.slug)) for tag in desk.tags(self.totals)]
        page = tags_page(TAGS, tags, desk.masthead)
        yield Sheet(file_of(TAGS), "tags", desk.render(page, TAGS))


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """The pages for addresses that answer nothing, and for those that are gone."""

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        yield Sheet(NOT_FOUND, "not found", desk.render(not_found_page(desk.masthead), NOT_FOUND))
        yield Sheet(GONE, "gone", desk.render(gone_page(GONE, desk.masthead), GONE))


@dataclass(frozen=True, slots=True)
class OldAddresses:
    """Old addresses that lead on or are gone. Those with a query are for the host's configuration alone."""

    rows: tuple[RedirectRow, ...]

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        for row in self.rows:
            if row.target is None:
                page = desk.render(gone_page(row.old, desk.masthead), row.old)
            else:
                page = desk.render(moved_page(row.old, row.target, desk.masthead), row.old)
            yield Sheet(file_of(row.old), row.page or "old address", page)
