"""Tags under their first letters, as the index of a book has them.

Guarantees: every tag is in exactly one group; letters that compare equal (case, accents, Arabic or
Persian forms) share a group; digits come first and signs last, in one group each; groups and the tags
in them stand in the order of their alphabet. Unicode has the letters that Persian, Kurdish or Urdu add to the
Arabic ones after the last of these; readers look for them where their alphabet has them.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from broadsheet.language import fold
from broadsheet.theme.contexts import Link

__all__ = ["Initial", "by_initial"]

_NAMES = 50_000
"""How many names' places are kept: a paper's tags are the same from one edition to the next."""
_DIGITS, _SIGNS = "0–9", "#"
_ARABIC = "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_PLACES = {letter: (ord("ا"), place) for place, letter in enumerate(_ARABIC)} | {
    "ي": (ord("ا"), len(_ARABIC) - 1)
}


@dataclass(frozen=True, slots=True)
class Initial:
    """A letter and the tags that begin with it."""

    letter: str
    tags: tuple[Link, ...]


def by_initial(tags: Sequence[Link]) -> tuple[Initial, ...]:
    """Groups in alphabetical order; ``0–9`` for digits, ``#`` for what begins with no letter."""
    groups: dict[str, list[Link]] = {}
    for tag in sorted(tags, key=lambda tag: _places(tag.text)):
        groups.setdefault(_initial(tag.text), []).append(tag)
    order = sorted(groups, key=lambda letter: (letter == _SIGNS, letter != _DIGITS, _places(letter)))
    return tuple(Initial(letter, tuple(groups[letter])) for letter in order)


@lru_cache(maxsize=_NAMES)
def _initial(text: str) -> str:
    for letter in unicodedata.normalize("NFD", fold(text)):
        if letter.isdigit():
            return _DIGITS
        if letter.isalpha():
            # One letter whose capital is two ("ß") keeps its small form.
            capital = letter.upper()
            return capital if len(capital) == 1 else letter
    return _SIGNS


@lru_cache(maxsize=_NAMES)
def _places(text: str) -> str:
    """A text that sorts by the places of its letters in their alphabets, accents left aside."""
    letters = unicodedata.normalize("NFD", fold(text))
    return "".join(_place(letter) for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=_NAMES)
def _place(letter: str) -> str:
    # A letter and its rank behind it compare as pairs of numbers do, since every letter has a rank.
    code, place = _PLACES.get(letter, (ord(letter), 0))
    return f"{chr(code)}{chr(place)}"
