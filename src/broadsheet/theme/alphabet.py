"""Tags under their first letters, as the index of a book has them.

Guarantees: every tag is in exactly one group, in the order given; letters that compare
equal (case, accents, Arabic or Persian forms) share a group; digits and signs have one
group each.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet.language import fold
from broadsheet.theme.contexts import Link

__all__ = ["Initial", "by_initial"]


@dataclass(frozen=True, slots=True)
class Initial:
    """A letter and the tags that begin with it."""

    letter: str
    tags: tuple[Link, ...]


def by_initial(tags: Sequence[Link]) -> tuple[Initial, ...]:
    """Groups in order of first appearance; ``0–9`` for digits, ``#`` for what begins with no letter."""
    groups: dict[str, list[Link]] = {}
    for tag in tags:
        groups.setdefault(_initial(tag.text), []).append(tag)
    return tuple(Initial(letter, tuple(group)) for letter, group in groups.items())


def _initial(text: str) -> str:
    for letter in unicodedata.normalize("NFD", fold(text)):
        if letter.isdigit():
            return "0–9"
        if letter.isalpha():
            # One letter whose capital is two ("ß") keeps its small form.
            capital = letter.upper()
            return capital if len(capital) == 1 else letter
    return "#"
