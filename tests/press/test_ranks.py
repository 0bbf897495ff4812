"""How many posts of a year stand before a place: the same number from whichever end of the year it is counted."""

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.archive import touching
from broadsheet.archive.models import Post, PostTag
from broadsheet.archive.rows import ListingKind
from broadsheet.archive.selectors import Place
from broadsheet.publication import Publication

from .synthetic import add_post, add_tag

YEAR = datetime(2020, 3, 1, tzinfo=UTC)
POSTS = 14


@pytest.fixture
def posts(paper: Publication) -> list[Place]:
    """Places of one year, several of one moment; every second post bears the tag, one is not live."""
    add_tag(1, "Harbour")
    for id in range(1, POSTS + 1):
        tags = (1,) if id % 2 else ()
        add_post(id, YEAR + timedelta(hours=id // 3), tags=tags, live=id != 5)
    add_post(POSTS + 1, YEAR.replace(year=2021), tags=(1,))
    return [Place(*row) for row in Post.objects.filter(year=2020).values_list("year", "chronology", "id")]


def standing(kind: ListingKind) -> list[Place]:
    """Where the live posts of the listing stand in the year, counted without the archive's help."""
    ids = set(PostTag.objects.values_list("post_id", flat=True))
    live = Post.objects.filter(year=2020, live=True).values_list("year", "chronology", "id")
    return [Place(*row) for row in live if kind == "front" or row[2] in ids]


@pytest.mark.parametrize("counted", [1, 3, 1000])
@pytest.mark.parametrize(("kind", "id"), [("front", 0), ("tag", 1)])
def test_a_rank_is_the_same_from_either_end_of_a_long_year(
    posts: list[Place], kind: ListingKind, id: int, counted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touching, "_COUNTED", counted)
    there = standing(kind)
    for place in posts:
        expected = sum(each < place for each in there)
        assert touching.ranks(kind, {id: len(there)}, place) == {id: expected}
