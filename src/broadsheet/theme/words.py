"""The interface's words: what the theme itself says, in each language.

Guarantees: every language here is complete (a file that lacks a phrase, has one too many
or drops a placeholder is refused when it is read), and :func:`words_for` answers for any
language, with English as the last resort; ``words.language`` says which one it really is.

Phrases live in ``phrases/<language>.toml``, so that a translator needs no Python. gettext
was not used: its catalogues are binary, found through the machine's environment, and a
missing phrase silently becomes English in the middle of a page.
"""

import dataclasses
import string
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any, get_type_hints

from broadsheet.errors import ThemeError
from broadsheet.language import Direction, direction_of, normal_tag
from broadsheet.theme.dates import Calendar, plural_form, print_bounds, print_number

__all__ = ["LANGUAGES", "Plural", "Words", "words_for"]

LANGUAGES = ("en", "fa", "ar", "he", "fr", "de", "es", "ru", "uk", "tr")


@dataclass(frozen=True, slots=True)
class Plural:
    """The forms of a counted phrase; ``{n}`` is the number. A form left empty is ``other``."""

    other: str
    zero: str = ""
    one: str = ""
    two: str = ""
    few: str = ""
    many: str = ""

    def form(self, name: str) -> str:
        """The phrase for one plural category of CLDR."""
        return str(getattr(self, name)) or self.other


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase the templates may say, in one language. The comment after a phrase names its placeholders."""

    language: str
    skip: str
    menu: str
    front: str
    tags: str
    tags_frequent: str
    tags_by_letter: str
    posts_tagged: str  # {name}
    posts_by: str  # {name}
    posts: Plural  # {n}
    minutes: Plural  # {n}
    chart: str
    chart_about: str
    undated: str
    date_unknown: str
    not_before: str  # {date}
    not_after: str  # {date}
    between: str  # {start} {end}
    evidence: str  # {evidence}
    by: str
    updated: str
    continue_reading: str
    picture_lost: str
    corrections: str
    retracted: str
    retracted_headline: str  # {headline}
    retraction_about: str
    rescued: str
    data: str
    share: str
    email: str
    copy_address: str
    follow: str
    feed: str
    json_feed: str
    older: str
    newer: str
    latest: str
    nothing_yet: str
    not_found: str
    not_found_about: str
    moved: str
    moved_about: str
    gone: str
    gone_about: str
    comma: str

    @property
    def direction(self) -> Direction:
        """The direction these words run in."""
        return direction_of(self.language)

    def number(self, number: int) -> str:
        """A whole number with this language's digits."""
        return print_number(number, self.language)

    def count_posts(self, number: int) -> str:
        """A number of posts: "1 post", "۵ مطلب"."""
        return _count(self.posts, number, self.language)

    def count_minutes(self, number: int) -> str:
        """How long a text takes to read."""
        return _count(self.minutes, number, self.language)

    def date_note(
        self, *, start: date | None, end: date | None, evidence: str, calendar: Calendar = "auto"
    ) -> str:
        """What is known of a date that is not exact: "not before 20 March 2019 (from a caption)"; may be empty."""
        first, last = print_bounds(start=start, end=end, language=self.language, calendar=calendar)
        if first and last:
            note = first if first == last else self.between.format(start=first, end=last)
        elif first:
            note = self.not_before.format(date=first)
        else:
            note = self.not_after.format(date=last) if last else ""
        if not evidence:
            return note
        return f"{note} {self.evidence.format(evidence=evidence)}" if note else evidence


@lru_cache(maxsize=256)
@lru_cache(maxsize=64)
def words_for(*languages: str) -> Words:
    """The words of the first of these languages that the theme speaks, else English."""
    for language in languages:
        primary = normal_tag(language).split("-")[0]
        if primary == "prs":
            primary = "fa"
        if primary in LANGUAGES:
            return _read(primary)
    return _read("en")


def _count(plural: Plural, number: int, language: str) -> str:
    phrase = plural.form(plural_form(number, language))
    return phrase.replace("{n}", print_number(number, language))


@lru_cache(maxsize=len(LANGUAGES))
def _read(language: str) -> Words:
    name = f"phrases/{language}.toml"
    table = tomllib.loads((resources.files("broadsheet.theme") / name).read_text(encoding="utf-8"))
    hints = get_type_hints(Words)
    expected = {field.name for field in dataclasses.fields(Words)} - {"language"}
    if odd := sorted(expected ^ set(table)):
        raise ThemeError(
            f"couldn't read {name}: '{odd[0]}' is missing or unknown; every language has every phrase"
        )
    values: dict[str, Any] = {
        key: Plural(**value) if hints[key] is Plural else value for key, value in table.items()
    }
    return Words(language=language, **values)


def placeholders(phrase: Any) -> set[str]:
    """The names in braces in a phrase, or in all forms of a counted one."""
    if isinstance(phrase, Plural):
        return placeholders(phrase.other)
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}
