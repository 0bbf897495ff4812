"""The rhythm of a page that marks nothing: headline, text, headline, text.

Guarantees: a page is read so only where its texts show that they are posts rather than the
sections of one: most of them break off as excerpts do, or each is a single paragraph below
the heading of an archive. In doubt the text stays one post with section headings.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from broadsheet.rescue.text.lines import Line
from broadsheet.rescue.text.marks import Mark
from broadsheet.rescue.text.pages import Page
from broadsheet.rescue.text.shapes import ends_sentence, is_prose

__all__ = ["Beat", "find_beats"]

_LONGEST_HEADLINE = 30
_SHORTEST_EXCERPT = 12


@dataclass(frozen=True, slots=True)
class Beat:
    """One headline with what stands around it (``begin`` to before ``end``), and its text to before ``close``."""

    begin: int
    end: int
    close: int


def find_beats(lines: Sequence[Line], marks: Mapping[int, Mark], page: Page) -> list[Beat]:
    """The posts of a page that only its rhythm shows; none where it may be one post."""
    beats = _runs(lines, marks, page)
    if len(beats) < 2:
        return []
    broken = sum(_breaks_off(lines, beat) for beat in beats) / len(beats)
    counts = Counter(beat.close - beat.end for beat in beats)
    usual, often = counts.most_common(1)[0]
    even = often / len(beats)
    if broken >= 0.5 or (page.heading and len(beats) >= 3 and usual == 1 and even >= 0.8):
        return beats
    return []


def _runs(lines: Sequence[Line], marks: Mapping[int, Mark], page: Page) -> list[Beat]:
    """Short lines, one of which may be a headline, with the text below them."""
    beats: list[Beat] = []
    place = page.first
    while place < page.tail:
        begin = place
        while place < page.tail and not _is_text(lines, marks, place):
            place += 1
        end = place
        while place < page.tail and _is_text(lines, marks, place):
            place += 1
        if place > end and any(_may_head(lines, marks, other) for other in range(begin, end)):
            beats.append(Beat(begin, end, place))
        elif place > end and beats:
            beats[-1] = Beat(beats[-1].begin, beats[-1].end, place)
    return beats


def _is_text(lines: Sequence[Line], marks: Mapping[int, Mark], place: int) -> bool:
    return place not in marks and is_prose(lines[place])


def _may_head(lines: Sequence[Line], marks: Mapping[int, Mark], place: int) -> bool:
    line = lines[place]
    return place not in marks and 1 <= line.size <= _LONGEST_HEADLINE and line.bare[-1:] not in ",;:،؛：、"


def _breaks_off(lines: Sequence[Line], beat: Beat) -> bool:
    """Whether a text ends amid a sentence, or in the dots of an excerpt."""
    last = lines[beat.close - 1]
    if last.size < _SHORTEST_EXCERPT:
        return False
    return not ends_sentence(last.bare) or last.bare.rstrip("])} ").endswith(("…", "..."))
