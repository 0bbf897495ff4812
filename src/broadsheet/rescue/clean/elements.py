"""Who sets which element: the table by which the compositor reads a tree.

Guarantees: blocks that cannot stand where they are met (a list in a caption, a table in a heading) are set
as lines; headings begin at ``h2``, the headline being the only ``h1``.
"""

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from broadsheet.rescue.clean import attributes, figures, lists, tables
from broadsheet.rescue.clean.compositor import Compositor, Handler
from broadsheet.rescue.clean.galley import Block, escaped, quoted

__all__ = ["TABLE"]

_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_WRAPPERS = [
    "p", "div", "section", "article", "header", "footer", "main", "center", "address", "nav", "hgroup",
    "fieldset", "legend", "html", "optgroup", "option", "dt", "dd", "tr", "td", "th", "tbody", "thead",
    "tfoot", "caption", "figcaption",
]  # fmt: skip
_UNSEEN = ["canvas", "meta", "link", "base", "col", "colgroup", "area"]
_CONTROLS = ["input", "textarea", "button", "select", "progress", "meter", "datalist"]
_PRE_MARKS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "code": "code",
    "tt": "code",
    "kbd": "kbd",
}
_PROSE_OF_A_FORM = 300


def _flow(handler: Handler) -> Handler:
    """A handler of blocks: where only a line can stand, the element is set as lines."""

    def handle(compositor: Compositor, element: etree._Element) -> None:
        if compositor.galley.frame.mode == "line":
            compositor.wrapper(element)
            return
        compositor.galley.end_paragraph()
        handler(compositor, element)

    return handle


def _heading(compositor: Compositor, element: etree._Element) -> None:
    galley = compositor.galley
    tag = _HEADINGS[element.tag]
    before, marks, compositor.in_heading = compositor.in_heading, galley.marks, True
    galley.marks = [mark for mark in marks if mark.tag != "strong"]
    html, words, floats = compositor.run_of(element, tag)
    compositor.in_heading, galley.marks = before, marks
    if html:
        anchor = compositor.heading_anchor(element)
        way, language = attributes.direction(element), element.get("lang", "")
        written = attributes.written(way or compositor.around[0], language or compositor.around[1], anchor)
        galley.put(Block(tag, f"<{tag}{galley.own(written, words)}>{html}</{tag}>"))
    for figure in floats:
        galley.put(figure)


def _quotation(compositor: Compositor, element: etree._Element) -> None:
    written = compositor.block_attributes(element)
    frame = compositor.contained(element, "blockquote")
    if frame.blocks:
        pulled = "pullquote" in element.get("class", "") or compositor.in_pullquote
        inner = "".join(block.html for block in frame.blocks)
        kind = ' class="pullquote"' if pulled else ""
        compositor.galley.put(Block("blockquote", f"<blockquote{kind}{written}>{inner}</blockquote>"))


def _details(compositor: Compositor, element: etree._Element) -> None:
    written = compositor.block_attributes(element)
    frame = compositor.contained(element, "details")
    if frame.blocks:
        inner = "".join(block.html for block in frame.blocks)
        compositor.galley.put(Block("details", f"<details{written}>{inner}</details>"))


def _summary(compositor: Compositor, element: etree._Element) -> None:
    frame = compositor.galley.frame
    if frame.tag != "details" or frame.blocks:
        compositor.wrapper(element)
        return
    html, _words, floats = compositor.run_of(element, "summary")
    if html:
        frame.blocks.append(Block("summary", f"<summary>{html}</summary>"))
    frame.blocks += floats


def _aside(compositor: Compositor, element: etree._Element) -> None:
    if "card" not in element.get("class", "").split():
        compositor.wrapper(element)
        return
    written = compositor.block_attributes(element)
    frame = compositor.contained(element, "aside")
    if frame.blocks:
        inner = "".join(block.html for block in frame.blocks)
        compositor.galley.put(Block("aside", f'<aside class="card"{written}>{inner}</aside>'))


def _rule(compositor: Compositor, _: etree._Element) -> None:
    compositor.galley.put(Block("hr", "<hr>"))


def _line_break(compositor: Compositor, element: etree._Element) -> None:
    compositor.galley.line_break()
    compositor.inside(element)


def _preformatted(compositor: Compositor, element: etree._Element) -> None:
    verbatim = _Verbatim(compositor)
    verbatim.read(element, frozenset())
    html = "".join(verbatim.pieces).lstrip("\n").rstrip()
    if html.strip():
        written = compositor.galley.own(compositor.block_attributes(element), attributes.words_of(element))
        compositor.galley.put(Block("pre", f"<pre{written}>{html}</pre>"))
    for image in verbatim.images:
        compositor.image(image)


class _Verbatim:
    """What a ``pre`` holds: letters as they stand, with the few marks that it may have."""

    def __init__(self, compositor: Compositor) -> None:
        self.compositor = compositor
        self.pieces: list[str] = []
        self.images: list[etree._Element] = []

    def read(self, element: etree._Element, marks: frozenset[str]) -> None:
        self.pieces.append(escaped(element.text or ""))
        for child in element:
            if child.tag == "img":
                self.images.append(child)
            elif child.tag == "br":
                self.pieces.append("\n")
            else:
                self.child(child, marks)
            self.pieces.append(escaped(child.tail or ""))

    def child(self, child: etree._Element, marks: frozenset[str]) -> None:
        mark = _PRE_MARKS.get(child.tag, "")
        start = mark
        href = self.compositor.address(child.get("href", "")) if child.tag == "a" else ""
        if href:
            mark, start = "a", f'a href="{quoted(href)}"'
        if mark and mark not in marks and attributes.words_of(child):
            if href:
                self.compositor.galley.links.append(href)
            self.pieces.append(f"<{start}>")
            self.read(child, marks | {mark})
            self.pieces.append(f"</{mark}>")
        else:
            self.read(child, marks)
            if child.tag in ("div", "p", "li"):
                self.pieces.append("\n")


def _form(compositor: Compositor, element: etree._Element) -> None:
    """A form asks readers for something that nobody answers any more; some sites put whole pages in one."""
    words = attributes.words_of(element)
    if len(words) >= _PROSE_OF_A_FORM:
        compositor.wrapper(element)
    elif words:
        compositor.sources.noted("A form was left out.", words)


def _control(compositor: Compositor, element: etree._Element) -> None:
    words = attributes.words_of(element)
    if words:
        compositor.sources.noted("A button or a field of a form was left out.", words)


def _unseen(_: Compositor, __: etree._Element) -> None:
    return


def _drawing(compositor: Compositor, element: etree._Element) -> None:
    words = attributes.words_of(element)
    if words:
        compositor.sources.left_over("A drawing made of markup was left out.", words)


TABLE: Mapping[str, Handler] = MappingProxyType(
    {
        **dict.fromkeys(_WRAPPERS, Compositor.wrapper),
        **{tag: _flow(_heading) for tag in _HEADINGS},
        **dict.fromkeys(_UNSEEN, _unseen),
        **dict.fromkeys(_CONTROLS, _control),
        **dict.fromkeys(("x-frame", "embed", "object", "applet", "video", "audio"), Compositor.player),
        **{tag: _flow(lists.listing) for tag in ("ul", "ol", "menu", "dir")},
        "li": _flow(lists.stray_item),
        "dl": _flow(lists.definitions),
        "blockquote": _flow(_quotation),
        "details": _flow(_details),
        "summary": _summary,
        "aside": _flow(_aside),
        "hr": _flow(_rule),
        "br": _line_break,
        "pre": _flow(_preformatted),
        "listing": _flow(_preformatted),
        "table": _flow(tables.table),
        "figure": _flow(figures.figure),
        "gallery": _flow(figures.gallery),
        "file": _flow(figures.file_card),
        "social": _flow(figures.social_card),
        "a": Compositor.link,
        "img": Compositor.image,
        "span": Compositor.styled,
        "font": Compositor.styled,
        "x-noscript": Compositor.noscript,
        "form": _form,
        "svg": _drawing,
    }
)
