"""Rows from tables, a batch at a time: how :mod:`broadsheet.archive.selectors` reads.

Plain rows, not model instances: a full build reads every post, and building instances would cost
more than rendering the pages.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, TypeVar

from broadsheet.archive import models, rows
from broadsheet.archive.batches import rows_of

__all__ = [
    "AUTHOR_COLUMNS",
    "PICTURE_COLUMNS",
    "TAG_COLUMNS",
    "Subjects",
    "load_any_posts",
    "load_cards",
    "load_pictures",
    "load_posts",
    "moment",
    "picture_ids_in",
    "pictures_by_id",
    "shown_pictures",
]

_Subject = TypeVar("_Subject", rows.TagRow, rows.AuthorRow)

_CARD_COLUMNS = (
    "id", "path", "headline", "standfirst", "excerpt", "language", "published_at", "certainty", "not_before",
    "not_after", "date_evidence", "year", "updated_at", "house_byline", "sticky", "has_lead", "lead_alt",
    "lead_caption", "lead_credit", "lead_source_url", "lead_image_id", "utc_offset",
    "retracted_on",
)  # fmt: skip
_POST_COLUMNS = (*_CARD_COLUMNS, "body", "origin_source", "origin_url")
PICTURE_COLUMNS = (
    "id", "file", "digest", "width", "height", "alt", "caption", "credit", "source_url", "focus_x", "focus_y",
)  # fmt: skip
TAG_COLUMNS = ("id", "name", "slug", "kind", "description", "parent_id")
AUTHOR_COLUMNS = ("id", "name", "slug")
_AS_SIGNED = ("post_id", "position", "id")
_HINT = re.compile(r'data-image="(\d+)"')


@lru_cache(maxsize=256)
def zone_of(minutes: int) -> timezone:
    """The zone of an offset from UTC."""
    return timezone(timedelta(minutes=minutes))


def moment(at: datetime | None, minutes: int) -> datetime | None:
    """A stored moment with the offset from UTC that it was given in."""
    if at is None:
        return None
    known = at if at.tzinfo else at.replace(tzinfo=UTC)
    return known.astimezone(zone_of(minutes))


def picture_ids_in(body: str) -> list[int]:
    """The ids of the archive's pictures that a canonical body shows, in order."""
    # A quotation mark is found, or not, in a fraction of the time, and most bodies without pictures have none.
    return [int(id) for id in _HINT.findall(body)] if '"' in body and "data-image" in body else []


def pictures_by_id(ids: Sequence[int]) -> dict[int, rows.PictureRow]:
    """Pictures by id, whether or not a live post shows them."""
    found = rows_of(models.Image, PICTURE_COLUMNS, key="id", ids=set(ids)) if ids else ()
    return {row[0]: rows.PictureRow(*row) for row in found}


def load_pictures(bodies: Mapping[int, str]) -> dict[int, dict[int, rows.PictureRow]]:
    """For each body its pictures by id."""
    wanted = {owner: picture_ids_in(body) for owner, body in bodies.items()}
    known = pictures_by_id([id for ids in wanted.values() for id in ids])
    return {owner: {id: known[id] for id in ids if id in known} for owner, ids in wanted.items() if ids}


class Subjects:
    """Tags and authors that a reader of one state of the archive has met: most posts bear known ones."""

    def __init__(self, *, most: int = 20_000) -> None:
        self._most = most
        self._tags: dict[int, rows.TagRow] = {}
        self._authors: dict[int, rows.AuthorRow] = {}

    def tags(self, ids: set[int]) -> dict[int, rows.TagRow]:
        """The tags of these ids, and perhaps others."""
        if missing := self._missing(self._tags, ids):
            found = rows_of(models.Tag, TAG_COLUMNS, key="id", ids=missing)
            self._tags.update((row[0], rows.TagRow(*row)) for row in found)
        return self._tags

    def authors(self, ids: set[int]) -> dict[int, rows.AuthorRow]:
        """The authors of these ids, and perhaps others."""
        if missing := self._missing(self._authors, ids):
            found = rows_of(models.Author, AUTHOR_COLUMNS, key="id", ids=missing)
            self._authors.update((row[0], rows.AuthorRow(*row)) for row in found)
        return self._authors

    def _missing(self, known: dict[int, Any], ids: set[int]) -> set[int]:
        missing = ids - known.keys()
        if len(known) + len(missing) <= self._most:
            return missing
        known.clear()
        return ids


def _tags(ids: Sequence[int], subjects: Subjects) -> dict[int, list[rows.TagRow]]:
    pairs = rows_of(models.PostTag, ("post_id", "tag_id"), key="post_id", ids=ids, order=_AS_SIGNED)
    return _by_post(pairs, subjects.tags({tag for _, tag in pairs}))


def _authors(ids: Sequence[int], subjects: Subjects) -> dict[int, list[rows.AuthorRow]]:
    pairs = rows_of(models.PostAuthor, ("post_id", "author_id"), key="post_id", ids=ids, order=_AS_SIGNED)
    return _by_post(pairs, subjects.authors({author for _, author in pairs}))


def _by_post(pairs: Iterable[tuple[Any, ...]], subjects: Mapping[int, _Subject]) -> dict[int, list[_Subject]]:
    grouped: dict[int, list[_Subject]] = defaultdict(list)
    for post, subject in pairs:
        grouped[post].append(subjects[subject])
    return grouped


def _build_cards(found: Mapping[int, tuple[Any, ...]], subjects: Subjects) -> dict[int, rows.CardRow]:
    ids = list(found)
    tags, authors = _tags(ids, subjects), _authors(ids, subjects)
    pictures = pictures_by_id([row[20] for row in found.values() if row[20] is not None])
    return {
        id: rows.CardRow(
            id=row[0], path=row[1], headline=row[2], standfirst=row[3], excerpt=row[4], language=row[5],
            published_at=moment(row[6], row[21]), certainty=row[7], not_before=row[8], not_after=row[9],
            date_evidence=row[10], year=row[11], updated_at=moment(row[12], row[21]), house_byline=row[13],
            sticky=row[14], has_lead=row[15], lead_alt=row[16], lead_caption=row[17], lead_credit=row[18],
            lead_source_url=row[19], picture=pictures.get(row[20]), tags=tuple(tags.get(id, ())),
            authors=tuple(authors.get(id, ())), retracted_on=row[22],
        )
        for id, row in found.items()
    }  # fmt: skip


def _live(ids: Sequence[int], columns: tuple[str, ...]) -> dict[int, tuple[Any, ...]]:
    # Paths, like all of a post's place, are set before it goes live.
    found = rows_of(models.Post, columns, key="id", ids=ids, where=(("live", True),))
    return {row[0]: row for row in found if row[1] is not None}


def _any_status(ids: Sequence[int], columns: tuple[str, ...]) -> dict[int, tuple[Any, ...]]:
    found = rows_of(models.Post, columns, key="id", ids=ids)
    return {row[0]: (row[0], row[1] or "", *row[2:]) for row in found}


def load_cards(ids: Sequence[int], subjects: Subjects | None = None) -> list[rows.CardRow]:
    """Live posts without their bodies, in the order of ``ids``."""
    found = _live(ids, _CARD_COLUMNS)
    built = _build_cards(found, subjects or Subjects())
    return [built[id] for id in ids if id in built]


def load_posts(ids: Sequence[int], subjects: Subjects | None = None) -> list[rows.PostRow]:
    """Whole live posts, in the order of ``ids``."""
    return _whole(ids, _live(ids, _POST_COLUMNS), subjects)


def load_any_posts(ids: Sequence[int], subjects: Subjects | None = None) -> list[rows.PostRow]:
    """Whole posts whatever their status, in the order of ``ids``; one that never stood on the site has no path."""
    return _whole(ids, _any_status(ids, _POST_COLUMNS), subjects)


def _whole(
    ids: Sequence[int], found: Mapping[int, tuple[Any, ...]], subjects: Subjects | None
) -> list[rows.PostRow]:
    built = _build_cards(found, subjects or Subjects())
    pictures = load_pictures({id: row[23] for id, row in found.items()})
    corrections: dict[int, list[rows.CorrectionRow]] = defaultdict(list)
    for post, day, text, kind in rows_of(
        models.Correction,
        ("post_id", "day", "text", "kind"),
        key="post_id",
        ids=list(found),
        order=("post_id", "day", "id"),
    ):
        corrections[post].append(rows.CorrectionRow(day, text, kind))
    return [
        rows.PostRow(
            card=built[id],
            body=found[id][23],
            origin_source=found[id][24],
            origin_url=found[id][25],
            corrections=tuple(corrections.get(id, ())),
            pictures=pictures.get(id, {}),
        )
        for id in ids
        if id in built
    ]


def shown_pictures(*, after: int, limit: int) -> list[rows.PictureRow]:
    """Pictures above id ``after``, by id, whose file is there and that a live post or page shows."""
    found: list[rows.PictureRow] = []
    while len(found) < limit:
        batch = list(
            models.Image.objects.filter(id__gt=after)
            .exclude(file="")
            .order_by("id")
            .values_list(*PICTURE_COLUMNS)[:200]
        )
        if not batch:
            break
        after = batch[-1][0]
        ids = [row[0] for row in batch]
        shown = set(
            models.Post.objects.filter(lead_image_id__in=ids, live=True).values_list(
                "lead_image_id", flat=True
            )
        )
        shown |= set(
            models.PictureUse.objects.filter(image_id__in=ids)
            .filter(post__live=True)
            .values_list("image_id", flat=True)
        )
        shown |= set(
            models.PictureUse.objects.filter(image_id__in=ids)
            .filter(page__live=True)
            .values_list("image_id", flat=True)
        )
        found += [rows.PictureRow(*row) for row in batch if row[0] in shown]
    return found[:limit]
