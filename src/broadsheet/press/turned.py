"""Which pages of years turn: those whose posts, counts or links are touched, as runs of page numbers.

Guarantees: a post that only looks different turns the one page that it stands on; one that comes or
goes turns the pages from there to the end of its year, and the first page of the next year, whose
link to older posts may lead to another page now; no other page of a year is touched. A year that fits
on one page costs no query.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from broadsheet.archive import touching
from broadsheet.archive.rows import ListingKey, ListingKind, YearCount
from broadsheet.archive.selectors import Place
from broadsheet.press.layout import page_count
from broadsheet.press.pages import Run

__all__ = ["Ranks", "TurnedRun", "Years", "turned_runs"]

Years = Mapping[tuple[ListingKey, int], Iterable[Place]]
"""Places of posts, by the listing and year that they stand in."""


class TurnedRun(NamedTuple):
    """A run of pages of a year to be set."""

    kind: ListingKind
    year: int
    run: Run


class Ranks:
    """How many posts of its year stand before a place of a listing, each asked for once.

    ``listings`` has the years of all of them as they are now.
    """

    def __init__(self, listings: Mapping[ListingKey, tuple[YearCount, ...]]) -> None:
        self._listings = listings
        self._known: dict[tuple[ListingKey, Place], int] = {}

    def find(self, asked: Iterable[tuple[ListingKey, Place]]) -> dict[tuple[ListingKey, Place], int]:
        """The ranks of places; 0 where the year is empty."""
        wanted = list(asked)
        missing: dict[tuple[ListingKind, Place], dict[int, int]] = defaultdict(dict)
        for key, place in wanted:
            if (key, place) not in self._known:
                years = self._listings.get(key, ())
                missing[key.kind, place][key.id] = sum(
                    each.posts for each in years if each.year == place.year
                )
        for (kind, place), posts in missing.items():
            found = touching.ranks(kind, posts, place)
            self._known.update(((ListingKey(kind, id), place), rank) for id, rank in found.items())
        return {each: self._known[each] for each in wanted}


def turned_runs(
    *,
    moved: Years,
    edited: Years,
    renamed: Iterable[ListingKey],
    listings: Mapping[ListingKey, tuple[YearCount, ...]],
    size: int,
    ranks: Ranks,
) -> list[TurnedRun]:
    """The runs to set, by year and kind. Posts came to or left the places of ``moved``, and stay at those of
    ``edited``; of ``renamed`` listings every page is set. ``listings`` has the years of all of them.
    """
    counts = {(key, year.year): year.posts for key, years in listings.items() for year in years}
    known = ranks.find(
        (key, place)
        for (key, year), places in [*moved.items(), *edited.items()]
        if counts.get((key, year), 0) > size
        for place in places
    )
    numbers: dict[tuple[ListingKey, int], set[int]] = defaultdict(set)
    for at, places in edited.items():
        if at in counts:
            numbers[at] |= {known.get((at[0], place), 0) // size + 1 for place in places}
    for at, places in moved.items():
        if at in counts:
            last = page_count(counts[at], size=size)
            lowest = min(known.get((at[0], place), 0) for place in places)
            numbers[at] |= set(range(min(lowest // size + 1, last), last + 1))
        for year in listings.get(at[0], ()):
            if year.year > at[1]:
                numbers[at[0], year.year].add(1)
                break
    for key in renamed:
        for year in listings.get(key, ()):
            numbers[key, year.year] |= set(range(1, page_count(year.posts, size=size) + 1))
    found = [run for at, each in numbers.items() for run in _runs(at, each, listings[at[0]])]
    return sorted(found, key=lambda turned: (turned.year, turned.kind, turned.run.id, turned.run.first))


def _runs(
    at: tuple[ListingKey, int], numbers: Iterable[int], years: tuple[YearCount, ...]
) -> Iterable[TurnedRun]:
    key, year = at
    place = next(index for index, each in enumerate(years) if each.year == year)
    before = years[place - 1] if place else None
    for first, last in _stretches(numbers):
        yield TurnedRun(
            key.kind,
            year,
            Run(
                key.id,
                years[place].posts,
                before.year if before else None,
                before.posts if before else 0,
                first,
                last,
            ),
        )


def _stretches(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as stretches without gaps: first and last of each."""
    stretches: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if stretches and number == stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], number)
        else:
            stretches.append((number, number))
    return stretches
