"""The outbox between those who edit and the press that publishes.

Every way of changing the archive leaves :class:`~broadsheet.archive.models.Change` rows in the edit's own
transaction, so that a change is neither lost nor published before it is true. A row says what was
touched and holds what is needed to know the state before; receivers record, the press consumes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from django.db.models import Count, Q

from broadsheet.archive.models import Change

__all__ = [
    "ClaimedChange", "Noun", "claimed", "claimed_count", "counts_of", "first_after", "pending",
    "pending_count", "record",
]  # fmt: skip

Noun = Literal["post", "page", "tag", "author", "image", "address", "year", "file", "everything"]
"""``address`` is a row of old addresses; ``year`` a listing's year whose count was wrong; ``file`` a file of the site
that is not as it was left; ``everything`` asks for the whole site to be looked at."""


class ClaimedChange(NamedTuple):
    """A change that an edition publishes. ``before`` is empty where there was nothing before."""

    noun: str
    id: int
    before: dict[str, Any]


def record(noun: Noun, ids: Iterable[int], *, before: Mapping[int, Mapping[str, Any]] | None = None) -> None:
    """Note that the rows ``ids`` of ``noun`` changed; ``before`` holds what was true of each.

    Take it from :mod:`broadsheet.archive.states` before the change is made; a row that is new has none.
    """
    known = before or {}
    Change.objects.bulk_create([Change(noun=noun, noun_id=id, before=dict(known.get(id, {}))) for id in ids])


def pending(*, limit: int) -> list[ClaimedChange]:
    """Up to ``limit`` changes that no edition has published yet, in the order in which they were made."""
    rows = Change.objects.filter(Q(edition=None) | Q(edition__finished=False)).order_by("id")
    return [ClaimedChange(*row) for row in rows.values_list("noun", "noun_id", "before")[:limit]]


def pending_count() -> int:
    """How many changes no edition has claimed yet."""
    return Change.objects.filter(edition=None).count()


def claimed_count(edition: int) -> int:
    """How many changes an edition has claimed."""
    return Change.objects.filter(edition_id=edition).count()


def claimed(edition: int) -> Iterator[ClaimedChange]:
    """The changes that an edition has claimed, in the order in which they were made."""
    rows = Change.objects.filter(edition_id=edition).order_by("id")
    for noun, id, before in rows.values_list("noun", "noun_id", "before").iterator(chunk_size=1000):
        yield ClaimedChange(noun, id, before)


def first_after(edition: int, noun: str, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The state that things had after an edition, of those that changed again since then."""
    later = Change.objects.filter(
        Q(edition=None) | Q(edition_id__gt=edition), noun=noun, noun_id__in=list(ids)
    )
    rows = later.order_by("-id").values_list("noun_id", "before")
    return dict(rows)


def counts_of(edition: int) -> dict[str, int]:
    """How many things of each noun an edition's changes name."""
    found = Change.objects.filter(edition_id=edition).values_list("noun")
    return dict(found.annotate(n=Count("noun_id", distinct=True)))
