"""Posts whose bodies are a link, a picture's name or a few words: lines of date and author still tell them apart."""

from datetime import date
from pathlib import Path

import pytest

from broadsheet.rescue.finds import PostFind
from broadsheet.rescue.text import read_text

_POSTS = [
    (
        "The council hears the ferry company",
        "March 9, 2019",
        "Ada Lindqvist",
        [
            "The harbour council met on Monday evening to hear what the ferry company had to say about its timetable.",
            "About two hundred people from both shores came to listen to it, and some of them spoke until midnight.",
        ],
    ),
    ("A map of the old quays", "March 7, 2019", "Omid Rahimi", ["See here!"]),
    ("Voices from the night boat", "March 5, 2019", "Ada Lindqvist", ["https://sounds.example/night-boat"]),
    (
        "Who owns the landing stage?",
        "March 2, 2019",
        "Lena Brandt",
        [
            "Nobody can say who owns the landing stage that the winter storms have broken, least of all the register.",
            "The last deed that names it was written before the war, and the family that signed it has left the town.",
        ],
    ),
    ("The storm in pictures", "March 1, 2019", "Omid Rahimi", ["Quay", "Breakwater"]),
]


def _page(order: list[int]) -> str:
    lines = ["Tag Archives: harbour"]
    for number in order:
        headline, day, author, body = _POSTS[number]
        lines += [headline, f"Posted on {day} by {author}", *body]
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "order",
    [[0, 1, 2, 3, 4], [1, 2, 0, 3, 4], [1, 0, 3, 2], [0, 3, 1, 2, 4], [1, 0, 3], [1, 2, 4]],
    ids=["amid", "first", "first and last", "last", "one first", "no other"],
)
def test_each_has_its_own_headline_date_and_author(tmp_path: Path, order: list[int]) -> None:
    copy = tmp_path / "harbour.txt"
    copy.write_text(_page(order), encoding="utf-8")
    posts = [find for find in read_text(copy) if isinstance(find, PostFind)]
    told = [
        (post.headline, post.date.at.date() if post.date.at else None, [each.name for each in post.authors])
        for post in posts
    ]
    days = [date(2019, 3, int(_POSTS[number][1].split()[1].strip(","))) for number in order]
    assert told == [
        (_POSTS[number][0], day, [_POSTS[number][2]]) for number, day in zip(order, days, strict=True)
    ]


def test_the_last_one_is_a_post_of_its_own_also_where_its_date_stands_below_it(tmp_path: Path) -> None:
    lines = [
        "Tag Archives: harbour",
        "A map of the old quays",
        "Posted on March 7, 2019 by Omid Rahimi",
        "See here!",
        "Posted in Maps | Tagged harbour, quays",
        "Voices from the night boat",
        "Posted on March 5, 2019 by Ada Lindqvist",
        "Listen!",
        "Posted in Sounds | Tagged harbour, night boat",
        "The storm in pictures this week",
        "storm-1",
        "storm-2",
        "March 1, 2019 by Lena Brandt",
        "Posted in Pictures | Tagged harbour, storm",
    ]
    copy = tmp_path / "harbour.txt"
    copy.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    posts = [find for find in read_text(copy) if isinstance(find, PostFind)]
    assert [post.headline for post in posts] == [lines[1], lines[5], lines[9]]
