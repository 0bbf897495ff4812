"""What a publish has to make, as small jobs in the order in which they may appear on the site.

Guarantees: jobs come phase by phase, and what a page shows of others (a listing's posts, a
feed's entries, a sitemap's addresses) was made in an earlier phase; jobs are yielded one at a
time and hold ids and counts, so that a plan for a million posts takes no more memory than one
for a thousand; what is in a job follows from the archive alone, not from the number of workers.

A full build is the plan in which everything changed, and makes the same jobs. Year pages are planned year by
year across all listings, and not listing by listing, because the tags of a post share its year: its card is
set once, used for all of them, and can be forgotten. The listings are walked once for that, and
their years sorted on disk.
"""

import struct
from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, TypeVar

from broadsheet.archive import selectors, tallies
from broadsheet.archive.rows import ListingKey, ListingKind, PictureRow, YearCount
from broadsheet.press.desk import Desk
from broadsheet.press.layout import page_count
from broadsheet.press.machine_pages import Assets, Feeds, Pictures, SitemapOfMonth, SitemapOfPages
from broadsheet.press.pages import (
    Fronts,
    ListingYears,
    NotFoundPage,
    OldAddresses,
    Posts,
    Run,
    StandingPages,
    Tags,
    YearPages,
)
from broadsheet.press.touched import Touched
from broadsheet.press.withdrawing import page_addresses
from broadsheet.press.write import Sheet

__all__ = ["Job", "Phase", "Planned", "batches", "every_picture", "plan_everything", "plan_touched"]

Phase = Literal[
    "pictures", "assets", "posts", "pages", "years", "fronts", "tags", "feeds", "sitemaps", "index", "old addresses",
    "withdrawn",
]  # fmt: skip

POSTS_IN_A_JOB = 100
ENTRIES_IN_A_JOB = 600
LISTINGS_IN_A_JOB = 40
ROWS_IN_A_JOB = 200
PICTURES_IN_A_JOB = 4
_WALK = 5000
_NUMBER = array("q").itemsize

T = TypeVar("T")


class Job(Protocol):
    """Pages of one kind. Can be sent to another process."""

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        """The pages, one after the other."""
        ...


class Planned(NamedTuple):
    """A job and its phase. With ``yields``, its pages give way to others that have the same file."""

    phase: Phase
    job: Job
    yields: bool = False


def plan_everything(*, page_posts: int, scratch: Path) -> Iterator[Planned]:
    """Every page of the site but the sitemaps' index, which needs to know what its shards were.

    ``page_posts`` is the size of a year page; ``scratch`` is a folder for the plan's own files.
    """
    for rows in batches(every_picture(), PICTURES_IN_A_JOB):
        # Two rows may hold the same picture; its derivatives have the same names and the same bytes.
        yield Planned("pictures", Pictures(rows), yields=True)
    yield Planned("assets", Assets())
    yield Planned("assets", NotFoundPage())
    for posts in _posts():
        yield Planned("posts", posts)
    for pages in batches(selectors.live_page_ids(), POSTS_IN_A_JOB):
        yield Planned("pages", StandingPages(pages))
    walked = _Walked(scratch / "listings")
    for pages_of_year in _year_pages(walked.from_archive(), page_posts, scratch):
        yield Planned("years", pages_of_year)
    for listings in batches(walked.again(), LISTINGS_IN_A_JOB):
        yield Planned("fronts", Fronts(listings))
    yield Planned("tags", Tags())
    for listings in batches(walked.again(), LISTINGS_IN_A_JOB):
        yield Planned("feeds", Feeds(listings))
    for year in selectors.listing_years(ListingKey("front")):
        for month in range(1, 13) if year.year else (0,):
            yield Planned("sitemaps", SitemapOfMonth(year.year, month))
    yield Planned("sitemaps", SitemapOfPages())
    for old in batches(page_addresses(with_queries=False), ROWS_IN_A_JOB):
        yield Planned("old addresses", OldAddresses(old), yields=True)


def plan_touched(touched: Touched, *, page_posts: int) -> Iterator[Planned]:
    """Every page that is touched, but for old addresses and what is withdrawn, which follow from the rest."""
    for pictures in batches(touched.pictures.values(), PICTURES_IN_A_JOB):
        yield Planned("pictures", Pictures(pictures), yields=True)
    for some in batches(sorted(touched.posts), POSTS_IN_A_JOB):
        yield Planned("posts", Posts(some, tuple(touched.posts[id] for id in some)))
    for pages in batches(sorted(touched.pages), POSTS_IN_A_JOB):
        yield Planned("pages", StandingPages(pages))
    for year, runs in groupby(touched.years, key=lambda turned: turned.year):
        short = ((turned.kind, run) for turned in runs for run in _short_runs(turned.run, page_posts))
        for job in _jobs_of(year, short, page_posts):
            yield Planned("years", job)
    for keys in batches(_in_order(touched.fronts), LISTINGS_IN_A_JOB):
        yield Planned("fronts", Fronts(_with_years(keys, touched)))
    totals = tallies.kept_totals(fresh=touched.fresh) if touched.tags or touched.places else None
    if touched.tags:
        yield Planned("tags", Tags(totals))
    for keys in batches(_in_order(touched.feeds), LISTINGS_IN_A_JOB):
        yield Planned("feeds", Feeds(_with_years(keys, touched)))
    for year, month in sorted(touched.months):
        yield Planned("sitemaps", SitemapOfMonth(year, month))
    if touched.places:
        yield Planned("sitemaps", SitemapOfPages(totals))


def _in_order(keys: Iterable[ListingKey]) -> list[ListingKey]:
    return sorted(keys, key=lambda key: (key.kind, key.id))


def _with_years(keys: Iterable[ListingKey], touched: Touched) -> tuple[ListingYears, ...]:
    return tuple(ListingYears(key, touched.listings[key]) for key in keys)


def every_picture() -> Iterator[PictureRow]:
    """The pictures that live posts and pages show, by id."""
    after = 0
    while rows := selectors.published_pictures(after=after, limit=ROWS_IN_A_JOB):
        yield from rows
        after = rows[-1].id


def _listings() -> Iterator[ListingYears]:
    """Every listing that has posts; the front page also while nothing was ever published."""
    empty = True
    for key, years in selectors.listings():
        empty = False
        yield ListingYears(key, years)
    if empty:
        yield ListingYears(ListingKey("front"), ())


def _posts() -> Iterator[Posts]:
    """All posts, oldest first, each batch with the post before and the post after it."""
    older: int | None = None
    batch: list[int] = []

    def job(newer: int | None) -> Posts:
        line = [older, *batch, newer]
        return Posts(tuple(batch), tuple(zip(line, line[2:], strict=False)))

    for id in _walk():
        if len(batch) == POSTS_IN_A_JOB:
            yield job(id)
            older, batch = batch[-1], []
        batch.append(id)
    if batch:
        yield job(None)


def _walk() -> Iterator[int]:
    after: selectors.Place | None = None
    while places := selectors.live_places(after=after, limit=_WALK):
        yield from (place.id for place in places)
        after = places[-1]


_KINDS: tuple[ListingKind, ...] = ("front", "author", "tag")


class _Walked:
    """Listings with their years, for which the archive counts all posts once; then they are on disk."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def from_archive(self) -> Iterator[ListingYears]:
        with self._file.open("wb") as file:
            for each in _listings():
                record = array("q", (_KINDS.index(each.key.kind), each.key.id, len(each.years)))
                for year in each.years:
                    record.extend(year)
                record.tofile(file)
                yield each

    def again(self) -> Iterator[ListingYears]:
        """Once all have come from the archive."""
        with self._file.open("rb") as file:
            while head := file.read(3 * _NUMBER):
                kind, id, count = array("q", head)
                numbers = iter(array("q", file.read(2 * count * _NUMBER)))
                years = tuple([YearCount(*pair) for pair in zip(numbers, numbers, strict=True)])
                yield ListingYears(ListingKey(_KINDS[kind], id), years)


def _year_pages(listings: Iterable[ListingYears], size: int, scratch: Path) -> Iterator[YearPages]:
    sorter = _Years(scratch)
    for listing in listings:
        for index, count in enumerate(listing.years):
            before = listing.years[index - 1] if index else None
            sorter.add(count, listing.key, before)
    for year, entries in sorter.by_year():
        yield from _jobs_of(year, _runs(entries, size), size)


class _Entry(NamedTuple):
    """A listing's year on its way through the sorter."""

    kind: ListingKind
    id: int
    posts: int
    year_before: int | None
    posts_before: int


class _Years:
    """Sorts the years of all listings by year, on disk; holds a few thousand in memory."""

    _RECORD = struct.Struct("<BqqhQ")
    _NOTHING = -1
    _MOST = 20_000

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._waiting: dict[int, list[bytes]] = {}
        self._held = 0
        self._years: set[int] = set()

    def add(self, year: YearCount, key: ListingKey, before: YearCount | None) -> None:
        record = self._RECORD.pack(
            _KINDS.index(key.kind),
            key.id,
            year.posts,
            self._NOTHING if before is None else before.year,
            0 if before is None else before.posts,
        )
        self._waiting.setdefault(year.year, []).append(record)
        self._held += 1
        if self._held >= self._MOST:
            self._put_down()

    def by_year(self) -> Iterator[tuple[int, Iterator[_Entry]]]:
        """Each year, oldest first, with its listings in the order in which they were added."""
        self._put_down()
        for year in sorted(self._years):
            yield year, self._entries(year)

    def _entries(self, year: int) -> Iterator[_Entry]:
        with self._file(year).open("rb") as file:
            while record := file.read(self._RECORD.size):
                kind, id, posts, year_before, posts_before = self._RECORD.unpack(record)
                before = None if year_before == self._NOTHING else year_before
                yield _Entry(_KINDS[kind], id, posts, before, posts_before)

    def _put_down(self) -> None:
        for year, records in self._waiting.items():
            with self._file(year).open("ab" if year in self._years else "wb") as file:
                file.writelines(records)
            self._years.add(year)
        self._waiting.clear()
        self._held = 0

    def _file(self, year: int) -> Path:
        return self._scratch / f"years-{year}"


def _runs(entries: Iterable[_Entry], size: int) -> Iterator[tuple[ListingKind, Run]]:
    """The pages of each entry, in runs that are small enough for one job."""
    for entry in entries:
        last = page_count(entry.posts, size=size)
        whole = Run(entry.id, entry.posts, entry.year_before, entry.posts_before, 1, last)
        yield from ((entry.kind, run) for run in _short_runs(whole, size))


def _short_runs(run: Run, size: int) -> Iterator[Run]:
    pages = max(1, ENTRIES_IN_A_JOB // size)
    if run.last - run.first < pages:
        yield run
        return
    for first in range(run.first, run.last + 1, pages):
        yield run._replace(first=first, last=min(run.last, first + pages - 1))


def _jobs_of(year: int, runs: Iterable[tuple[ListingKind, Run]], size: int) -> Iterator[YearPages]:
    """Jobs of about equal size, each of one kind of listing, and of each listing one run at most."""
    kind: ListingKind = "front"
    batch: dict[int, Run] = {}
    entries = 0
    for kind_of_run, run in runs:
        if batch and (kind_of_run != kind or run.id in batch or entries >= ENTRIES_IN_A_JOB):
            yield YearPages(kind, year, tuple(batch.values()))
            batch, entries = {}, 0
        kind = kind_of_run
        batch[run.id] = run
        entries += min((run.last - run.first + 1) * size, run.posts)
    if batch:
        yield YearPages(kind, year, tuple(batch.values()))


def batches(things: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The things, up to ``size`` at a time."""
    batch: list[T] = []
    for thing in things:
        batch.append(thing)
        if len(batch) == size:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)
