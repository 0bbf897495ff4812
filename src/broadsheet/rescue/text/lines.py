"""The lines of a bare text, in their writing and as they compare.

Guarantees: every line of the file is one :class:`Line`, numbered from 1, whatever its
encoding and line ends; nothing of the text is changed in ``text``. Only CR, LF and CRLF
end a line, unless a file has nearly none of them and other signs in their place:
``str.splitlines`` also breaks at U+2028, form feeds and others, which extractors leave
inside paragraphs, and would shift every line number after them.

Encodings are tried in an order in which a wrong one fails: byte order marks, UTF-8,
UTF-16 by its zero bytes, then the page of one byte a letter whose letters make words. A
statistical detector was not used: with so few candidates it adds a dependency and no
answer.
"""

import codecs
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from broadsheet.language import fold

__all__ = ["Line", "decode", "split_lines"]

_EMPTY = " \t\r\n\f\v\u00a0\u1680\u2000-\u200b\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_EDGES = re.compile(f"^[{_EMPTY}]+|[{_EMPTY}]+$")
_WORD = re.compile(r"[^\W_]+(?:[’'\u200c\u2010-][^\W_]+)*")
_LONG = 240
_DIGITS = re.compile(r"\d+")
# Scripts that put no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
_OTHER_ENDS = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True)
class Line:
    """One line: its number from 1, its text without the line end, and whether it touches the one above.

    ``tight`` is true when the line above is not empty, so that both came from one block.
    """

    number: int
    text: str
    tight: bool = False

    @cached_property
    def bare(self) -> str:
        """The text without spaces of any kind at its edges; empty for an empty paragraph."""
        return _EDGES.sub("", self.text)

    @cached_property
    def key(self) -> str:
        """Equal for lines that differ in case, quotes, letter forms or numbers only.

        Of a long line its beginning and a digest, so that a file is not held a second time.
        """
        folded = _DIGITS.sub("0", fold(self.bare))
        if len(folded) <= _LONG:
            return folded
        return folded[:_LONG] + hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def words(self) -> tuple[str, ...]:
        """The words, in their own case; a word joined by a zero-width non-joiner is one. Kept for short lines only."""
        if len(self.text) > _LONG:
            return tuple(_WORD.findall(self.bare))
        return self._words

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.bare))

    @cached_property
    def size(self) -> int:
        """How many words the line has; where a script shows none, two letters count as one."""
        unspaced = len(_UNSPACED.findall(self.bare))
        if not unspaced:
            return sum(1 for _ in _WORD.finditer(self.bare))
        return (unspaced + 1) // 2 + len(_WORD.findall(_UNSPACED.sub(" ", self.bare)))


def split_lines(text: str) -> tuple[Line, ...]:
    """All lines of a text, empty ones too."""
    ends = r"\r\n|\n|\r"
    if len(_OTHER_ENDS.findall(text)) > 4 * len(re.findall(ends, text)):
        ends = rf"{ends}|{_OTHER_ENDS.pattern}"
    pieces = re.split(ends, text)
    if pieces and pieces[-1] == "":
        pieces.pop()
    out: list[Line] = []
    for number, piece in enumerate(pieces, 1):
        out.append(Line(number, piece, tight=bool(out) and out[-1].bare != ""))
    return tuple(out)


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding; never fails, as the last candidate reads any byte.

    NULs, which no text has, are left out.
    """
    text, name = _decoded(data)
    return text.replace("\x00", ""), name


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, errors="replace").removeprefix("\ufeff"), name
    if not _looks_like_utf16(data):
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            return _one_byte_a_letter(data)
    name = "utf-16-le" if data[1:2000:2].count(0) > data[0:2000:2].count(0) else "utf-16-be"
    return data.decode(name, errors="replace"), name


def _looks_like_utf16(data: bytes) -> bool:
    """Every other byte of much of UTF-16 is zero; a stray zero here and there is damage."""
    head = data[:2000]
    return len(head) >= 4 and max(head[::2].count(0), head[1::2].count(0)) > len(head) // 10


# Encodings by the words they would make: runs of letters of one script, capitals only at their beginning.
_CANDIDATES = (
    ("cp1256", "windows-1256", re.compile("[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]{2,}")),
    ("cp1251", "windows-1251", re.compile("[А-ЯЁІЇЄҐЎа-яёіїєґў][а-яёіїєґў]+")),
    ("koi8-r", "koi8-r", re.compile("[А-ЯЁа-яё][а-яё]+")),
    ("cp1253", "windows-1253", re.compile("[Α-ώά-ώ][α-ώά-ώ]+")),
    ("cp1255", "windows-1255", re.compile("[\u05d0-\u05ea]{2,}")),
)
_TURKISH = frozenset("ðýþÐÝÞ")  # where windows-1252 has these, windows-1254 has ğ, ı, ş


def _one_byte_a_letter(data: bytes) -> tuple[str, str]:
    """A text that is not UTF-8: that with strays in it, or a Windows page told by the words it makes."""
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    if broken * 4 < sum(letter > "\x7f" for letter in lenient):
        return data.decode("utf-8", errors=_STRAYS), "utf-8 with other letters in it"
    high = sum(byte > 0x7F for byte in data)
    best, share = ("cp1252", "windows-1252"), 0.5
    for codec, name, word in _CANDIDATES:
        text = data.decode(codec, errors="replace")
        letters = sum(sum(letter > "\x7f" for letter in found) for found in word.findall(text))
        if letters > share * high:
            best, share = (codec, name), letters / high
    text = data.decode(best[0], errors="replace")
    if best[0] == "cp1252":
        foreign = [letter for letter in text if letter > "\x7f" and letter.isalpha()]
        if sum(letter in _TURKISH for letter in foreign) > 0.25 * len(foreign) and not set("æÆáÁ") & set(
            foreign
        ):
            return data.decode("cp1254", errors="replace"), "windows-1254"
    return text, best[1]


def _stray(error: UnicodeError) -> tuple[str, int]:
    """A byte amid UTF-8 that another program put there, most likely in windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


_STRAYS = "broadsheet.strays"
codecs.register_error(_STRAYS, _stray)
