"""Tags that are almost like a name: one letter more, less, changed or swapped, or two words the other way round.

Guarantees: found by the index of names, whatever their number; what differs in a digit alone is another thing
(the elections of two years), and so is a short word with another letter (Iran, Iraq).
"""

import re
from collections.abc import Iterable, Iterator

from broadsheet.archive.batches import rows_of
from broadsheet.archive.models import Tag, TagAlias
from broadsheet.language import fold

__all__ = ["tags_alike"]

_LETTERS = (
    (re.compile("[a-z]"), "abcdefghijklmnopqrstuvwxyz"),
    (re.compile("[\u0620-\u06ff]"), "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآئء"),
    (re.compile("[\u0430-\u045f]"), "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ"),
    (re.compile("[\u05d0-\u05ea]"), "אבגדהוזחטיכלמנסעפצקרשתךםןףץ"),
)
_SHORTEST, _SHORTEST_FOR_ANOTHER_LETTER = 5, 7
_LONGEST = 60


def tags_alike(names: Iterable[str]) -> dict[str, list[str]]:
    """For each of the names the tags, other than itself, that are written almost so; names without any left out."""
    asked = {name: fold(name) for name in names}
    alike = {name: set(_writings(key)) - {key} for name, key in asked.items()}
    known = _tags_by_key({key for writings in alike.values() for key in writings} | set(asked.values()))
    found: dict[str, list[str]] = {}
    for name, writings in alike.items():
        # An alias that somebody gave is no accident.
        itself = known.get(asked[name])
        others = {known[key] for key in writings if key in known} - {itself}
        if others:
            found[name] = sorted(others)
    return found


def _tags_by_key(keys: set[str]) -> dict[str, str]:
    called = dict(rows_of(TagAlias, ("key", "tag_id"), key="key", ids=keys))
    names = dict(rows_of(Tag, ("id", "name"), key="id", ids=set(called.values())))
    return {key: names[tag] for key, tag in called.items() if tag in names} | dict(
        rows_of(Tag, ("key", "name"), key="key", ids=keys)
    )


def _writings(key: str) -> Iterator[str]:
    if not _SHORTEST <= len(key) <= _LONGEST:
        return
    words = key.split(" ")
    if len(words) == 2:
        yield f"{words[1]} {words[0]}"
    letters = next((letters for found, letters in _LETTERS if found.search(key)), "")
    for at, letter in enumerate(key):
        before, after = key[:at], key[at + 1 :]
        if letter.isdigit():
            continue
        if letter in " -":
            yield before + ("-" if letter == " " else " ") + after
        yield before + after
        if after and not after[0].isdigit():
            yield before + after[0] + letter + after[1:]
        if len(key) >= _SHORTEST_FOR_ANOTHER_LETTER and letter in letters:
            yield from (before + other + after for other in letters)
    for at in range(len(key) + 1):
        yield from (key[:at] + other + key[at:] for other in (*letters, " ", "-"))
