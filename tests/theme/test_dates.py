"""Dates and numbers as readers of each language write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.theme import LANGUAGES, print_date, print_number, print_year

MOMENT = datetime(2019, 5, 5, 23, 30, tzinfo=timezone(timedelta(hours=4, minutes=30)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "5 May 2019"),
        ("en-US", "May 5, 2019"),
        ("fa", "۱۵ اردیبهشت ۱۳۹۸ (۵ مهٔ ۲۰۱۹)"),
        ("prs", "۱۵ ثور ۱۳۹۸ (۵ می ۲۰۱۹)"),
        ("ar", "5 مايو 2019"),
        ("he", "5 במאי 2019"),
        ("fr", "5 mai 2019"),
        ("de", "5. Mai 2019"),
        ("es", "5 de mayo de 2019"),
        ("ru", "5 мая 2019\u202fг."),
        ("uk", "5 травня 2019\u202fр."),
        ("tr", "5 Mayıs 2019"),
        ("tlh", "5 May 2019"),
        ("", "5 May 2019"),
    ],
)  # fmt: skip
def test_a_day_is_printed_as_its_readers_write_it(language: str, text: str) -> None:
    assert print_date(MOMENT, language=language)[1] == text


def test_a_paper_can_choose_one_calendar_for_all_its_pages() -> None:
    assert print_date(MOMENT, language="fa", calendar="gregorian")[1] == "۵ مهٔ ۲۰۱۹"
    assert print_date(MOMENT, language="fa", calendar="jalali")[1] == "۱۵ اردیبهشت ۱۳۹۸"
    assert print_date(MOMENT, language="en", calendar="jalali")[1] == "15 Ordibehesht 1398"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2021, 3, 20), "۳۰ اسفند ۱۳۹۹"),
        (date(2021, 3, 21), "۱ فروردین ۱۴۰۰"),
        (date(1979, 2, 11), "۲۲ بهمن ۱۳۵۷"),
    ],
)
def test_leap_years_and_new_years_days_of_the_jalali_calendar_are_right(day: date, text: str) -> None:
    assert print_date(day, language="fa", calendar="jalali")[1] == text


def test_the_time_is_told_to_machines_only_when_it_is_known() -> None:
    assert print_date(MOMENT, language="en", certainty="exact")[0] == "2019-05-05T23:30:00+04:30"
    assert print_date(MOMENT, language="en", certainty="day")[0] == "2019-05-05"


def test_an_unknown_date_is_not_printed() -> None:
    assert print_date(None, language="en") == ("", "")
    assert print_date(MOMENT, language="en", certainty="unknown") == ("", "")


def test_the_day_is_that_of_the_moments_own_offset() -> None:
    assert print_date(MOMENT.astimezone(UTC), language="en")[1] == "5 May 2019"
    assert print_date(MOMENT.astimezone(timezone(timedelta(hours=9))), language="en")[1] == "6 May 2019"


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "12,345"), ("fa", "۱۲٬۳۴۵"), ("de", "12.345"), ("ru", "12\xa0345"), ("xx", "12,345")],
)
def test_numbers_have_the_languages_digits(language: str, text: str) -> None:
    assert print_number(12345, language) == text


def test_a_years_label_tells_persian_readers_the_jalali_years_it_spans() -> None:
    assert print_year(2019, language="fa", long=True) == "۲۰۱۹ (۱۳۹۷–۱۳۹۸)"
    assert print_year(2019, language="fa") == "۲۰۱۹"
    assert print_year(2019, language="en", long=True) == "2019"


@given(
    day=st.dates(),
    language=st.sampled_from(LANGUAGES),
    calendar=st.sampled_from(["auto", "gregorian", "jalali"]),
)
def test_every_day_of_the_calendar_can_be_printed_in_every_language(
    day: date, language: str, calendar: str
) -> None:
    if day < date(623, 1, 1):
        calendar = "gregorian"
    iso, text = print_date(day, language=language, calendar=calendar)  # type: ignore[arg-type]  # drawn from the three
    assert iso == day.isoformat()
    assert text
