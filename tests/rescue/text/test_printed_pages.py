"""Invented pages of many themes, plugins, languages and extractors. The floors may only rise."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from broadsheet.errors import RescueError
from broadsheet.rescue.finds import Find, PostFind
from tests.rescue.text.annotated import finds_of
from tests.rescue.text.printed.counting import FLOORS, count_page, is_all_told, make_extract, make_extracts

PAGES = 90


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    folder = tmp_path_factory.mktemp("pages")
    return sum((count_page(extract, folder) for extract in make_extracts(PAGES)), Counter())


@pytest.mark.parametrize("role", FLOORS)
def test_the_share_of_what_is_read_rightly_never_falls(role: str, counts: Counter[str]) -> None:
    assert counts[role] / counts[f"{role}?"] >= FLOORS[role]


@settings(max_examples=25, deadline=None)
@given(number=st.integers(10_000, 10**6))
def test_every_line_of_a_page_is_in_one_post_or_in_the_report(
    number: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    extract = make_extract(number)
    assume(extract is not None and len(extract.posts) > 1)
    assert extract
    finds = finds_or_refusal(tmp_path_factory.mktemp("any"), extract.text)
    if finds:
        assert is_all_told(extract, finds)


@settings(max_examples=25, deadline=None)
@given(number=st.integers(10_000, 10**6))
def test_no_word_of_a_post_is_invented(number: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    extract = make_extract(number)
    assume(extract is not None)
    assert extract
    words = set(extract.text.split())
    for post in finds_or_refusal(tmp_path_factory.mktemp("any"), extract.text):
        if isinstance(post, PostFind):
            assert set(post.headline.split()) <= words
            assert all(tag.name in extract.text for tag in post.tags)
            assert all(author.name in extract.text for author in post.authors)
            assert not post.url


@settings(max_examples=15, deadline=None)
@given(number=st.integers(10_000, 10**6))
def test_a_page_read_twice_is_the_same_posts(number: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    extract = make_extract(number)
    assume(extract is not None)
    assert extract
    once, twice = (
        finds_or_refusal(tmp_path_factory.mktemp("any"), text)
        for text in (extract.text, extract.text.replace("\n", "\r\n"))
    )
    assert once == twice


def finds_or_refusal(folder: Path, text: str) -> list[Find]:
    """What is found; nothing where the page is refused, which says nothing wrong."""
    try:
        return finds_of(folder, text)
    except RescueError:
        return []
