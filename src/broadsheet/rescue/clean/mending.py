"""Letters put right before the markup is read: line ends, forbidden characters, mojibake.

Guarantees: only text that is clearly mojibake (UTF-8 once read as Latin-1 or Windows-1252) is
re-read, line by line, and only where the result no longer is; quotation marks, joiners, ligatures
and full-width letters are never touched, which rules out ftfy's ``fix_text``. Every mended line is in
a remark.
"""

import re

import ftfy
import ftfy.badness

from broadsheet.archive.canonical import without_forbidden
from broadsheet.rescue.finds import Remark

__all__ = ["is_suspect", "mend"]

# The first letters of UTF-8 sequences as Latin-1 or Windows-1252 shows them, and what may follow one.
_SUSPECT = re.compile(
    "[\u00c2-\u00f4\u0152-\u0178][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SPACES = str.maketrans({"\x0b": " ", "\x0c": " "})


def mend(html: str) -> tuple[str, list[Remark]]:
    """The text with its letters put right, and what was mended."""
    if "\r" in html:
        html = html.replace("\r\n", "\n").replace("\r", "\n")
    if "\x0b" in html or "\x0c" in html:
        html = html.translate(_SPACES)
    if html.isascii():
        return without_forbidden(html), []
    html = _CONTROLS.sub("", html)
    remarks: list[Remark] = []
    if is_suspect(html):
        html = "\n".join(_mended(line, remarks) for line in html.split("\n"))
    # Not before: mojibake is partly made of the controls that go here.
    return without_forbidden(html), remarks


def is_suspect(text: str) -> bool:
    """Whether a text holds a pair of letters that mojibake has."""
    return not text.isascii() and bool(_SUSPECT.search(text))


def _mended(line: str, remarks: list[Remark]) -> str:
    if not _SUSPECT.search(line) or not ftfy.badness.is_bad(line):
        return line
    mended = ftfy.fix_encoding(line)
    worse = mended.count("\ufffd") > line.count("\ufffd") or ftfy.badness.is_bad(mended)
    if mended == line or worse:
        return line
    remarks.append(Remark("repair", "Text in the wrong character encoding was put right.", quote=line))
    return mended
