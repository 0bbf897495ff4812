"""Type that was set in this edition and is wanted again, by whichever worker: a post's card, its entry in feeds.

A post stands on a page of each of its tags, on several fronts and in several feeds, years apart in the order of
the plan; no cache of a process that is bounded holds it so long, and no process knows what another one set.

Guarantees: what is found is what was kept under these very words, whole, or nothing is found; memory does not grow,
and the disk lends at most :data:`MOST_BYTES`, which it gets back when the last worker ends, also if it is killed.

The files have no names, so that nobody else can write what goes onto pages from here; workers have them from the
process that they were forked from. They are read and written in places and not mapped, since a mapped file counts as
memory of each process.
"""

import os
import struct
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

__all__ = ["CARD", "ENTRY", "MOST_BYTES", "Galley"]

CARD, ENTRY = range(2)
"""The kinds of things that are kept."""
MOST_BYTES = 1 << 30
_EXTENT = 1 << 20
"""What a process claims at a time, to fill alone."""
_RECORD = struct.Struct("<QII")
"""Where something lies, its length, and a checksum that tells whether it still does."""
_POSTS = 4_000_000
"""For so many numbers of posts the index has a place each; above it, some keep each other out."""

Words = tuple[Any, ...]
"""What a thing is kept under; the first is the number of a post."""


class Galley:
    """Keeps what was set, for all processes that are forked after it was made. Each may find and keep at any time."""

    def __init__(self, folder: Path, context: BaseContext) -> None:
        """Make the files, on a folder's disk.

        Raises:
            OSError: there can't be files.
        """
        with ExitStack() as files:
            self._index = files.enter_context(tempfile.TemporaryFile(dir=folder, buffering=0))
            self._things = files.enter_context(tempfile.TemporaryFile(dir=folder, buffering=0))
            self._files = files.pop_all()
        self._claimed = context.Value("Q", 0)
        self._at = self._until = 0
        self._full = False
        self._unwritten: dict[tuple[int, Words], _Record] = {}

    def close(self) -> None:
        """Let go of the files in this process."""
        self._files.close()

    def find(self, kind: int, words: Words) -> bytes | None:
        """What was kept under these words, or None."""
        if waiting := self._unwritten.get((kind, words)):
            return waiting.data[len(_title(words)) :]
        try:
            record = os.pread(self._index.fileno(), _RECORD.size, _place(kind, words))
            if len(record) < _RECORD.size:
                return None
            at, length, check = _RECORD.unpack(record)
            data = os.pread(self._things.fileno(), length, at) if length else b""
        except OSError:
            return None
        # Another process may be writing at this place right now.
        if not data or crc32(data) != check:
            return None
        title = _title(words)
        return data[len(title) :] if data.startswith(title) else None

    def keep(self, kind: int, words: Words, thing: bytes) -> None:
        """Keep a thing, for this process at once, for others with the next :meth:`write`."""
        data = _title(words) + thing
        if self._full or len(data) > _EXTENT:
            return
        if self._at + len(data) > self._until:
            self.write()
            self._claim()
        self._unwritten[kind, words] = _Record(_place(kind, words), self._at, data)
        self._at += len(data)

    def write(self) -> None:
        """Let all processes find what this one kept; where the disk is full, nothing is kept any more."""
        records, self._unwritten = list(self._unwritten.values()), {}
        try:
            for start, data in _runs((record.at, record.data) for record in records):
                os.pwrite(self._things.fileno(), data, start)
            known = sorted(
                (record.place, _RECORD.pack(record.at, len(record.data), crc32(record.data)))
                for record in records
            )
            for start, data in _runs(known):
                os.pwrite(self._index.fileno(), data, start)
        except OSError:
            self._full = True

    def _claim(self) -> None:
        """Go on in an extent that no other process writes; once all are claimed, in the oldest."""
        with self._claimed.get_lock():
            number = self._claimed.value
            self._claimed.value = number + 1
        self._at = number * _EXTENT % MOST_BYTES
        self._until = self._at + _EXTENT


class _Record(NamedTuple):
    """Where the index tells of a thing, where the thing is to lie, and its bytes."""

    place: int
    at: int
    data: bytes


def _place(kind: int, words: Words) -> int:
    return (kind * _POSTS + int(words[0]) % _POSTS) * _RECORD.size


def _title(words: Words) -> bytes:
    """What a record begins with: no title is the beginning of another."""
    return f"{words!r}\n".encode()


def _runs(pieces: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    """Bytes and where they go, those that follow each other as one."""
    held: list[bytes] = []
    start = end = 0
    for at, data in pieces:
        if held and at != end:
            yield start, b"".join(held)
            held = []
        if not held:
            start = at
        held.append(data)
        end = at + len(data)
    if held:
        yield start, b"".join(held)
