"""The ways out of the archive: frozen rows, never model instances, and only what is live.

A name says so where it is not (``…_any_status``). Each function takes a batch and makes a
constant number of queries, whatever the batch; none scans the archive but those whose
docstring says that they walk it. Listings are answered by an index alone: the through
tables carry the year and the order of their post.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Max

from broadsheet.archive import models, rows
from broadsheet.archive.addresses import author_path, tag_path
from broadsheet.archive.batches import driven, rows_of, stretch_of
from broadsheet.archive.loading import (
    Subjects,
    load_cards,
    load_pictures,
    load_posts,
    moment,
    pictures_by_id,
    shown_pictures,
)

__all__ = [
    "Place", "Subjects", "author", "cards", "compared", "gone_addresses", "latest_update", "leads_of", "listing_front",
    "listing_year", "listing_years", "listings", "live_page_ids", "live_places", "live_post_ids", "neighbours",
    "neighbours_at", "pages", "pictures", "pictures_by_digest", "places_before", "post_paths", "posts",
    "published_pictures", "redirects", "resolve_addresses", "sections", "sticky_front", "tag", "tags_counted",
    "tags_with_counts",
]  # fmt: skip


class Place(NamedTuple):
    """Where a post stands in the order of the publication; larger is newer."""

    year: int
    chronology: int
    id: int


def live_post_ids(*, after: int = 0, limit: int) -> list[int]:
    """Up to ``limit`` ids of live posts above ``after``, ascending."""
    found = models.Post.objects.filter(live=True, id__gt=after).order_by("id")
    return list(found.values_list("id", flat=True)[:limit])


def live_places(*, after: Place | None = None, limit: int) -> list[Place]:
    """Up to ``limit`` places of live posts, oldest first, from just after ``after``.

    Walking the publication in this order gives each post's neighbours for nothing.
    """
    live = models.Post.objects.filter(live=True)
    if after is not None:
        live = compared(live, Place._fields, ">", after)
    ordered = live.order_by("year", "chronology", "id").values_list("year", "chronology", "id")
    return [Place(*row) for row in ordered[:limit]]


def places_before(place: Place, *, limit: int) -> list[Place]:
    """Up to ``limit`` places of live posts, newest first, from just before a place."""
    live = compared(models.Post.objects.filter(live=True), Place._fields, "<", place)
    ordered = live.order_by("-year", "-chronology", "-id").values_list("year", "chronology", "id")
    return [Place(*row) for row in ordered[:limit]]


def compared(found: Any, columns: Sequence[str], side: str, values: Sequence[int]) -> Any:
    """Those rows of a query whose columns, as one row, are on a side (``<``, ``>=``) of the values."""
    # A comparison of rows is answered by the index of exactly these columns; spelled as AND and OR it isn't.
    table = connection.ops.quote_name(found.model._meta.db_table)
    named, holes = ", ".join(f"{table}.{name}" for name in columns), ", ".join(["%s"] * len(columns))
    return found.extra(where=[f"({named}) {side} ({holes})"], params=list(values))  # noqa: S610 - our own words


def posts(ids: Sequence[int], subjects: Subjects | None = None) -> list[rows.PostRow]:
    """Whole posts in the order of ``ids``; those not live are left out. ``subjects`` are used again."""
    return load_posts(ids, subjects)


def cards(ids: Sequence[int], subjects: Subjects | None = None) -> list[rows.CardRow]:
    """Posts without their bodies, in the order of ``ids``; those not live are left out."""
    return load_cards(ids, subjects)


def listings() -> Iterator[tuple[rows.ListingKey, tuple[rows.YearCount, ...]]]:
    """Every listing that holds a live post, with its years, oldest first. Walks the listing indexes once."""
    years = listing_years(rows.ListingKey("front"))
    if years:
        yield rows.ListingKey("front"), years
    for kind, manager, column in (
        ("tag", models.PostTag.objects, "tag_id"),
        ("author", models.PostAuthor.objects, "author_id"),
    ):
        counted: Any = (
            manager.filter(live=True)
            .values_list(column, "year")
            .annotate(n=Count("post_id"))
            .order_by(column, "year")
        )
        for subject, group in groupby(driven(counted), key=itemgetter(0)):
            counts = tuple([rows.YearCount(year, count) for _, year, count in group])
            yield rows.ListingKey("tag" if kind == "tag" else "author", subject), counts


def _listed(key: rows.ListingKey) -> tuple[Any, str, tuple[tuple[str, Any], ...]]:
    """The table of a listing's members, the column of their posts, and what holds of them."""
    if key.kind == "tag":
        return models.PostTag, "post_id", (("tag_id", key.id), ("live", True))
    if key.kind == "author":
        return models.PostAuthor, "post_id", (("author_id", key.id), ("live", True))
    return models.Post, "id", (("live", True),)


def _members(key: rows.ListingKey) -> tuple[Any, str]:
    table, column, where = _listed(key)
    return table.objects.filter(**dict(where)), column


def listing_years(key: rows.ListingKey) -> tuple[rows.YearCount, ...]:
    """The years in which a listing holds live posts, oldest first; undated posts come first, as year 0."""
    members, column = _members(key)
    counted = members.values_list("year").annotate(n=Count(column)).order_by("year")
    return tuple(rows.YearCount(*row) for row in counted)


def listing_front(key: rows.ListingKey, *, limit: int) -> list[int]:
    """The ids of the newest posts of a listing, newest first; undated ones after all dated ones."""
    table, column, where = _listed(key)
    order = ("-year", "-chronology", f"-{column}")
    return stretch_of(table, column, order=order, where=where, limit=limit)


def sticky_front(*, limit: int) -> list[int]:
    """The ids of live posts that the editors keep on top of the front page, newest first."""
    # Asked for alone, since an index of these few is there, and whether they are live is not in it.
    kept = models.Post.objects.filter(sticky=True).order_by("-year", "-chronology", "-id")
    return list(islice((id for id, live in kept.values_list("id", "live").iterator() if live), limit))


def listing_year(key: rows.ListingKey, year: int, *, offset: int, limit: int) -> list[int]:
    """A stretch of the ids of a listing's posts of one year, OLDEST first."""
    table, column, where = _listed(key)
    order = ("chronology", column)
    return stretch_of(table, column, order=order, where=(*where, ("year", year)), limit=limit, offset=offset)


def latest_update(key: rows.ListingKey) -> datetime | None:
    """The newest publication or update of any live post of a listing, or None."""
    members, column = _members(key)
    prefix = "" if column == "id" else "post__"
    found = members.aggregate(a=Max(f"{prefix}published_at"), b=Max(f"{prefix}updated_at"))
    moments = [value for value in (found["a"], found["b"]) if value is not None]
    return max(moments, default=None)


def tag(id: int) -> rows.TagRow | None:
    """A tag with the number of its live posts, or None."""
    return next(iter(_counted_tags(models.Tag.objects.filter(id=id))), None)


def tags_with_counts() -> list[rows.TagRow]:
    """Every tag that a live post bears, by folded name, with the number of its live posts. Walks the tags."""
    return [row for row in _counted_tags(models.Tag.objects.all()) if row.count]


def tags_counted(totals: Mapping[int, int]) -> list[rows.TagRow]:
    """The tags of ``totals``, by folded name, each with the number of posts given there. Walks the tags."""
    found = models.Tag.objects.order_by("key", "id").values_list(
        "id", "name", "slug", "kind", "description", "parent_id"
    )
    return [_tag_row(*row, totals[row[0]]) for row in found if totals.get(row[0])]


# Few of a paper's tags differ from one edition to the next, and making thousands anew costs more than their look-up.
_tag_row = lru_cache(maxsize=50_000)(rows.TagRow)


def sections() -> list[rows.TagRow]:
    """The sections (rescued categories) that a live post bears, by folded name, and the tags above them."""
    known = {row.id: row for row in _counted_tags(models.Tag.objects.filter(kind=models.Tag.Kind.SECTION))}
    return [row for row in known.values() if row.count]


def _counted_tags(tags: Any) -> list[rows.TagRow]:
    found = list(
        tags.order_by("key", "id").values_list("id", "name", "slug", "kind", "description", "parent_id")
    )
    counted = models.PostTag.objects.filter(live=True)
    if len(found) < 500:
        counted = counted.filter(tag_id__in=[row[0] for row in found])
    counts = dict(counted.values_list("tag_id").annotate(n=Count("post_id")))
    return [
        rows.TagRow(
            id=row[0], name=row[1], slug=row[2], kind=row[3], description=row[4], parent_id=row[5],
            count=counts.get(row[0], 0),
        )
        for row in found
    ]  # fmt: skip


def author(id: int) -> rows.AuthorRow | None:
    """An author with the number of their live posts, or None."""
    row = models.Author.objects.filter(id=id).values_list("id", "name", "slug").first()
    if row is None:
        return None
    count = models.PostAuthor.objects.filter(author_id=id, live=True).count()
    return rows.AuthorRow(id=row[0], name=row[1], slug=row[2], count=count)


def neighbours(card: rows.CardRow) -> tuple[rows.CardRow | None, rows.CardRow | None]:
    """The next older and the next newer live post of the publication."""
    row = models.Post.objects.filter(id=card.id).values_list("year", "chronology", "id").first()
    return neighbours_at(Place(*row)) if row is not None else (None, None)


def neighbours_at(place: Place) -> tuple[rows.CardRow | None, rows.CardRow | None]:
    """The next older and the next newer live post of a place, whether or not a post stands there."""
    newer = live_places(after=place, limit=1)
    older = places_before(place, limit=1)
    found = {each.id: each for each in load_cards([place.id for place in [*newer, *older]])}
    return (
        found.get(older[0].id) if older else None,
        found.get(newer[0].id) if newer else None,
    )


def live_page_ids() -> list[int]:
    """The ids of all live standing pages, ascending."""
    return list(models.StandingPage.objects.filter(live=True).order_by("id").values_list("id", flat=True))


def pages(ids: Sequence[int]) -> list[rows.PageRow]:
    """Live standing pages in the order of ``ids``."""
    found = {
        row[0]: row
        for row in models.StandingPage.objects.filter(id__in=ids, live=True).values_list(
            "id", "path", "title", "body", "language", "updated_at"
        )
    }
    pictures_of = load_pictures({id: row[3] for id, row in found.items()})
    return [
        rows.PageRow(
            id=id,
            path=found[id][1] or "",
            title=found[id][2],
            body=found[id][3],
            language=found[id][4],
            updated_at=moment(found[id][5], 0),
            pictures=pictures_of.get(id, {}),
        )
        for id in ids
        if id in found
    ]


def pictures(ids: Sequence[int]) -> dict[int, rows.PictureRow]:
    """Pictures by id; those whose file is missing have an empty ``file``."""
    return pictures_by_id(ids)


def pictures_by_digest(digest: str) -> list[rows.PictureRow]:
    """Pictures whose file's digest begins so, whether or not they are published."""
    found = models.Image.objects.filter(digest__gte=digest, digest__lt=digest + "g").exclude(file="")
    return list(pictures_by_id(list(found.values_list("id", flat=True)[:20])).values()) if digest else []


def redirects(*, after: int = 0, limit: int, with_queries: bool = True) -> list[tuple[int, rows.RedirectRow]]:
    """Old addresses above row ``after``, with where each leads now; fewer than ``limit`` rows may be told.

    Walk until the last row's id stops growing: ``next_after`` is the id in the last pair. Old addresses
    of what is not live are left out, unless they were withdrawn for good; without ``with_queries`` also those that
    have a question mark.
    """
    every = models.OldAddress.objects.order_by("id")
    wanted = every if with_queries else every.exclude(address__contains="?")
    told: list[tuple[int, rows.RedirectRow]] = []
    while not told:
        found = leads_of(wanted.filter(id__gt=after)[:limit])
        if not found:
            break
        after = found[-1][0]
        told = [(id, leads) for id, _, leads in found if leads is not None]
    return told


def gone_addresses(ids: Iterable[int]) -> list[int]:
    """Those rows of old addresses that say that what was there is gone for good."""
    return [id for id, gone in rows_of(models.OldAddress, ("id", "gone"), key="id", ids=list(ids)) if gone]


def leads_of(addresses: Any) -> list[tuple[int, str, rows.RedirectRow | None]]:
    """Each of a queryset of old addresses: its id, how it is written, and where it leads now if it is answered."""
    told: list[tuple[int, str, rows.RedirectRow | None]] = []
    for id, address, *leads in driven(addresses.values_list("id", *_LEADS)):
        path, gone = _lead(leads)
        answered = (path and path != address) or gone
        row = rows.RedirectRow(old=address, target=path or None, page=f"old {id}") if answered else None
        told.append((id, address, row))
    return told


_LEADS = (
    "address", "post__path", "post__live", "page__path", "page__live", "tag__slug", "tag_id", "author__slug",
    "author_id", "target", "gone",
)  # fmt: skip


def _lead(leads: Sequence[Any]) -> tuple[str, bool]:
    """Where an old address leads: a live path or nothing, and whether it is gone for good."""
    post_path, post_live, page_path, page_live, tag, tag_id, author, author_id, target, gone = leads
    if gone:
        return "", True
    if post_path is not None or page_path is not None:
        return (post_path if post_live else page_path if page_live else ""), False
    if tag is not None:
        held = models.PostTag.objects.filter(tag_id=tag_id, live=True).exists()
        return (tag_path(tag) if held else ""), False
    if author is not None:
        held = models.PostAuthor.objects.filter(author_id=author_id, live=True).exists()
        return (author_path(author) if held else ""), False
    return target, False


def resolve_addresses(addresses: Iterable[str]) -> dict[str, str]:
    """Where old addresses lead: each that is known and live, with the path it has on the site now.

    Addresses are as :func:`broadsheet.archive.addresses.address_of` writes them.
    """
    wanted = set(addresses)
    answers: dict[str, str] = {}
    for table in (models.Post.objects, models.StandingPage.objects):
        known: Any = table
        answers |= {
            path: path for path in known.filter(live=True, path__in=wanted).values_list("path", flat=True)
        }
    rest = models.OldAddress.objects.filter(address__in=wanted - set(answers)).values_list(*_LEADS)
    for address, *leads in rest:
        path, _ = _lead(leads)
        if path:
            answers[address] = path
    return answers


def post_paths(ids: Sequence[int]) -> dict[int, str]:
    """The paths of those of ``ids`` that are live posts."""
    found = models.Post.objects.filter(id__in=ids, live=True, path__isnull=False).values_list("id", "path")
    return {id: path for id, path in found if path is not None}


def published_pictures(*, after: int = 0, limit: int) -> list[rows.PictureRow]:
    """Up to ``limit`` pictures above id ``after`` whose file is there and that a live post or page shows."""
    return shown_pictures(after=after, limit=limit)
