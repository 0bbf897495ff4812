"""Dates and numbers as readers of a language write them.

Guarantees: every function is pure (no clock, no locale or time zone of the machine), and
answers for every language: one without data of its own is printed as English. The day
printed is the day in the moment's own offset; nothing is converted.

Gregorian dates follow CLDR (https://cldr.unicode.org/) through Babel; Jalali days come from
persiantools. A Gregorian year stays the unit of filing on Persian pages too, so year labels name it first.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import Literal

import babel
from babel.dates import format_date
from babel.numbers import format_decimal
from persiantools.jdatetime import JalaliDate

from broadsheet.language import normal_tag

__all__ = [
    "Calendar", "Certainty", "plural_form", "print_bounds", "print_date", "print_number", "print_year",
    "read_language",
]  # fmt: skip

Calendar = Literal["auto", "gregorian", "jalali"]
Certainty = Literal["exact", "day", "inferred", "unknown"]

PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_PERSIAN = ("fa", "prs")
_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_AFGHAN_MONTHS = (
    "حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله",
    "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت",
)  # fmt: skip
_MONTHS_IN_LATIN = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
)  # fmt: skip


def read_language(language: str) -> None:
    """Read now what is known of a language, which takes a moment and some megabytes, and not with its first date."""
    _gregorian(date(2000, 1, 1), normal_tag(language))
    plural_form(1, language)


def print_date(
    moment: datetime | date | None,
    *,
    language: str,
    calendar: Calendar = "auto",
    certainty: Certainty = "exact",
) -> tuple[str, str]:
    """A date for machines and for readers: ``("2019-05-05", "5 May 2019")``.

    The first text is ISO 8601: with time and offset when ``certainty`` is ``exact`` and the
    moment has them, else the day alone. Both texts are empty without a moment, and for a
    certainty that names no day (``inferred``, ``unknown``): see :func:`print_bounds`.
    ``calendar`` ``auto`` prints Persian dates in the Jalali calendar with the Gregorian date
    beside it, all others in the Gregorian one.
    """
    if moment is None or certainty in ("inferred", "unknown"):
        return "", ""
    day = moment.date() if isinstance(moment, datetime) else moment
    whole = isinstance(moment, datetime) and certainty == "exact"
    return moment.isoformat() if whole else day.isoformat(), _day_text(day, normal_tag(language), calendar)


def print_bounds(
    *, start: date | None, end: date | None, language: str, calendar: Calendar = "auto"
) -> tuple[str, str]:
    """Two bounds of a date, each printed like a day; empty where there is none."""
    tag = normal_tag(language)
    return (
        _day_text(start, tag, calendar) if start else "",
        _day_text(end, tag, calendar) if end else "",
    )


@lru_cache(maxsize=65536)
def print_number(number: int, language: str) -> str:
    """A whole number with the language's digits and grouping: ``12,345``, ``۱۲٬۳۴۵``, ``12.345``."""
    tag = normal_tag(language)
    if tag.split("-")[0] in _PERSIAN:
        return f"{number:,}".replace(",", "٬").translate(PERSIAN_DIGITS)
    return format_decimal(number, locale=_locale(tag), numbering_system="latn")


@lru_cache(maxsize=4096)
def print_year(year: int, *, language: str, calendar: Calendar = "auto", long: bool = False) -> str:
    """A year's label; ``long`` adds the Jalali years it falls in on Persian pages: ``۲۰۱۹ (۱۳۹۷–۱۳۹۸)``."""
    tag = normal_tag(language)
    persian = tag.split("-")[0] in _PERSIAN
    label = str(year)
    if long and (calendar == "jalali" or (calendar == "auto" and persian)):
        label = f"{year} ({year - 622}–{year - 621})"
    return label.translate(PERSIAN_DIGITS) if persian else label


@lru_cache(maxsize=65536)
def plural_form(number: int, language: str) -> str:
    """Which form a counted noun takes: zero, one, two, few, many or other (CLDR plural rules)."""
    return _locale(normal_tag(language)).plural_form(number)


@lru_cache(maxsize=16384)
def _day_text(day: date, language: str, calendar: Calendar) -> str:
    persian = language.split("-", maxsplit=1)[0] in _PERSIAN
    if calendar == "gregorian" or (calendar == "auto" and not persian):
        return _gregorian(day, language)
    jalali = _jalali(day, language)
    if calendar == "jalali":
        return jalali
    return f"{jalali} ({_gregorian(day, language)})"


def _gregorian(day: date, language: str) -> str:
    text = format_date(day, format="long", locale=_locale(language))
    return text.translate(PERSIAN_DIGITS) if language.split("-", maxsplit=1)[0] in _PERSIAN else text


def _jalali(day: date, language: str) -> str:
    shown = JalaliDate.to_jalali(day)
    if language.split("-", maxsplit=1)[0] not in _PERSIAN:
        return f"{shown.day} {_MONTHS_IN_LATIN[shown.month - 1]} {shown.year}"
    afghan = language.startswith("prs") or language.endswith("-AF")
    month = (_AFGHAN_MONTHS if afghan else _MONTHS)[shown.month - 1]
    return f"{shown.day} {month} {shown.year}".translate(PERSIAN_DIGITS)


@lru_cache(maxsize=256)
def _locale(language: str) -> babel.Locale:
    """The language's CLDR data; English where there is none. Plain ``en`` writes the day first, as papers abroad do."""
    if language.split("-", maxsplit=1)[0] == "prs":
        language = "fa-AF"
    for tag in ("en-GB" if language == "en" else language, language.split("-")[0]):
        try:
            return babel.Locale.parse(tag, sep="-")
        except (babel.UnknownLocaleError, ValueError):
            continue
    return babel.Locale("en", "GB")
