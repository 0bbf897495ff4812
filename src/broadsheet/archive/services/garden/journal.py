"""The journal of what was done to tags: who, when, what, and what is needed to take it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broadsheet.archive.models import JournalEntry, Tag
from broadsheet.errors import BroadsheetError

__all__ = ["Gardener", "Refusal", "enter"]


class Refusal(BroadsheetError):
    """Something that can't be done to a tag, in one sentence for the editor."""


@dataclass(frozen=True, slots=True)
class Gardener:
    """Who does something to a tag, and when: a name, since accounts come and go."""

    name: str
    at: datetime


def enter(deed: JournalEntry.Deed, tag: Tag, *, by: Gardener, **facts: Any) -> JournalEntry:
    """Note a deed. ``facts`` are the entry's other columns."""
    return JournalEntry.objects.create(
        deed=deed, at=by.at, by=by.name[:300], tag=tag.pk, name=tag.name, **facts
    )
