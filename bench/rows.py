"""Measured values with their bounds: how they are printed and written."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Row", "print_rows", "write_rows"]


@dataclass(frozen=True, slots=True)
class Row:
    """One measured value with its bound."""

    name: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        """True where the value keeps its bound."""
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )

    def as_json(self) -> dict[str, object]:
        """The row as the files in ``build/`` have it."""
        bounds = {"at_least": self.at_least, "at_most": self.at_most}
        return {"name": self.name, "value": round(self.value, 4), "unit": self.unit} | {
            **{name: bound for name, bound in bounds.items() if bound is not None},
            "holds": self.holds,
        }


def print_rows(rows: Sequence[Row]) -> None:
    """A table, one row a line; a bound that does not hold is called missed."""
    for row in rows:
        bound = (
            f">= {row.at_least:g}"
            if row.at_least
            else f"<= {row.at_most:g}"
            if row.at_most is not None
            else ""
        )
        print(f"{row.name:58} {row.value:12,.3f} {row.unit:8} {bound:9} {'' if row.holds else 'MISSED'}")


def write_rows(target: Path, rows: Sequence[Row]) -> None:
    """A list of rows as JSON."""
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([row.as_json() for row in rows], indent=1) + "\n", encoding="utf-8")
