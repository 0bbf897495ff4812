"""Whole pages as reviewed: a change to a template shows as a difference to read.

``python -m tests.theme.test_golden_pages`` writes them anew.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from broadsheet.theme import Theme
from tests.theme import proofs

GOLDEN = Path(__file__).parent / "golden"
PAGES = ("persian post", "persian tag", "lost picture")


def proof(name: str) -> str:
    theme = Theme.load()
    # Fixed names, so that a change of colour is no change of every page.
    site = replace(proofs.site(theme, "fa" if "persian" in name else "en"), css=("assets/paper.css",))
    return theme.render(proofs.every_page()[name], site=site, root="../../")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_reviewed(name: str) -> None:
    assert proof(name) == (GOLDEN / f"{name}.html").read_text(encoding="utf-8")


if __name__ == "__main__":
    for name in PAGES:
        (GOLDEN / f"{name}.html").write_text(proof(name), encoding="utf-8")
