"""What a canonical body says: its words, its links, its pictures; and the sanitiser's public face.

Guarantees: every function takes a body as :func:`sanitise` gives it and is pure; what it finds comes
in the body's order. The form itself is defined in :mod:`broadsheet.archive.canonical`, what readers
get of it in :mod:`broadsheet.archive.printing`::

    body = sanitise(html)
    text_of(body), excerpt_of(body, words=40), links_of(body), pictures_of(body)
    print_body(body, direction="rtl", link=lambda href, post_id: href, picture=lambda use: "")
"""

import re
from collections.abc import Callable

from lxml import etree

from broadsheet.archive.canonical import BLOCKS, parse_fragment, sanitise
from broadsheet.archive.printing import LinkUse, PictureUse, link_use, picture_use, print_body
from broadsheet.language import count_words

__all__ = [
    "LinkUse", "PictureUse", "add_hints", "excerpt_of", "links_of", "pictures_of", "print_body", "sanitise",
    "text_of", "word_count",
]  # fmt: skip

_SPACE = re.compile(r"[ \t\n\r\f]+")
_LINES = BLOCKS | {"br"}


def _gather(element: etree._Element, pieces: list[str], skip: frozenset[str], *, wrapped: bool) -> None:
    """The element's words; a newline stands where a block or a line ends.

    ``wrapped`` says that newlines occur in the markup, where they are spaces unless in ``pre``.
    """
    tag = element.tag
    if tag in skip:
        return
    line = tag in _LINES
    if line:
        pieces.append("\n")
    if tag == "pre":
        pieces.append("".join(str(piece) for piece in element.itertext()))
    else:
        text = element.text
        if text:
            pieces.append(_SPACE.sub(" ", text) if wrapped else text)
        for child in element:
            _gather(child, pieces, skip, wrapped=wrapped)
            text = child.tail
            if text:
                pieces.append(_SPACE.sub(" ", text) if wrapped else text)
    if line:
        pieces.append("\n")


def _lines(html: str, *, skip: frozenset[str] = frozenset()) -> list[str]:
    pieces: list[str] = []
    _gather(parse_fragment(html), pieces, skip, wrapped="\n" in html)
    lines: list[str] = []
    for line in "".join(pieces).split("\n"):
        words = line.strip()
        if words:
            lines.append(_SPACE.sub(" ", words) if "  " in words or "\t" in words else words)
    return lines


def text_of(html: str) -> str:
    """The words of a canonical body in order, captions included: one line per block or line break."""
    return "\n".join(_lines(html))


def word_count(html: str) -> int:
    """How many words a body has, captions included."""
    return count_words(text_of(html))


_NOT_TOLD = frozenset(["figure", "table", "aside", "pre", "h2", "h3", "h4"])


def excerpt_of(html: str, words: int = 50) -> str:
    """The first words of a body as one line of plain text; ends with an ellipsis where it was cut.

    Figures, tables, cards and headings are left out. A body that has nothing else gives "".
    """
    found: list[str] = []
    for line in _lines(html, skip=_NOT_TOLD):
        found += line.split()
        if len(found) > words:
            return " ".join(found[:words]).rstrip(".,;:،؛") + "…"
    return " ".join(found)


def links_of(html: str) -> tuple[LinkUse, ...]:
    """The links of a canonical body in order, those within the body (``#note``) left out."""
    if "<a " not in html:
        return ()
    uses = (link_use(element) for element in parse_fragment(html).iter("a"))
    return tuple(use for use in uses if use.href and not use.href.startswith("#"))


def pictures_of(html: str) -> tuple[PictureUse, ...]:
    """The pictures of a canonical body in order."""
    if "<img" not in html:
        return ()
    found = parse_fragment(html).iter("img")
    return tuple(picture_use(element, first=place == 0) for place, element in enumerate(found))


def add_hints(
    html: str, *, post_of: Callable[[str], int | None], image_of: Callable[[str], int | None]
) -> str:
    """The body with ``data-post`` and ``data-image`` wherever the address is known; the rest unchanged.

    ``post_of`` is asked with each link's ``href``, ``image_of`` with each picture's ``src``.
    """
    if "<a " not in html and "<img" not in html:
        return html
    body = parse_fragment(html)
    changed = False
    for tag, source, hint, ask in (
        ("a", "href", "data-post", post_of),
        ("img", "src", "data-image", image_of),
    ):
        for element in body.iter(tag):
            address = element.get(source, "")
            number = ask(address) if address and not address.startswith("#") else None
            if number is not None and element.get(hint) != str(number):
                element.set(hint, str(number))
                changed = True
    if not changed:
        return html
    inner = etree.tostring(body, encoding="unicode", method="html", with_tail=False)
    return sanitise(inner.removeprefix("<body>").removesuffix("</body>"))
