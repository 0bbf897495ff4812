"""Lists of tags: taking them apart, and telling an unlabelled one from a sentence.

Guarantees: a comma inside brackets never cuts a tag; the words of a tag keep their
writing. Whether an unlabelled line is a list is decided by evidence added up, each piece
with its reason, as no single one is safe: commas stand in captions too.
"""

import re
from collections import Counter
from collections.abc import Sequence

from broadsheet.language import fold
from broadsheet.rescue.text.lines import Line
from broadsheet.rescue.text.phrases import page_heading
from broadsheet.rescue.text.shapes import ends_sentence

__all__ = ["bare_tag_lines", "hollow_list", "split_tags"]

_SEPARATORS = (
    r"\s*[|•·¦]\s*",
    r"\s*،\s*",
    r"\s*;\s*",
    r"\s*؛\s*",
    r"\s*,\s*",
    r"\s+/\s+",
    r"\s*、\s*",
    r"\s*，\s*",
)
_JOINTS = re.compile(r"[|•·¦،;؛,、#]|\s/\s")
# Two separators with nothing between: what is left where an extractor dropped the links of a list.
_HOLLOW = re.compile(r"(?:^|[,،|/·•])\s*[,،|/·•]\s*(?:$|[,،|/·•])|[,،|/·•]\s+[,،|/·•]\s*$")
_HASHTAGS = re.compile(r"^(?:#[^\s#]+[\s,،]*)+$")
_FUNCTION_WORD = re.compile(
    r"^(?:and|or|but|who|which|where|when|with|including|as|while|the former|said|says|und|oder|der|et|ou|qui|dont"
    r"|y|que|e|и|который|و|که)\b",
    re.IGNORECASE,
)


def split_tags(text: str) -> tuple[str, ...]:
    """The tags of a list, in its order, each once; hashtags lose their sign."""
    text = text.strip(" ,،;:.\u00a0")
    if _HASHTAGS.match(text):
        items = [item.lstrip("#").replace("_", " ") for item in re.split(r"[\s,،]+", text)]
    else:
        items = next((cut for shape in _SEPARATORS if len(cut := _cut(text, shape)) > 1), [text])
    cleaned = (item.strip(" \t\u00a0\u200f\u200e") for item in items)
    return tuple(dict.fromkeys(item for item in cleaned if item))


def hollow_list(text: str) -> tuple[str, ...]:
    """The items that an extractor left of a list whose other items it dropped ("Salt, Bees, , ,"); else none."""
    if len(text) > 300 or not _HOLLOW.search(text):
        return ()
    items = tuple(dict.fromkeys(item for piece in re.split(r"[,،|/·•]", text) if (item := piece.strip())))
    return items if all(len(item.split()) <= 6 and not ends_sentence(item) for item in items) else ()


def _cut(text: str, separator: str) -> list[str]:
    """Split where the separator stands outside of brackets; unbalanced brackets cut nothing off."""
    if "(" not in text or text.count("(") != text.count(")"):
        return re.split(separator, text)
    pieces, depth, start = [], 0, 0
    cuts = {match.start(): match.end() for match in re.finditer(separator, text)}
    for place, letter in enumerate(text):
        depth += (letter in "([（") - (letter in ")]）")
        if depth <= 0 and place in cuts and place >= start:
            pieces.append(text[start:place])
            start = cuts[place]
    return [*pieces, text[start:]]


def bare_tag_lines(lines: Sequence[Line], *, term: str) -> dict[int, tuple[str, ...]]:
    """The lines (by place in ``lines``) that list tags without saying so, with their tags.

    ``term`` is the page's own tag, when its heading gives one: a list that holds it is most likely one.
    """
    lists: dict[int, tuple[str, ...]] = {}
    for place, line in enumerate(lines):
        if len(line.bare) >= 1500 or not _JOINTS.search(line.bare) or _is_sentence(line):
            continue
        items = split_tags(line.bare)
        if len(items) > 1 and _could_be(items):
            lists[place] = items
    shared = Counter(fold(item) for items in lists.values() for item in items)
    chosen = {
        place: items
        for place, items in lists.items()
        if _evidence(lines[place], items, shared, fold(term)) >= 2
    }
    if chosen or term:
        chosen |= _single_tags(lines, chosen, fold(term))
    return dict(sorted(chosen.items()))


def _is_sentence(line: Line) -> bool:
    return ends_sentence(line.bare) and not line.bare.endswith("…")


def _could_be(items: tuple[str, ...]) -> bool:
    if any(sum(item.count(sign) for sign in '“”«»"') % 2 for item in items):
        return False  # a comma inside of a quotation
    return all(
        len(item.split()) <= 9 and len(item) <= 90 and not re.search(r"[.!?؟:]\s", item) for item in items
    )


def _evidence(line: Line, items: tuple[str, ...], shared: Counter[str], term: str) -> float:
    """Reasons for (positive) and against an unlabelled list of tags."""
    folded = [fold(item) for item in items]
    score = 0.0
    if re.search(r"\w[)\]]?[,،]\w", line.bare) and not re.search(r"[,،]\W", line.bare):
        score += 2  # no space after any comma: nobody writes sentences so
    if re.search(r"\s[|•·]\s|#\w", line.bare):
        score += 1
    if term and term in folded:
        score += 2.5
    score += min(2.0, 0.8 * sum(shared[item] > 1 for item in folded))
    if len(items) >= 3 and folded == sorted(folded):
        score += 1.5  # the order in which WordPress prints them
    if len(items) >= 5:
        score += 0.5
    score -= 1.5 * sum(len(item.split()) > 5 for item in items)
    score -= 2 * any(_FUNCTION_WORD.match(item) for item in items)
    score -= 2 * bool(
        re.search(r"\s(?:and|und|et|y|و|и)\s[^,،|]*$", line.bare) and "," in line.bare and len(items) < 3
    )
    return score


def _heads_page(lines: Sequence[Line], place: int, term: str) -> bool:
    """Whether the line repeats the page's tag right below the page's heading."""
    heading = page_heading(lines[place - 1].bare)
    return heading is not None and fold(heading[1]) == term == fold(lines[place].bare)


def _single_tags(
    lines: Sequence[Line], lists: dict[int, tuple[str, ...]], term: str
) -> dict[int, tuple[str, ...]]:
    """Posts with one tag only: a line that is a known tag, where the lists of other posts stand.

    "Where" is told by the line above (its key) or by the page's own tag being repeated as a line.
    """
    known = {fold(item) for items in lists.values() for item in items} | ({term} - {""})
    above = Counter(lines[place - 1].key for place in lists if place)
    alone = [place for place, line in enumerate(lines) if fold(line.bare) in known and place not in lists]
    usual = {key for key, count in above.items() if count >= 2}
    repeated = Counter(fold(lines[place].bare) for place in alone)
    return {
        place: (lines[place].bare,)
        for place in alone
        if place
        and (
            lines[place - 1].key in usual
            or _heads_page(lines, place, term)
            or (not lists and repeated[term] >= 2)
        )
    }
