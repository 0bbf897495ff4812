"""A canonical body made ready for readers: links and pictures resolved, hints gone, direction set.

Guarantees: the same body and the same answers give the same markup; every element is closed as
HTML5 wants it; no ``data-post`` or ``data-image`` is left. A block gets ``dir`` only where it runs
against what surrounds it, found from its first strong letter: ``dir="auto"`` is no help here, since
a browser that looks for a quotation's direction skips the paragraphs that have a ``dir`` of their
own (https://html.spec.whatwg.org/#auto-directionality).

Written by hand rather than by lxml's serialiser, so that whatever stands for a picture goes in as
it is and the tree is walked once.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from broadsheet.archive.canonical import BLOCKS, parse_fragment
from broadsheet.language import Direction, first_strong

__all__ = ["LinkUse", "PictureUse", "link_use", "picture_use", "print_body"]

_READY_TAGS = frozenset(
    mark + tag
    for mark in ("", "/")
    for tag in "p h2 h3 h4 blockquote ul ol li em strong cite s u sub sup code q small mark".split()
) | {"br", "hr"}
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TAG = re.compile("<([^>]*)>")
_VOID = frozenset(["br", "hr", "img"])
_SCOPE = re.compile(r' scope="[^"]*"')
_RESOLVED = frozenset(["data-post", "data-image", "href"])


@dataclass(frozen=True, slots=True)
class LinkUse:
    """A link of a body: where it leads, and the post it was hinted to lead to."""

    href: str
    post_id: int | None


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture of a body. ``width`` and ``height`` are pixels, 0 where unknown; ``first`` in its body."""

    src: str
    image_id: int | None
    alt: str
    width: int
    height: int
    first: bool


def _number(element: etree._Element, name: str) -> int | None:
    value = element.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else None


def link_use(element: etree._Element) -> LinkUse:
    """What an ``a`` element says."""
    return LinkUse(element.get("href", ""), _number(element, "data-post"))


def picture_use(element: etree._Element, *, first: bool) -> PictureUse:
    """What an ``img`` element says."""
    return PictureUse(
        src=element.get("src", ""),
        image_id=_number(element, "data-image"),
        alt=element.get("alt", ""),
        width=_number(element, "width") or 0,
        height=_number(element, "height") or 0,
        first=first,
    )


def print_body(
    html: str,
    *,
    direction: Direction,
    link: Callable[[str, int | None], str | None],
    picture: Callable[[PictureUse], str],
    anchors: str = "",
) -> str:
    """The markup that readers get of a canonical body.

    ``direction`` is the post's. ``link`` is asked with each address and the post it hints at, and
    answers with the address to print, or None to print the link's words alone. ``picture`` answers
    with the markup that stands for an ``<img>``; an empty answer leaves its caption.
    ``anchors`` goes before every ``id`` and every link to one, for pages that hold several bodies.
    A first row of header cells becomes the table's head; a table lies in ``<div class="table">``.
    """
    if direction == "ltr" and not anchors and _is_ready(html):
        return html
    printing = _Printing(link, picture, anchors)
    body = parse_fragment(html)
    printing.text(body.text)
    for child in body:
        printing.element(child, direction)
        printing.text(child.tail)
    return "".join(printing.out)


def _is_ready(html: str) -> bool:
    """Whether a body is printed letter by letter as the archive has it, as most in Latin script are: it has no element
    with attributes, and no letter that runs right to left.
    """
    if not html.isascii() and _RIGHT_TO_LEFT.search(html):
        return False
    tags = _TAG.findall(html)
    # Where a tag is open, what follows it belongs to no tag that is known, unless nothing follows.
    if not _READY_TAGS.issuperset(tags) or html.count(">") != len(tags) or html.rfind("<") > html.rfind(">"):
        return False
    known = html.count("&amp;") + html.count("&lt;") + html.count("&gt;") if "&" in html else 0
    return html.count("&") == known


class _Printing:
    """One body on its way to paper."""

    __slots__ = ("anchors", "first", "link", "out", "picture")

    def __init__(
        self,
        link: Callable[[str, int | None], str | None],
        picture: Callable[[PictureUse], str],
        anchors: str,
    ) -> None:
        self.out: list[str] = []
        self.link = link
        self.picture = picture
        self.anchors = anchors
        self.first = True

    def text(self, words: str | None) -> None:
        if words:
            self.out.append(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))

    def element(self, element: etree._Element, direction: Direction) -> None:
        tag = element.tag
        if tag == "img":
            self.out.append(self.picture(picture_use(element, first=self.first)))
            self.first = False
        elif tag == "a":
            self.anchor(element, direction)
        elif tag == "figure":
            self.figure(element, direction)
        elif tag == "table":
            self.table(element, direction)
        elif tag == "th" and _says_nothing(element):
            self.corner(element, direction)
        else:
            self.plain(element, direction)

    def plain(self, element: etree._Element, direction: Direction) -> None:
        direction = self.open(element, direction)
        if element.tag in _VOID:
            return
        self.inside(element, direction)
        self.out.append(f"</{element.tag}>")

    def inside(self, element: etree._Element, direction: Direction) -> None:
        self.text(element.text)
        for child in element:
            self.element(child, direction)
            self.text(child.tail)

    def open(self, element: etree._Element, direction: Direction) -> Direction:
        """Print the start tag; the answer is the direction that holds inside."""
        tag = element.tag
        inner = _direction_of(element, direction) if tag in BLOCKS or element.get("dir") else direction
        written = ""
        for name in map(str, element.keys()):
            value = element.get(name, "")
            if name == "id":
                written += f' id="{_quoted(self.anchors + value)}"'
            elif name == "dir":
                written += "" if tag in BLOCKS else f' dir="{inner}"'
            elif name not in _RESOLVED:
                written += f' {name}="{_quoted(value)}"'
        if inner != direction and tag in BLOCKS:
            written += f' dir="{inner}"'
        self.out.append(f"<{tag}{written}>")
        return inner

    def anchor(self, element: etree._Element, direction: Direction) -> None:
        use = link_use(element)
        if use.href.startswith("#"):
            href: str | None = f"#{self.anchors}{use.href[1:]}" if len(use.href) > 1 else None
        else:
            href = self.link(use.href, use.post_id) if use.href else None
        if href is None and not element.get("id"):
            self.inside(element, direction)
            return
        direction = self.open(element, direction)
        if href is not None:
            self.out[-1] = f'<a href="{_quoted(href)}"{self.out[-1][2:]}'
        self.inside(element, direction)
        self.out.append("</a>")

    def figure(self, element: etree._Element, direction: Direction) -> None:
        start = len(self.out)
        direction = self.open(element, direction)
        before = len(self.out)
        self.inside(element, direction)
        if "".join(self.out[before:]).strip():
            self.out.append("</figure>")
        else:  # its picture is not shown and nobody wrote a caption
            del self.out[start:]

    def table(self, element: etree._Element, direction: Direction) -> None:
        self.out.append('<div class="table" tabindex="0">')
        direction = self.open(element, direction)
        head = _head_row(element)
        for child in element:
            if child.tag == "tbody" and head is not None and head.getparent() is child:
                self.head(head, direction)
                inner = self.open(child, direction)
                for row in list(child)[1:]:
                    self.element(row, inner)
                self.out.append("</tbody>")
            else:
                self.element(child, direction)
        self.out.append("</table></div>")

    def head(self, row: etree._Element, direction: Direction) -> None:
        self.out.append("<thead>")
        direction = self.open(row, direction)
        for cell in row:
            if _says_nothing(cell):
                self.corner(cell, direction)
                continue
            inner = self.open(cell, direction)
            if not cell.get("scope"):
                self.out[-1] = self.out[-1][:-1] + ' scope="col">'
            self.inside(cell, inner)
            self.out.append("</th>")
        self.out.append("</tr></thead>")

    def corner(self, cell: etree._Element, direction: Direction) -> None:
        """A header cell without words, as in a table's corner, heads nothing and is an ordinary cell."""
        self.open(cell, direction)
        self.out[-1] = "<td" + _SCOPE.sub("", self.out[-1])[3:]
        self.out.append("</td>")


def _says_nothing(cell: etree._Element) -> bool:
    return not len(cell) and not (cell.text or "").strip()


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _direction_of(element: etree._Element, around: Direction) -> Direction:
    """The direction inside an element: as written, else a block's own by its first strong letter."""
    written = element.get("dir")
    if written == "rtl":
        return "rtl"
    if written == "ltr":
        return "ltr"
    if element.tag in BLOCKS:
        found = first_strong(element.text or "")
        if found:
            return found
        for words in element.itertext():
            found = first_strong(str(words))
            if found:
                return found
    return around


def _head_row(table: etree._Element) -> etree._Element | None:
    """The row of header cells that a table begins with, unless the table has a head or is only that row."""
    if table.find("thead") is not None:
        return None
    body = table.find("tbody")
    if body is None or len(body) < 2 or not len(body[0]):
        return None
    cells = body[0]
    return cells if all(cell.tag == "th" and cell.get("rowspan", "1") == "1" for cell in cells) else None
