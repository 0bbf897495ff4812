"""Signs in the words of a line: does it state something, describe a picture, go on from the text before.

Guarantees: each is one yes or no about one line, no decision. Word lists exist for
English and, where a short one tells much, Persian; for every other language the answer is
"no sign", and the shape and place of the line decide alone (:mod:`.roles`).
"""

import re
from functools import lru_cache

from broadsheet.rescue.text.dates import find_dates
from broadsheet.rescue.text.words import compiled, listed

__all__ = [
    "connects", "describes_picture", "ends_with_date", "is_apposition", "names_a_file", "names_related", "numbered",
    "quotes_a_post", "states", "verbless_start",
]  # fmt: skip


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "x", "ch", "sh")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    base = listed("stating")
    return frozenset([*base, *(_third_person(verb) for verb in base), *listed("stating_forms")])


def states(text: str, words: tuple[str, ...]) -> bool:
    """Whether the line has a verb that headlines use: it reports something, it doesn't name a topic."""
    lowered = [word.lower().replace("’", "'") for word in words]
    return any(word in _verbs() for word in lowered[1:]) or bool(
        compiled(r"(?:^|\s)@[؟!.]?$", "persian_verbs").search(text.strip())
    )


def describes_picture(text: str) -> bool:
    """Whether the line says that it belongs to a picture: photo, credit, left and right."""
    return bool(compiled(r"(?<!\w)@", "picture").search(text))


def ends_with_date(text: str) -> bool:
    """Whether the line closes with a date, as captions do."""
    dates = find_dates(text)
    rest = re.sub(r"\s?(?:гг?|рр?|года|року)\.?$", "", text.rstrip(' .)]»”"'))
    return bool(dates) and len(rest) - dates[-1].end <= 1


def is_apposition(text: str) -> bool:
    """Whether the line opens with a name and who that is ("Name Name, the former …"), or a name doing something."""
    name = r"(?:[A-Z][\w.’'-]+|of|de|al|el|bin|von|van)"
    who = r"(?:the|an?|head|former|president|minister|leader|member|director|chair\w*|founder|\w+[eo]r of|spokes\w+)\b"
    return bool(
        re.match(rf"^(?:{name}\s+){{1,5}}{name},\s+{who}(?!\s+who)", text)
        or re.match(rf"^(?:{name}\s+){{0,4}}{name}\s+[a-z]{{2,}}ing\b", text)
    )


def verbless_start(text: str) -> bool:
    """Whether the first sentence, English and after a name and an apposition, has no finite verb."""
    first = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    return is_apposition(text) and not compiled(r"\b@\b", "finite").search(first) and len(first.split()) >= 5


def connects(text: str) -> bool:
    """Whether a paragraph goes on from what was said before rather than opening a section."""
    return bool(compiled(r"^@(?!\w)", "connectives").match(text.lstrip("“\"'«")))


def names_related(text: str) -> str:
    """The title after "See also:" and the like; empty when there is none."""
    found = compiled(r"^@\s*[:：>»-]+\s*(?P<title>\S.*)$", "related").match(text)
    return found["title"].strip() if found else ""


def names_a_file(text: str) -> bool:
    """Whether a picture's alternative text is only its file's or the program's name."""
    return bool(
        re.match(
            r"^(?:screen ?shots?|screen_shot|captura de pantalla|capture d[’']écran|bildschirmfoto|снимок экрана"
            r"|img|image|dsc[nf]?|photo|pic|whatsapp image|unnamed|untitled)[ _-]*[\d(][\w .:()-]*$"
            r"|^[\w-]+\.(?:jpe?g|png|gif|webp)$|^(?=\S*\d)(?=\S*_)[\w-]+$",
            text,
            re.IGNORECASE,
        )
    )


def quotes_a_post(text: str) -> bool:
    """Whether the line is who wrote an embedded short message: "— Name (@name) March 6, 2014"."""
    return bool(re.match(r"^[—–-]\s*\S.{0,80}\(@\w+\)", text))


def numbered(text: str) -> bool:
    """Whether a heading is counted: "1. …", "II. …", "۲- …"."""
    return bool(re.match(r"^(?:\d{1,2}|[IVX]{1,4}|[A-H])[.)\-–:]\s+\S", text))
