"""Many listings at once: what a full build asks for, one query where a page at a time would take hundreds.

Guarantees: as :mod:`broadsheet.archive.selectors`, only what is live, a constant number of queries
for a batch, listings answered by an index alone.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from broadsheet.archive import models, rows
from broadsheet.archive.addresses import author_path, tag_path
from broadsheet.archive.batches import driven, rows_of
from broadsheet.archive.chronology import EPOCH
from broadsheet.archive.loading import AUTHOR_COLUMNS, TAG_COLUMNS, moment, zone_of

__all__ = [
    "DatedPath",
    "all_members",
    "dated_paths",
    "live_listing_paths",
    "month_of",
    "page_origins",
    "subjects",
    "year_members",
]


def subjects(keys: Iterable[rows.ListingKey]) -> dict[rows.ListingKey, rows.TagRow | rows.AuthorRow]:
    """The tags and authors that listings are of; those that are not there are left out."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        wanted[key.kind].append(key.id)
    found: dict[rows.ListingKey, rows.TagRow | rows.AuthorRow] = {}
    if wanted["tag"]:
        for tag in rows_of(models.Tag, TAG_COLUMNS, key="id", ids=wanted["tag"]):
            found[rows.ListingKey("tag", tag[0])] = rows.TagRow(*tag)
    if wanted["author"]:
        for author in rows_of(models.Author, AUTHOR_COLUMNS, key="id", ids=wanted["author"]):
            found[rows.ListingKey("author", author[0])] = rows.AuthorRow(*author)
    return found


def year_members(kind: rows.ListingKind, ids: Sequence[int], year: int) -> dict[int, list[int]]:
    """For each tag or author of ``ids`` its live posts of a year, oldest first."""
    table, column = _through(kind)
    where = (("live", True), ("year", year))
    order = (column, "chronology", "post_id")
    return _grouped(rows_of(table, (column, "post_id"), key=column, ids=ids, order=order, where=where))


def all_members(kind: rows.ListingKind, ids: Sequence[int]) -> dict[int, list[int]]:
    """For each tag or author of ``ids`` all its live posts, newest first. For listings known to be short."""
    table, column = _through(kind)
    order = (column, "year", "chronology", "post_id")
    found = rows_of(table, (column, "post_id"), key=column, ids=ids, order=order, where=(("live", True),))
    return {owner: posts[::-1] for owner, posts in _grouped(found).items()}


def _through(kind: rows.ListingKind) -> tuple[Any, str]:
    return (models.PostTag if kind == "tag" else models.PostAuthor), f"{kind}_id"


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    grouped: dict[int, list[int]] = defaultdict(list)
    for owner, post in pairs:
        grouped[owner].append(post)
    return grouped


def live_listing_paths(addresses: Iterable[str]) -> set[str]:
    """Which of these addresses are fronts of tags or authors that have live posts."""
    slugs: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        kind, _, slug = address.removesuffix("/").partition("/")
        slugs[kind].append(slug)
    tags = models.Tag.objects.filter(slug__in=slugs["tag"], post_tags__live=True)
    authors = models.Author.objects.filter(slug__in=slugs["author"], post_authors__live=True)
    return {tag_path(slug) for slug in tags.values_list("slug", flat=True).distinct()} | {
        author_path(slug) for slug in authors.values_list("slug", flat=True).distinct()
    }


def page_origins(ids: Sequence[int]) -> dict[int, str]:
    """The old addresses of standing pages, with scheme and host; empty for pages that had none."""
    return dict(models.StandingPage.objects.filter(id__in=ids).values_list("id", "origin_url"))


def month_of(chronology: int) -> int:
    """The month, 1 to 12, of a dated post's place in the order of its paper."""
    return (EPOCH + timedelta(seconds=chronology)).month


class DatedPath(NamedTuple):
    """What a sitemap tells of a live post."""

    path: str
    published_at: datetime | None
    """To the second."""
    updated_at: datetime | None
    certainty: rows.Certainty


def dated_paths(year: int, month: int = 0) -> Iterator[DatedPath]:
    """The live posts of a month of a year, or of the whole year, oldest first, streamed."""
    found = models.Post.objects.filter(live=True, year=year, path__isnull=False).order_by("chronology", "id")
    if month:
        first = int((datetime(year, month, 1) - EPOCH).total_seconds())  # noqa: DTZ001
        seconds = monthrange(year, month)[1] * 86_400
        found = found.filter(chronology__gte=first, chronology__lt=first + seconds)
    # Its place in the order tells when a post was published; reading the moment itself takes half as long again.
    columns: Any = found.values_list("path", "chronology", "updated_at", "utc_offset", "certainty")
    for path, place, updated, offset, certainty in driven(columns):
        published = (EPOCH + timedelta(seconds=place)).replace(tzinfo=zone_of(offset)) if year else None
        yield DatedPath(path, published, moment(updated, offset) if updated else None, certainty)
