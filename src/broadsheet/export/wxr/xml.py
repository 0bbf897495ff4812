"""Elements of an export as text: well-formed whatever they hold.

Guarantees: no letter that XML 1.0 forbids, no end of a section inside a section.
"""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from broadsheet.archive.canonical import without_forbidden

__all__ = ["cdata", "element", "meta", "plain_as_html", "section", "term_use"]

_REFERENCE = re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]*;)")


def cdata(text: str) -> str:
    """A section that holds the text."""
    return "<![CDATA[" + without_forbidden(text).replace("]]>", "]]]]><![CDATA[>") + "]]>"


def element(name: str, text: str) -> str:
    """An element with plain text."""
    return f"<{name}>{escape(without_forbidden(text))}</{name}>\n"


def section(name: str, text: str) -> str:
    """An element whose text stands in a section, as WordPress writes whatever people typed."""
    return f"<{name}>{cdata(text)}</{name}>\n"


def meta(pairs: Iterable[tuple[str, str]], *, of: str = "post") -> str:
    """Custom fields of a post or a term."""
    return "".join(
        f"<wp:{of}meta>\n{section('wp:meta_key', key)}{section('wp:meta_value', value)}</wp:{of}meta>\n"
        for key, value in pairs
    )


def term_use(domain: str, nicename: str, name: str) -> str:
    """That an item bears a term."""
    return f'<category domain="{domain}" nicename={quoteattr(without_forbidden(nicename))}>{cdata(name)}</category>\n'


def plain_as_html(text: str) -> str:
    """Plain text where WordPress expects HTML. What cannot be taken for markup stays letter for letter."""
    return _REFERENCE.sub("&amp;", text).replace("<", "&lt;") if "<" in text or "&" in text else text
