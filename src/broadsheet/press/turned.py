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

__all__ = ["TurnedRun", "Years", "turned_runs"]

Years = Mapping[tuple[ListingKey, int], Iterable[Place]]
"""Places of posts, by the listing and year that they stand in."""


class TurnedRun(NamedTuple):
    """A run of pages of a year to be set."""

    kind: ListingKind
    year: int
    run: Run


def turned_runs(
    *,
    moved: Years,
    edited: Years,
    renamed: Iterable[ListingKey],
    listings: Mapping[ListingKey, tuple[YearCount, ...]],
    size: int,
) -> list[TurnedRun]:
    """The runs to set, by year and kind. Posts came to or left the places of ``moved``, and stay at those of
    ``edited``; of ``renamed`` listings every page is set. ``listings`` has the years of all of them.
    """
    counts = {(key, year.year): year.count for key, years in listings.items() for year in years}
    ranks = _ranks([*moved.items(), *edited.items()], counts, size)
    numbers: dict[tuple[ListingKey, int], set[int]] = defaultdict(set)
    for at, places in edited.items():
        if at in counts:
            numbers[at] |= {ranks.get((at[0], place), 0) // size + 1 for place in places}
    for at, places in moved.items():
        if at in counts:
            last = page_count(counts[at], size=size)
            lowest = min(ranks.get((at[0], place), 0) for place in places)
            numbers[at] |= set(range(min(lowest // size + 1, last), last + 1))
        for year in listings.get(at[0], ()):
            if year.year > at[1]:
                numbers[at[0], year.year].add(1)
                break
    for key in renamed:
        for year in listings.get(key, ()):
            numbers[key, year.year] |= set(range(1, page_count(year.count, size=size) + 1))
    found = [run for at, each in numbers.items() for run in _runs(at, each, listings[at[0]])]
    return sorted(found, key=lambda turned: (turned.year, turned.kind, turned.run.id, turned.run.first))


def _ranks(
    items: Iterable[tuple[tuple[ListingKey, int], Iterable[Place]]],
    counts: Mapping[tuple[ListingKey, int], int],
    size: int,
) -> dict[tuple[ListingKey, Place], int]:
    """How many posts of its year stand before each place, where the year has more than one page."""
    asked: dict[tuple[ListingKind, Place], list[int]] = defaultdict(list)
    for (key, year), places in items:
        if counts.get((key, year), 0) > size:
            for place in places:
                asked[key.kind, place].append(key.id)
    return {
        (ListingKey(kind, id), place): rank
        for (kind, place), ids in asked.items()
        for id, rank in touching.ranks(kind, ids, place).items()
    }


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
                years[place].count,
                before.year if before else None,
                before.count if before else 0,
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
