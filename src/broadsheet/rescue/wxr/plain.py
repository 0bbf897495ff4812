"""Short HTML of an export (titles, names, excerpts, comments) as plain text.

Guarantees: total, linear, no tag and no reference is left in the result. Only what has the form of a tag
counts as one, so that ``5 < 6`` stays. Bodies do not come here; :mod:`broadsheet.rescue.clean` takes them.
"""

import html
import re

__all__ = ["line_of", "paragraphs_of", "without_addresses", "without_email"]

# Each stops at the next opening of its kind: looking for a missing end from every opening would take for ever.
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--(?:(?!<!--).)*?-->", re.DOTALL)
_UNSEEN = re.compile(r"<(script|style)\b[^<>]*>(?:(?!<\1\b).)*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_PARAGRAPH = re.compile(r"</?(?:p|div|blockquote|ul|ol|h[1-6]|pre)\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]*>|<li\b[^<>]*>", re.IGNORECASE)
# Only at the start of a run, or a long run without "@" would be tried from each of its letters.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
_NETWORK = re.compile(
    r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|\b(?:[0-9a-fA-F]{1,4}:){4,7}[0-9a-fA-F]{1,4}\b"
)
_SPACE = re.compile(r"\s+")
_SHORTCODE = re.compile(r"\[/?(?:caption|embed|gallery|audio|video|playlist)\b[^\]]*\]")


def line_of(text: str) -> str:
    """One line: tags gone, references decoded, any space a single one."""
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return _SPACE.sub(" ", text).strip()


def paragraphs_of(text: str) -> str:
    """Paragraphs separated by an empty line, line breaks kept."""
    if "<" in text:
        text = _UNSEEN.sub("", text)
        text = _PARAGRAPH.sub("\n\n", _BREAK.sub("\n", text))
        text = _TAG.sub("", text)
    if "[" in text:
        text = _SHORTCODE.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    lines = [_SPACE.sub(" ", line).strip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def without_email(text: str) -> str:
    """The text with each e-mail address cut down to what stands before its ``@``."""
    return _EMAIL.sub(lambda match: match[0].partition("@")[0], text) if "@" in text else text


def without_addresses(text: str) -> str:
    """The text with an ellipsis for each e-mail and network address: what nobody meant to print stays private."""
    return _NETWORK.sub("…", _EMAIL.sub("…", text) if "@" in text else text)
