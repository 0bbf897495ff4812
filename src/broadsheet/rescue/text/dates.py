"""Dates as people and themes write them, in the languages and calendars of the copies met so far.

Guarantees: a date is found only with its year and in one reading; ``03/04/2019``, which
two continents read differently, is given as the span of both. A quoted date keeps its
writing and place in the line. Month names come from CLDR through Babel; Solar Hijri dates
(Iran, Afghanistan) are converted by persiantools, as CLDR's data for them have no converter
in Babel. ``dateparser`` was not used: it reads a date into almost any words, and here a
date that isn't there would become a post's.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel import Locale
from persiantools.jdatetime import JalaliDate

from broadsheet.rescue.text.words import listed

__all__ = ["SpelledDate", "find_dates"]

_JALALI = (
    ("فروردین", "حمل"), ("اردیبهشت", "ثور"), ("خرداد", "جوزا"), ("تیر", "سرطان"), ("مرداد", "امرداد", "اسد"),
    ("شهریور", "سنبله"), ("مهر", "میزان"), ("آبان", "ابان", "عقرب"), ("آذر", "اذر", "قوس"), ("دی", "جدی"),
    ("بهمن", "دلو"), ("اسفند", "حوت"),
)  # fmt: skip
# Months of the common calendar as Persian papers write them, beside CLDR's.
_PERSIAN_WRITINGS = {"ژانویه": 1, "فوریه": 2, "مه": 5, "می": 5, "جون": 6, "ژوییه": 7, "جولای": 7}
_YEAR_DIGITS = re.compile(r"\d{4}")
_MARGIN = 48
_YEARS = range(1990, 2101)
_JALALI_YEARS = range(1300, 1500)


@dataclass(frozen=True, slots=True)
class SpelledDate:
    """A date in a line: the days it can mean (first and last), where it stands and how it is written."""

    first: date
    last: date
    start: int
    end: int
    quote: str
    moment: datetime | None = None

    @property
    def is_day(self) -> bool:
        """Whether it names one day rather than a month or an ambiguous pair."""
        return self.first == self.last


def find_dates(text: str) -> list[SpelledDate]:
    """All dates of a text in their order, never overlapping; the more exact reading of a place wins."""
    if not _YEAR_DIGITS.search(text):
        return []
    ascii_text = _ascii_digits(text)
    found: list[SpelledDate] = []
    windows = _around_years(ascii_text)
    for pattern in _patterns():
        for start, end in windows:
            for match in pattern.finditer(ascii_text, start, end):
                span = _read(match)
                free = all(match.end() <= other.start or match.start() >= other.end for other in found)
                if span and free:
                    quote = text[match.start() : match.end()].strip(" ,")
                    found.append(SpelledDate(span[0], span[1], match.start(), match.end(), quote, span[2]))
    return sorted(found, key=lambda spelled: spelled.start)


def _around_years(text: str) -> list[tuple[int, int]]:
    """The parts of a text in which a date may stand; a long text has few."""
    windows: list[tuple[int, int]] = []
    for year in _YEAR_DIGITS.finditer(text):
        start, end = max(0, year.start() - _MARGIN), min(len(text), year.end() + _MARGIN)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _ascii_digits(text: str) -> str:
    """The same length, so that places stay; letters of Arabic script in one form."""
    return text if text.isascii() else text.translate(_plain_forms())


@lru_cache(maxsize=1)
def _plain_forms() -> dict[int, str]:
    digits = {
        code: str(unicodedata.digit(chr(code)))
        for code in range(0x80, 0x1FBFA)
        if unicodedata.category(chr(code)) == "Nd"
    }
    return digits | {ord(letter): plain for letter, plain in _ONE_FORM.items()}


_ONE_FORM = {"ي": "ی", "ك": "ک", "\u200c": " ", "\u00a0": " ", "\u202f": " ", "\u200f": " ", "\u200e": " "}


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for code in " ".join(listed("month_locales")).split():
        months = Locale.parse(code).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    plain = _ascii_digits(name).strip(". ").lower()
                    if len(plain) >= 3 and not plain.isdigit():
                        names.setdefault(plain, number)
    names["sept"] = 9
    return names | _PERSIAN_WRITINGS


@lru_cache(maxsize=1)
def _jalali_months() -> dict[str, int]:
    return {name: number for number, names in enumerate(_JALALI, 1) for name in names}


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """From the most exact to the least."""
    month = rf"(?P<month>{_alternatives(_months())})"
    jalali = rf"(?P<jmonth>{_alternatives(_jalali_months())})"
    day = r"(?P<day>[0-3]?\d)"
    ordinal = r"(?:st|nd|rd|th|er|\.ª?|º|°|ª|-?ого|-?го)?"
    year = r"(?P<year>(?:19|20)\d\d)"
    jyear = r"(?P<jyear>1[34]\d\d)"
    of = r"(?:\s+|\s*-\s*|\s+(?:de|del|of|من)\s+|\s+d['’])"
    clock = (
        r"(?:[T\s]+(?P<hour>[012]?\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
        r"\s*(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
    )
    shapes = (
        rf"(?<!\d){year}-(?P<nmonth>\d\d)-(?P<day>\d\d){clock}(?![\d])",
        rf"(?<![\d/]){year}[/.](?P<nmonth>\d{{1,2}})[/.](?P<day>\d{{1,2}})(?![\d/])",
        rf"(?<!\d){year}年\s*(?P<nmonth>\d{{1,2}})月\s*(?P<day>\d{{1,2}})日",
        rf"(?<![\d/]){jyear}[/.-](?P<nmonth>\d{{1,2}})[/.-](?P<day>\d{{1,2}})(?![\d/])",
        rf"(?<!\d){day}\s*(?:ام|ـ?م)?\s*{jalali}(?:\s*ماه)?[\s،,]*(?:سال\s+)?{jyear}(?!\d)",
        rf"(?<!\w){month}\.?\s+{day}{ordinal}(?:\s*,\s*|\s+(?:of\s+)?){year}(?!\d)",
        rf"(?<!\d){day}{ordinal}{of}{month}\.?,?(?:\s+|\s*-\s*|\s*[,،/]\s*|\s+(?:de|del|of|من|عام|سنة)\s+){year}(?!\d)",
        rf"(?<![\d.]){day}\.(?P<nmonth>[01]?\d)\.{year}(?!\d)",
        rf"(?<![\d/]){day}/(?P<nmonth>[0-3]?\d)/{year}(?![\d/])",
        rf"(?<!\w){jalali}(?:\s*ماه)?[\s،,]*(?:سال\s+)?{jyear}(?!\d)",
        rf"(?<!\w){month}\.?,?(?:\s+|\s+(?:de|del|of|عام|سنة)\s+){year}(?!\d)",
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


def _alternatives(names: dict[str, int]) -> str:
    return "|".join(re.escape(name).replace("\\ ", r"\s+") for name in sorted(names, key=len, reverse=True))


def _read(match: re.Match[str]) -> tuple[date, date, datetime | None] | None:
    """The days a match can mean, or None where it is no date at all (31 February, the year 1890)."""
    parts = match.groupdict()
    try:
        if parts.get("jyear"):
            return _read_jalali(parts)
        year = int(parts["year"] or 0)
        month = (
            int(parts.get("nmonth") or 0)
            or _months()[re.sub(r"\s+", " ", (parts.get("month") or "").lower())]
        )
        if year not in _YEARS:
            return None
        if parts.get("day") is None:
            return _month(year, month)
        day = int(parts["day"] or 0)
        if "/" in match.group() and match.group().strip()[-5] == "/":
            return _slashed(year, day, month)
        moment = _moment(date(year, month, day), parts)
        return date(year, month, day), date(year, month, day), moment
    except (ValueError, KeyError):
        return None


def _read_jalali(parts: dict[str, str | None]) -> tuple[date, date, None] | None:
    year = int(parts["jyear"] or 0)
    month = int(parts.get("nmonth") or 0) or _jalali_months()[parts.get("jmonth") or ""]
    if year not in _JALALI_YEARS:
        return None
    if parts.get("day"):
        day = JalaliDate(year, month, int(parts["day"] or 0)).to_gregorian()
        return day, day, None
    start = JalaliDate(year, month, 1).to_gregorian()
    after = JalaliDate(year + month // 12, month % 12 + 1, 1).to_gregorian()
    return start, after - timedelta(days=1), None


def _month(year: int, month: int) -> tuple[date, date, None]:
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1), None


def _slashed(year: int, one: int, two: int) -> tuple[date, date, None] | None:
    """``one/two/year``: day first or month first; both readings where both are possible."""
    readings = sorted(_possible(year, ((one, two), (two, one))))
    return (readings[0], readings[-1], None) if readings else None


def _possible(year: int, pairs: tuple[tuple[int, int], ...]) -> Iterator[date]:
    for day, month in pairs:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _moment(day: date, parts: dict[str, str | None]) -> datetime | None:
    """The exact time, only where the text gives its offset too."""
    zone = (parts.get("zone") or "").upper()
    if not zone or not parts.get("hour"):
        return None
    clock = f"{int(parts['hour'] or 0):02}:{parts['minute']}:{parts.get('second') or '00'}"
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}{'+00:00' if zone == 'Z' else zone}")
