"""The interface's words: every language is complete and keeps its placeholders."""

import dataclasses
from datetime import date

import pytest
from babel import Locale

from broadsheet.theme import LANGUAGES, Plural, Words, words_for
from broadsheet.theme.words import placeholders

OTHERS = [language for language in LANGUAGES if language != "en"]
PHRASES = [field.name for field in dataclasses.fields(Words) if field.name != "language"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_empty(language: str) -> None:
    words = words_for(language)
    assert words.language == language
    assert all(getattr(words, name) for name in PHRASES)


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_those_of_english(language: str) -> None:
    words, english = words_for(language), words_for("en")
    for name in PHRASES:
        assert placeholders(getattr(words, name)) == placeholders(getattr(english, name)), name


@pytest.mark.parametrize("language", OTHERS)
def test_hardly_any_phrase_is_left_in_english(language: str) -> None:
    words, english = words_for(language), words_for("en")
    same = {name for name in PHRASES if getattr(words, name) == getattr(english, name)}
    assert same <= {"comma", "evidence", "menu", "feed"}


# A counted noun keeps its form in Persian and in Turkish.
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language not in ("fa", "tr")])
def test_counted_phrases_have_every_form_their_language_uses_for_whole_numbers(language: str) -> None:
    used = {Locale.parse(language).plural_form(number) for number in range(1, 1000)}
    for phrase in (words_for(language).posts, words_for(language).minutes):
        forms = {name for name in ("one", "two", "few", "many", "other") if getattr(phrase, name)}
        assert used <= forms


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("en", 1, "1 post"), ("en", 1234, "1,234 posts"), ("fa", 5, "۵ مطلب"), ("ar", 1, "مادة واحدة"),
        ("ar", 2, "مادتان"), ("ar", 7, "7 مواد"), ("ru", 21, "21 материал"), ("ru", 3, "3 материала"),
        ("uk", 11, "11 матеріалів"), ("he", 2, "שתי כתבות"), ("fr", 0, "0 article"), ("tr", 1, "1 yazı"),
    ],
)  # fmt: skip
def test_counts_agree_with_their_nouns(language: str, number: int, text: str) -> None:
    assert words_for(language).count_posts(number) == text


def test_an_unknown_language_speaks_the_next_one_given_then_english() -> None:
    assert words_for("ckb", "fa").language == "fa"
    assert words_for("ckb").language == "en"
    assert words_for("fa-AF").language == "fa"
    assert words_for("").language == "en"


def test_a_form_left_out_is_the_general_one() -> None:
    assert Plural(other="{n} yazı").form("one") == "{n} yazı"


@pytest.mark.parametrize(
    ("start", "end", "evidence", "text"),
    [
        (date(2019, 3, 20), None, "from a caption", "not before 20 March 2019 (from a caption)"),
        (None, date(2019, 3, 20), "", "not after 20 March 2019"),
        (date(2019, 1, 1), date(2019, 3, 20), "", "between 1 January 2019 and 20 March 2019"),
        (date(2019, 3, 20), date(2019, 3, 20), "", "20 March 2019"),
        (None, None, "the copy gives no date", "the copy gives no date"),
        (None, None, "", ""),
    ],
)
def test_what_is_known_of_a_date_is_told(
    start: date | None, end: date | None, evidence: str, text: str
) -> None:
    assert words_for("en").date_note(start=start, end=end, evidence=evidence) == text
