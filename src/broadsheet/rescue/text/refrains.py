"""What a page says again at every post, in whatever language: learned from the page itself.

Guarantees: a line is learned as furniture only for its place in the page's order, seen at
two posts or more; a line that merely occurs twice is not: picture texts are printed before
and after a headline, and headings such as "Background" return too. Four refrains are known:

- the same words close posts, or stand beside the same furniture (share buttons, signatures);
- the same words stand right below the headlines (what is left of a date line or a category);
- the same words stand around the headline itself ("Continue reading …", "Leave a comment on …");
- a day and the same few words ("7 April 2023 Press").
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from broadsheet.language import fold
from broadsheet.rescue.text import phrases, wording
from broadsheet.rescue.text.bylines import is_house, is_person
from broadsheet.rescue.text.dates import find_dates
from broadsheet.rescue.text.lines import Line
from broadsheet.rescue.text.marks import PER_POST, Mark
from broadsheet.rescue.text.meta import Meta
from broadsheet.rescue.text.shapes import is_prose

__all__ = ["learn_refrains"]

_EDGES = " \t\"'«»“”„‹›:：….→-–—《》「」()[]|/!¡"
_MOST_WORDS_AROUND = 7
_FACTS = re.compile(r"\s*[|•·]\s*|\s+/\s+|\t+|\s{3,}")
_QUOTED = re.compile(r"^(.*?)[\"“«„‘《「『](.+)[\"”»“’》」』](.*)$")


def learn_refrains(lines: Sequence[Line], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Marks for the lines that repeat; ``marks`` are those that words alone gave."""
    found = dict(marks)
    prose = list(
        accumulate((is_prose(line) for line in lines), initial=0)
    )  # how many lines of text before a place
    found |= _tight_to_widgets(lines, found)
    found |= _around_headlines(lines, found, prose)
    found |= _days_with_a_refrain(lines, found)
    for _ in range(3):  # each round may find the neighbours of what the last one found
        found |= _repeated(lines, found, prose)
    return {place: mark for place, mark in found.items() if marks.get(place) is not mark}


def _tight_to_widgets(lines: Sequence[Line], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """The alternative text of a plugin's icon: one or two small words that touch the plugin's own line."""
    out: dict[int, Mark] = {}
    for place, line in enumerate(lines):
        above = out.get(place - 1) or marks.get(place - 1)
        small = line.tight and place not in marks and line.size <= 2 and line.bare[:1].islower()
        if small and above and above.kind == "widget":
            out[place] = Mark("widget", learned=True)
    return out


def _repeated(lines: Sequence[Line], marks: Mapping[int, Mark], prose: Sequence[int]) -> dict[int, Mark]:
    """Lines whose words return in most posts beside the same neighbour, or below headlines."""
    posts = _count_posts(marks)
    places: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if place not in marks:
            places[line.key].append(place)
    returning = {
        key: found for key, found in places.items() if len(found) > 1 and _text_between(found, prose)
    }
    often = {key: found for key, found in returning.items() if len(found) >= (posts + 1) // 2}
    out: dict[int, Mark] = {}
    for key, found in returning.items():
        if is_prose(lines[found[0]]) and len(found) < max(3, 0.6 * posts):
            continue  # a sentence may well be printed twice
        if _heads_posts(found, marks):
            continue
        text = lines[found[0]].bare
        signs = (is_house(text) and lines[found[0]].size <= 4) or is_person(text)
        closes = key in often and (
            _constant_neighbours(found, marks) or _closes_posts(lines, found, marks, often)
        )
        if closes:
            out |= {place: Mark("signature" if signs else "repeat", learned=True) for place in found}
        elif _stands_over_headlines(lines, found, marks):
            out |= {place: Mark("kicker", learned=True) for place in found}
        elif _opens_posts(lines, found, marks):
            out |= {place: Mark("byline" if signs else "opening", learned=True) for place in found}
    return out


def _count_posts(marks: Mapping[int, Mark]) -> int:
    """How many posts the commonest kind of mark shows; a list of tags on lines of their own is one mark."""
    kinds = (
        mark.kind
        for place, mark in marks.items()
        if marks.get(place - 1, mark).kind != mark.kind or place - 1 not in marks
    )
    counts = Counter(kinds)
    return max((counts[kind] for kind in PER_POST), default=0)


def _heads_posts(found: Sequence[int], marks: Mapping[int, Mark]) -> bool:
    """Whether the line is the only one between furniture that closes a post and furniture that opens one.

    Headlines return too ("Newsletter", "Press release of …").
    """
    between = [
        place
        for place in found
        if place + 1 in marks
        and marks[place + 1].kind in ("date", "byline", "opening", "section")
        and (
            place == 0 or (place - 1 in marks and marks[place - 1].kind not in ("date", "byline", "opening"))
        )
    ]
    return len(between) >= 0.6 * len(found)


def _text_between(found: Sequence[int], prose: Sequence[int]) -> bool:
    """Whether running text lies between most of the places: a picture's words around a headline have none."""
    gaps = [prose[below] > prose[above + 1] for above, below in pairwise(found)]
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


def _opens_posts(lines: Sequence[Line], found: Sequence[int], marks: Mapping[int, Mark]) -> bool:
    """Whether the line stands below a headline nearly everywhere: short lines that differ, each opening a text."""

    def opens(place: int) -> bool:
        above = place - 1
        if above < 0 or above in marks or is_prose(lines[above]) or not 1 <= lines[above].size <= 30:
            return False
        below = range(place + 1, min(place + 6, len(lines)))
        return any(is_prose(lines[other]) for other in below)

    headlines = {lines[place - 1].key for place in found if place}
    key = lines[found[0]].key
    begun = sum(place + 1 < len(lines) and lines[place + 1].key.startswith(key) for place in found)
    pictured = begun > 0.3 * len(found) or wording.describes_picture(lines[found[0]].bare)
    return (
        not pictured
        and len(headlines) >= max(2, 0.9 * len(found))
        and sum(opens(place) for place in found) >= 0.6 * len(found)
    )


def _stands_over_headlines(lines: Sequence[Line], found: Sequence[int], marks: Mapping[int, Mark]) -> bool:
    """Whether a headline stands below the line nearly everywhere: a short line that differs, with its date below."""
    over = [
        place
        for place in found
        if place + 2 in marks
        and place + 1 not in marks
        and marks[place + 2].kind in ("date", "byline")
        and 2 <= lines[place + 1].size <= 30
    ]
    return len(over) >= 0.7 * len(found) and len({lines[place + 1].key for place in over}) == len(over)


def _days_with_a_refrain(lines: Sequence[Line], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Short lines of a day and facts around it, alike at other days; captions name a day with words of their own."""
    groups: dict[str, list[tuple[int, Meta]]] = defaultdict(list)
    for place, line in enumerate(lines):
        if place in marks or line.size > 16 or is_prose(line):
            continue
        days = find_dates(line.bare)
        if len(days) != 1 or not days[0].is_day:
            continue
        before, after = line.bare[: days[0].start].rstrip(), line.bare[days[0].end :].lstrip()
        rest = f"{before} {after}".strip(_EDGES + ",،·•")
        names = (rest,) if is_person(rest) or is_house(rest) else ()
        found = place, Meta(dates=(days[0],), names=names)
        facts = _FACTS.split(line.bare)
        if len(facts) > 1 and any(fact.strip() == days[0].quote for fact in facts):
            groups[f"{len(facts)} facts"].append(found)
        elif rest and (not before or before[-1] in "|/·•\t"):
            groups[fold(rest)].append(found)
    out: dict[int, Mark] = {}
    for group in groups.values():
        if len({meta.dates[0].first for _, meta in group}) >= 2:
            out |= {place: Mark("date", meta, learned=True) for place, meta in group}
    return out


def _around_headlines(
    lines: Sequence[Line], marks: Mapping[int, Mark], prose: Sequence[int]
) -> dict[int, Mark]:
    """Lines that name the headline of their post with words around it; those words return at other posts."""
    posts = _count_posts(marks)
    places: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if place not in marks and 2 <= line.size <= 30:
            places[_inner(fold(line.bare))].append(place)
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, line in enumerate(lines):
        known = marks.get(place)
        if line.size > 45 or (known and known.kind not in ("continue", "comments")):
            continue
        for title, around in _names_a_line(line, places, place):
            if sum(letter.isalpha() for letter in around) < 2:
                continue  # a bullet or a number before a title is a list of posts
            if known or phrases.is_continue(around) or phrases.is_comments(around):
                groups["\0known"].append((place, title))
            elif prose[place] > prose[title + 1]:
                groups[around].append((place, title))
            else:
                continue
            break
    out: dict[int, Mark] = {}
    for around, group in groups.items():
        # As a caption may be another one and some words more, other wordings must return at half of the posts.
        if around == "\0known" or len({title for _, title in group}) >= max(2, posts // 2):
            for place, title in group:
                kind = marks[place].kind if place in marks else "continue"
                out[place] = Mark(kind, learned=place not in marks, of=title)
    return out


def _names_a_line(line: Line, places: Mapping[str, list[int]], place: int) -> Iterator[tuple[int, str]]:
    """The nearest line above that is this one but for some words at its beginning or end, and those words."""
    quoted = _QUOTED.match(line.bare)
    if quoted and (own := places.get(_inner(fold(quoted[2])))) and (above := bisect_left(own, place)):
        yield own[above - 1], _inner(fold(f"{quoted[1]} {quoted[3]}"))
    text = _inner(fold(line.bare))
    spaced = line.size == len(line.words)
    parts = text.split() if spaced else list(text)
    glue = " " if spaced else ""
    for count in range(1, min(len(parts) - 1, _MOST_WORDS_AROUND) + 1):
        for kept, left in ((parts[count:], parts[:count]), (parts[:-count], parts[-count:])):
            name = _inner(glue.join(kept))
            if len(name) < (10 if spaced else 4) or name not in places:
                continue
            above = bisect_left(places[name], place)
            if above:
                yield places[name][above - 1], _inner(glue.join(left))


def _inner(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(_EDGES)
