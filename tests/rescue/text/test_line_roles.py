"""How many lines of invented and collected pages are read as what they are. The floors may only rise."""

import json
from pathlib import Path

import pytest

from tests.rescue.text.annotated import FIXTURES, lines_of, roles_of

FLOOR_OF_ALL_FIXTURES = 0.996
FLOOR_OF_EACH_FIXTURE = 0.97


def share_read_rightly(fixture: Path) -> tuple[int, int]:
    text, truth = lines_of(fixture)
    found = roles_of(text)
    lines = [(number, role) for number, role in enumerate(truth, 1) if role != "empty"]
    return sum(found[number] == role for number, role in lines), len(lines)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.stem)
def test_nearly_every_line_of_a_page_is_read_as_what_it_is(fixture: Path) -> None:
    right, lines = share_read_rightly(fixture)
    assert right / lines >= FLOOR_OF_EACH_FIXTURE


def test_over_all_pages_the_share_of_lines_read_rightly_never_falls() -> None:
    counts = [share_read_rightly(fixture) for fixture in FIXTURES]
    assert sum(right for right, _ in counts) / sum(lines for _, lines in counts) >= FLOOR_OF_ALL_FIXTURES


def test_every_line_of_the_collected_tag_page_is_read_as_its_annotator_read_it(copies: Path) -> None:
    truth = json.loads((copies / "text/seed.truth.json").read_text(encoding="utf-8"))
    found = roles_of((copies / "text/seed.txt").read_text(encoding="utf-8"))
    for post in truth["posts"]:
        for number, role in post["line_roles"].items():
            assert found.get(int(number), "empty") == role, (number, role)
