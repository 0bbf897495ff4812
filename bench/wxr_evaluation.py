"""WordPress exports: invented ones of every kind of body, status, date and damage, counted fact by fact."""

from collections import Counter
from pathlib import Path

from tests.rescue.wxr.counting import FLOORS, count_export
from tests.rescue.wxr.invented import damages, invent

from bench.rows import Row

__all__ = ["count_exports"]

_EXPORTS = 60


def count_exports(folder: Path) -> list[Row]:
    """One row for each fact, in shares of what was there."""
    counts: Counter[str] = Counter()
    ways = list(damages())
    for seed in range(_EXPORTS):
        export = invent(seed)
        counts += count_export(export, ways[seed % len(ways)][1](export.text), folder)
    rows = [Row("exports, invented posts", counts["posts?"], "posts")]
    for fact, floor in FLOORS.items():
        rows.append(Row(f"exports, {fact}", counts[fact] / counts[f"{fact}?"], "share", at_least=floor))
    rows.append(Row("exports, published though hidden", counts["betrayed"], "posts", at_most=0))
    return rows
