"""How many posts a listing has in a year is what is kept of it.

Counts that a change touches which no edition has published yet are left alone: the press counts them
anew when it publishes that change.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Count

from broadsheet.archive import changes, states
from broadsheet.archive.checkup.findings import Finding, Hears
from broadsheet.archive.models import Edition, ListingYear, Post, PostAuthor, PostTag
from broadsheet.archive.rows import ListingKey, ListingKind
from broadsheet.archive.tallies import Place, store_counts, sum_years, wrong_totals

__all__ = ["check_counts"]

_MOST_CHANGES = 3000
"""Above so many changes the next edition counts everything anew."""
_TABLES: tuple[tuple[ListingKind, Any, str], ...] = (
    ("front", Post, ""),
    ("tag", PostTag, "tag_id"),
    ("author", PostAuthor, "author_id"),
)
_ROWS = 2000


def check_counts(*, repair: bool, hears: Hears) -> Iterator[Finding]:
    """Every listing and year, by one walk along the listing's index and one along what is kept."""
    if not Edition.objects.filter(finished=True).exists():
        return
    with transaction.atomic():
        pending = changes.pending(limit=_MOST_CHANGES + 1)
        if len(pending) > _MOST_CHANGES or any(change.noun == "everything" for change in pending):
            return
        waiting = _places_of(pending)
        wrong = [found for found in _wrong_counts(hears) if found[0] not in waiting]
        for (key, year), _, right in wrong if repair else ():
            changes.record("year", [key.id], before={key.id: {"kind": key.kind, "year": year}})
            store_counts({(key, year): right})
        # With a wrong year goes the total, which can't be told from it.
        told = {key.id for (key, _), _, _ in wrong if key.kind == "tag"}
        totals = {tag: counts for tag, counts in wrong_totals().items() if tag not in told}
        for tag in totals if repair else ():
            changes.record("year", [tag], before={tag: {"kind": "tag", "year": 0}})
        if repair:
            sum_years(totals)
    for (key, year), kept, right in wrong:
        where = f"{key.kind} {key.id}, {year or 'undated'}" if key.id else f"front page, {year or 'undated'}"
        yield Finding(f"was counted as {kept} posts and has {right}", where, repair)
    for tag, (kept, right) in totals.items():
        yield Finding(f"was counted as {kept} posts and has {right}", f"tag {tag}", repair)


def _wrong_counts(hears: Hears) -> Iterator[tuple[Place, int, int]]:
    """Each place whose kept count is wrong, with that and the right one. Holds one place of each walk."""
    for kind, table, column in _TABLES:
        names = (column, "year") if column else ("year",)
        rows = table.objects.filter(live=True).values_list(*names).annotate(n=Count("pk")).order_by(*names)
        counted = (row if column else (0, *row) for row in rows.iterator(chunk_size=_ROWS))
        kept = ListingYear.objects.filter(kind=kind).order_by("subject", "year")
        told = kept.values_list("subject", "year", "posts").iterator(chunk_size=_ROWS)
        for done, (subject, year, was, right) in enumerate(_side_by_side(told, counted)):
            hears("counting listings", done, None)
            if was != right:
                yield (ListingKey(kind, subject), year), was, right


def _side_by_side(
    kept: Iterator[tuple[int, int, int]], counted: Iterator[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int, int]]:
    """Two walks in the same order as one: subject, year, and what each of them says, 0 where it says nothing."""
    left, right = next(kept, None), next(counted, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[:2] < right[:2]):
            assert left is not None
            yield *left, 0
            left = next(kept, None)
        elif left is None or right[:2] < left[:2]:
            yield right[0], right[1], 0, right[2]
            right = next(counted, None)
        else:
            yield *left, right[2]
            left, right = next(kept, None), next(counted, None)


def _places_of(pending: list[changes.ClaimedChange]) -> set[Place]:
    """The listings and years that the next edition counts anew."""
    posts = [change for change in pending if change.noun == "post"]
    now = states.post_states({change.id for change in posts})
    known = [states.read_state(states.PostState, change.before) for change in posts]
    known += [states.read_state(states.PostState, state) for state in now.values()]
    places: set[Place] = set()
    for state in known:
        if state.live:
            keys = [ListingKey("front"), *(ListingKey("tag", id) for id in state.tags)]
            places |= {
                (key, state.year) for key in [*keys, *(ListingKey("author", id) for id in state.authors)]
            }
    return places
