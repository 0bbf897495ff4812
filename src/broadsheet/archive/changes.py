"""The outbox between those who edit and the press that publishes.

Every way of changing the archive leaves :class:`~broadsheet.archive.models.Change` rows in the edit's own
transaction, so that a change is neither lost nor published before it is true. A row says what was
touched and holds what is needed to know the state before; receivers record, the press consumes.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from broadsheet.archive.models import Change

__all__ = ["Noun", "pending_count", "record"]

Noun = Literal["post", "page", "tag", "author", "image", "settings", "theme"]


def record(noun: Noun, ids: Iterable[int], *, before: Mapping[int, Mapping[str, Any]] | None = None) -> None:
    """Note that the rows ``ids`` of ``noun`` changed; ``before`` holds what was true of each, as plain JSON."""
    known = before or {}
    Change.objects.bulk_create([Change(noun=noun, noun_id=id, before=dict(known.get(id, {}))) for id in ids])


def pending_count() -> int:
    """How many changes no edition has claimed yet."""
    return Change.objects.filter(edition=None).count()
