"""What is known of a language decides how a text is filed, compared and set."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.language import count_words, direction_of, first_strong, fold, guess_language, normal_tag


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كتاب علي", "کتاب علی"),
        ("می\u200cخواهم", "می خواهم"),
        ("“So, rise!”", '"So, rise!"'),
        ("STRASSE – 1", "straße - ۱"),
        ("no\u00a0break", "no break"),
    ],
)
def test_two_typographies_of_one_text_compare_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("این یک خبر است که گزارش می\u200cشود", "en-US", "fa"),
        ("هذه قصة عن المدينة التي أحرقت", "", "ar"),
        ("Ceci est une nouvelle", "fr-FR", "fr"),
        ("An English text", "fa-IR", "en"),
        ("Это новость", "en", "ru"),
        ("Це новина України, її мова", "", "uk"),
        ("זו ידיעה", "en-US", "he"),
        ("これはニュースです", "en", "ja"),
        ("12345", "el", "el"),
    ],
)
def test_a_text_has_the_declared_language_unless_its_script_contradicts(
    text: str, declared: str, language: str
) -> None:
    assert guess_language(text, declared=declared) == language


def test_direction_follows_language_and_script_subtags() -> None:
    assert [direction_of(tag) for tag in ("fa", "fa-IR", "ckb", "he_IL", "az-Arab")] == ["rtl"] * 5
    assert [direction_of(tag) for tag in ("en", "fa-Latn", "tg", "", "rubbish!")] == ["ltr"] * 5


def test_the_first_strong_letter_sets_a_paragraphs_direction() -> None:
    assert first_strong("123 — گزارش CNN") == "rtl"
    assert first_strong("«CNN» گزارش") == "ltr"
    assert first_strong("1 + 2") is None


def test_language_tags_are_written_the_usual_way() -> None:
    assert [normal_tag(tag) for tag in ("en_us", "FA-ir", "zh-hans-cn", "!!")] == [
        "en-US",
        "fa-IR",
        "zh-Hans-CN",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One – two", 2),
        ("می\u200cخواهم بروم، اما … نه!", 4),
        ("کتاب\u200cها را «خواند»", 3),
        ("東京の港", 2),
        ("Tokyo 東京", 2),
        ("12,5 % of all", 3),
    ],
)
def test_words_are_counted_as_a_reader_counts(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text(st.characters(max_codepoint=127)) | st.text("ab_7-.,' \n\t\x1c\x00"))
def test_a_word_of_ascii_is_whatever_has_a_letter_or_digit_between_spaces(text: str) -> None:
    assert count_words(text) == sum(1 for word in text.split() if re.search(r"\w", word))
    assert count_words(f"é {text}") == 1 + count_words(text)
