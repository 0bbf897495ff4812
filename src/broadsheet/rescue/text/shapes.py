"""What a line looks like: sentence or label, headline case, name, size.

Guarantees: pure functions of one line, the same for every script that has no case
(Persian, Arabic, Chinese): there a rule about capitals says neither yes nor no.
"""

import re
from functools import lru_cache

from broadsheet.rescue.text.lines import Line
from broadsheet.rescue.text.words import listed

__all__ = [
    "content_words", "ends_sentence", "has_case", "headline_case", "is_prose", "is_symbols", "sentence_count",
    "stop_words",
]  # fmt: skip

_END = re.compile(r"[.!?…؟۔。！？](?:[\"'”’»›)\]]|\s|\[[^\]]{0,3}\])*[.،,]?$")
_STOP_END = re.compile(r"[.…۔。](?:[\"'”’»›)\]]|\s)*[.]?$|[.,…۔](?:[\"'”’»)])$|[!?؟][\"'”’»)]+$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Inc|Jr|Sr|Co|Ltd|etc|No|St))\.$")
_YEAR_ABBREVIATED = re.compile(r"\d{4}\s?(?:гг?|рр?)\.$")  # a Russian or Ukrainian date, not a full stop
_SENTENCE_BREAK = re.compile(r"(?<=[.!?؟۔…])[\"'”’»)]*\s+(?=[\"'“‘«(]?[^\W\d_a-z])")

# Short words that a headline in capitals leaves small and a slug leaves out, by language.
_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "tr", "ru", "fa", "ar")
_STOP_WORDS = {code: frozenset(" ".join(listed(f"small_words_{code}")).split()) for code in _LANGUAGES}
_ALL_STOP_WORDS = frozenset().union(*_STOP_WORDS.values())


def stop_words() -> dict[str, frozenset[str]]:
    """The small words of each language, lower case."""
    return dict(_STOP_WORDS)


def ends_sentence(text: str) -> bool:
    """Whether the text closes as a sentence does, also behind quotes and brackets."""
    if not _END.search(text) or _YEAR_ABBREVIATED.search(text):
        return False
    return not (len(text.split()) <= 6 and _ABBREVIATED.search(text))


def is_prose(line: Line) -> bool:
    """Whether a line is surely running text: a closed sentence of some length, or simply long.

    A closing question or exclamation mark counts only on long lines: headlines have them too.
    """
    if len(line.bare) > 2000:
        return True
    count = line.size
    if count >= 20:
        return True
    if _YEAR_ABBREVIATED.search(line.bare):
        return False
    return (count >= 5 and bool(_STOP_END.search(line.bare))) or (count >= 12 and ends_sentence(line.bare))


def sentence_count(text: str) -> int:
    """How many sentences a line has, at least one."""
    return len(_SENTENCE_BREAK.findall(text)) + 1


def is_symbols(text: str) -> bool:
    """Whether a line has no letter and no digit: rules, stars, arrows between posts."""
    return bool(text) and not any(letter.isalnum() for letter in text)


def has_case(text: str) -> bool:
    """Whether the script tells capitals from small letters."""
    return any(letter.isupper() or letter.islower() for letter in text)


def headline_case(line: Line) -> float:
    """The share of content words after the first that begin with a capital; 0.5 where the script has no case."""
    if not has_case(line.bare):
        return 0.5
    words = [word for word in line.words[1:] if word.lower() not in _ALL_STOP_WORDS and not word[0].isdigit()]
    if not words:
        return 0.5
    return sum(word[0].isupper() for word in words) / len(words)


@lru_cache(maxsize=4096)
def content_words(line: Line) -> frozenset[str]:
    """The words that carry meaning, lower case and cut to a stem, to compare a heading with its text."""
    return frozenset(
        word.lower()[:6]
        for word in line.words
        if len(word) > 2 and word.lower() not in _ALL_STOP_WORDS and not word.isdigit()
    )
