"""The index of tags by their first letters."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.theme.alphabet import by_initial
from broadsheet.theme.contexts import Link


def letters(*names: str) -> list[str]:
    return [initial.letter for initial in by_initial([Link(name) for name in names])]


def test_accents_and_case_make_no_letter_of_their_own() -> None:
    assert letters("Elections", "école", "Énergie") == ["E"]


def test_persian_and_arabic_forms_of_a_letter_share_a_group() -> None:
    assert letters("کتاب", "كتاب") == ["ک"]


def test_digits_and_signs_have_a_group_each() -> None:
    assert letters("Iran", "#metoo", "1988 Massacre", "۱۳۹۸", "…", "May") == ["0–9", "I", "M", "#"]


def test_letters_that_persian_adds_stand_where_its_alphabet_has_them() -> None:
    names = ("وطن", "گلزار", "نان", "پنجره", "کتاب", "چای", "یلدا", "جشن", "ژاله", "آب", "زنان")
    assert letters(*names) == ["ا", "پ", "ج", "چ", "ز", "ژ", "ک", "گ", "ن", "و", "ی"]


def test_tags_under_a_letter_stand_in_alphabetical_order_whatever_their_case_and_accents() -> None:
    (initial,) = by_initial([Link("Exile"), Link("émigrés"), Link("elections")])
    assert [tag.text for tag in initial.tags] == ["elections", "émigrés", "Exile"]


@given(names=st.lists(st.text()))
def test_every_tag_is_in_exactly_one_group(names: list[str]) -> None:
    tags = [Link(name) for name in names]
    grouped = [tag for initial in by_initial(tags) for tag in initial.tags]
    assert sorted(grouped, key=repr) == sorted(tags, key=repr)
    assert len(set(letters(*names))) == len(letters(*names))
