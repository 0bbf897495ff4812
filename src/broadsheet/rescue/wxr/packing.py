"""The bytes of an export as if it lay there unpacked: plain, gzip'd, or in a zip with its parts.

Guarantees: memory is one chunk, whatever the size; what stands before a fault is handed out; of a zip the
exports are read one after the other in the order of their names, as the one copy they are, and nothing is
ever written to disk or unpacked a second time. A file that swells as no text does is refused.

:mod:`gzip` was not used: it withholds what stands before a fault.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import IO

from broadsheet.errors import RescueError

__all__ = ["CHUNK", "has_export_marks", "packed_exports", "raw_chunks"]

CHUNK = 1 << 20
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_SIP, _SIPS = 4096, 128
_SNIFFED = 256 << 10
# Text shrinks to a twelfth; only what was made to do harm shrinks to a thousandth.
_SWELLING, _HARMLESS = 300, 1 << 30
_MARKS = re.compile(
    r"xmlns:\w+\s*=\s*[\"']https?://wordpress\.org/export/"
    r"|<(?:\w+:)?wxr_version\b|<wp:(?:post_id|post_type|base_blog_url)\b",
    re.IGNORECASE,
)


def has_export_marks(sample: str) -> bool:
    """Whether the first letters of a file are those of a WordPress export."""
    return _MARKS.search(sample) is not None


def raw_chunks(path: Path, torn: Callable[[], None]) -> Generator[bytes]:
    """The file's bytes, unpacked; ``torn`` is called when what is packed ends or breaks early.

    Raises:
        RescueError: the file cannot be opened, read or unpacked, or swells as no text does.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(4)
            file.seek(0)
            if magic.startswith(_GZIP):
                yield from _bounded(_unpacked(file, torn), path)
            elif magic == _ZIP:
                yield from _bounded(_parts(file, path, torn), path)
            else:
                yield from iter(lambda: file.read(CHUNK), b"")
    except OSError as error:
        raise RescueError(
            f"couldn't read {path}: {error.strerror or error}; check that the file is there"
        ) from error


def _bounded(chunks: Iterator[bytes], path: Path) -> Iterator[bytes]:
    most = max(_HARMLESS, path.stat().st_size * _SWELLING)
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise RescueError(
                f"couldn't read {path.name}: it swells to more than {_SWELLING} times its size when it is "
                "unpacked, as no export does; look for another copy"
            )
        yield chunk


def _unpacked(file: IO[bytes], torn: Callable[[], None]) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(wbits=31)
    data = b""
    while data := data or file.read(CHUNK):
        if unpacking.eof:
            unpacking = zlib.decompressobj(wbits=31)
        try:
            yield unpacking.decompress(data, CHUNK)
        except zlib.error:
            torn()
            return
        data = unpacking.unused_data if unpacking.eof else unpacking.unconsumed_tail
    if not unpacking.eof:
        yield unpacking.flush()
    if not unpacking.eof:
        torn()


def packed_exports(path: Path) -> tuple[list[str], int]:
    """The exports in a zip in the order in which they are read, and how many other files lie beside them.

    Raises:
        RescueError: it cannot be opened as a zip.
    """
    try:
        with path.open("rb") as file:
            return _exports_in(_opened(file, path))
    except OSError as error:
        raise RescueError(
            f"couldn't read {path}: {error.strerror or error}; check that the file is there"
        ) from error


def _opened(file: IO[bytes], path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        raise RescueError(
            f"couldn't read {path.name}: it is a zip archive that is damaged or not whole; "
            "unpack it with a repair program and rescue what is in it"
        ) from error


def _exports_in(packed: zipfile.ZipFile) -> tuple[list[str], int]:
    exports: list[str] = []
    others = 0
    for member in sorted(packed.infolist(), key=lambda member: member.filename):
        hidden = any(part.startswith((".", "__MACOSX")) for part in member.filename.split("/"))
        if member.is_dir() or hidden:
            continue
        if _is_export(packed, member):
            exports.append(member.filename)
        else:
            others += 1
    return exports, others


def _is_export(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    if not re.search(r"(?i)\.(?:xml|wxr|rss|txt)$|(?:^|/)[^./]+$", member.filename):
        return False
    try:
        with packed.open(member) as file:
            head = file.read(_SNIFFED)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        return False
    wide = head[:200].count(0) > 40
    return has_export_marks(head.replace(b"\x00", b"").decode("latin-1") if wide else head.decode("latin-1"))


def _parts(file: IO[bytes], path: Path, torn: Callable[[], None]) -> Iterator[bytes]:
    """The exports of a zip, one after the other."""
    with _opened(file, path) as packed:
        for name in _exports_in(packed)[0]:
            held: list[bytes] = []
            try:
                with packed.open(name) as part:
                    # A little at a time: what was unpacked before a fault goes down with a larger request.
                    while chunk := part.read(_SIP):
                        held.append(chunk)
                        if len(held) >= _SIPS:
                            yield b"".join(held)
                            held.clear()
            except (zipfile.BadZipFile, zlib.error, EOFError):
                torn()
            yield b"".join(held)
            yield b"\n"
