"""Which lines stand around the posts of a page rather than in them, learned from the page itself.

Guarantees: a line is marked for one reason only, and the reason is kept: what it says
(:mod:`.phrases`, :mod:`.meta`, :mod:`.taglists`) or that the same words return at the
same place of most posts. A line that merely occurs twice is never marked: picture texts
are printed before and after a headline, and headings such as "Background" return too.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from broadsheet.rescue.text import phrases
from broadsheet.rescue.text.bylines import is_house, is_person
from broadsheet.rescue.text.lines import Line
from broadsheet.rescue.text.meta import NOTHING, Meta, read_meta
from broadsheet.rescue.text.shapes import is_prose, is_symbols
from broadsheet.rescue.text.taglists import bare_tag_lines, split_tags

__all__ = ["Mark", "label_list", "mark_lines"]

PER_POST = ("continue", "tags", "date", "comments", "section")


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a line is no running text: ``kind``, and what it says of a post if anything.

    Kinds: ``tags date byline section`` (with ``meta``), ``continue comments widget separator`` and
    ``repeat`` (around a post), ``pagination`` (around a page).
    """

    kind: str
    meta: Meta = NOTHING
    learned: bool = False


def mark_lines(lines: Sequence[Line], *, term: str) -> dict[int, Mark]:
    """The marks by place in ``lines`` (which holds no empty ones). ``term`` is the page's own tag."""
    marks: dict[int, Mark] = {}
    for place, line in enumerate(lines):
        if found := _by_words(line):
            marks[place] = found
    for place, items in bare_tag_lines(lines, term=term).items():
        if place not in marks or marks[place].kind == "widget":
            marks[place] = Mark("tags", Meta(tags=items))
    marks |= _lists_under_labels(lines, marks)
    marks |= _tight_to_widgets(lines, marks)
    for _ in range(3):  # each round may find the neighbours of what the last one found
        marks |= _repeated(lines, marks)
    return dict(sorted(marks.items()))


def _by_words(line: Line) -> Mark | None:
    text = line.bare
    if phrases.is_continue(text):
        return Mark("continue")
    if phrases.is_comments(text):
        return Mark("comments")
    if is_symbols(text):
        return Mark("pagination" if any(sign in text for sign in "←→«»‹›") else "separator")
    meta = read_meta(text)
    if meta:
        return Mark(meta.kind, meta)
    if is_prose(line):
        return None
    if phrases.is_widget(text):
        return Mark("widget")
    return Mark("pagination") if phrases.is_pagination(text) else None


def label_list(text: str) -> str:
    """The kind of list a lone label announces ("Tags:", "Filed under:"): ``tags``, ``section`` or nothing."""
    bare = text.rstrip(" :：")
    if bare == text and len(text.split()) > 2:
        return ""
    probe = read_meta(f"{bare}: x, y")
    return probe.kind if probe and probe.kind in ("tags", "section") and len(bare) < 25 else ""


def _lists_under_labels(lines: Sequence[Line], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Tags printed one a line below a lone label; the list ends at an empty line or at something else."""
    out: dict[int, Mark] = {}
    for place, line in enumerate(lines):
        if place in marks or not line.bare.endswith((":", "：")) or not (kind := label_list(line.bare)):
            continue
        below = place + 1
        out[place] = Mark(kind)
        while (
            below < len(lines) and lines[below].tight and len(lines[below].words) <= 6 and below not in marks
        ):
            items = split_tags(lines[below].bare.lstrip("-*• "))
            out[below] = Mark(kind, Meta(tags=items) if kind == "tags" else Meta(sections=items))
            below += 1
    return out


def _tight_to_widgets(lines: Sequence[Line], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """The alternative text of a plugin's icon: one or two small words that touch the plugin's own line."""
    out: dict[int, Mark] = {}
    for place, line in enumerate(lines):
        above = out.get(place - 1) or marks.get(place - 1)
        small = line.tight and place not in marks and len(line.words) <= 2 and line.bare[:1].islower()
        if small and above and above.kind == "widget":
            out[place] = Mark("widget", learned=True)
    return out


def _repeated(lines: Sequence[Line], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Lines whose words return in most posts beside the same neighbour."""
    posts = max((sum(mark.kind == kind for mark in marks.values()) for kind in PER_POST), default=0)
    places: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if place not in marks:
            places[line.key].append(place)
    floor = max(2, (posts + 1) // 2)
    often = {
        key: found for key, found in places.items() if len(found) >= floor and _text_between(lines, found)
    }
    out: dict[int, Mark] = {}
    for found in often.values():
        if is_prose(lines[found[0]]) and len(found) < max(3, 0.6 * posts):
            continue  # a sentence may well be printed twice
        if _constant_neighbours(found, marks) or _closes_posts(lines, found, marks, often):
            for place in found:
                text = lines[place].bare
                signs = (is_house(text) and len(lines[place].words) <= 4) or is_person(text)
                out[place] = Mark("signature" if signs else "repeat", learned=True)
    return out


def _text_between(lines: Sequence[Line], found: Sequence[int]) -> bool:
    """Whether running text lies between most of the places: a picture's words around a headline have none."""
    gaps = [any(is_prose(lines[place]) for place in range(a + 1, b)) for a, b in pairwise(found)]
    return sum(gaps) >= 0.6 * len(gaps)


def _constant_neighbours(found: Sequence[int], marks: Mapping[int, Mark]) -> bool:
    """Whether the line above, or the one below, is the same kind of furniture at most of the places.

    Tags or a date above are no reason: a headline stands below them.
    """
    for step in (-1, 1):
        beside = Counter(marks[place + step].kind for place in found if place + step in marks)
        if step == -1:
            beside = Counter(
                {kind: n for kind, n in beside.items() if kind not in ("tags", "date", "byline", "section")}
            )
        if beside and beside.most_common(1)[0][1] >= max(2, 0.6 * len(found)):
            return True
    return False


def _closes_posts(
    lines: Sequence[Line], found: Sequence[int], marks: Mapping[int, Mark], often: Mapping[str, object]
) -> bool:
    """Whether the line follows running text, past marks and names only, and none follows it, nearly everywhere."""

    def closes(place: int) -> bool:
        above = place - 1
        while above >= 0 and (above in marks or lines[above].key in often or is_person(lines[above].bare)):
            above -= 1
        below = place + 1
        return above >= 0 and is_prose(lines[above]) and (below >= len(lines) or not is_prose(lines[below]))

    return sum(closes(place) for place in found) >= 0.8 * len(found)
