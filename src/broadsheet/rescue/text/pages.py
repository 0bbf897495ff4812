"""Cutting a text into the pages it was copied from, and each page into furniture and posts.

Guarantees: every line that is not empty belongs to exactly one page, and there to its head
(site's name, menus, the archive's heading), to one post, or to its tail (older posts,
sidebar, copyright).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from broadsheet.language import fold
from broadsheet.rescue.text import phrases
from broadsheet.rescue.text.dates import find_dates
from broadsheet.rescue.text.lines import Line
from broadsheet.rescue.text.marks import Mark
from broadsheet.rescue.text.shapes import ends_sentence, is_prose

__all__ = ["Heading", "Page", "cut_pages", "find_heading", "heading_by_tags"]

_HEAD = 40
_QUOTES = " \"'«»“”‘’„《》「」:："


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of an archive page: where it stands, the kind of archive, and of what."""

    place: int
    kind: str
    term: str


@dataclass(frozen=True, slots=True)
class Page:
    """One copied page: its places in ``lines`` end before ``end``, its posts lie from ``first`` to before ``tail``."""

    start: int
    first: int
    tail: int
    end: int
    heading: Heading | None


def find_heading(lines: Sequence[Line], *, start: int = 0) -> Heading | None:
    """The archive's heading among the first lines, before any running text."""
    for place in range(start, min(len(lines), start + _HEAD)):
        line = lines[place]
        found = phrases.page_heading(line.bare)
        if found and found[0] == "author" and (find_dates(found[1]) or "|" in found[1]):
            continue  # a post's own byline
        if found and not (ends_sentence(line.bare) and not line.bare.endswith(("”", "'", "’", '"'))):
            return Heading(place, *found)
        if is_prose(line):
            break
    return None


def heading_by_tags(lines: Sequence[Line], marks: Mapping[int, Mark]) -> Heading | None:
    """A heading in words nobody knows: a first line that ends in the one tag which nearly all posts have."""
    lists = [{fold(tag): tag for tag in mark.meta.tags} for mark in marks.values() if len(mark.meta.tags) > 1]
    if len(lists) < 2:
        return None
    counts = Counter(tag for tags in lists for tag in tags)
    common = [tag for tag, count in counts.items() if count >= 0.9 * len(lists)]
    for place in range(min(len(lines), 12)):
        text = fold(lines[place].bare).strip(_QUOTES)
        if is_prose(lines[place]) or place in marks:
            break
        for tag in common:
            label = text.removesuffix(tag)
            if label != text and len(label) <= 40 and (not label or not label[-1].isalnum()):
                return Heading(place, "tag", next(tags[tag] for tags in lists if tag in tags))
    return None


def cut_pages(lines: Sequence[Line], marks: Mapping[int, Mark], heading: Heading | None) -> list[Page]:
    """The pages of a text, usually one; a heading that returns after a page's tail begins the next."""
    starts = [0]
    headings: list[Heading | None] = [heading]
    if heading:
        for place in range(heading.place + 1, len(lines)):
            found = phrases.page_heading(lines[place].bare)
            same = found and fold(found[1]) == fold(heading.term) and found[0] == heading.kind
            if same and not is_prose(lines[place]) and marks.get(place, Mark("")).kind != "tags":
                starts.append(_page_start(lines, place, starts[-1]))
                headings.append(Heading(place, heading.kind, heading.term))
    ends = [*starts[1:], len(lines)]
    return [
        _page(lines, marks, start, end, found)
        for start, end, found in zip(starts, ends, headings, strict=True)
    ]


def _page_start(lines: Sequence[Line], place: int, floor: int) -> int:
    """Where the page of a heading begins: after the last line that closes a site, if one stands close above."""
    for above in range(place - 1, max(floor, place - _HEAD), -1):
        if is_prose(lines[above]) and not phrases.is_footer(lines[above].bare):
            return place
        if phrases.is_footer(lines[above].bare):
            return above + 1
    return place


def _page(
    lines: Sequence[Line], marks: Mapping[int, Mark], start: int, end: int, heading: Heading | None
) -> Page:
    first = heading.place + 1 if heading else start
    tail = _find_tail(lines, marks, first, end)
    if not heading:
        first = _skip_menu(lines, marks, first, tail)
    return Page(start, first, tail, end, heading)


def _skip_menu(lines: Sequence[Line], marks: Mapping[int, Mark], first: int, tail: int) -> int:
    """Past the menu of a page that has no heading: short lines that name parts of a site."""
    place = first
    for candidate in range(first, min(tail, first + _HEAD)):
        if is_prose(lines[candidate]) or candidate in marks:
            break
        if phrases.is_sidebar(lines[candidate].bare):
            place = candidate + 1
    return place


def _find_tail(lines: Sequence[Line], marks: Mapping[int, Mark], first: int, end: int) -> int:
    """Where the page's tail begins: the first line of a site's furniture with no post after it.

    A post would show by a link to its rest or its tags; a sidebar may well hold a sentence or two.
    """
    later_posts = _last_place_of_post_marks(marks, first, end)
    prose_after = 0
    best = end
    for place in range(end - 1, first, -1):
        if place <= later_posts:
            break
        line = lines[place]
        prose = is_prose(line) and place not in marks
        furniture = _is_page_furniture(line, marks.get(place))
        if prose and not furniture:
            prose_after += 1
        if prose_after > 3:
            break
        if furniture and (prose_after <= 3):
            best = place
    return best


def _is_page_furniture(line: Line, mark: Mark | None) -> bool:
    if mark and mark.kind == "pagination":
        return True
    if mark and mark.kind not in ("widget", "repeat"):
        return False
    text = line.bare
    if phrases.is_footer(text):
        closing = text.startswith(("©", "Copyright", "copyright", "(c)")) or not is_prose(line)
        return closing or "reserved" in text.lower()
    return phrases.is_sidebar(text)


def _last_place_of_post_marks(marks: Mapping[int, Mark], first: int, end: int) -> int:
    """The last link to a post's rest or its tags; dates don't count, sidebars list months and comments."""
    kinds = ("continue", "tags", "section")
    inside = [place for place, mark in marks.items() if first <= place < end and mark.kind in kinds]
    return max(inside, default=first)
