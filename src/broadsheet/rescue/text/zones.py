"""The joints of a page: where marks stand together between two runs of text, and which of them close or open a post.

Guarantees: marks of one zone have no running text between them; what a kind of mark does
(close the post above, open the one below) is learned from the page: what stands before
the first text opens, what stands after the last one closes, and a zone is cut where that
agrees best with all of its marks. So the same code reads pages whose tags come first and
pages whose tags come last.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from broadsheet.rescue.text import phrases
from broadsheet.rescue.text.lines import Line
from broadsheet.rescue.text.marks import Mark
from broadsheet.rescue.text.meta import read_meta
from broadsheet.rescue.text.pages import Page
from broadsheet.rescue.text.rhythm import find_beats
from broadsheet.rescue.text.shapes import is_prose

__all__ = ["Zone", "find_zones", "is_text"]

# How surely a kind of mark comes once per post, and which way it leans before the page is asked:
# positive opens a post, negative closes one.
_ONCE = {
    "continue": 3.0, "tags": 3.0, "date": 2.5, "cut_off": 2.2, "comments": 2.0, "section": 2.0,
    "opening": 2.0, "kicker": 2.0, "byline": 1.6, "signature": 1.6, "repeat": 1.5, "separator": 1.2, "widget": 1.0,
}  # fmt: skip
_LEANS = {
    "continue": -4.0, "cut_off": -9.0, "signature": -2.5, "comments": -1.0, "widget": -1.2, "repeat": -0.7,
    "separator": -0.7, "date": 1.0, "opening": 3.0, "kicker": 3.0, "byline": 0.3, "tags": 0.1, "section": 0.0,
}  # fmt: skip


@dataclass(slots=True)
class Zone:
    """Marks between two runs of text. ``begin`` follows the text above, ``end`` is the text below.

    ``closing`` is how many of ``places`` belong to the post above.
    """

    page: int
    begin: int
    end: int
    places: list[int] = field(default_factory=list)
    top: bool = False
    bottom: bool = False
    closing: int = 0

    @property
    def cut(self) -> int:
        """The place after the last closing mark, or ``begin`` if there is none."""
        return self.places[self.closing - 1] + 1 if self.closing else self.begin

    @property
    def opens(self) -> list[int]:
        """The marks that open the post below."""
        return self.places[self.closing :]


def is_text(lines: Sequence[Line], marks: Mapping[int, Mark], place: int) -> bool:
    """Whether a line is running text; one that stands again within three lines is a picture's words."""
    if place in marks or not is_prose(lines[place]):
        return False
    around = [other for other in range(max(0, place - 3), min(len(lines), place + 4)) if other != place]
    return all(lines[other].key != lines[place].key for other in around)


def find_zones(lines: Sequence[Line], marks: Mapping[int, Mark], pages: Sequence[Page]) -> list[Zone]:
    """The zones at which posts meet, over all pages in order, each cut in closing and opening marks."""
    zones: list[Zone] = []
    for number, page in enumerate(pages):
        zones += _zones_of(lines, marks, page, number)
    kept = _joints(zones, marks)
    for number, page in enumerate(pages):
        own = [zone for zone in kept if zone.page == number]
        beats = _zones_by_rhythm(lines, marks, page, number)
        if len(beats) >= 2 * max(1, sum(not zone.bottom for zone in own)):
            others = [zone for zone in kept if zone.page != number or zone.bottom]
            kept = sorted([*others, *beats], key=lambda zone: zone.begin)
    leans = _learn_leans(kept, marks, pages)
    joints = _Joints(lines, marks, leans, _headlines_stand_above(kept))
    apart = [part for zone in kept for part in joints.taken_apart(zone)]
    for zone in apart:
        zone.closing = _best_cut(zone, marks, leans)
    return _last_ones_closed(_without_strays(lines, marks, _rejoined(apart)))


def _zones_by_rhythm(lines: Sequence[Line], marks: Mapping[int, Mark], page: Page, number: int) -> list[Zone]:
    """Zones of a page that marks few of its posts or none; some hold no mark at all."""
    beats = find_beats(lines, marks, page)
    return [
        Zone(number, beat.begin, beat.end, _marks_between(marks, beat.begin, beat.end), top=place == 0)
        for place, beat in enumerate(beats)
    ]


def _marks_between(marks: Mapping[int, Mark], begin: int, end: int) -> list[int]:
    return [place for place in range(begin, end) if place in marks and marks[place].kind in _ONCE]


def _kind(marks: Mapping[int, Mark], place: int) -> str:
    return marks[place].kind if place in marks else "cut_off"


def _kinds(zone: Zone, marks: Mapping[int, Mark]) -> list[str]:
    return [_kind(marks, place) for place in zone.places]


def _zones_of(lines: Sequence[Line], marks: Mapping[int, Mark], page: Page, number: int) -> list[Zone]:
    zones: list[Zone] = []
    places: list[int] = []
    begin, seen_text = page.first, False

    def close(end: int, *, bottom: bool = False) -> None:
        if places:
            zones.append(Zone(number, begin, end, list(places), top=not seen_text, bottom=bottom))

    for place in range(page.first, page.tail):
        broken_off = place not in marks and _is_cut_off(lines[place])
        text = is_text(lines, marks, place) and not _is_headline_sentence(lines, marks, page, place)
        if text or broken_off:
            close(place)
            places, begin, seen_text = ([place], place, True) if broken_off else ([], place + 1, True)
        elif place in marks and marks[place].kind in _ONCE:
            places.append(place)
    kinds = [_kind(marks, place) for place in places]
    close(page.tail, bottom=seen_text or len(set(kinds)) < len(kinds))
    return zones


def _is_headline_sentence(lines: Sequence[Line], marks: Mapping[int, Mark], page: Page, place: int) -> bool:
    """Whether a short sentence stands where a headline does: between marks, or first of the page before one."""
    after_mark = place == page.first or place - 1 in marks
    if place + 1 in marks and marks[place + 1].kind == "opening":
        return lines[place].size <= 25
    return lines[place].size <= 15 and after_mark and place + 1 in marks


def _headlines_stand_above(zones: Sequence[Zone]) -> bool:
    """Whether most headlines stand above the first of the marks that open their posts, rather than below."""
    inner = [zone for zone in zones if len(zone.places) == 1 and not zone.bottom]
    inner = inner or [zone for zone in zones if zone.top and zone.places]
    return bool(inner) and sum(zone.places[0] > zone.begin for zone in inner) > 0.7 * len(inner)


@dataclass(frozen=True, slots=True)
class _Joints:
    """Where a zone holds whole posts, whose bodies are too short to be running text."""

    lines: Sequence[Line]
    marks: Mapping[int, Mark]
    leans: Mapping[str, float]
    headed: bool
    """Whether headlines stand above the marks that open their posts."""

    def taken_apart(self, zone: Zone) -> list[Zone]:
        """A zone in which a kind of mark comes twice, cut into those of its posts.

        They meet where an opening mark is followed by a closing one, with some line between, or by one more line of
        date and author, above which a headline stands.
        """
        kinds = _kinds(zone, self.marks)
        if len(set(kinds)) == len(kinds) and not (zone.top and zone.bottom):
            return [self._last_post(zone) or zone]
        parts = [Zone(zone.page, zone.begin, zone.end, zone.places[:1], top=zone.top)]
        opened = False
        for above, below in pairwise(zone.places):
            opens = self._opens_another(above, below)
            if below - above > 1 and (opens or self._closes(above, below)):
                parts[-1].end = parts[-1].places[-1] + 1
                begin = self._headline_above(above, below) if opens else above + 2
                parts.append(Zone(zone.page, begin, zone.end))
                opened = opens
            parts[-1].places.append(below)
        # A line of date and author below what closes a post opens one more.
        opened = opened or any(self._opens(place) for place in parts[-1].places[1:])
        parts[-1].bottom = zone.bottom and not opened
        return parts

    def _last_post(self, zone: Zone) -> Zone | None:
        """A post at the page's end that has no running text, if that is what the marks there open."""
        first = zone.places[0] if zone.bottom and zone.places else zone.begin
        if first == zone.begin or not self._opens(first):
            return None
        return Zone(zone.page, self._headline_above(zone.begin, first), zone.places[-1] + 1, zone.places)

    def _closes(self, above: int, below: int) -> bool:
        return self.leans[_kind(self.marks, above)] > 0 > self.leans[_kind(self.marks, below)]

    def _opens_another(self, above: int, below: int) -> bool:
        return self._opens(above) and self._opens(below)

    def _opens(self, place: int) -> bool:
        return self.headed and self.leans["date"] > 0 and _is_dateline(self.lines[place])

    def _headline_above(self, above: int, below: int) -> int:
        """A single word between headline and date tells what kind of post it is."""
        kind_of_post = self.lines[below - 1].size == 1 and below - above > 3
        return below - 2 if kind_of_post else below - 1


def _is_dateline(line: Line) -> bool:
    """Whether a line says more of a post than its day: that it was posted, and by whom."""
    meta = read_meta(line.bare)
    return meta is not None and bool(meta.dates and meta.names)


def _is_cut_off(line: Line) -> bool:
    return phrases.is_cut_off(line.bare) or bool(phrases.split_inline_continue(line.bare)[1])


def _joints(zones: Sequence[Zone], marks: Mapping[int, Mark]) -> list[Zone]:
    """Leave out zones inside posts: those without the commonest sure mark or one that mostly stands beside it."""
    support = Counter(kind for zone in zones for kind in set(_kinds(zone, marks)))
    if not support:
        return []
    most = max(support.values())
    anchor = max(support, key=lambda kind: (support[kind] >= 0.6 * most, _ONCE[kind], support[kind]))
    beside = Counter(
        kind for zone in zones if anchor in _kinds(zone, marks) for kind in set(_kinds(zone, marks))
    )
    sure = {kind for kind in support if beside[kind] >= 0.6 * support[kind] and support[kind] >= 0.3 * most}
    sure.add(anchor)
    return [zone for zone in zones if zone.top or zone.bottom or sure & set(_kinds(zone, marks))]


def _learn_leans(zones: Sequence[Zone], marks: Mapping[int, Mark], pages: Sequence[Page]) -> dict[str, float]:
    """For each kind whether it opens (positive) or closes posts, from the tops and bottoms of the pages.

    Of a zone that holds whole posts (a kind comes twice) only the outermost mark is sure.
    """
    leans: dict[str, float] = defaultdict(float, _LEANS)
    tops: list[set[str]] = []
    bottoms: list[set[str]] = []
    for zone in zones:
        kinds = _kinds(zone, marks)
        whole = len(set(kinds)) == len(kinds) and not (zone.top and zone.bottom)
        if zone.top:
            tops.append(set(kinds) if whole else {kinds[0]})
        if zone.bottom:
            bottoms.append(set(kinds) if whole else {kinds[-1]})
    for kind in {kind for zone in zones for kind in _kinds(zone, marks)}:
        in_tops = sum(kind in found for found in tops) / len(pages)
        in_bottoms = sum(kind in found for found in bottoms) / len(pages)
        # The top of a page is whole where its heading is there; its bottom may be cut off, or run into a sidebar.
        headed = 2.5 if any(page.heading for page in pages) else 1.5
        leans[kind] += 2 * in_tops - headed * (1 - in_tops) - 2 * in_bottoms + 1.5 * (1 - in_bottoms)
    return leans


def _best_cut(zone: Zone, marks: Mapping[int, Mark], leans: Mapping[str, float]) -> int:
    """How many marks close the post above; where two cuts are as good, the one with a line between for the title."""
    kinds = _kinds(zone, marks)
    if zone.bottom:
        return len(kinds)
    best, best_score = 0, float("-inf")
    for cut in range(len(kinds) + 1):
        score = sum(leans[kind] for kind in kinds[cut:]) - sum(leans[kind] for kind in kinds[:cut])
        score += 0.2 * (0 < cut < len(kinds) and zone.places[cut] - zone.places[cut - 1] > 1)
        if zone.top and cut and "continue" not in kinds[:cut]:
            score -= 2 * cut
        if score > best_score:
            best, best_score = cut, score
    return best


def _without_strays(lines: Sequence[Line], marks: Mapping[int, Mark], zones: list[Zone]) -> list[Zone]:
    """Leave out a date or a list amid a post: an opening mark below running text, where posts are closed first."""
    inner = [zone for zone in zones if not zone.top and not zone.bottom]
    closed = sum(bool(zone.closing) for zone in inner)

    def stray(zone: Zone) -> bool:
        if zone.top or zone.bottom or zone.closing or not zone.places or closed < 0.6 * len(inner):
            return False
        return is_text(lines, marks, zone.places[0] - 1)

    return [zone for zone in zones if not stray(zone)]


def _last_ones_closed(zones: list[Zone]) -> list[Zone]:
    """If posts are closed by marks, none begins after the last closing ones of a page, whatever the sidebar says."""
    inner = [zone for zone in zones if not zone.top]
    if sum(bool(zone.closing) for zone in inner) < 0.6 * len(inner):
        return zones
    last = {zone.page: zone for zone in zones}
    for zone in last.values():
        if zone.closing and not zone.opens and not zone.bottom:
            zone.bottom = True
    return zones


def _rejoined(zones: list[Zone]) -> list[Zone]:
    """Join two zones that only a headline written as a sentence keeps apart."""
    out: list[Zone] = []
    for zone in zones:
        above = out[-1] if out else None
        split = above and above.page == zone.page and above.closing == len(above.places) and zone.closing == 0
        if above and split and above.closing and zone.places and zone.places[0] - above.places[-1] <= 2:
            above.places += zone.places
            above.end, above.bottom = zone.end, zone.bottom
        else:
            out.append(zone)
    return out
