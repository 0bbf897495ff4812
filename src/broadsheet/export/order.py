"""What is to be exported, and what came of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from broadsheet.archive.holdings import HeldDraft
from broadsheet.publication import Publication

__all__ = ["Desk", "ExportOrder", "ExportReport", "Form", "Hears"]

Form = Literal["wxr", "markdown", "json"]

Hears = Callable[[str, int, int | None], None]
"""Hears how far it has come: what is being written, how much of it, of how much."""


Desk = Callable[[Sequence[int]], Mapping[int, HeldDraft]]
"""Asks the newsroom what it knows better of posts that are not on the site."""


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What to export, and where to.

    ``target`` is a folder, or for a WordPress export also a file; nothing may be there yet. ``only_published``
    leaves out what is not on the site. ``media_url`` is where WordPress can fetch the pictures while it imports.
    ``split`` is the size in bytes above which a WordPress export goes on in another file, 0 for never.
    """

    publication: Publication
    form: Form
    target: Path
    only_published: bool = False
    media_url: str = ""
    split: int = 0
    desk: Desk | None = None


@dataclass(slots=True)
class ExportReport:
    """What was exported. ``statuses`` counts posts and pages by status; ``notes`` are sentences for the owner."""

    target: str
    form: Form
    files: list[str] = field(default_factory=list)
    posts: int = 0
    pages: int = 0
    pictures: int = 0
    pictures_missing: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def unpublished(self) -> dict[str, int]:
        """How many posts and pages of each status are in it that are not on the site."""
        return {status: count for status, count in self.statuses.items() if status != "published" and count}
