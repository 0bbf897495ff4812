"""Finding the form of a sentence, and saying it.

Guarantees: what has no known form, and everything in English, is said as it stands; what is filled in keeps its own
direction inside the sentence, and is interpreted itself where it is a phrase of ours.
"""

import re
from collections.abc import Iterable
from functools import cache

from django.utils.translation import get_language, gettext

from broadsheet.newsroom.interpreter import findings, refusals, reports

__all__ = ["FORMS", "apart", "interpret", "listed"]

FORMS: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *reports.REMARKS, *reports.DATES, *findings.FINDINGS, *findings.PAGES, *refusals.REFUSALS,
            *refusals.SEEMS, *refusals.PICTURES, *refusals.SETTINGS,
        )
    )
)  # fmt: skip
"""Each sentence, and each phrase inside one, with ``{names}`` for what is filled in."""

_PLACE = re.compile(r"\{(\w+)\}")
_LONGEST = 2000
_DEEPEST = 3


def apart(words: object) -> str:
    """Words of any direction inside a sentence of the interface."""
    return f"\u2068{words}\u2069"


def listed(words: Iterable[object]) -> str:
    """One after the other, with the comma of the language."""
    return gettext(", ").join(str(word) for word in words)


def interpret(sentence: str) -> str:
    """The sentence in the language of whoever reads it, or as it stands."""
    if (get_language() or "en").startswith("en") or not sentence:
        return sentence
    if len(sentence) > _LONGEST:
        return apart(sentence)
    return _said(sentence, _DEEPEST) or apart(sentence)


def _said(sentence: str, depth: int) -> str:
    """Empty where its form is not known."""
    if sentence in _whole():
        return gettext(sentence)
    for form, pattern in _patterns() if depth else ():
        if found := pattern.fullmatch(sentence):
            filled = {
                name: _said(words, depth - 1) or apart(words) for name, words in found.groupdict().items()
            }
            return gettext(form).format(**filled)
    return ""


@cache
def _whole() -> frozenset[str]:
    return frozenset(form for form in FORMS if not _PLACE.search(form))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The form that says most by itself first."""
    forms = sorted(
        (form for form in FORMS if _PLACE.search(form)), key=lambda form: -len(_PLACE.sub("", form))
    )
    return tuple((form, _pattern(form)) for form in forms)


def _pattern(form: str) -> re.Pattern[str]:
    parts = _PLACE.split(form)
    pieces = (f"(?P<{part}>.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(pieces), re.DOTALL)
