"""What each line of a post is: tags, headline, picture's words, paragraph, heading, link card, byline.

Guarantees: every line of the post has exactly one role, and every line that could be
running text ends as something a reader will see or an editor is told of.

A link card (another post's title standing alone between paragraphs) and a section's
heading have the same shape; so have a caption and a short paragraph. Each line is
therefore weighed: for every role the reasons for and against add up, each with its weight
beside it, and the heaviest wins. Weights were set by hand so that no single sign decides,
except the ones that are proof (the line *is* another post's headline). A trained
classifier was not used: there is no corpus of such texts with truths, and an editor must
be able to ask why.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from broadsheet.language import fold
from broadsheet.rescue.addresses import headline_slug
from broadsheet.rescue.text import phrases, wording
from broadsheet.rescue.text.bylines import is_house, is_person
from broadsheet.rescue.text.lines import Line
from broadsheet.rescue.text.marks import Mark
from broadsheet.rescue.text.shapes import content_words, ends_sentence, headline_case, sentence_count
from broadsheet.rescue.text.stories import Story

__all__ = ["Style", "assign_roles", "learn_style"]

_BODY_ROLES = ("paragraph", "heading", "embed", "caption")
_MARK_ROLES = {
    "tags": "tags", "section": "tags", "date": "date", "byline": "byline", "signature": "byline",
    "continue": "continue", "comments": "widget", "widget": "widget", "repeat": "widget", "separator": "widget",
    "pagination": "widget", "opening": "widget", "kicker": "widget",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """How the copy's headlines look, its headlines (folded), and the slugs of posts known from elsewhere."""

    titles: frozenset[str] = frozenset()
    headline_case: float = 0.5
    known: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Body:
    """A post's own lines in order, for looking at neighbours."""

    lines: list[Line]
    style: Style
    common: frozenset[str]
    pictures: set[str] = field(default_factory=set)


def learn_style(lines: Sequence[Line], stories: Sequence[Story], known: frozenset[str]) -> Style:
    """The habits of the copy's headlines. ``known`` holds slugs of posts that need not be in the copy."""
    titles = [lines[story.title] for story in stories]
    shares = [headline_case(title) for title in titles]
    return Style(
        frozenset(fold(title.bare) for title in titles), sum(shares) / len(shares) if shares else 0.5, known
    )


def assign_roles(
    lines: Sequence[Line], marks: Mapping[int, Mark], story: Story, style: Style
) -> dict[int, str]:
    """The role of every line of a post, by place."""
    roles: dict[int, str] = {story.title: "title"}
    own: list[int] = []
    for place in range(story.start, story.end):
        if place == story.title:
            continue
        if place in marks and not _is_body_after_all(lines, marks, story, place):
            roles[place] = _MARK_ROLES[marks[place].kind]
        elif place < story.title:
            roles[place] = "thumb_alt"
        else:
            own.append(place)
    if own and "byline" not in [roles.get(place) for place in range(own[-1], story.end)]:
        own = _take_signature(lines, own, roles)
    thumbs = [lines[place] for place, role in roles.items() if role == "thumb_alt"]
    body = _Body([lines[place] for place in own], style, _common_words(lines, own))
    found = _head_roles(body, lines[story.title], thumbs)
    body.pictures = {
        line.key for line, role in zip(body.lines, found, strict=False) if role in ("lead_alt", "caption")
    }
    for index in range(len(found), len(body.lines)):
        found.append(_weigh(body, index))
    if own and "paragraph" not in found:
        found[_likeliest_text(body, lines[story.title], found)] = "paragraph"
    roles |= dict(zip(own, found, strict=True))
    return dict(sorted(roles.items()))


def _likeliest_text(body: _Body, title: Line, found: Sequence[str]) -> int:
    """Of a post without any sentence, the line that says most: an excerpt may break off before its first stop."""
    alts = {
        title.key,
        *(line.key for line, role in zip(body.lines, found, strict=True) if role in ("alt", "lead_alt")),
    }
    sizes = [(line.key not in alts, line.size, place) for place, line in enumerate(body.lines)]
    return max(sizes)[2]


def _is_body_after_all(lines: Sequence[Line], marks: Mapping[int, Mark], story: Story, place: int) -> bool:
    """A date, a list or a name amid the text is text: marks about a post stand at its edges."""
    mark = marks[place]
    if mark.kind not in ("date", "tags", "section", "byline", "signature") or place < story.title:
        return False

    def has_text(places: range) -> bool:
        return any(
            other not in marks and lines[other].size >= 8 and ends_sentence(lines[other].bare)
            for other in places
        )

    return has_text(range(story.title + 1, place)) and has_text(range(place + 1, story.end))


def _take_signature(lines: Sequence[Line], own: list[int], roles: dict[int, str]) -> list[int]:
    """The last line signs the post when it is only a name or the house's name."""
    last = lines[own[-1]]
    bare = last.bare.lstrip("-–—~ ").strip("()[] ")
    signs = (is_person(bare) or is_house(bare)) and last.size <= 5 and not ends_sentence(last.bare)
    if len(own) > 1 and signs and ends_sentence(lines[own[-2]].bare):
        roles[own[-1]] = "byline"
        return own[:-1]
    return own


def _common_words(lines: Sequence[Line], own: Sequence[int]) -> frozenset[str]:
    """Words in so many paragraphs of a post that sharing one tells nothing."""
    counts = Counter(word for place in own for word in content_words(lines[place]))
    return frozenset(word for word, count in counts.items() if count > max(2, 0.3 * len(own)))


def _head_roles(body: _Body, title: Line, thumbs: Sequence[Line]) -> list[str]:
    """The lead picture's words between the headline and the first paragraph: alternative text, then caption."""
    alts = {line.key for line in thumbs} | {title.key}
    head: list[Line] = []
    for index, line in enumerate(body.lines):
        if line.key in alts or (line.tight and head and not ends_sentence(line.bare)):
            head.append(line)
        elif _opens_text(body, index, line) or len(head) >= 4:
            break
        else:
            head.append(line)
    if len(head) == len(body.lines):
        # Nothing but short lines: the last is what the post says.
        head = head[:-1]
    roles = ["caption"] * len(head)
    if head and (head[0].key in alts or _is_alternative(head)):
        roles[0] = "lead_alt"
    return roles


def _opens_text(body: _Body, index: int, line: Line) -> bool:
    """Whether a line after the headline is no longer a picture's words."""
    if wording.names_related(line.bare) or _is_known_post(body, line):
        return True
    if not ends_sentence(line.bare) and line.size < 28:
        return line.bare[:1] in '“"«' or line.bare.endswith((":", "："))
    caption = _for_caption(body, index)
    return caption < 2.5


def _is_alternative(head: Sequence[Line]) -> bool:
    """Whether the first of the head's lines is a picture's alternative text rather than its caption."""
    first = head[0]
    if wording.ends_with_date(first.bare) or wording.describes_picture(first.bare):
        return False
    if len(head) > 1:
        return not head[1].tight and first.size <= min(16, head[1].size + 2)
    return first.size <= 6 and not wording.is_apposition(first.bare)


def _weigh(body: _Body, index: int) -> str:
    line = body.lines[index]
    if certain := _certain(body, index):
        return certain
    weights = {
        "paragraph": _for_paragraph(body, index),
        "heading": _for_heading(body, index),
        "embed": _for_embed(body, index),
        "caption": _for_caption(body, index),
    }
    if line.tight and index and line.number == body.lines[index - 1].number + 1:
        weights["heading"] -= 2  # a line that touches the one above is part of its block
        weights["embed"] -= 2
    return max(_BODY_ROLES, key=lambda role: weights[role])


def _certain(body: _Body, index: int) -> str:
    """The role of a line whose shape leaves no choice; empty for all others."""
    text = body.lines[index].bare
    if wording.names_related(text) and not phrases.split_inline_continue(text)[1]:
        return "embed"
    if (
        phrases.split_inline_continue(text)[1]
        or wording.quotes_a_post(text)
        or text[:1] + text[-1:] in ("()", "[]")
    ):
        return "paragraph"
    below = body.lines[index + 1] if index + 1 < len(body.lines) else None
    if below and wording.quotes_a_post(below.bare) and not below.tight:
        return "paragraph"
    if wording.names_a_file(text) or (below and below.key == body.lines[index].key):
        return "alt"
    return ""


def _for_paragraph(body: _Body, index: int) -> float:
    line = body.lines[index]
    words = line.size
    score = 0.0
    score += 3.0 if ends_sentence(line.bare) else 0.0
    score += 2.0 if words >= 25 else 1.0 if words >= 15 else 0.0
    score += 1.5 if line.bare[:1] in '“"«„‘-–—•*' else 0.0
    score += 1.0 if line.bare[:1].islower() else 0.0
    score += 1.0 if sentence_count(line.bare) >= 2 else 0.0
    score -= 1.0 if words <= 12 and not ends_sentence(line.bare) else 0.0
    score += 4.0 if _short_run(body, index) >= 3 else 0.0  # a list, one item a line
    score += 5.0 if re.search(r"https?://|www\.|\bt\.co/|(?:^|\s)[@#]\w", line.bare) else 0.0
    score += 2.0 if line.bare.endswith((":", "：")) and words > 5 else 0.0
    return score


def _is_short(body: _Body, index: int) -> bool:
    """Whether there is such a line and it has the shape of a heading or a link card."""
    if not 0 <= index < len(body.lines):
        return False
    line = body.lines[index]
    return line.size <= 16 and not ends_sentence(line.bare)


def _short_run(body: _Body, index: int) -> int:
    """How many short lines stand in a row around this one."""
    low = high = index
    while _is_short(body, low - 1):
        low -= 1
    while _is_short(body, high + 1):
        high += 1
    return high - low + 1 if _is_short(body, index) else 0


def _for_heading(body: _Body, index: int) -> float:
    line = body.lines[index]
    words = line.size
    score = 0.0
    score += 1.5 if words <= 6 else 1.0 if words <= 9 else 0.3 if words <= 12 else -3.0
    score += 1.2 if not ends_sentence(line.bare) else -0.3 if line.bare.endswith(("?", "؟", ":")) else -3.0
    last = index == len(body.lines) - 1
    score += -3.0 if last else -0.8 if _is_short(body, index + 1) else 0.8
    score += 0.8 * min(2, len(_shared_below(body, index)))
    score += 1.0 if line.words and line.words[0].lower() in ("a", "an", "the", "how", "why", "what") else 0.0
    score += 1.5 if wording.numbered(line.bare) else 0.0
    score -= 1.5 if _is_known_post(body, line) else 0.0
    return score


def _for_embed(body: _Body, index: int) -> float:
    line = body.lines[index]
    words = line.size
    score = 0.0
    score += 8.0 if _is_known_post(body, line) else 0.0  # proof
    score += 1.2 if 7 <= words <= 16 else 0.4 if words in (5, 6) else -1.5
    score += (
        -3.0 if ends_sentence(line.bare) and not line.bare.endswith(("?", "!", "؟", "”", "»", '"')) else 0.3
    )
    case = headline_case(line)
    agrees = body.style.headline_case >= 0.7
    score += 1.2 if agrees and case >= 0.85 and words >= 5 else -1.2 if agrees and case < 0.6 else 0.0
    score -= 1.5 if line.words and line.words[0].lower() in ("a", "an", "the") else 0.0
    score -= 3.0 if line.bare.endswith((":", "：")) else 1.2 if line.bare.endswith(("?", "؟")) else 0.0
    score += 1.5 if wording.states(line.bare, line.words) else 0.0
    score += 1.5 if _is_short(body, index + 1) and not body.lines[index + 1].tight else 0.0
    score += 0.6 if not _shared_below(body, index) else -0.2
    below = body.lines[index + 1].bare if index + 1 < len(body.lines) else ""
    score += 0.6 if below and (wording.connects(below) or below[:1].islower()) else 0.0
    return score


def _is_known_post(body: _Body, line: Line) -> bool:
    """Whether a line is another post's headline, in the copy or by its slug; a short one may be a mere topic."""
    if fold(line.bare) in body.style.titles:
        return True
    return bool(body.style.known) and 4 <= line.size <= 25 and headline_slug(line.bare) in body.style.known


def _for_caption(body: _Body, index: int) -> float:
    line = body.lines[index]
    words = line.size
    score = 0.0
    score += 1.0 if 4 <= words <= 70 else -1.0
    score += 1.0 if not ends_sentence(line.bare) else -1.5
    score += 2.0 if 12 < words <= 24 and not ends_sentence(line.bare) else 0.0  # too long for a heading
    score += 2.5 if wording.ends_with_date(line.bare) and words <= 60 else 0.0
    score += 3.0 if wording.describes_picture(line.bare) and words <= 60 else 0.0
    score += 2.0 if wording.is_apposition(line.bare) and not ends_sentence(line.bare) else 0.0
    score += 7.5 if wording.verbless_start(line.bare) and sentence_count(line.bare) >= 2 else 0.0
    score += (
        3.0
        if wording.verbless_start(line.bare) and ends_sentence(line.bare) and sentence_count(line.bare) < 2
        else 0.0
    )
    score += 3.0 if line.key in body.pictures else 0.0
    score -= 1.5 if line.bare[:1] in '“"«' or wording.connects(line.bare) else 0.0
    score -= 3.0 if line.bare.endswith((":", "：")) else 0.0
    return score


def _shared_below(body: _Body, index: int) -> frozenset[str]:
    """Words that a line shares with the text of the section below it, beyond those of the whole post."""
    below: set[str] = set()
    for line in body.lines[index + 1 : index + 7]:
        if line.size <= 12 and not ends_sentence(line.bare):
            break
        below |= content_words(line)
    return frozenset((content_words(body.lines[index]) - body.common) & below)
