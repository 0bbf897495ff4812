"""Which names look alike is found by blocks and exactly: no pair is missed, and a renamed tag is forgotten at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.archive.addresses import name_key
from broadsheet.newsroom.tags import likeness
from broadsheet.newsroom.tags.likeness import Likeness, Likenesses


def alike(*names: str) -> dict[tuple[int, int], Likeness]:
    found = Likenesses()
    found.update({id: (id, name_key(name)) for id, name in enumerate(names, start=1)})
    return found.pairs()


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("MEK Abania", "MEK Albania", Likeness.SLIP),
        ("Human rights", "Human-Rights", Likeness.WRITING),
        ("Human rights", "human right", Likeness.WORDS),
        ("Albania MEK", "MEK Albania", Likeness.WORDS),
        ("Cities", "City", Likeness.WORDS),
        ("Café", "cafe", Likeness.WRITING),
        ("حقوق بشر", "حقوق\u200cبشر", Likeness.WRITING),
        ("كردستان", "کردستان", Likeness.WRITING),
        ("کتاب‌ها", "کتاب", Likeness.WORDS),
        ("Abdullah", "Abdulalh", Likeness.SLIP),
        ("Elections Albania", "Albania electoins", Likeness.SLIP),
    ],
)
def test_alike(one: str, other: str, how: Likeness) -> None:
    assert alike(one, other) == {(1, 2): how}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iran", "Iraq"),
        ("Election 2019", "Election 2021"),
        ("Camp 3", "Camp 4"),
        ("Mina", "Minas Tirith"),
        ("North Sea", "South Sea"),
        ("***", "!!!"),
    ],
)
def test_not_alike(one: str, other: str) -> None:
    assert alike(one, other) == {}


_NAMES = st.lists(
    st.lists(st.text("abs é1", min_size=1, max_size=6), min_size=1, max_size=3).map(" ".join), max_size=12
)


@given(_NAMES)
def test_blocks_find_what_comparing_all_with_all_finds(names: list[str]) -> None:
    forms = {id: likeness._form((id, name_key(name))) for id, name in enumerate(names)}
    every = {
        (one, other): like
        for one in forms
        for other in forms
        if one < other and (like := likeness._compare(forms[one], forms[other])) is not None
    }
    assert dict(likeness._all_pairs(forms)) == every


@given(_NAMES, _NAMES)
def test_what_was_found_for_former_names_is_not_told(before: list[str], after: list[str]) -> None:
    found = Likenesses()
    for names in (before, after):
        found.update({id: (id, name_key(name)) for id, name in enumerate(names)})
    fresh = Likenesses()
    fresh.update({id: (id, name_key(name)) for id, name in enumerate(after)})
    assert found.pairs() == fresh.pairs()


def test_two_names_of_one_tag_are_not_a_pair() -> None:
    found = Likenesses()
    found.update({1: (7, "mek abania"), -1: (7, "mek albania")})
    assert found.pairs() == {}
