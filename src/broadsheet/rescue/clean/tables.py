"""Tables: those that hold data stay tables, those that only laid out a page become what they held.

Guarantees: cells keep their order, spans and headers; a caption becomes the figure's caption below.
"""

from collections.abc import Iterator

from lxml import etree

from broadsheet.rescue.clean import attributes
from broadsheet.rescue.clean.compositor import Compositor
from broadsheet.rescue.clean.galley import Block
from broadsheet.rescue.clean.lists import inner_of

__all__ = ["set_rows", "table"]


def table(compositor: Compositor, element: etree._Element) -> None:
    """Set a ``table``."""
    if "tr-caption-container" in element.get("class", "").split():
        compositor.table["figure"](compositor, element)
        return
    if _lays_out(element):
        compositor.wrapper(element)
        return
    galley = compositor.galley
    caption, letters, floats = "", "", list[Block]()
    named = element.find("caption")
    if named is not None:
        caption, letters, floats = compositor.run_of(named, "figcaption")
    for figure in floats:
        galley.put(figure)
    html = set_rows(compositor, element)
    if html and caption:
        galley.put(Block("figure", f"<figure>{html}<figcaption>{caption}</figcaption></figure>"))
    elif html:
        galley.put(Block("table", html))
    elif caption:
        galley.put(galley.paragraph_of(caption, letters))


def _lays_out(element: etree._Element) -> bool:
    """Whether a table is scaffolding: marked so, around other tables, or of a single cell."""
    if element.get("role", "") in ("presentation", "none"):
        return True
    if next(element.iterdescendants("table"), None) is not None:
        return True
    cells = [cell for row in _rows(element) for cell in row if cell.tag in ("td", "th")]
    return len(cells) <= 1


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def set_rows(compositor: Compositor, element: etree._Element) -> str:
    """A table's markup without its caption, "" if no cell says anything."""
    written = compositor.block_attributes(element)
    rows: list[str] = []
    filled = False
    for row in _rows(element):
        parent = row.getparent()
        heads = parent is not None and parent.tag == "thead"
        cells = ""
        for cell in row:
            if cell.tag in ("td", "th"):
                tag = "th" if heads else cell.tag
                inner = inner_of(compositor.contained(cell, tag))
                filled = filled or bool(inner)
                cells += f"<{tag}{_cell_attributes(cell)}>{inner}</{tag}>"
        if cells:
            rows.append(f"<tr>{cells}</tr>")
    return f"<table{written}><tbody>{''.join(rows)}</tbody></table>" if filled else ""


def _cell_attributes(cell: etree._Element) -> str:
    written = attributes.written(attributes.direction(cell), cell.get("lang", ""), "")
    for name in ("colspan", "rowspan"):
        value = cell.get(name, "").strip()
        if value.isascii() and value.isdigit() and value not in ("0", "1") and len(value) < 5:
            written += f' {name}="{value}"'
    scope = cell.get("scope", "")
    if scope in ("row", "col", "rowgroup", "colgroup") and cell.tag == "th":
        written += f' scope="{scope}"'
    return written
