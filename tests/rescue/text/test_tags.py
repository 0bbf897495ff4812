from pathlib import Path

import pytest

from broadsheet.rescue.text.taglists import split_tags
from tests.rescue.text.annotated import finds_of, posts_of, read_page


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("Iran Deal,Lord Maginnis,MEK", ("Iran Deal", "Lord Maginnis", "MEK")),
        ("salt | night work | bees", ("salt", "night work", "bees")),
        ("Unions (North, South),salt", ("Unions (North, South)", "salt")),
        ("mines/quarries, old town", ("mines/quarries", "old town")),
        ("آب، حقوق بشر، زندان", ("آب", "حقوق بشر", "زندان")),
        ("#water #free_press", ("water", "free press")),
        ("one", ("one",)),
    ],
)
def test_a_list_of_tags_is_taken_apart_where_its_author_did(written: str, tags: tuple[str, ...]) -> None:
    assert split_tags(written) == tags


def test_a_comma_in_brackets_keeps_a_tag_whole_on_a_page(tmp_path: Path) -> None:
    first = posts_of(read_page(tmp_path, "en-tags-first"))[0]
    assert [tag.name for tag in first.tags] == [
        "Copper", "Mine Closures", "Unions (North, South and Coast)", "Valley Rail",
    ]  # fmt: skip


def test_sections_are_kept_apart_from_tags(tmp_path: Path) -> None:
    post = posts_of(read_page(tmp_path, "en-excerpts"))[1]
    assert [(tag.name, tag.kind) for tag in post.tags] == [
        ("cranes", "topic"), ("harbour", "topic"), ("News", "section"), ("People", "section"),
    ]  # fmt: skip


def test_the_subject_of_the_page_is_a_tag_of_posts_that_list_none(tmp_path: Path) -> None:
    page = "\n\n".join(
        [
            "Posts tagged ‘salt’",
            *(
                "The Salt Road Closes Early",
                "May 3, 2019",
                "The road was closed at noon, said a clerk.",
                "Read more",
            ),
            *(
                "A Mule Is Found in the Chapel",
                "May 1, 2019",
                "Nobody knows how it got in past the lock.",
                "Read more",
            ),
        ]
    )
    assert [[tag.name for tag in post.tags] for post in posts_of(finds_of(tmp_path, page))] == [
        ["salt"],
        ["salt"],
    ]


def test_a_persian_list_with_its_label_becomes_tags(tmp_path: Path) -> None:
    post = posts_of(read_page(tmp_path, "fa-"))[0]
    assert [tag.name for tag in post.tags] == ["آب", "خشکسالی", "کشاورزان"]


def test_a_section_beside_a_date_keeps_its_letters_together(tmp_path: Path) -> None:
    page = "\n\n".join(
        f"{title}\n\nThe road was closed at noon, said a clerk.\n\nPosted in Old Town on May {day}, 2019 by Ada Lind."
        for title, day in (("The Salt Road Closes Early", 5), ("A Mule Is Found in the Chapel", 3))
    )
    for post in posts_of(finds_of(tmp_path, "Tag: salt\n\n" + page)):
        assert [tag.name for tag in post.tags] == ["Old Town", "salt"]
