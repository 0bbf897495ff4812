"""The bytes of an export as clean UTF-8, however the file was written.

Guarantees: what :class:`CleanStream` hands out holds no character that XML 1.0 forbids
(https://www.w3.org/TR/xml/#charsets) below U+0020, no byte order mark, and is UTF-8 but for single
damaged sequences, which :func:`decode` mends. Everything taken out is counted with its line. Memory
is one chunk. A packed export is read as if it were unpacked.

The declared encoding is not simply believed: exports say UTF-8 and hold bytes of an older database,
or say ISO-8859-1 and are UTF-8. What most of the bytes beyond ASCII form decides.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from broadsheet.rescue.wxr.letters import MIXED, legacy_decoder, likely_codec
from broadsheet.rescue.wxr.packing import raw_chunks

__all__ = ["CleanStream", "Faults", "decode", "judge_encoding"]

LINES_KEPT = 12
_EVIDENCE = 2000
_FORBIDDEN = bytes(code for code in range(32) if code not in (9, 10, 13))
_FORBIDDEN_PATTERN = re.compile(b"[" + re.escape(_FORBIDDEN) + b"]")
_RUN = re.compile(rb"[\x80-\xff]+")
_LANGUAGE = re.compile(rb"<language>\s*(?:<!\[CDATA\[)?\s*([A-Za-z]{2,3})")
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)[\"']")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|([\x80-\xff])"
)
_MARKED_PART = codecs.BOM_UTF8 + b"<?xml"
_MIXED_SHARE = 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(slots=True)
class Faults:
    """What had to be repaired, by kind: how often, and the first lines where."""

    counts: dict[str, int] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)

    def add(self, kind: str, line: int, count: int = 1) -> None:
        """Note a repair of ``kind`` at ``line`` of the file."""
        self.counts[kind] = self.counts.get(kind, 0) + count
        kept = self.lines.setdefault(kind, [])
        if len(kept) < LINES_KEPT and (not kept or kept[-1] != line):
            kept.append(line)

    def place(self, kind: str) -> str:
        """``line 7`` or ``lines 7, 9, 12 …`` for the report."""
        lines = self.lines.get(kind, [])
        if not lines:
            return ""
        more = " …" if len(lines) == LINES_KEPT else ""
        return ("line " if len(lines) == 1 else "lines ") + ", ".join(map(str, lines)) + more


def decode(data: bytes) -> str:
    """UTF-8 as text; a byte that is none becomes the Windows-1252 letter it was, or U+FFFD inside a torn letter."""
    text = data.decode("utf-8", "broadsheet-mend")
    if "\ufffe" in text or "\uffff" in text:
        text = text.replace("\ufffe", "").replace("\uffff", "")
    return text


def _mend(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start = error.object, error.start
    # A single byte between ASCII letters is a letter of an older encoding; one that follows or starts a
    # longer sequence is the rest of a letter that was cut, and no guess at it would be right.
    torn = error.end - start > 1 or (start > 0 and data[start - 1] >= 0x80)
    letter = "\ufffd" if torn else data[start : start + 1].decode("cp1252", "replace")
    return letter, error.end


codecs.register_error("broadsheet-mend", _mend)


def judge_encoding(path: Path) -> str:
    """The codec that the bytes of a file are written in, whatever its first line declares.

    Raises:
        RescueError: the file cannot be opened or read.
    """
    with closing(raw_chunks(path, lambda: None)) as chunks:
        head = next(chunks, b"")
        for mark, codec in _BOMS:
            if head.startswith(mark):
                return codec
        if head[:200].count(b"\x00") > 40:
            return "utf-16-le" if head[1:2] == b"\x00" else "utf-16-be"
        good, bad, runs = _evidence(chain([head], chunks))
    if bad == 0 or good >= bad:
        return "utf-8"
    codec = _declared(head) or likely_codec(runs, _language(head))
    return MIXED if codec == "cp1252" and good * _MIXED_SHARE > bad else codec


def _evidence(chunks: Iterable[bytes]) -> tuple[int, int, list[bytes]]:
    """How many letters beyond ASCII are well-formed UTF-8, and how many bytes are none, until it is clear.

    With some stretches of those bytes, for judging what they are.
    """
    good = bad = 0
    runs: list[bytes] = []
    for chunk in chunks:
        if chunk.isascii():
            continue
        if len(runs) < _EVIDENCE:
            runs += _RUN.findall(chunk[: _EVIDENCE * 50])
        for match in _MULTIBYTE.finditer(chunk):
            bad += match[1] is not None
            good += match[1] is None
            if good + bad >= _EVIDENCE:
                return good, bad, runs
    return good, bad, runs


def _declared(head: bytes) -> str:
    match = _DECLARED.search(head)
    if not match:
        return ""
    try:
        codec = codecs.lookup(match[1].decode()).name
        "probe".encode(codec).decode(codec)
    except (LookupError, UnicodeError):
        return ""
    # Browsers and WordPress alike mean Windows-1252 when they say Latin-1.
    return {"utf-8": "", "ascii": "", "iso8859-1": ""}.get(codec, codec)


def _language(head: bytes) -> str:
    match = _LANGUAGE.search(head)
    return match[1].decode() if match else ""


class CleanStream:
    """Clean UTF-8 bytes of an export, chunk by chunk; repairs are counted in ``faults``."""

    def __init__(self, path: Path, codec: str, faults: Faults) -> None:
        self._path = path
        self._codec = codec
        self._faults = faults
        self._line = 1

    def chunks(self) -> Iterator[bytes]:
        """The whole file once; each chunk of about a megabyte.

        Raises:
            RescueError: the file cannot be opened, or reading it fails.
        """
        with closing(raw_chunks(self._path, lambda: self._faults.add("packing", self._line))) as raw:
            for chunk in self._utf8(raw):
                yield self._cleaned(chunk)

    def _utf8(self, raw: Iterator[bytes]) -> Iterator[bytes]:
        decoder = None if self._codec == "utf-8" else legacy_decoder(self._codec)
        first = True
        for chunk in raw:
            data = decoder.decode(chunk).encode("utf-8", "replace") if decoder else chunk
            while first and data.startswith(codecs.BOM_UTF8):
                data = data.removeprefix(codecs.BOM_UTF8)
            first = False
            yield data.replace(_MARKED_PART, b"<?xml") if _MARKED_PART in data else data
        if decoder:
            yield decoder.decode(b"", final=True).encode("utf-8", "replace")

    def _cleaned(self, chunk: bytes) -> bytes:
        clean = chunk.translate(None, _FORBIDDEN)
        if len(clean) != len(chunk):
            seen = 0
            line = self._line
            for match in _FORBIDDEN_PATTERN.finditer(chunk):
                line += chunk.count(b"\n", seen, match.start())
                seen = match.start()
                self._faults.add("forbidden", line)
        self._line += chunk.count(b"\n")
        return clean
