"""All that the archive holds, whatever its status: what an export carries out of it.

Guarantees: frozen rows, a batch at a time, each batch with a constant number of queries; with ``live`` nothing
that is not on the site, nor anything that only such a post shows. Apart from the selectors, whose callers
make pages: whoever imports this module must know that drafts come out of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Min

from broadsheet.archive import models, rows
from broadsheet.archive.addresses import author_path, tag_path
from broadsheet.archive.loading import (
    PICTURE_COLUMNS,
    Subjects,
    load_any_posts,
    load_pictures,
    moment,
    shown_pictures,
)
from broadsheet.archive.selectors import Place

__all__ = [
    "HeldAddress", "HeldAuthor", "HeldComment", "HeldDraft", "HeldPage", "HeldPicture", "HeldPost", "HeldTag",
    "addresses", "authors", "count_posts", "first_shown", "house_bylines", "page_ids", "pages", "pictures",
    "pictures_of", "places", "posts", "statuses", "tags", "undated",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldComment:
    """An approved comment of the old site."""

    id: int
    parent: int
    author: str
    body: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post of any status. Its path is empty if it never stood on the site."""

    post: rows.PostRow
    live: bool
    status: str
    status_note: str
    slug: str
    translation_group: str
    addresses: tuple[str, ...] = ()
    """Old addresses that lead to it, as :func:`~broadsheet.archive.addresses.address_of` writes them."""
    comments: tuple[HeldComment, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldDraft:
    """What editors have typed of a post that is not on the site, newer than the archive's row of it.

    ``planned`` is when it is to appear, if it is scheduled.
    """

    headline: str
    standfirst: str
    body: str
    slug: str
    language: str
    lead_image: int | None
    lead_alt: str
    lead_caption: str
    lead_credit: str
    house_byline: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    planned: datetime | None = None


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A standing page of any status."""

    page: rows.PageRow
    live: bool
    status: str
    status_note: str
    slug: str
    origin_url: str
    addresses: tuple[str, ...] = ()
    comments: tuple[HeldComment, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldTag:
    """A tag with its other writings and its old addresses; ``parent`` is a slug."""

    row: rows.TagRow
    parent: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldAuthor:
    """Somebody who signs posts."""

    id: int
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class HeldPicture:
    """A picture, whether or not a post shows it."""

    row: rows.PictureRow
    title: str = ""


@dataclass(frozen=True, slots=True)
class HeldAddress:
    """An old address that is no post's or page's: where it leads, empty if what was there is gone for good."""

    old: str
    leads_to: str
    gone: bool


def _kept(manager: Any, *, live: bool) -> Any:
    return manager.filter(live=True) if live else manager.all()


def count_posts(*, live: bool) -> int:
    """How many posts there are."""
    return int(_kept(models.Post.objects, live=live).count())


def statuses(*, live: bool) -> dict[str, int]:
    """How many posts and pages of each status there are; what is on the site counts as published."""
    counted: dict[str, int] = defaultdict(int)
    for manager in (models.Post.objects, models.StandingPage.objects):
        found = _kept(manager, live=live).values_list("live", "status").annotate(n=Count("id"))
        for is_live, status, count in found:
            counted["published" if is_live else status] += count
    return dict(counted)


def undated(*, live: bool) -> int:
    """How many posts of this standing have no date of their own."""
    return models.Post.objects.filter(live=live, year=0).count()


def places(*, live: bool, dated: bool, after: Place | None, limit: int) -> list[Place]:
    """Up to ``limit`` places of posts that are live, or of those that are not, from just after one.

    Dated ones come oldest first, undated ones newest first: stored anew in that order, they stand as they stood.
    """
    some = models.Post.objects.filter(live=live, **({"year__gt": 0} if dated else {"year": 0}))
    steps = [some]
    beyond, order = ("gt", ("year", "chronology", "id")) if dated else ("lt", ("-chronology", "-id"))
    if after is not None:
        same: dict[str, int] = {"year": after.year}
        steps = [
            some.filter(**same, chronology=after.chronology, **{f"id__{beyond}": after.id}),
            some.filter(**same, **{f"chronology__{beyond}": after.chronology}),
        ]
        steps += [some.filter(year__gt=after.year)] if dated else []
    found: list[Place] = []
    for step in steps:
        if len(found) < limit:
            ordered = step.order_by(*order).values_list("year", "chronology", "id")
            found += [Place(*row) for row in ordered[: limit - len(found)]]
    return found


def posts(ids: Sequence[int], subjects: Subjects) -> list[HeldPost]:
    """Whole posts in the order of ``ids``."""
    columns = ("id", "live", "status", "status_note", "slug", "translation_group")
    about = {row[0]: row for row in models.Post.objects.filter(id__in=ids).values_list(*columns)}
    old, comments = _belonging("post_id", ids)
    return [
        replace(
            HeldPost(post, *about[post.card.id][1:]),
            addresses=tuple(old[post.card.id]),
            comments=tuple(comments[post.card.id]),
        )
        for post in load_any_posts(ids, subjects)
    ]


def _belonging(owner: str, ids: Sequence[int]) -> tuple[dict[int, list[str]], dict[int, list[HeldComment]]]:
    """Old addresses and comments of posts or pages, by their owner."""
    old: dict[int, list[str]] = defaultdict(list)
    mine: Any = {f"{owner}__in": ids}
    for id, address in models.OldAddress.objects.filter(**mine).order_by("id").values_list(owner, "address"):
        old[id].append(address)
    comments: dict[int, list[HeldComment]] = defaultdict(list)
    found = models.Comment.objects.filter(**mine).order_by("id")
    told = list(found.values_list("id", owner, "key", "parent_key", "author", "body", "at"))
    numbers = {row[2]: row[0] for row in told if row[2]}
    for id, of, _, parent, author, body, at in told:
        comments[of].append(HeldComment(id, numbers.get(parent, 0), author, body, moment(at, 0)))
    return old, comments


def page_ids(*, live: bool) -> list[int]:
    """The ids of standing pages, ascending: a paper has few."""
    return list(_kept(models.StandingPage.objects, live=live).order_by("id").values_list("id", flat=True))


def pages(ids: Sequence[int]) -> list[HeldPage]:
    """Standing pages in the order of their ids."""
    columns = (
        "id", "path", "title", "body", "language", "updated_at", "live", "status", "status_note", "slug",
        "origin_url",
    )  # fmt: skip
    found = list(models.StandingPage.objects.filter(id__in=ids).order_by("id").values_list(*columns))
    shown = load_pictures({row[0]: row[3] for row in found})
    old, comments = _belonging("page_id", ids)
    return [
        replace(
            HeldPage(
                rows.PageRow(id, path or "", title, body, language, moment(updated, 0), shown.get(id, {})),
                *about,
            ),
            addresses=tuple(old[id]),
            comments=tuple(comments[id]),
        )
        for id, path, title, body, language, updated, *about in found
    ]


def tags(*, live: bool) -> list[HeldTag]:
    """All tags, each after the one above it; with ``live`` those that a live post bears, and those above them."""
    columns = ("id", "name", "slug", "kind", "description", "parent_id")
    known = {row[0]: rows.TagRow(*row) for row in models.Tag.objects.order_by("id").values_list(*columns)}
    aliases: dict[int, list[str]] = defaultdict(list)
    for tag, name in models.TagAlias.objects.order_by("id").values_list("tag_id", "name"):
        aliases[tag].append(name)
    wanted: Iterable[int] = known
    if live:
        wanted = models.PostTag.objects.filter(live=True).values_list("tag_id", flat=True).distinct()
    ordered: dict[int, rows.TagRow] = {}
    for id in sorted(wanted):
        for row in reversed(_lineage(id, known)):
            ordered.setdefault(row.id, row)
    return [
        HeldTag(row, known[row.parent_id].slug if row.parent_id in known else "", tuple(aliases[row.id]))
        for row in ordered.values()
    ]


def _lineage(id: int, known: dict[int, rows.TagRow]) -> list[rows.TagRow]:
    """A tag, and those above it upwards; a circle is cut."""
    chain: dict[int, rows.TagRow] = {}
    at: int | None = id
    while at is not None and at in known and at not in chain:
        chain[at] = known[at]
        at = known[at].parent_id
    return list(chain.values())


def authors(*, live: bool) -> list[HeldAuthor]:
    """Everybody who signs posts, by id."""
    found = models.Author.objects.order_by("id")
    if live:
        found = found.filter(post_authors__live=True).distinct()
    return [HeldAuthor(*row) for row in found.values_list("id", "name", "slug")]


def house_bylines(*, live: bool) -> list[str]:
    """The house bylines in use, each once."""
    found = _kept(models.Post.objects, live=live).exclude(house_byline="")
    return list(found.order_by("house_byline").values_list("house_byline", flat=True).distinct())


def pictures(*, live: bool, after: int, limit: int) -> list[HeldPicture]:
    """Up to ``limit`` pictures above id ``after``; with ``live`` only those that a live post or page shows."""
    found = models.Image.objects.order_by("id")
    if live:
        ids = [row.id for row in shown_pictures(after=after, limit=limit)]
        found = found.filter(id__in=ids)
    else:
        found = found.filter(id__gt=after)[:limit]
    return [
        HeldPicture(rows.PictureRow(*row[:-1]), row[-1])
        for row in found.values_list(*PICTURE_COLUMNS, "title")
    ]


def pictures_of(ids: Sequence[int]) -> list[HeldPicture]:
    """These pictures, by id."""
    found = models.Image.objects.filter(id__in=ids).order_by("id").values_list(*PICTURE_COLUMNS, "title")
    return [HeldPicture(rows.PictureRow(*row[:-1]), row[-1]) for row in found]


def first_shown(ids: Sequence[int]) -> dict[int, datetime]:
    """When each of these pictures first stood in a post, where that is known."""
    first: dict[int, datetime] = {}
    for manager, picture, at in (
        (models.Post.objects, "lead_image_id", "published_at"),
        (models.PictureUse.objects, "image_id", "post__published_at"),
    ):
        some: Any = manager
        found = some.filter(**{f"{picture}__in": ids, f"{at}__isnull": False}).values_list(picture)
        for id, day in found.annotate(day=Min(at)).order_by():
            first[id] = min(first.get(id, day), day)
    return first


def addresses(*, batch: int = 1000) -> Iterator[HeldAddress]:
    """Old addresses that are no post's or page's, in the order in which they were learnt."""
    after = 0
    columns = ("id", "address", "tag__slug", "author__slug", "target", "gone")
    loose = models.OldAddress.objects.filter(post__isnull=True, page__isnull=True).order_by("id")
    while found := list(loose.filter(id__gt=after).values_list(*columns)[:batch]):
        after = found[-1][0]
        for _, address, tag, author, target, gone in found:
            leads = tag_path(tag) if tag else author_path(author) if author else target
            yield HeldAddress(address, "" if gone else leads, gone)
