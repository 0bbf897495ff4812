"""Reading what the press remembers of its editions.

Guarantees: each answer is a few look-ups by index, whatever the size of the site; nothing is written.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from broadsheet.archive import changes, editions
from broadsheet.archive.models import Edition
from broadsheet.newsroom import paper
from broadsheet.press.explaining import count_changes

__all__ = ["EditionLine", "last_editions", "newest_number", "one_edition", "waiting", "written_files"]


@dataclass(frozen=True, slots=True)
class EditionLine:
    """A finished edition: when it began, how long it took, what it wrote, and why."""

    number: int
    at: datetime
    seconds: float
    written: int
    removed: int
    whole: bool
    first: bool
    new_inputs: bool
    changes: dict[tuple[str, str], int] = field(default_factory=dict)
    """How many things of each noun changed, and how."""


def newest_number() -> int:
    """The number of the last finished edition; 0 before the first."""
    found = Edition.objects.filter(finished=True).order_by("-pk").values_list("pk", flat=True)
    return next(iter(found[:1]), 0)


def last_editions(count: int) -> list[EditionLine]:
    """The last finished editions, newest first."""
    numbers = Edition.objects.filter(finished=True).order_by("-pk").values_list("pk", flat=True)
    return [line for number in numbers[:count] if (line := one_edition(number))]


def one_edition(number: int) -> EditionLine | None:
    """A finished edition, or None where there is none of this number."""
    past = editions.past_edition(number)
    if past is None:
        return None
    return _line(paper.current().folder, past)


@lru_cache(maxsize=256)
def _line(_folder: Path, past: editions.PastEdition) -> EditionLine:
    """Worked out once for each edition: a finished one changes no more, and one may have a hundred thousand changes."""
    row = Edition.objects.values_list("seconds", "written", "removed").get(pk=past.number)
    told = count_changes(past.number)
    return EditionLine(past.number, past.at, *row, past.whole, past.first, past.new_inputs, told)


def written_files(number: int, *, limit: int) -> list[editions.KnownFile]:
    """Files whose bytes are from this edition, or that it removed; those written again since are a later one's."""
    found = editions.files_written(after=number - 1, limit=limit)
    return [file for _, file in found if file.written == number]


def waiting() -> int:
    """How many changes wait for the next edition."""
    return changes.pending_count()
