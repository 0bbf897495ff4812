"""The canonical form of a body, defined once: which elements, which attributes, how written.

Guarantees: :func:`sanitise` is idempotent and lets nothing through that runs, loads a frame or
styles a page; it takes away markup, never words. A body holds ``p``, ``h2``-``h4``,
``blockquote`` (``class="pullquote"``), lists, ``pre``, ``hr``, ``table``, ``dl``, ``details``,
``figure`` (``class="gallery"`` holds figures) and ``aside class="card"`` (a link set apart), with
inline marks, ``lang`` and ``dir`` where they differ, and ``id`` for footnotes. Links carry an
address and perhaps ``data-post``, pictures ``src`` and perhaps ``data-image``. The serialised
form is html5ever's (https://html.spec.whatwg.org/#serialising-html-fragments): every ``<`` in it
opens a tag.

Neither a rich-text tree in JSON nor Markdown is stored: the first ties the archive to one editor,
the second cannot say figure, credit, direction or language.
"""

import re

import nh3
from lxml import etree

__all__ = ["BLOCKS", "MARKS", "level", "parse_fragment", "sanitise", "without_forbidden"]

FLOW = frozenset(
    [
        "blockquote",
        "ul",
        "ol",
        "figure",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "aside",
        "dl",
        "details",
        "div",
    ]
)
LEAVES = frozenset(
    ["p", "h2", "h3", "h4", "li", "pre", "hr", "figcaption", "caption", "th", "td", "dt", "dd", "summary"]
)
BLOCKS = FLOW | LEAVES
"""Elements that begin a line of their own."""
MARKS = frozenset([
    "a", "em", "strong", "s", "u", "sub", "sup", "code", "br", "img", "cite", "mark", "span", "q", "abbr",
    "small", "del", "ins", "kbd", "bdi", "bdo", "ruby", "rt", "rp",
])  # fmt: skip

_EVERYWHERE = {"dir", "lang"}
_CELL = {"colspan", "rowspan", "id"}
_ATTRIBUTES: dict[str, set[str]] = {
    **{tag: {"id"} for tag in sorted(BLOCKS | {"span", "sup"})},
    "*": _EVERYWHERE,
    "a": {"href", "hreflang", "id", "data-post"},
    "img": {"src", "alt", "width", "height", "data-image"},
    "abbr": {"title"},
    "ol": {"start", "reversed", "id"},
    "td": _CELL,
    "th": _CELL | {"scope"},
    "figure": {"class", "id"},
    "aside": {"class", "id"},
    "blockquote": {"class", "id"},
}
_CLASSES = {"figure": "gallery", "aside": "card", "blockquote": "pullquote"}
_NUMBERS = frozenset(["width", "height", "colspan", "rowspan", "start", "data-image", "data-post"])
_SCOPES = frozenset(["row", "col", "rowgroup", "colgroup"])


def _kept_value(tag: str, name: str, value: str) -> str | None:
    """What stays of an attribute that the element may have; None removes it."""
    if name in ("href", "src", "alt"):
        return value
    if name == "dir":
        value = value.strip().lower()
        return value if value in ("ltr", "rtl") else None
    if name == "class":
        return _CLASSES[tag] if _CLASSES[tag] in value.split() else None
    if name in _NUMBERS:
        value = value.strip()
        return value if value.isascii() and value.lstrip("-").isdigit() and len(value) < 10 else None
    if name == "id":
        return value if value and not re.search(r"\s", value) else None
    if name == "lang":
        return value if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", value) else None
    if name == "scope":
        return value if value in _SCOPES else None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(BLOCKS | MARKS),
    attributes=_ATTRIBUTES,
    attribute_filter=_kept_value,
    url_schemes={"http", "https", "mailto", "tel", "xmpp", "magnet"},
    link_rel=None,
    clean_content_tags={"script", "style"},
)
# What XML (and so a feed) cannot carry, and the C1 controls that HTML forbids.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# A parser swallows the newline after <pre>, so a body must not begin one with it.
_PRE_START = re.compile(r"(<pre(?: [^>]*)?>)\n+")
_PASSES = 8


_FORBIDDEN_ASCII = bytes(code for code in (*range(32), 127) if code not in (9, 10, 13))


def without_forbidden(text: str) -> str:
    """The text without the letters that XML or HTML forbids."""
    if text.isascii():  # ten times as fast, and most texts of most papers
        data = text.encode()
        kept = data.translate(None, _FORBIDDEN_ASCII)
        return text if len(kept) == len(data) else kept.decode()
    return _FORBIDDEN.sub("", text)


_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_EMPTY = frozenset(["br", "hr", "img", "embed", "input", "source", "track", "area", "param", "col", "wbr"])
DEEPEST = 100


def level(html: str) -> str:
    """Serialised HTML whose elements lie at most ``DEEPEST`` deep: those below lose their tags.

    Nobody writes a hundred levels; whoever does so must not exhaust the readers of the tree.
    """
    if html.count("</") <= DEEPEST:
        return html
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2] in _EMPTY:
            return tag[0]
        depth += -1 if tag[1] else 1
        return tag[0] if depth + bool(tag[1]) <= DEEPEST else "<br>"

    return _TAG.sub(kept, html)


def _clean_once(html: str) -> str:
    cleaned = _CLEANER.clean(without_forbidden(html))
    if "&#" in html and _FORBIDDEN.search(cleaned):  # addresses must be judged as they will be read
        cleaned = _CLEANER.clean(_FORBIDDEN.sub("", cleaned))
    return _PRE_START.sub(r"\1", cleaned) if "<pre" in cleaned else cleaned


def sanitise(html: str) -> str:
    """The canonical form of any HTML: what a body may not have loses its tags, not its words.

    ``script`` and ``style`` go with their contents. Idempotent. A remote ``src`` stays as it is:
    what readers load is for the press to decide.
    """
    for _ in range(_PASSES):  # an element that goes may leave a nesting that parses otherwise
        cleaned = level(_clean_once(html))
        if cleaned == html:
            break
        html = cleaned
    return html if html.strip() else ""


_XML = etree.XMLParser(
    huge_tree=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
)
_VOID = re.compile(r"<((?:br|hr|img|embed|input|source|track|area|param|col|wbr)(?: [^>]*)?)>")


def parse_fragment(html: str) -> etree._Element:
    """A canonical body as a tree, under a ``body`` element. Anything else is sanitised first.

    Read as XML, since libxml2's HTML reader still closes elements as HTML 4 had it (a link around a
    table, a small print around paragraphs); the canonical form only lacks the slashes of empty elements.
    """
    try:
        return _tree_of(html)
    except etree.XMLSyntaxError:
        return _tree_of(sanitise(html))


def _tree_of(html: str) -> etree._Element:
    text = _VOID.sub(r"<\1/>", html).replace("&nbsp;", "\u00a0")
    return etree.fromstring(f"<body>{text}</body>".encode("utf-8", "replace"), _XML)
