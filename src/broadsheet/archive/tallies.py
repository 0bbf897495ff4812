"""How many live posts each listing holds in each year, kept so that no page counts a whole listing.

Guarantees: the count of every listing and year that no pending change touches is exact. Counting is
the press's: it counts anew what the changes it claimed touched (:func:`count_years`), overlays that
on what is kept (:func:`kept_years`), and stores it in the transaction that finishes its edition. A
count that would be raised and lowered by every service that stores a post would be cheaper by a
query and wrong for ever after one forgotten line.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Sum

from broadsheet.archive.batches import rows_of
from broadsheet.archive.models import ListingYear, Post, PostAuthor, PostTag
from broadsheet.archive.rows import ListingKey, ListingKind, YearCount

__all__ = ["Place", "count_years", "kept_totals", "kept_years", "recount_everything", "store_counts"]

Place = tuple[ListingKey, int]
"""A listing and a year."""

_TABLES: dict[ListingKind, tuple[Any, str]] = {
    "front": (Post, "0"),
    "tag": (PostTag, "tag_id"),
    "author": (PostAuthor, "author_id"),
}


def count_years(places: Iterable[Place]) -> dict[Place, int]:
    """The number of live posts at each place, counted now by an index of the listing's year."""
    wanted: dict[tuple[ListingKind, int], list[int]] = defaultdict(list)
    for key, year in places:
        wanted[key.kind, year].append(key.id)
    counts: dict[Place, int] = {}
    for (kind, year), subjects in wanted.items():
        table, column = _TABLES[kind]
        if kind == "front":
            found = {0: table.objects.filter(live=True, year=year).count()}
        else:
            rows = table.objects.filter(live=True, year=year, **{f"{column}__in": subjects})
            found = dict(rows.values_list(column).annotate(n=Count("post_id")))
        counts |= {(ListingKey(kind, id), year): found.get(id, 0) for id in subjects}
    return counts


def kept_years(
    keys: Iterable[ListingKey], *, fresh: Mapping[Place, int]
) -> dict[ListingKey, tuple[YearCount, ...]]:
    """The years of listings, oldest first, as kept, but for what ``fresh`` says; years without posts are left out."""
    wanted: dict[ListingKind, list[int]] = defaultdict(list)
    years: dict[ListingKey, dict[int, int]] = {}
    for key in keys:
        wanted[key.kind].append(key.id)
        years[key] = {}
    for kind, subjects in wanted.items():
        columns = ("subject", "year", "posts")
        for subject, year, posts in rows_of(
            ListingYear, columns, key="subject", ids=subjects, where=(("kind", kind),)
        ):
            years[ListingKey(kind, subject)][year] = posts
    for (key, year), posts in fresh.items():
        if key in years:
            years[key][year] = posts
    return {
        key: tuple(YearCount(year, posts) for year, posts in sorted(found.items()) if posts)
        for key, found in years.items()
    }


def kept_totals(*, fresh: Mapping[Place, int]) -> dict[int, int]:
    """How many posts each tag has, as kept, but for what ``fresh`` says. Walks the tags, not their posts."""
    rows = ListingYear.objects.filter(kind="tag").values_list("subject").annotate(n=Sum("posts"))
    totals: dict[int, int] = dict(rows)
    touched = {key.id for key, _ in fresh if key.kind == "tag"}
    for key, years in kept_years((ListingKey("tag", id) for id in touched), fresh=fresh).items():
        totals[key.id] = sum(year.count for year in years)
    return {id: total for id, total in totals.items() if total}


def store_counts(fresh: Mapping[Place, int]) -> None:
    """Keep what was counted, in place of what was kept of the same listings and years."""
    table = connection.ops.quote_name(ListingYear._meta.db_table)
    rows = [(key.kind, key.id, year, posts) for (key, year), posts in fresh.items()]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (kind, subject, year, posts) VALUES (%s, %s, %s, %s) "  # noqa: S608 - fixed names
            "ON CONFLICT (kind, subject, year) DO UPDATE SET posts = excluded.posts",
            rows,
        )


def recount_everything() -> None:
    """Count every listing and year anew. Walks the listing indexes once."""
    target = connection.ops.quote_name(ListingYear._meta.db_table)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {target}")  # noqa: S608 - a fixed name
        for kind, (table, column) in _TABLES.items():
            source = connection.ops.quote_name(table._meta.db_table)
            cursor.execute(
                f"INSERT INTO {target} (kind, subject, year, posts) "  # noqa: S608 - fixed names
                f"SELECT '{kind}', {column}, year, COUNT(*) FROM {source} WHERE live GROUP BY {column}, year"
                if column != "0"
                else f"INSERT INTO {target} (kind, subject, year, posts) "  # noqa: S608 - fixed names
                f"SELECT '{kind}', 0, year, COUNT(*) FROM {source} WHERE live GROUP BY year"
            )
