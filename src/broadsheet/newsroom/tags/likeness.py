"""Which names look alike: other spaces or accents, another order of words, plurals, a slip of the keys.

Guarantees: no pair that the rules of :func:`_compare` name is missed, and none is told twice; names with different
numbers are never alike ("Election 2019", "Election 2021"); after :meth:`Likenesses.update` what is told is of the
names given, whatever was told before. Pairs are found by blocks, and never by comparing all with all: two writings
within so many slips share one of so many pieces plus one, at nearly the same place.

Pure Python, and not a matrix of a library's distances: 20,000 names have 200 million pairs.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Likeness", "Likenesses", "Name"]

_FEW = 40
"""Up to so many new names are compared with all others one by one; above, everything is found anew."""
_WORD = re.compile(r"[^\W_]+")
_SHORT, _LONG = 5, 9
"""Letters from which one slip, and two, may be a slip and not another word."""
_PLURALS = ("ها", "های")


class Likeness(IntEnum):
    """How two names are alike, the nearest first."""

    WRITING = 1
    """The same letters: only spaces, hyphens or accents differ."""
    WORDS = 2
    """The same words, in another order, or one of them in the plural."""
    SLIP = 3
    """One letter differs, or in longer names two."""


Name = tuple[int, str]
"""The tag that a name or an alias finds, and how it is written, folded."""


class _Form(NamedTuple):
    tag: int
    squeezed: str
    words: str
    numbers: tuple[str, ...]
    letters: int
    """Which letters there are, and how often: see :func:`_letters`."""
    letters_of_words: int
    slips: int
    """How many slips a writing of this length may have and still be meant."""


class Likenesses:
    """The pairs of tags that look alike, kept up to date with the names there are."""

    def __init__(self) -> None:
        self._names: dict[int, Name] = {}
        self._forms: dict[int, _Form] = {}
        self._found: dict[tuple[int, int], Likeness] = {}

    def update(self, names: Mapping[int, Name]) -> None:
        """These are the names now, each under a number of its own."""
        gone = [id for id, name in self._names.items() if names.get(id) != name]
        fresh = [id for id, name in names.items() if self._names.get(id) != name]
        if not gone and not fresh:
            return
        self._names = dict(names)
        for id in gone:
            self._forms.pop(id, None)
        changed = {*gone, *fresh}
        self._found = {pair: like for pair, like in self._found.items() if changed.isdisjoint(pair)}
        self._forms |= {id: _form(names[id]) for id in fresh}
        if len(fresh) > _FEW:
            self._found = dict(_all_pairs(self._forms))
        else:
            for id in fresh:
                self._found |= _pairs_of(id, self._forms)

    def pairs(self) -> dict[tuple[int, int], Likeness]:
        """Pairs of tags, the lower id first, each with the nearest likeness of their names and aliases."""
        told: dict[tuple[int, int], Likeness] = {}
        for (one, other), like in self._found.items():
            first, second = sorted((self._forms[one].tag, self._forms[other].tag))
            told[first, second] = min(like, told.get((first, second), Likeness.SLIP))
        return told


def _form(name: Name) -> _Form:
    tag, key = name
    plain = unicodedata.normalize("NFD", key)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _WORD.findall(plain)
    numbers = tuple(sorted(word for word in words if any(letter.isdigit() for letter in word)))
    singular = sorted(_singular(word) for word in words if word not in _PLURALS)
    squeezed = "".join(words)
    told = " ".join(singular)
    slips = _slips(min(len(squeezed), len(told)))
    return _Form(tag, squeezed, told, numbers, _letters(squeezed), _letters(told), slips)


def _letters(text: str) -> int:
    """A bit for each letter, and another for it where it comes again: a slip changes two bits at most."""
    letters, seen = 0, dict[str, int]()
    for letter in text:
        again = seen.get(letter, 0)
        seen[letter] = again + 1
        letters |= 1 << (ord(letter) + 37 * again) % 127
    return letters


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _compare(one: _Form, other: _Form) -> Likeness | None:
    """How two names are alike, if they are. A name without letters is like none."""
    if one.tag == other.tag or one.numbers != other.numbers or not one.squeezed or not other.squeezed:
        return None
    if one.squeezed == other.squeezed:
        return Likeness.WRITING
    if one.words == other.words:
        return Likeness.WORDS
    most = min(one.slips, other.slips)
    # That too many letters differ is quicker to see than where.
    if not most:
        return None
    for text, against, differ in (
        (one.squeezed, other.squeezed, one.letters ^ other.letters),
        (one.words, other.words, one.letters_of_words ^ other.letters_of_words),
    ):
        if differ.bit_count() <= 2 * most and (_swapped(text, against) or _within(text, against, most)):
            return Likeness.SLIP
    return None


def _slips(length: int) -> int:
    return 2 if length >= _LONG else 1 if length >= _SHORT else 0


def _pairs_of(id: int, forms: Mapping[int, _Form]) -> Iterator[tuple[tuple[int, int], Likeness]]:
    form = forms[id]
    for other, against in forms.items():
        like = _compare(form, against)
        if like is not None:
            yield (min(id, other), max(id, other)), like


def _all_pairs(forms: Mapping[int, _Form]) -> Iterator[tuple[tuple[int, int], Likeness]]:
    seen: set[tuple[int, int]] = set()
    for one, other in _candidates(forms):
        pair = (one, other) if one < other else (other, one)
        if pair not in seen:
            seen.add(pair)
            like = _compare(forms[one], forms[other])
            if like is not None:
                yield pair, like


def _candidates(forms: Mapping[int, _Form]) -> Iterator[tuple[int, int]]:
    """Pairs that may be alike: the same words, the same letters, or a piece in common."""
    same: dict[str, list[int]] = defaultdict(list)
    for id, form in forms.items():
        ordered = {"".join(sorted(text)) for text in (form.squeezed, form.words)}
        for key in {f"w{form.words}", f"s{form.squeezed}", *(f"l{letters}" for letters in ordered)}:
            for other in same[key]:
                yield id, other
            same[key].append(id)
    yield from _sharing_pieces((form.squeezed, form.letters, id) for id, form in forms.items())
    yield from _sharing_pieces(
        (form.words, form.letters_of_words, id) for id, form in forms.items() if form.words != form.squeezed
    )


def _sharing_pieces(texts: Iterable[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that share a piece where two within their slips must; each text with its letters and a number.

    Shorter texts are filed first. With so many pieces and one slip less, one piece is whole that has no more slips
    before it than pieces, and no more after it: that is how far from its own place it may be found.
    """
    filed: dict[tuple[int, int, str], list[tuple[int, int]]] = defaultdict(list)
    lengths: set[int] = set()
    for text, letters, id in sorted(texts, key=lambda each: len(each[0])):
        size = len(text)
        if size < _SHORT:
            continue
        for length in lengths.intersection(range(size - 2, size + 1)):
            pieces = _pieces(length)
            longer, slips = size - length, len(pieces) - 1
            for place, (start, width) in enumerate(pieces):
                low, high = max(-place, longer - slips + place), min(place, longer + slips - place)
                for begin in range(max(0, start + low), min(size - width, start + high) + 1):
                    for other, against in filed.get((length, place, text[begin : begin + width]), ()):
                        if (letters ^ against).bit_count() <= 2 * slips:
                            yield id, other
        lengths.add(size)
        for place, (start, width) in enumerate(_pieces(size)):
            filed[size, place, text[start : start + width]].append((id, letters))


@lru_cache(maxsize=512)
def _pieces(length: int) -> list[tuple[int, int]]:
    """Where a text of this length is cut: into one piece more than it may have slips."""
    count = (2 if length >= _LONG else 1) + 1
    bounds = [length * number // count for number in range(count + 1)]
    return [(start, end - start) for start, end in pairwise(bounds)]


def _within(one: str, other: str, most: int) -> bool:
    """Whether one text becomes the other by up to ``most`` letters added, left out or changed."""
    if abs(len(one) - len(other)) > most:
        return False
    if not most:
        return one == other
    first, end = 0, min(len(one), len(other))
    while first < end and one[first] == other[first]:
        first += 1
    one, other = one[first:], other[first:]
    return (
        (not one or not other)
        or _within(one[1:], other[1:], most - 1)
        or _within(one[1:], other, most - 1)
        or _within(one, other[1:], most - 1)
    )


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbours changed places, and nothing else."""
    if len(one) != len(other):
        return False
    first = 0
    while first < len(one) and one[first] == other[first]:
        first += 1
    pair = one[first : first + 2]
    return pair[::-1] == other[first : first + 2] and one[first + 2 :] == other[first + 2 :]
