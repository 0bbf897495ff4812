"""Posts of a page: from which line to which, and which line is the headline.

Guarantees: posts never overlap and keep the page's order; a headline is never a mark. It
is chosen by reasons that add up (see :func:`_headline_reasons`), then once more with the
habit of the page: where the headlines that were sure stand.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from broadsheet.rescue.text import phrases, wording
from broadsheet.rescue.text.bylines import is_person
from broadsheet.rescue.text.dates import find_dates
from broadsheet.rescue.text.lines import Line
from broadsheet.rescue.text.marks import Mark
from broadsheet.rescue.text.pages import Page
from broadsheet.rescue.text.shapes import ends_sentence, headline_case, is_prose
from broadsheet.rescue.text.zones import Zone, find_zones, is_text

__all__ = ["Story", "cut_stories"]

_REACH = 9


@dataclass(frozen=True, slots=True)
class Story:
    """A post as places of lines: from ``start`` to before ``end``, its headline, and the page it is on."""

    start: int
    end: int
    title: int
    page: int


def cut_stories(lines: Sequence[Line], marks: Mapping[int, Mark], pages: Sequence[Page]) -> list[Story]:
    """The posts of all pages, in order."""
    zones = find_zones(lines, marks, pages)
    openings = _openings(lines, marks, pages, zones)
    titles = _choose_titles(lines, marks, openings)
    starts: list[tuple[int, int, Zone]] = []
    for zone, title in zip(openings, titles, strict=True):
        if title is not None:
            starts.append((_story_start(lines, zone, title), title, zone))
    starts = _with_named_headlines(marks, starts, pages)
    stories: list[Story] = []
    for number, (start, title, zone) in enumerate(starts):
        page = pages[zone.page]
        following = starts[number + 1] if number + 1 < len(starts) else None
        end = (
            following[0]
            if following and following[2].page == zone.page
            else _last_end(zones, zone.page, page)
        )
        if end > title:
            stories.append(Story(start, end, title, zone.page))
    return stories


def _with_named_headlines(
    marks: Mapping[int, Mark], starts: list[tuple[int, int, Zone]], pages: Sequence[Page]
) -> list[tuple[int, int, Zone]]:
    """Posts whose closing furniture names their headline begin there, and nothing else begins in between."""
    spans = {mark.of: place for place, mark in marks.items() if mark.of >= 0}
    if not spans:
        return starts
    named = sorted(spans)
    apart = [first for first, below in pairwise([*named, len(marks) + pages[-1].end]) if spans[first] < below]
    inside = {place for first in apart for place in range(first + 1, spans[first])}
    kept = [found for found in starts if found[1] not in inside]
    heads = {title for _, title, _ in kept}
    for title in sorted(spans.keys() - heads):
        number = next((n for n, page in enumerate(pages) if page.first <= title < page.tail), -1)
        if number >= 0:
            kept.append((title, title, Zone(number, title, title)))
    return sorted(kept, key=lambda found: found[0])


def _last_end(zones: Sequence[Zone], number: int, page: Page) -> int:
    """Where the last post of a page ends: after its closing marks, or at the page's tail."""
    bottoms = [zone for zone in zones if zone.page == number and zone.bottom and zone.closing]
    return bottoms[-1].cut if bottoms else page.tail


def _openings(
    lines: Sequence[Line], marks: Mapping[int, Mark], pages: Sequence[Page], zones: Sequence[Zone]
) -> list[Zone]:
    """The zones below which a post begins, with one made up for a first post that has no opening marks."""
    inner = [zone for zone in zones if not zone.bottom]
    opened = sum(bool(zone.opens) for zone in inner)
    marks_open = bool(inner) and opened >= 0.6 * len(inner)
    out: list[Zone] = []
    for number, page in enumerate(pages):
        own = [zone for zone in inner if zone.page == number]
        before = range(page.first, own[0].begin if own else page.tail)
        an_introduction = marks_open and own and sum(is_text(lines, marks, place) for place in before) < 3
        if not (own and own[0].top) and not an_introduction:
            text = next(
                (place for place in range(page.first, page.tail) if is_text(lines, marks, place)), page.tail
            )
            if text < page.tail or own or any(zone.page == number for zone in zones):
                out.append(Zone(number, page.first, text, top=True))
        out += own
    return out


def _candidates(lines: Sequence[Line], marks: Mapping[int, Mark], zone: Zone) -> list[int]:
    """The lines that may be the headline of the post below a zone."""
    low, high = zone.cut, max(zone.end, zone.cut)
    places = [place for place in range(low, high) if place not in marks]
    if len(places) > 2 * _REACH:
        anchor = zone.opens[0] if zone.opens else low
        places = [place for place in places if abs(place - anchor) <= _REACH]
    if not places:
        below = range(high, min(high + 3, len(lines)))
        places = [place for place in below if place not in marks and lines[place].size <= 30][:1]
    return places


def _choose_titles(
    lines: Sequence[Line], marks: Mapping[int, Mark], zones: Sequence[Zone]
) -> list[int | None]:
    named = Counter(mark.of for mark in marks.values())
    below = {place + 1 for place, mark in marks.items() if mark.kind == "kicker"}
    reasons = [
        {
            place: _headline_reasons(lines, zone, places, place)
            + 5.0 * bool(named[place])
            + 3.0 * (place in below)
            for place in places
        }
        for zone in zones
        for places in [_candidates(lines, marks, zone)]
    ]
    habits: Counter[tuple[str, str]] = Counter()
    for scores in reasons:
        ranked = sorted(scores.values(), reverse=True)
        if ranked:
            best = max(scores, key=lambda place: scores[place])
            sure = len(ranked) == 1 or ranked[0] - ranked[1] >= 1
            for side in ("above", "below"):
                habits[side, _neighbour(marks, best, side)] += 3 if sure else 1
    total = {
        side: sum(count for (of, _), count in habits.items() if of == side) for side in ("above", "below")
    }
    titles: list[int | None] = []
    for scores in reasons:
        for place in scores:
            for side in ("above", "below"):
                scores[place] += 1.3 * habits[side, _neighbour(marks, place, side)] / (total[side] or 1)
        titles.append(max(scores, key=lambda place: (scores[place], -place)) if scores else None)
    return titles


def _neighbour(marks: Mapping[int, Mark], place: int, side: str) -> str:
    other = place - 1 if side == "above" else place + 1
    return marks[other].kind if other in marks else "text"


def _headline_reasons(lines: Sequence[Line], zone: Zone, places: Sequence[int], place: int) -> float:
    """Reasons for and against a line being the headline, added up."""
    line = lines[place]
    words = line.size
    score = 0.0
    if 3 <= words <= 22:
        score += 1.5
    elif words > 30:
        score -= 3
    elif words > 22:
        score -= 1.5
    elif words < 3:
        score -= 0.8
    score += 0.6 * headline_case(line)
    if line.bare.endswith((".", "،", ",", ";", ":")) and not line.bare.endswith(("...", "U.S.")):
        score -= 1.2
    elif not ends_sentence(line.bare):
        score += 0.5
    score += _sandwich(lines, places, place)
    if find_dates(line.bare):
        score -= 0.8  # captions name their day
    if is_person(line.bare):
        score -= 0.7
    if wording.names_a_file(line.bare):
        score -= 2
    below = lines[place + 1].key if place + 1 < len(lines) else ""
    if len(below) > len(line.key) and below.startswith(line.key):
        score -= 2  # a caption often begins with the picture's alternative text
    if phrases.is_sidebar(line.bare) or phrases.page_heading(line.bare):
        score -= 1.5
    return score + _order_reasons(zone, places, place)


def _order_reasons(zone: Zone, places: Sequence[int], place: int) -> float:
    """The headline comes first in a post; above opening marks, where nothing closes the last post, next to them."""
    first_mark = zone.opens[0] if zone.opens else -1
    if not zone.closing and place < first_mark:
        near = [other for other in places if other < first_mark]
        return (2.2 if zone.top else 1.5) if place == near[-1] else 0.4
    rank = [other for other in places if zone.closing or other > first_mark].index(place)
    return 1.2 if rank == 0 else -0.25 * rank


def _sandwich(lines: Sequence[Line], places: Sequence[int], place: int) -> float:
    """A picture's words stand before and after the headline: it is between two equal lines, they are not it."""
    keys = [lines[other].key for other in places]
    own = lines[place].key
    if keys.count(own) > 1:
        return -4.0
    at = list(places).index(place)
    return 4.0 if set(keys[:at]) & set(keys[at + 1 :]) else 0.0


def _story_start(lines: Sequence[Line], zone: Zone, title: int) -> int:
    """The first line of a post: after what closes the one above, else its first mark, headline or picture's words."""
    if zone.closing:
        return zone.cut
    start = min([title, *zone.opens])
    above = start - 1
    later = {lines[place].key for place in range(title + 1, min(title + 3, len(lines)))}
    if above >= zone.begin and lines[above].key in later and not is_prose(lines[title]):
        return above
    return start
