"""Lists and definition lists, also those that were never valid.

Guarantees: an item with one paragraph holds its words directly; a list met between items belongs to the
item before it; text between items is an item; an item outside of any list makes one.
"""

from lxml import etree

from broadsheet.rescue.clean.compositor import Compositor
from broadsheet.rescue.clean.galley import Block, Frame

__all__ = ["definitions", "inner_of", "listing", "stray_item"]


def inner_of(frame: Frame) -> str:
    """What an item or a cell holds; a lone paragraph without attributes loses its tags."""
    blocks = frame.blocks
    lone = bool(blocks) and blocks[0].tag == "p" and blocks[0].inner != ""
    if lone and all(block.tag in ("ul", "ol", "stray") for block in blocks[1:]):
        return blocks[0].inner + "".join(block.html for block in blocks[1:])
    return "".join(block.html for block in blocks)


def listing(compositor: Compositor, element: etree._Element) -> None:
    """Set an ``ul`` or ``ol``; within a gallery its items are pictures."""
    if compositor.in_gallery:
        compositor.wrapper(element)
        return
    tag = "ol" if element.tag == "ol" else "ul"
    written = compositor.block_attributes(element)
    start = element.get("start", "").strip()
    if tag == "ol" and start.isascii() and start.lstrip("-").isdigit() and len(start) < 9 and start != "1":
        written += f' start="{start}"'
    if tag == "ol" and "reversed" in element.attrib:
        written += ' reversed=""'
    around, paragraph = compositor.around, compositor.galley.paragraph
    compositor.around, compositor.galley.paragraph = ("", ""), ""
    items: list[list[str]] = []
    _Items(compositor, items).read(element)
    compositor.around, compositor.galley.paragraph = around, paragraph
    inner = "".join(f"<li{attributes}>{html}</li>" for attributes, html in items if html)
    if inner:
        compositor.galley.put(Block(tag, f"<{tag}{written}>{inner}</{tag}>"))


class _Items:
    """The items of one list: each a pair of attributes and markup."""

    def __init__(self, compositor: Compositor, items: list[list[str]]) -> None:
        self.compositor = compositor
        self.items = items
        self.loose = False

    def read(self, element: etree._Element) -> None:
        self.text(element.text)
        for child in element:
            if child.tag == "li":
                self.close()
                written = self.compositor.block_attributes(child)
                self.items.append([written, inner_of(self.compositor.contained(child, "li"))])
            elif child.tag in ("ul", "ol"):
                self.close()
                self.nested(child)
            else:
                self.open()
                self.compositor.element(child)
            self.text(child.tail)
        self.close()

    def nested(self, child: etree._Element) -> None:
        self.compositor.galley.push("li")
        self.compositor.element(child)
        html = "".join(block.html for block in self.compositor.galley.pop().blocks)
        full = [item for item in self.items if item[1]]
        if full:
            full[-1][1] += html
        elif html:
            self.items.append(["", html])

    def text(self, text: str | None) -> None:
        if text and (self.loose or text.strip()):
            self.open()
            self.compositor.galley.text(text, breaks=self.compositor.breaks)

    def open(self) -> None:
        if not self.loose:
            self.compositor.galley.push("li")
            self.loose = True

    def close(self) -> None:
        if self.loose:
            self.items.append(["", inner_of(self.compositor.galley.pop())])
            self.loose = False


def stray_item(compositor: Compositor, element: etree._Element) -> None:
    """An ``li`` without a list; those that follow each other make one list."""
    if compositor.in_gallery:
        compositor.wrapper(element)
        return
    written = compositor.block_attributes(element)
    inner = inner_of(compositor.contained(element, "li"))
    if not inner:
        return
    blocks = compositor.galley.frame.blocks
    html = f"<ul><li{written}>{inner}</li></ul>"
    if blocks and blocks[-1].tag == "stray":
        html = blocks.pop().html.removesuffix("</ul>") + html.removeprefix("<ul>")
    compositor.galley.put(Block("stray", html))


def definitions(compositor: Compositor, element: etree._Element) -> None:
    """Set a ``dl``; that of an old gallery is a picture with its caption."""
    if "gallery-item" in element.get("class", "").split():
        compositor.table["figure"](compositor, element)
        return
    written = compositor.block_attributes(element)
    parts: list[str] = []
    _terms(compositor, element, parts)
    if parts:
        compositor.galley.put(Block("dl", f"<dl{written}>{''.join(parts)}</dl>"))


def _terms(compositor: Compositor, element: etree._Element, parts: list[str]) -> None:
    _definition_text(compositor, element.text, parts)
    for child in element:
        written = compositor.block_attributes(child) if child.tag in ("dt", "dd") else ""
        if child.tag == "dt":
            html, _words, floats = compositor.run_of(child, "dt")
            if html:
                parts.append(f"<dt{written}>{html}</dt>")
            parts += [f"<dd>{figure.html}</dd>" for figure in floats]
        elif child.tag == "div":
            _terms(compositor, child, parts)
        else:
            compositor.galley.push("dd")
            if child.tag == "dd":
                compositor.inside(child)
            else:
                compositor.element(child)
            inner = inner_of(compositor.galley.pop())
            if inner:
                parts.append(f"<dd{written}>{inner}</dd>")
        _definition_text(compositor, child.tail, parts)


def _definition_text(compositor: Compositor, text: str | None, parts: list[str]) -> None:
    if text and text.strip():
        compositor.galley.push("dd")
        compositor.galley.text(text, breaks=compositor.breaks)
        inner = inner_of(compositor.galley.pop())
        if inner:
            parts.append(f"<dd>{inner}</dd>")
