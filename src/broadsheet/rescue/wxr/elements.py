"""The elements of a piece of an export, read as they were meant.

Guarantees: total over any bytes (nothing is raised), no entity is ever declared, fetched or expanded beyond
HTML's named characters, and text that stands where none belongs is handed out too, as an element without
name. Well-formed input reads exactly as XML 1.0 (https://www.w3.org/TR/xml/) with namespaces says, with one
liberty: the prefixes ``wp``, ``content``, ``excerpt`` and ``dc`` mean what they always mean in an export,
whatever they are bound to, and another prefix bound to one of their namespaces means the same.

libxml2's recovery was not used because it loses text: what follows a bare ``&``, everything behind a
``]]>`` within CDATA, the content of an undefined entity.
"""

import html
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html.entities import html5
from typing import NamedTuple

from broadsheet.rescue.wxr.pieces import section_runs_over
from broadsheet.rescue.wxr.stream import decode

__all__ = ["Element", "Names", "attribute", "elements", "text_of"]

OnFault = Callable[[str, int], None]
"""Called with the kind of a repair and its offset in the bytes read."""

_START = re.compile(
    rb"\s*+<([A-Za-z_\x80-\xff][\w.:\x80-\xff-]*+)"
    rb"((?:\s(?:[^<>\"'/]|\"[^\"<]*\"|'[^'<]*'|/(?!>))*+)?)(/?)>"
)
_TOKEN = re.compile(rb"<!\[CDATA\[|<!--|\]\]>|<(/?)([A-Za-z_\x80-\xff][\w.:\x80-\xff-]*)(?=[\s/>])")
_SIBLING = re.compile(rb"</?(?:wp|content|excerpt|dc|wfw|slash):[A-Za-z_]+[\s>/]")
_ANY_SIBLING = re.compile(
    rb"</?(?:(?:wp|content|excerpt|dc|wfw|slash):[A-Za-z_]+|title|link|pubDate|guid|description|category|item)[\s>/]"
)
_ATTRIBUTE = re.compile(rb"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7}|[xX][0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]*));")
_SURROGATES = re.compile(r"&#(5[5-6][0-9]{3});&#(5[6-7][0-9]{3});")
_SECTIONS = re.compile(rb"<!\[CDATA\[(.*?)\]\]>|<!--(?:(?!<!--).)*?-->|<\?[^<]*?\?>", re.DOTALL)
# Bounded, or looking for the missing ends of many openings would take for ever.
_ASIDES = (
    (b"<!--", b"-->", 1 << 16),
    (b"<?", b"?>", 4096),
    (b"<!DOCTYPE", b"]>", 1 << 16),
    (b"<!", b">", 4096),
    (b"</", b">", 4096),
)
_OPEN, _CLOSE = b"<![CDATA[", b"]]>"

_TRANSPARENT = frozenset([
    "rss", "channel", "item",
])  # fmt: skip
_CONTAINERS = frozenset([
    "wp:author", "wp:category", "wp:tag", "wp:term", "wp:termmeta", "wp:postmeta", "wp:comment",
    "wp:commentmeta", "image", "textInput", "broadsheet:address",
])  # fmt: skip
_LONG = frozenset([
    "content:encoded", "excerpt:encoded", "description", "wp:comment_content", "wp:meta_value",
])  # fmt: skip
_XML_ENTITIES = frozenset(["amp", "lt", "gt", "quot", "apos"])


class Element(NamedTuple):
    """One element as found.

    ``literal``: the bytes inside are the text (they were one CDATA section); otherwise they are XML text.
    ``sound`` is false where its end had to be guessed. An empty ``name`` marks stray text.
    """

    name: str
    attributes: bytes
    inner: bytes
    literal: bool
    sound: bool


class Names:
    """Tag names in their usual writing: ``wp:post_id`` whatever prefix the file binds to that namespace."""

    def __init__(self) -> None:
        self._prefixes: dict[bytes, str] = {}
        self._known: dict[bytes, str] = {}

    def canonical(self, tag: bytes, attributes: bytes) -> str:
        """The name of a tag; declarations in its attributes hold from here on."""
        if attributes and b"xmlns" in attributes:
            default = self._declare(attributes)
            if default and b":" not in tag:
                return f"{default}:{decode(tag)}"
        name = self._known.get(tag)
        if name is None:
            prefix, colon, local = tag.partition(b":")
            name = (
                f"{self._prefixes[prefix]}:{decode(local)}"
                if colon and prefix in self._prefixes
                else decode(tag)
            )
            self._known[tag] = name
        return name

    def _declare(self, attributes: bytes) -> str:
        default = ""
        for match in _ATTRIBUTE.finditer(attributes):
            if not match[1].startswith(b"xmlns"):
                continue
            usual = _usual_prefix(match[2] or match[3] or b"")
            prefix = match[1].partition(b":")[2]
            if not prefix:
                default = usual
            elif usual and decode(prefix) != usual:
                self._prefixes[prefix] = usual
                self._known.clear()
        return default


def _usual_prefix(uri: bytes) -> str:
    if b"wordpress.org/export" in uri:
        return "excerpt" if b"excerpt" in uri else "wp"
    if b"purl.org/rss/1.0/modules/content" in uri:
        return "content"
    return "dc" if b"purl.org/dc/elements" in uri else ""


def attribute(attributes: bytes, name: bytes) -> str:
    """The value of an attribute, its references decoded; empty where there is none."""
    for match in _ATTRIBUTE.finditer(attributes):
        if match[1] == name:
            return _unescape(decode(match[2] or match[3] or b""), _ignore, 0)
    return ""


def elements(data: bytes, names: Names, fault: OnFault) -> Iterator[Element]:
    """The elements of ``data`` in order; what a container holds is read by calling this on its ``inner``."""
    at = 0
    stray: list[bytes] = []
    while True:
        start = _START.match(data, at)
        if start is None:
            found = data.find(b"<", at)
            before = data[at : found if found >= 0 else len(data)]
            if before.strip():
                stray.append(before)
                at = found
            elif found >= 0:
                at, text = _other(data, found)
                stray += [text] if text.strip() else []
            if found < 0:
                break
            continue
        tag, attributes, empty = start.groups()
        name = names.canonical(tag, attributes)
        if name in _TRANSPARENT:
            at = start.end()
            continue
        if stray:
            yield _stray(stray, fault, at)
            stray.clear()
        if empty:
            at = start.end()
            yield Element(name, attributes, b"", True, True)
            continue
        inner, literal, end, sound = _inside(data, start.end(), tag, name)
        if not sound:
            fault("structure", at)
        at = end
        yield Element(name, attributes, inner, literal, sound)
    if stray:
        yield _stray(stray, fault, len(data))


def _stray(parts: list[bytes], fault: OnFault, at: int) -> Element:
    fault("structure", at)
    return Element("", b"", b" ".join(parts), True, False)


def _other(data: bytes, at: int) -> tuple[int, bytes]:
    """What a ``<`` that opens no element is: where it ends, and the text to keep of it."""
    if data.startswith(_OPEN, at):
        end = data.find(_CLOSE, at)
        end = len(data) if end < 0 else end
        return min(end + 3, len(data)), data[at + 9 : end]
    for opening, closing, longest in _ASIDES:
        if data.startswith(opening, at):
            end = data.find(closing, at, at + longest)
            if opening == b"<!DOCTYPE" and b"[" not in data[at : data.find(b">", at) + 1]:
                continue
            if end >= 0:
                return end + len(closing), b""
    return at + 1, b"<"


_Inside = tuple[bytes, bool, int, bool]
"""The inner bytes, whether they are literal, where reading goes on, and whether all was sound."""


def _inside(data: bytes, begin: int, tag: bytes, name: str) -> _Inside:
    closing = b"</" + tag + b">"
    if data.startswith(_OPEN, begin):
        end = data.find(_CLOSE, begin)
        if end >= 0 and data.startswith(closing, end + 3) and data.find(_OPEN, begin + 9, end) < 0:
            return data[begin + 9 : end], True, end + 3 + len(closing), True
    else:
        end = data.find(b"<", begin)
        if end >= 0 and data.startswith(closing, end):
            return data[begin:end], False, end + len(closing), True
    if name in _CONTAINERS:
        return _container(data, begin, tag)
    return _leaf(data, begin, tag) or _torn_leaf(data, begin, tag, name)


def _container(data: bytes, begin: int, tag: bytes) -> _Inside:
    """An element with children: up to its closing tag, or to where the next of its kind starts."""
    closing = b"</" + tag + b">"
    end = data.find(closing, begin)
    inner = data[begin:end]
    # Sections that open and close in pairs hide no closing tag.
    if end >= 0 and inner.count(_OPEN) == inner.count(_CLOSE) and b"<" + tag + b">" not in inner:
        return inner, False, end + len(closing), True
    at = begin
    while token := _TOKEN.search(data, at):
        at = token.end()
        if token[0] == _OPEN:
            end = data.find(_CLOSE, at)
            if end < 0:
                continue
            over = section_runs_over(data, at, end, b"</" + tag + b">")
            at = end + 3 if over < 0 else over
        elif token[2] == tag:
            end = token.start()
            after = data.find(b">", at) + 1 if token[1] else end
            return data[begin:end], False, after or len(data), bool(token[1])
    return data[begin:], False, len(data), False


def _leaf(data: bytes, begin: int, tag: bytes) -> _Inside | None:
    """An element with text only, where XML's rules find its end; None where they do not."""
    at = begin
    while token := _TOKEN.search(data, at):
        at = token.end()
        if token[0] == _OPEN:
            end = data.find(_CLOSE, at)
            if end < 0:
                return None
            over = section_runs_over(data, at, end, b"</" + tag)
            if over >= 0:
                return data[at:over], True, data.find(b">", over) + 1, False
            at = end + 3
        elif token[0] == b"<!--":
            end = data.find(b"-->", at)
            if end < 0:
                return None
            at = end + 3
        elif token[1] and token[2] == tag:
            return data[begin : token.start()], False, data.find(b">", at) + 1 or len(data), True
        else:
            return None
    return None


@lru_cache(maxsize=256)
def _section_end(tag: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"\]\]>\s*</" + re.escape(tag) + rb"\s*>")


def _torn_leaf(data: bytes, begin: int, tag: bytes, name: str) -> _Inside:
    """A leaf whose end is not where XML would look for it."""
    sibling = _SIBLING if name in _LONG else _ANY_SIBLING
    text = begin + len(data[begin : begin + 64]) - len(data[begin : begin + 64].lstrip())
    if data.startswith(_OPEN, text):
        return _torn_section(data, text + 9, tag, sibling)
    closing = data.find(b"</" + tag, begin)
    other = sibling.search(data, begin)
    if closing >= 0 and (other is None or closing <= other.start()):
        # Markup that nobody escaped: it is the text.
        inner = data[begin:closing].strip().removesuffix(_CLOSE)
        return inner, True, data.find(b">", closing) + 1 or len(data), True
    end = other.start() if other else len(data)
    return data[begin:end].strip().removesuffix(_CLOSE), bool(data.find(b"<", begin, end) >= 0), end, False


def _torn_section(data: bytes, begin: int, tag: bytes, sibling: re.Pattern[bytes]) -> _Inside:
    """A leaf that starts with CDATA: a ``]]>`` that is not the end is text; a missing end is found."""
    meant = _section_end(tag).search(data, begin)
    first = data.find(_CLOSE, begin)
    closing = data.find(b"</" + tag, begin)
    if meant is not None:
        other = sibling.search(data, first + 3, meant.start())
        if other is None or data.find(_OPEN, begin, first) >= 0:
            return data[begin : meant.start()], True, meant.end(), True
    if first >= 0 and (closing < 0 or first < closing):
        return data[begin:first], True, first + 3, False
    if closing >= 0:
        return data[begin:closing], True, data.find(b">", closing) + 1 or len(data), False
    return data[begin:], True, len(data), False


def text_of(element: Element, fault: OnFault) -> str:
    """The text of an element: sections joined, comments left out, references decoded once."""
    inner = element.inner
    if element.literal:
        return _decoded(inner, fault)
    if b"<" not in inner:
        return _unescape(_decoded(inner, fault), fault, 0) if b"&" in inner else _decoded(inner, fault)
    parts, last = [], 0
    for section in _SECTIONS.finditer(inner):
        parts.append(_unescape(_decoded(inner[last : section.start()], fault), fault, 0))
        if section[1] is not None:
            parts.append(_decoded(section[1], fault))
        last = section.end()
    parts.append(_unescape(_decoded(inner[last:], fault), fault, 0))
    if len(parts) > 1:
        # The space around sections is layout of the file.
        parts[0], parts[-1] = parts[0].lstrip(), parts[-1].rstrip()
    return "".join(parts)


def _decoded(data: bytes, fault: OnFault) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        fault("encoding", 0)
        return decode(data)
    return decode(data) if "\uffff" in text or "\ufffe" in text else text


def _unescape(text: str, fault: OnFault, at: int) -> str:
    if "&" not in text:
        return text
    if "&#5" in text:
        text = _SURROGATES.sub(_joined, text)
    bare = text.count("&")

    def replace(match: re.Match[str]) -> str:
        nonlocal bare
        bare -= 1
        if match[2] is None:
            character = html.unescape(match[0])
            if character in ("", "\ufffd") or (character < " " and character not in "\t\n\r"):
                fault("reference", at)
                return ""
            return character
        known = html5.get(match[2] + ";")
        if known is None:
            fault("undefined", at)
            return match[0]
        if match[2] not in _XML_ENTITIES:
            fault("entity", at)
        return known

    text = _REFERENCE.sub(replace, text)
    if bare > 0:
        fault("ampersand", at)
    return text


def _joined(match: re.Match[str]) -> str:
    """Two references to halves of one character, as old exports write emoji."""
    high, low = int(match[1]), int(match[2])
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    return match[0]


def _ignore(_kind: str, _at: int) -> None:
    return None
