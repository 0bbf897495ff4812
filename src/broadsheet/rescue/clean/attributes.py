"""What attributes and inline styles mean for the canonical form; everything else about them is dropped."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from broadsheet.rescue.clean.galley import quoted

__all__ = [
    "direction", "inline", "is_light", "is_note", "leads_to_picture_page", "meant_by_style", "played_by",
    "special_kind", "words_of", "written",
]  # fmt: skip

_MEANINGLESS = frozenset(["href", "class", "name", "id"])
_LIGHT = re.compile(r"font-weight\s*:\s*(normal|[1-4]00)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(italic|oblique)", re.IGNORECASE)
_DIRECTION = re.compile(r"(?<![\w-])direction\s*:\s*(rtl|ltr)", re.IGNORECASE)
_NOTE = re.compile(r"_?_?(ftn|edn|fn|fnref|footnote|endnote|note|ref|sdfootnote)", re.IGNORECASE)
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def direction(element: etree._Element) -> str:
    """``rtl``, ``ltr`` or "", from the attribute or the style."""
    value = element.get("dir", "").strip().lower()
    if value in ("rtl", "ltr"):
        return value
    found = _DIRECTION.search(element.get("style", ""))
    return found[1].lower() if found else ""


def written(way: str, language: str, anchor: str) -> str:
    """Attributes of a block, in the order in which they are always written."""
    text = f' dir="{way}"' if way else ""
    if language and _TAG.fullmatch(language):
        text += f' lang="{language}"'
    return text + (f' id="{quoted(anchor)}"' if anchor and not re.search(r"\s", anchor) else "")


def inline(element: etree._Element, tag: str) -> str:
    """Attributes of a mark."""
    if _MEANINGLESS.issuperset(element.keys()):
        return ""
    text = written(direction(element), element.get("lang", ""), "")
    if tag == "abbr" and element.get("title"):
        text += f' title="{quoted(element.get("title", ""))}"'
    if tag == "a" and re.fullmatch(r"[A-Za-z-]{2,12}", element.get("hreflang", "")):
        text += f' hreflang="{element.get("hreflang")}"'
    return text


def is_light(element: etree._Element) -> bool:
    """Whether a ``b`` says itself that it is not bold, as text pasted from word processors does."""
    style = element.get("style")
    return style is not None and bool(_LIGHT.search(style))


def meant_by_style(element: etree._Element) -> Iterator[str]:
    """The marks that an inline style stands for."""
    style = element.get("style", "")
    if style:
        if _BOLD.search(style):
            yield "strong"
        if _ITALIC.search(style):
            yield "em"


def is_note(name: str) -> bool:
    """Whether an id is one that footnotes have, so that an address before it is only noise."""
    return bool(_NOTE.match(name))


def leads_to_picture_page(href: str) -> bool:
    """Whether a link around a picture leads to the page that the old site made for the file."""
    try:
        return "attachment_id=" in urlsplit(href).query
    except ValueError:
        return False


def played_by(element: etree._Element) -> str:
    """The address of what a frame or a player shows, "" if it does not say."""
    for name in ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data"):
        value = element.get(name, "").strip()
        if value and not value.startswith(("about:", "data:", "javascript:")):
            return value
    for child in element.iter("source", "embed", "param"):
        named = child.get("name", "movie").lower() in ("movie", "src", "url", "filename")
        source = child.get("src") or (child.get("value", "") if named else "")
        if source:
            return source.strip()
    return ""


def words_of(element: etree._Element) -> str:
    """An element's words on one line."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


_SPECIAL = {
    "wp-caption": "figure",
    "gallery-item": "figure",
    "wp-block-file": "file",
    "wp-block-gallery": "gallery",
    "gallery": "gallery",
    "tiled-gallery": "gallery",
    "fb-post": "social",
    "fb-video": "social",
    "wp-block-cover": "cover",
}


def special_kind(element: etree._Element) -> str:
    """What a wrapper is by its class, where that means more than its tag; "" otherwise."""
    for name in element.get("class", "").split():
        if name in _SPECIAL:
            return _SPECIAL[name]
    return ""
