"""Bare text: invented archive pages in nine languages, as extractors leave them, counted role by role."""

from collections import Counter
from pathlib import Path

from tests.rescue.text.printed.counting import FLOORS, count_page, make_extracts

from bench.rows import Row

_PAGES = 400


def count_bare_text(folder: Path) -> list[Row]:
    """One row for each role, in shares of what was there."""
    counts: Counter[str] = Counter()
    pages = 0
    for extract in make_extracts(_PAGES):
        counts += count_page(extract, folder)
        pages += 1
    rows = [Row("bare text, pages", pages, "pages")]
    for role, floor in FLOORS.items():
        share = counts[role] / counts[f"{role}?"]
        rows.append(Row(f"bare text, {role}", share, "share", at_least=floor))
    return rows
