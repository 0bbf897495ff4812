"""An export cut into its items, so that damage in one of them ends with it.

Guarantees: every byte outside comments reaches exactly one piece; an item starts at ``<item`` and ends at
``</item>`` outside CDATA and comments, or where the next one starts; a CDATA section that was never closed
does not swallow the items after it. Memory is the largest item (a section of more than 64 MB counts as
never closed).

One XML parser over the whole file was not used: after a first mismatched tag, libxml2's recovery nests all
later items in the broken one, or stops; and expat stops at the first fault.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from broadsheet.errors import RescueError

__all__ = ["Piece", "pieces", "section_runs_over"]

_MARK = re.compile(rb"<item(?=[\s>/])|</item\s*>|</rss\s*>")
_NEXT_TAG = re.compile(rb"<[^<>]*>\s*<[/A-Za-z]")
_TAIL = 16
_SECTION_LIMIT = 64 << 20
_HEAD_LIMIT = 4 << 20
_ITEM_LIMIT = 160 << 20
_OPEN, _CLOSE = b"<![CDATA[", b"]]>"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes of the file: an item with its tags, or what stands between items.

    ``whole`` is false for an item whose own end (or start) is missing; ``line`` is where it starts.
    ``ended`` is true for the piece that holds the end of the document.
    """

    kind: Literal["channel", "item"]
    data: bytes
    line: int
    whole: bool = True
    ended: bool = False


def section_runs_over(data: bytes, start: int, end: int, closing: bytes) -> int:
    """Where a CDATA section from ``start`` to its ``]]>`` at ``end`` should have ended, or -1 if it is sound.

    A section runs over when it holds the closing tag of what it stands in, next to another tag, and then
    another section's opening: its own end was lost and the end found is the other's. Text that quotes an
    export looks alike, but has its inner end written ``]]]]><![CDATA[>``.
    """
    inside = data.find(closing, start, end)
    if inside < 0 or data.find(_OPEN, inside, end) < 0 or data.startswith(b"<![CDATA[>", end + 3):
        return -1
    return inside if _NEXT_TAG.match(data, inside) else -1


class _Cutter:
    """The window over the stream: bytes not yet handed out, and where we are in them."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.data = b""
        self.start = 0
        self.scan = 0
        self.line = 1
        self.done = False

    def more(self) -> None:
        """Get more bytes behind those left, or learn that there are none (``done``)."""
        parts, size = [self.data[self.start :]], 0
        # Growing with what is held keeps the cost of a very long item linear.
        while size <= len(parts[0]):
            chunk = next(self._chunks, None)
            if chunk is None:
                self.done = True
                break
            parts.append(chunk)
            size += len(chunk)
        self.data = b"".join(parts)
        if len(self.data) > _ITEM_LIMIT:
            raise RescueError(
                f"couldn't read the export: an item of it is larger than {_ITEM_LIMIT >> 20} MB, as no post is; "
                "look for another copy"
            )
        self.scan -= self.start
        self.start = 0

    def next_mark(self, *, inside: bool) -> re.Match[bytes] | None:
        """The next place where an item or the document starts or ends.

        None at the end of the file, and where (not ``inside`` an item) more is held than anybody needs.
        """
        while True:
            mark = _MARK.search(self.data, self.scan)
            if mark is None:
                self.scan = max(self.scan, self.start, len(self.data) - _TAIL)
                if self.done or (not inside and self.scan - self.start > _HEAD_LIMIT):
                    return None
                self.more()
            elif not self.done and mark.end() + _TAIL > len(self.data):
                self.more()
            else:
                hidden = self._is_hidden(mark.start())
                if hidden is None:
                    self.more()
                elif hidden:
                    self.scan = mark.end()
                else:
                    return mark

    def _is_hidden(self, at: int) -> bool | None:
        """Whether a place is inside CDATA or a comment; None if only more bytes can tell.

        All before ``start`` is closed, so the last opening before ``at`` decides, and whether it was closed.
        """
        data = self.data
        opened = data.rfind(_OPEN, self.start, at)
        closed = data.find(_CLOSE, opened, at) if opened >= 0 else self.start
        if closed < 0:
            end = data.find(_CLOSE, at)
            if not self.done and len(data) - opened < _SECTION_LIMIT and (end < 0 or end + _TAIL > len(data)):
                return None
            # No item may be lost to a section that has no end of its own.
            return end >= 0 and section_runs_over(data, at, end, data[at : at + 3]) < 0
        opened = data.rfind(b"<!--", closed, at)
        if opened < 0 or data.find(b"-->", opened, at) >= 0:
            return False
        end = data.find(b"-->", at)
        if end < 0:
            return None if not self.done and len(data) - opened < _SECTION_LIMIT else False
        # A comment that ends within a section has lost its own end.
        section = data.rfind(_OPEN, opened, end)
        return section < 0 or data.find(_CLOSE, section, end) >= 0

    def take(self, end: int) -> tuple[bytes, int]:
        """The bytes up to ``end``, and the line they start on."""
        data, line = self.data[self.start : end], self.line
        self.line += data.count(b"\n")
        self.start = end
        return data, line


def pieces(chunks: Iterator[bytes]) -> Iterator[Piece]:
    """Cut a clean stream into pieces, in the order of the file."""
    cut = _Cutter(chunks)
    inside = False
    while True:
        mark = cut.next_mark(inside=inside)
        if mark is None:
            if cut.done:
                break
            yield _long_head(cut)
            continue
        token = mark[0]
        if token == b"<item":
            yield from _before(cut, mark.start(), inside=inside)
            inside, cut.scan = True, mark.end()
        elif token.startswith(b"</item"):
            yield from _closed(cut, mark.end(), inside=inside)
            inside, cut.scan = False, mark.end()
        else:
            yield from _before(cut, mark.start(), inside=inside)
            yield Piece("channel", *cut.take(mark.end()), ended=True)
            inside, cut.scan = False, mark.end()
    yield from _before(cut, len(cut.data), inside=inside)


def _before(cut: _Cutter, end: int, *, inside: bool) -> Iterator[Piece]:
    """What stands before ``end``: an item without its own end, or the words between items."""
    data, line = cut.take(end)
    if inside or data.strip():
        yield Piece("item" if inside else "channel", data, line, whole=not inside)


def _closed(cut: _Cutter, end: int, *, inside: bool) -> Iterator[Piece]:
    """The item that ends at ``end``; where its start tag is damaged, it starts at its title."""
    if not inside:
        title = cut.data.rfind(b"<title", cut.start, end)
        if title > cut.start:
            yield Piece("channel", *cut.take(title))
    yield Piece("item", *cut.take(end), whole=inside)


def _long_head(cut: _Cutter) -> Piece:
    """Hand out the front of what is no item and longer than we want to hold, up to where a term or a tag ends."""
    ends = (cut.data.rfind(tag, cut.start, cut.scan) for tag in (b"<wp:term>", b"<wp:tag>", b"<wp:category>"))
    end = max(ends)
    if end <= cut.start:
        end = cut.data.rfind(b">", cut.start, cut.scan) + 1
    return Piece("channel", *cut.take(end if end > cut.start else cut.scan))
