"""Remarks that stand for many items alike."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from broadsheet.rescue.finds import Remark

__all__ = ["Tally"]

_PLACES = 5
_QUOTES = 200


@dataclass(slots=True)
class _Line:
    count: int = 0
    places: list[str] = field(default_factory=list)
    quotes: dict[str, None] = field(default_factory=dict)


class Tally:
    """Counts what happened alike; each sentence becomes one remark with its count and first places."""

    def __init__(self) -> None:
        self._lines: dict[tuple[Literal["repair", "note"], str], _Line] = {}

    def add(
        self, kind: Literal["repair", "note"], what: str, *, place: str = "", quote: str = "", count: int = 1
    ) -> None:
        """Count one more, or ``count`` more."""
        line = self._lines.setdefault((kind, what), _Line())
        line.count += count
        if place and place not in line.places and len(line.places) < _PLACES:
            line.places.append(place)
        if quote and len(line.quotes) < _QUOTES:
            line.quotes.setdefault(quote)

    def remarks(self) -> Iterator[Remark]:
        """One remark for each sentence, in the order they first came."""
        for (kind, what), line in self._lines.items():
            more = " …" if len(line.places) == _PLACES and line.count > _PLACES else ""
            yield Remark(kind, what, "; ".join(line.places) + more, ", ".join(line.quotes), line.count)
