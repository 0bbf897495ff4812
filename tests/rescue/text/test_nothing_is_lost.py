"""Every line of a page is in exactly one post or in a remark, on any page."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.errors import RescueError
from broadsheet.rescue.text.copies import read_copy
from tests.rescue.text.annotated import FIXTURES, finds_of, lines_of, posts_of, remarks_of
from tests.rescue.text.invented import make_page, random_style


def numbers(place: str) -> set[int]:
    out: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", place):
        out |= set(range(int(first), int(last or first) + 1))
    return out


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.stem)
def test_each_line_with_words_is_in_one_post_or_in_a_remark(fixture: Path, tmp_path: Path) -> None:
    text, _ = lines_of(fixture)
    finds = finds_of(tmp_path, text)
    posts = [numbers(post.place) for post in posts_of(finds)]
    told = set().union(*(numbers(remark.place) for remark in remarks_of(finds)))
    written = {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    assert written <= set().union(told, *posts)
    assert sum(map(len, posts)) == len(set().union(*posts))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), posts=st.integers(1, 8))
def test_posts_of_any_theme_are_told_apart(seed: int, posts: int) -> None:
    rng = random.Random(seed)
    style = random_style(rng)
    page = make_page(rng, style, posts=posts)
    copy = read_copy(page.text(blank=style.blank))
    assert [copy.lines[story.title].bare for story in copy.stories] == page.headlines


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_paragraphs_of_any_theme_stay_paragraphs(seed: int) -> None:
    rng = random.Random(seed)
    style = random_style(rng)
    page = make_page(rng, style, posts=4)
    copy = read_copy(page.text(blank=style.blank))
    for place, (role, line) in enumerate(page.rows):
        if role == "paragraph":
            assert copy.roles[place] == "paragraph", line


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(st.text(max_size=60), max_size=25))
def test_any_text_is_read_or_refused_in_one_sentence(
    lines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "\n".join(lines)
    try:
        finds = finds_of(tmp_path_factory.mktemp("any"), text.encode("utf-8", "replace"))
    except RescueError as refusal:
        assert str(refusal).startswith("couldn't read")
    else:
        assert posts_of(finds)
