"""Which lines stand around the posts of a page rather than in them, learned from the page itself.

Guarantees: a line is marked for one reason only, and the reason is kept: what it says
(:mod:`.phrases`, :mod:`.meta`, :mod:`.taglists`) or that the same words return at the
same place of most posts. A line that merely occurs twice is never marked: picture texts
are printed before and after a headline, and headings such as "Background" return too.
"""

from collections.abc import Mapping, Sequence

from broadsheet.rescue.text import phrases
from broadsheet.rescue.text.lines import Line
from broadsheet.rescue.text.marks import Mark
from broadsheet.rescue.text.meta import Meta, read_meta
from broadsheet.rescue.text.refrains import learn_refrains
from broadsheet.rescue.text.shapes import is_prose, is_symbols
from broadsheet.rescue.text.taglists import bare_tag_lines, hollow_list, split_tags

__all__ = ["label_list", "mark_lines"]

_BULLETS = "-*•·◦▪ "


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
    return dict(sorted((marks | learn_refrains(lines, marks)).items()))


def _by_words(line: Line) -> Mark | None:
    text = line.bare
    if phrases.is_continue(text):
        return Mark("continue")
    if phrases.is_comments(text):
        return Mark("comments")
    if is_symbols(text):
        return Mark("pagination" if any(sign in text for sign in "←→«»‹›") else "separator")
    if items := hollow_list(text):
        return (
            Mark("section", Meta(sections=items))
            if "/" in text or "|" in text
            else Mark("tags", Meta(tags=items))
        )
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
        out[place] = Mark(kind)
        below = place + 1
        while below < len(lines) and below not in marks and _is_item(lines[below]):
            items = split_tags(lines[below].bare.lstrip(_BULLETS))
            out[below] = Mark(kind, Meta(tags=items) if kind == "tags" else Meta(sections=items))
            below += 1
    return out


def _is_item(line: Line) -> bool:
    """Whether a line below a label is one more item: it touches the list or has a bullet."""
    return line.size <= 6 and (line.tight or line.bare[0] in _BULLETS)
