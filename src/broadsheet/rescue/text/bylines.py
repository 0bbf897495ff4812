"""Who signs: telling persons from the newsroom itself, and both from other short lines.

Guarantees: a name is never split into words it doesn't have; what is neither surely a
person nor surely the house is left to the caller. A list of first names was not used: it
would know some peoples and not others.
"""

import re
from collections import Counter
from collections.abc import Iterable

from broadsheet.language import fold
from broadsheet.rescue.text.shapes import has_case
from broadsheet.rescue.text.words import compiled, listed

__all__ = ["house_spelling", "is_house", "is_person", "split_names"]

_PARTICLES = frozenset(" ".join(listed("name_particles")).split())
_TITLES = re.compile(
    r"^(?:Dr|Prof|Mr|Mrs|Ms|Sir|Lord|Lady|Rev|Hon|Ayatollah|Sheikh|دکتر|آقای|خانم|د\.)\.?\s+"
)
_NAME_WORD = re.compile(r"^[^\W\d_][^\W\d_'’\-‐‌.]*(?:['’\-‐‌.][^\W\d_]+)*\.?$")
_JOIN = re.compile(r"\s*(?:,|،|;|&|\+|/)\s*|\s+(?:and|und|et|y|e|en|ve|и|і)\s+|\s+و\s+")


def is_house(text: str) -> bool:
    """Whether the line names the newsroom or an agency, not a person."""
    return len(text.split()) <= 6 and bool(compiled(r"(?<!\w)@(?!\w)", "house").search(fold(text)))


def is_person(text: str) -> bool:
    """Whether every word can be part of one person's name: two to five words, capitals where the script has them."""
    bare = _TITLES.sub("", text.strip())
    words = bare.split()
    if not 2 <= len(words) <= 5 or len(bare) > 48 or is_house(text):
        return False
    if not all(_NAME_WORD.match(word) for word in words):
        return False
    if not has_case(bare):
        return len(words) <= 4 and not any(len(word) == 1 for word in words)
    chief = [word for word in words if word.lower() not in _PARTICLES]
    return len(chief) >= 2 and all(word[0].isupper() for word in chief) and not bare.isupper()


def split_names(text: str) -> tuple[str, ...]:
    """The persons a byline joins; one name where the parts would not be names.

    The Arabic-script "and" is one letter that names may hold, so both sides must have two words.
    """
    parts = [part.strip() for part in _JOIN.split(text) if part.strip()]
    if len(parts) > 1 and all(is_person(part) for part in parts):
        return tuple(dict.fromkeys(parts))
    return (text.strip(),)


def house_spelling(bylines: Iterable[str]) -> dict[str, str]:
    """For each writing of a house byline the commonest one of the copy; the first met wins a tie."""
    counts = Counter(bylines)
    best: dict[str, str] = {}
    for writing, _ in counts.most_common():
        best.setdefault(fold(writing), writing)
    return {writing: best[fold(writing)] for writing in counts}
