"""A text read as what it is: pages, posts, and the role of every line.

Guarantees: :func:`read_copy` is a pure function of the text; each line that is not empty
is in exactly one post or in no post, and has one role either way. It decides nothing that
needs other copies, the archive or the clock.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from broadsheet.language import guess_language
from broadsheet.rescue.text import phrases
from broadsheet.rescue.text.furniture import mark_lines
from broadsheet.rescue.text.lines import Line, split_lines
from broadsheet.rescue.text.marks import Mark
from broadsheet.rescue.text.pages import Heading, Page, cut_pages, find_heading, heading_by_tags
from broadsheet.rescue.text.roles import assign_roles, learn_style
from broadsheet.rescue.text.shapes import stop_words
from broadsheet.rescue.text.stories import Story, cut_stories
from broadsheet.rescue.text.words import compiled

__all__ = ["Copy", "Site", "read_copy"]

_YEAR = r"(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)?\d\d|present))?|[۰-۹]{4}(?:\s*[-–]\s*[۰-۹]{4})?"
_MARK_OF_COPYRIGHT = re.compile(r"©|\(c\)|copyright|حق نشر|حق چاپ", re.IGNORECASE)
# Persian and Arabic notices name the holder in mid-sentence: "all rights of … are reserved".
_PERSIAN_RIGHTS = re.compile(
    r"(?:تمامی|تمام|کلیه|همه)‌?ی? حقوق (?:این (?:سایت|وب‌?سایت) )?(?:مادی و معنوی )?(?:متعلق به|برای|نزد)\s*"
    r"(?P<name>.+?)\s*(?:محفوظ|است|می‌باشد|می باشد)"
)
_ARABIC_RIGHTS = re.compile(r"جميع الحقوق محفوظة\s*(?:لدى|لموقع|ل)?\s*(?P<name>\S.*)$")


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages say of the whole site."""

    name: str = ""
    copyright: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A text with all its parts.

    Places in ``stories``, ``roles`` and ``marks`` count ``lines``, which hold no empty ones.
    """

    lines: tuple[Line, ...]
    empty: tuple[int, ...]
    heading: Heading | None
    pages: tuple[Page, ...]
    marks: Mapping[int, Mark]
    stories: tuple[Story, ...]
    roles: Mapping[int, str]
    site: Site


def read_copy(text: str, *, known_slugs: Iterable[str] = ()) -> Copy:
    """Read a text. ``known_slugs`` are those of posts known from elsewhere."""
    every = split_lines(text)
    lines = tuple(line for line in every if line.bare)
    if sum(line.tight for line in lines) > 0.6 * len(lines):
        # No empty lines between paragraphs: that two lines touch tells nothing here.
        lines = tuple(replace(line, tight=False) for line in lines)
    heading = find_heading(lines)
    marks = mark_lines(lines, term=heading.term if heading else "")
    heading = heading or heading_by_tags(lines, marks)
    if heading:
        marks.pop(heading.place, None)
    pages = cut_pages(lines, marks, heading)
    stories = cut_stories(lines, marks, pages)
    style = learn_style(lines, stories, frozenset(known_slugs))
    roles: dict[int, str] = {}
    for story in stories:
        roles |= assign_roles(lines, marks, story, style)
    for place in range(len(lines)):
        roles.setdefault(place, "heading_of_page" if _is_heading(pages, place) else "footer")
    empty = tuple(line.number for line in every if not line.bare)
    return Copy(
        lines,
        empty,
        heading,
        tuple(pages),
        marks,
        tuple(stories),
        dict(sorted(roles.items())),
        _site(lines, pages),
    )


def _is_heading(pages: Iterable[Page], place: int) -> bool:
    return any(page.heading is not None and page.heading.place == place for page in pages)


def _site(lines: tuple[Line, ...], pages: list[Page]) -> Site:
    """The site's name and notice from the pages' tails, and the language of the whole."""
    text = "\n".join(line.bare for line in lines[:400])
    language = guess_language(text, declared=_latin_language(text))
    for page in pages:
        for place in range(page.tail, page.end):
            bare = lines[place].bare
            if name := _site_name(bare):
                return Site(name, bare, language)
        for place in range(page.tail, page.end):
            if phrases.is_footer(lines[place].bare) and _MARK_OF_COPYRIGHT.search(lines[place].bare):
                return Site("", lines[place].bare, language)
    return Site("", "", language)


def _site_name(text: str) -> str:
    """The holder a copyright line names, without year and reservation; empty when it names none."""
    if found := _PERSIAN_RIGHTS.search(text) or _ARABIC_RIGHTS.search(text):
        return found["name"].strip(" .«»\"'")
    if not _MARK_OF_COPYRIGHT.search(text) or len(text) > 200:
        return ""
    rest = compiled(r"[.,|•·–—-]*\s*@.*$", "rights").sub("", text)
    rest = re.sub(_YEAR, " ", _MARK_OF_COPYRIGHT.sub(" ", rest))
    rest = re.sub(r"^\W*(?:by|the copyright of|von|par|por)\b", " ", rest, flags=re.IGNORECASE)
    rest = re.split(r"\s[|•·–—]\s", rest.strip(" .,|•·–—-:"))[0].strip(" .,|•·–—-:")
    return rest if 1 <= len(rest.split()) <= 8 else ""


def _latin_language(text: str) -> str:
    """The language whose small words are commonest; empty when none is clearly ahead."""
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    counts = {language: sum(words[word] for word in small) for language, small in stop_words().items()}
    (best, most), (_, second) = Counter(counts).most_common(2)
    return best if most > 5 and most > 1.15 * second else ""
