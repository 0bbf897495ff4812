from pathlib import Path

import pytest

from broadsheet.rescue.text.bylines import house_spelling, is_house, is_person, split_names
from tests.rescue.text.annotated import posts_of, read_page, remarks_of


@pytest.mark.parametrize(
    "name", ["Staff writer", "News Desk", "Redaktion", "تحریریه", "Editorial Board", "Reuters"]
)
def test_a_newsroom_is_no_person(name: str) -> None:
    assert is_house(name)
    assert not is_person(name)


@pytest.mark.parametrize(
    "name", ["Ada Lindqvist", "Mira van Dalen", "J. R. Okafor", "Марина Петрова", "مریم رضایی"]
)
def test_a_name_is_a_person(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize("line", ["the quiet harbour", "MINE CLOSURES", "What we saw", "Page 2", "Salt"])
def test_other_short_lines_are_nobody(line: str) -> None:
    assert not is_person(line)


def test_two_names_are_two_authors() -> None:
    assert split_names("Idris Falk and Nora Whitlock") == ("Idris Falk", "Nora Whitlock")


def test_the_commonest_spelling_of_a_house_byline_wins() -> None:
    assert house_spelling(["News desk", "News Desk", "News Desk"])["News desk"] == "News Desk"


def test_authors_come_from_the_date_line(tmp_path: Path) -> None:
    posts = posts_of(read_page(tmp_path, "en-dates"))
    assert [[author.name for author in post.authors] for post in posts] == [
        ["Nora Whitlock"], ["Nora Whitlock"], ["Idris Falk", "Nora Whitlock"],
    ]  # fmt: skip


def test_the_last_line_of_a_post_can_sign_it(tmp_path: Path) -> None:
    post = posts_of(read_page(tmp_path, "en-single"))[0]
    assert [author.name for author in post.authors] == ["Per Haugland"]
    assert "Per Haugland" not in post.body


def test_a_respelled_byline_is_told_to_the_editor(tmp_path: Path) -> None:
    finds = read_page(tmp_path, "en-tags-first")
    assert {post.house_byline for post in posts_of(finds)} == {"News Desk"}
    assert [remark.quote for remark in remarks_of(finds) if remark.kind == "repair"] == ["News desk"]
