"""Whole sites as reviewed: a change to the theme or to the press shows as a difference to read.

``make golden`` writes them anew.
"""

import difflib
from pathlib import Path

import pytest

from tests.site.small_papers import PAPERS, make_paper, reviewed, reviewed_texts


@pytest.mark.parametrize("name", PAPERS)
def test_a_small_paper_s_whole_site_is_as_reviewed(name: str, tmp_path: Path) -> None:
    made, known = reviewed_texts(make_paper(name, tmp_path / "paper").site), reviewed(name)
    changed = [path for path in sorted(made.keys() | known.keys()) if made.get(path) != known.get(path)]
    lines = [
        line
        for path in changed
        for line in difflib.unified_diff(
            known.get(path, "").splitlines(), made.get(path, "").splitlines(), f"reviewed {path}", path, n=1
        )
    ]
    assert not changed, "\n".join([*lines[:60], "if this is meant: make golden, and read the difference"])
