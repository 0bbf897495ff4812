"""A canonical body as Markdown (https://spec.commonmark.org/0.31.2/) where that says the same, else as HTML.

Guarantees: read as CommonMark with HTML allowed, the result has the words of the body, in the same kinds of
blocks; nothing in it is a shortcode for Hugo. A block that Markdown has no signs for (a figure, a table, a text in
another direction) is HTML in one line, which needs no blank lines around what is in it.

The libraries that turn HTML into Markdown were not used: they drop what Markdown cannot say.
"""

import re
from collections.abc import Iterator

from lxml import etree

from broadsheet.archive.canonical import parse_fragment

__all__ = ["markdown_of"]

_SPACE = re.compile(r"[ \t\n\r\f]+")
_SIGNS = re.compile(r"[\\`*_\[\]<>{}~|!$^]")
_AT_START = re.compile(r"^(?:[-+=#>:]|\d+[.)])")
_MARKS = {"em": "*", "strong": "**"}
_HEADINGS = {"h2": "##", "h3": "###", "h4": "####"}
_INLINE = frozenset([
    "a", "em", "strong", "s", "u", "sub", "sup", "code", "br", "img", "cite", "mark", "span", "q", "abbr", "small",
    "del", "ins", "kbd", "bdi", "bdo", "ruby", "rt", "rp",
])  # fmt: skip


def markdown_of(html: str) -> str:
    """The body as Markdown; ends with a line break if it holds anything."""
    written = "\n\n".join(_blocks(parse_fragment(html)))
    return f"{written}\n" if written else ""


def _blocks(parent: etree._Element) -> Iterator[str]:
    """The blocks of an element; words outside any block are a paragraph."""
    run: list[etree._Element | str] = [parent.text or ""]
    for child in parent:
        if child.tag in _INLINE:
            run += [child, child.tail or ""]
            continue
        yield from _paragraph(run)
        yield from _block(child)
        run = [child.tail or ""]
    yield from _paragraph(run)


def _paragraph(run: list[etree._Element | str]) -> Iterator[str]:
    words = _line(run)
    if words:
        yield words


def _line(run: list[etree._Element | str]) -> str:
    written = _inline(run).strip(" ")
    begin = _AT_START.match(written)
    if begin is None:
        return written
    # The last letter of a sign that would begin a list, a heading or a rule.
    at = begin.end() - 1
    return f"{written[:at]}\\{written[at:]}"


def _block(element: etree._Element) -> Iterator[str]:
    tag = str(element.tag)
    plain = not element.attrib
    if tag == "hr" and plain:
        yield "***"
    elif tag == "p" and plain:
        yield from _paragraph(_run(element))
    elif tag in _HEADINGS and plain:
        words = _line(_run(element))
        yield f"{_HEADINGS[tag]} {words}" if words else ""
    elif tag == "pre" and plain and len(element) == 0 and "{{" not in (element.text or ""):
        yield _fenced(element.text or "")
    elif tag == "blockquote" and plain:
        inner = "\n\n".join(_blocks(element))
        yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    elif tag in ("ul", "ol") and _is_plain_list(element):
        yield _listed(element)
    else:
        yield _raw(element)


def _run(element: etree._Element) -> list[etree._Element | str]:
    run: list[etree._Element | str] = [element.text or ""]
    for child in element:
        run += [child, child.tail or ""]
    return run


def _is_plain_list(element: etree._Element) -> bool:
    return set(element.attrib) <= {"start"} and all(
        item.tag == "li" and not item.attrib and not (item.tail or "").strip() for item in element
    )


def _listed(element: etree._Element) -> str:
    number = int(element.get("start") or 1)
    if not 0 <= number < 10**8:
        return _raw(element)
    items = []
    for item in element:
        sign = "-" if element.tag == "ul" else f"{number}."
        number += 1
        blocks = list(_blocks(item))
        indent = " " * (len(sign) + 1)
        text = "\n\n".join(blocks)
        lines = [line and indent + line for line in text.split("\n")]
        items.append(f"{sign} {''.join(lines[:1]).strip()}\n" + "\n".join(lines[1:]) if lines else sign)
    loose = any(item.find("p") is not None or len(list(_blocks(item))) > 1 for item in element)
    return ("\n\n" if loose else "\n").join(each.rstrip() for each in items)


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    body = text if text.endswith("\n") else f"{text}\n"
    return f"{fence}\n{body}{fence}"


def _raw(element: etree._Element) -> str:
    """An element as HTML in one line, with nothing that Hugo would take for a shortcode."""
    html = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return html.replace("\n", "&#10;").replace("\r", "").replace("{{", "&#123;&#123;")


def _inline(run: list[etree._Element | str]) -> str:
    """Words with their marks. A mark becomes signs only where no neighbour could make them mean something else."""
    parts: list[str] = []
    for place, each in enumerate(run):
        if isinstance(each, str):
            parts.append(_escaped(_SPACE.sub(" ", each)))
            continue
        before = "".join(parts)[-1:]
        after = run[place + 1] if place + 1 < len(run) else ""
        following = after[:1] if isinstance(after, str) else "x"
        if isinstance(after, str) and not after and place + 2 < len(run):
            following = "x"
        parts.append(_mark(each, before, following))
    return "".join(parts)


def _mark(element: etree._Element, before: str, after: str) -> str:
    tag = str(element.tag)
    inner = _inline(_run(element))
    alone = not (before.isalnum() or before in _TIGHT) and not (after.isalnum() or after in _TIGHT)
    if tag in _MARKS and not element.attrib and alone and inner[:1].isalnum() and inner[-1:].isalnum():
        return f"{_MARKS[tag]}{inner}{_MARKS[tag]}"
    if tag == "a" and set(element.attrib) == {"href"} and element.find(".//a") is None and inner.strip():
        return f"[{inner}](<{_address(element.get('href', ''))}>)"
    if tag == "br":
        return "<br>"
    opening = etree.tostring(_shell(element), encoding="unicode", method="html").partition("</")[0]
    opening = opening.replace("\n", "&#10;").replace("{{", "&#123;&#123;")
    return opening if tag == "img" else f"{opening}{inner}</{tag}>"


_TIGHT = frozenset("*_")


def _shell(element: etree._Element) -> etree._Element:
    """The element without what is in it."""
    shell = etree.Element(str(element.tag))
    for name, value in element.attrib.items():
        shell.set(name, value)
    return shell


def _address(href: str) -> str:
    """An address between angle brackets."""
    return re.sub(
        r"[\\<>\s]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), href
    ).replace("{{", "%7B%7B")


def _escaped(text: str) -> str:
    """Words of which no letter is a sign."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    return _SIGNS.sub(r"\\\g<0>", text) if _SIGNS.search(text) else text
