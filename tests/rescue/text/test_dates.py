from datetime import date
from pathlib import Path

import pytest

from broadsheet.rescue.text.dates import find_dates
from tests.rescue.text.annotated import finds_of, posts_of, read_page


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("By Ada Lindqvist on March 3, 2019", date(2019, 3, 3)),
        ("3 March 2019", date(2019, 3, 3)),
        ("2019-03-03", date(2019, 3, 3)),
        ("3. März 2019", date(2019, 3, 3)),
        ("le 1er avril 2018", date(2018, 4, 1)),
        ("3 de marzo de 2019", date(2019, 3, 3)),
        ("3 марта 2019 г.", date(2019, 3, 3)),
        ("١٢ مارس ٢٠١٩", date(2019, 3, 12)),
        ("۱۲ اسفند ۱۳۹۷", date(2019, 3, 3)),
        ("۱۳۹۷/۱۲/۱۲", date(2019, 3, 3)),
        ("Speech at the hall-September 20, 2017", date(2017, 9, 20)),
        ("25/12/2019", date(2019, 12, 25)),
    ],
)
def test_a_day_is_read_in_the_writing_of_its_language(written: str, day: date) -> None:
    (found,) = find_dates(written)
    assert (found.first, found.last) == (day, day)


def test_a_month_is_the_span_of_its_days() -> None:
    (found,) = find_dates("democracy-September 2018")
    assert (found.first, found.last) == (date(2018, 9, 1), date(2018, 9, 30))


def test_a_date_that_continents_read_differently_is_both_readings() -> None:
    (found,) = find_dates("03/04/2019")
    assert (found.first, found.last) == (date(2019, 3, 4), date(2019, 4, 3))


@pytest.mark.parametrize(
    "written", ["November 4th", "in 2016, and later", "the 5th of nothing 2019", "call 555 2019"]
)
def test_a_day_without_its_year_is_no_date(written: str) -> None:
    assert find_dates(written) == []


def test_a_date_line_dates_its_post_with_the_words_as_evidence(tmp_path: Path) -> None:
    post = posts_of(read_page(tmp_path, "fa-"))[0]
    assert post.date.certainty == "day"
    assert post.date.at is not None
    assert post.date.at.date() == date(2019, 3, 3)
    assert "۱۲ اسفند ۱۳۹۷" in post.date.evidence


def test_a_caption_bounds_a_post_from_below_and_says_so(tmp_path: Path) -> None:
    post = posts_of(read_page(tmp_path, "en-single"))[0]
    assert (post.date.certainty, post.date.at, post.date.not_before) == ("inferred", None, date(2017, 11, 1))
    assert "November 2017" in post.date.evidence


def test_a_post_is_not_older_than_the_one_below_it(tmp_path: Path) -> None:
    above, _, below = posts_of(read_page(tmp_path, "en-tags-first"))
    assert below.date.not_before == date(2018, 8, 1)
    assert above.date.not_before == date(2018, 9, 28)
    middle = posts_of(read_page(tmp_path, "en-tags-first"))[1]
    assert middle.date.not_before == date(2018, 8, 1)
    assert below.headline in middle.date.evidence


def test_a_page_without_any_date_leaves_its_posts_undated(tmp_path: Path) -> None:
    for post in posts_of(read_page(tmp_path, "de-")):
        assert (post.date.certainty, post.date.at, post.date.evidence) == ("unknown", None, "")


def page_saying(sentence: str) -> str:
    """A page of two posts, the first of which says a sentence."""
    lines = (
        "Tag: salt", "salt | bees", "The Salt Road Closes Early", sentence, "Continue reading",
        "salt | mules", "A Mule Is Found in the Chapel", "Nobody knows how it got in past the lock.",
        "Continue reading",
    )  # fmt: skip
    return "\n\n".join(lines) + "\n"


def test_a_date_announced_for_the_future_bounds_nothing(tmp_path: Path) -> None:
    page = page_saying("The new tolls will take effect on November 4, 2018, the office said.")
    assert all(post.date.certainty == "unknown" for post in posts_of(finds_of(tmp_path, page)))


def test_a_past_day_in_a_sentence_bounds_its_post(tmp_path: Path) -> None:
    page = page_saying("The road was closed on May 4, 2018 and nobody came to open it.")
    first, second = posts_of(finds_of(tmp_path, page))
    assert first.date.not_before == date(2018, 5, 4)
    assert second.date.certainty == "unknown"
