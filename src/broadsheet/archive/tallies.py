"""How many live posts each listing holds in each year, kept so that no page counts a whole listing.

Guarantees: the count of every listing and year that no pending change touches is exact. Counting is
the press's: it counts anew what the changes it claimed touched (:func:`count_years`), overlays that
on what is kept (:func:`kept_years`), and stores it in the transaction that finishes its edition. A
count that would be raised and lowered by every service that stores a post would be cheaper by a
query and wrong for ever after one forgotten line.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Sum

from broadsheet.archive.batches import rows_of
from broadsheet.archive.models import ListingYear, Post, PostAuthor, PostTag
from broadsheet.archive.rows import ListingKey, ListingKind, YearCount

__all__ = [
    "TOTAL", "Place", "count_years", "kept_totals", "kept_years", "largest_tags", "recount_everything",
    "store_counts", "sum_years", "wrong_totals",
]  # fmt: skip

Place = tuple[ListingKey, int]
"""A listing and a year."""

TOTAL = "total"
"""The kind under which all the posts of a tag are kept: thousands of tags are told on one page."""

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
    """How many posts each tag has, as kept, but for what ``fresh`` says. Walks the tags, not their posts or years."""
    totals: dict[int, int] = dict(ListingYear.objects.filter(kind=TOTAL).values_list("subject", "posts"))
    touched = {key.id for key, _ in fresh if key.kind == "tag"}
    for key, years in kept_years((ListingKey("tag", id) for id in touched), fresh=fresh).items():
        totals[key.id] = sum(year.posts for year in years)
    return {id: total for id, total in totals.items() if total}


def largest_tags(most: int) -> list[int]:
    """The ids of the tags with the most posts, as kept."""
    kept = ListingYear.objects.filter(kind=TOTAL).order_by("-posts", "subject")
    return list(kept.values_list("subject", flat=True)[:most])


def store_counts(fresh: Mapping[Place, int]) -> None:
    """Keep what was counted, in place of what was kept of the same listings and years."""
    rows = [(key.kind, key.id, year, posts) for (key, year), posts in fresh.items()]
    tags = {key.id for key, _ in fresh if key.kind == "tag"}
    with transaction.atomic():
        _replace(rows)
        sum_years(tags)


def sum_years(tags: Collection[int]) -> None:
    """Keep how many posts each of these tags has in all its years."""
    sums: dict[int, int] = dict.fromkeys(tags, 0)
    for tag, posts in rows_of(
        ListingYear, ("subject", "posts"), key="subject", ids=tags, where=(("kind", "tag"),)
    ):
        sums[tag] += posts
    _replace([(TOTAL, tag, 0, posts) for tag, posts in sums.items()])


def wrong_totals() -> dict[int, tuple[int, int]]:
    """For tags whose total is not that of their years: what is kept, and what is right."""
    kept = dict(ListingYear.objects.filter(kind=TOTAL).values_list("subject", "posts"))
    years = ListingYear.objects.filter(kind="tag").values_list("subject").annotate(n=Sum("posts"))
    right = dict(years)
    tags = sorted(tag for tag in kept.keys() | right.keys() if kept.get(tag, 0) != right.get(tag, 0))
    return {tag: (kept.get(tag, 0), right.get(tag, 0)) for tag in tags}


def _replace(rows: Sequence[tuple[str, int, int, int]]) -> None:
    table = connection.ops.quote_name(ListingYear._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (kind, subject, year, posts) VALUES (%s, %s, %s, %s) "  # noqa: S608 - fixed names
            "ON CONFLICT (kind, subject, year) DO UPDATE SET posts = excluded.posts",
            rows,
        )


def recount_everything() -> None:
    """Count every listing and year anew, and every tag's posts. Walks the listing indexes once."""
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
        cursor.execute(
            f"INSERT INTO {target} (kind, subject, year, posts) "  # noqa: S608 - fixed names
            f"SELECT '{TOTAL}', subject, 0, SUM(posts) FROM {target} WHERE kind = 'tag' GROUP BY subject"
        )
