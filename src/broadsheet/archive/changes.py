"""The outbox between those who edit and the press that publishes.

Every way of changing the archive leaves :class:`~broadsheet.archive.models.Change` rows in the edit's own
transaction, so that a change is neither lost nor published before it is true. A row says what was
touched and holds what is needed to know the state before; receivers record, the press consumes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from broadsheet.archive.models import Change

__all__ = ["ClaimedChange", "Noun", "claimed", "claimed_count", "pending_count", "record"]

Noun = Literal["post", "page", "tag", "author", "image", "address", "everything"]
"""``address`` is a row of old addresses; ``everything`` asks for the whole site to be looked at."""


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
