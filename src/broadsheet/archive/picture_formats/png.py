"""PNG (W3C PNG, third edition, with APNG): the chunks that make the picture, nothing else.

Guarantees: image data come out byte for byte; kept are the critical chunks, transparency,
animation and what says how colours are meant, with the profile cleaned; text, Exif, times,
resolutions, private chunks and all after the end are gone. A file that breaks off is filled up
with the last colour known to the filter (transparent or black) and said not to be whole.
"""

import re
import zlib
from collections.abc import Iterator

from broadsheet.archive.picture_formats.icc import clean_profile
from broadsheet.archive.picture_formats.opening import MAX_DECODED
from broadsheet.archive.picture_formats.stripped import TRAILING, Stripped

__all__ = ["strip_png"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ANY = 1 << 31
_KEPT = {
    b"IHDR": 13, b"PLTE": 768, b"IDAT": _ANY, b"IEND": 0, b"tRNS": 256, b"gAMA": 4, b"cHRM": 32, b"sBIT": 4, b"cICP": 4,
    b"acTL": 8, b"fcTL": 26, b"fdAT": _ANY,
}  # fmt: skip
"""The chunks that come out, each with the most bytes that the specification lets it have."""
_REMOVED = {
    b"tEXt": "text", b"zTXt": "text", b"iTXt": "text", b"tIME": "time of change", b"eXIf": "",
    b"pHYs": "", b"bKGD": "", b"hIST": "",
}  # fmt: skip
_XMP_KEYWORD = re.compile(rb"^XML:com\.adobe\.xmp\0(.)\0[^\0]*\0[^\0]*\0", re.DOTALL)
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def strip_png(data: bytes) -> Stripped:
    """Rid a PNG of all that is not picture. Never raises: what can't be decoded shows when it is opened."""
    kept: list[tuple[bytes, bytes]] = []
    removed: list[str] = []
    exif = xmp = profile = b""
    ended = False
    for kind, body, after in _chunks(data):
        if len(body) <= _KEPT.get(kind, -1):
            kept.append((kind, body))
        elif kind in (b"iCCP", b"sRGB"):
            colour = (b"sRGB", b"\0")
            if kind == b"iCCP":
                profile = clean_profile(_inflated(body.partition(b"\0")[2][1:], 4_000_000))
                colour = (b"iCCP", b"icc\0\0" + zlib.compress(profile)) if profile else colour
            if not any(each in (b"sRGB", b"iCCP") for each, _ in kept):
                kept.append(colour)
        else:
            exif = body if kind == b"eXIf" else exif
            xmp = xmp or _xmp_of(kind, body)
            removed.append(_REMOVED.get(kind, "application data"))
        if kind == b"IEND":
            ended = True
            if data[after:].strip(b"\0"):
                removed.append(TRAILING)
            break
    if not ended:
        kept = _filled_up(kept)
    return Stripped(
        data=_SIGNATURE + b"".join(_chunk(kind, body) for kind, body in kept),
        exif=exif.removeprefix(b"Exif\0\0"),
        xmp=xmp,
        profile=profile,
        removed=tuple(dict.fromkeys(word for word in removed if word)),
        whole=ended,
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Each chunk's type, body and end; a last one that breaks off comes with what there is of it."""
    at = len(_SIGNATURE)
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        after = at + 12 + size
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + size], after
        at = after


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def _inflated(body: bytes, limit: int) -> bytes:
    """What can be had of a deflated stream, at most ``limit`` bytes, also when it breaks off."""
    stream, out = zlib.decompressobj(), bytearray()
    for at in range(0, len(body), 65536):
        try:
            out += stream.decompress(stream.unconsumed_tail + body[at : at + 65536], limit - len(out))
        except zlib.error:
            break
        if len(out) >= limit or stream.eof:
            break
    return bytes(out)


def _xmp_of(kind: bytes, body: bytes) -> bytes:
    found = _XMP_KEYWORD.match(body) if kind == b"iTXt" else None
    if not found:
        return b""
    packet = body[found.end() :]
    return _inflated(packet, 1_000_000) if found.group(1) == b"\1" else packet


def _filled_up(kept: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Make a stream that broke off decodable: the missing rows are filled with zeros."""
    header = next((body for kind, body in kept if kind == b"IHDR"), b"")
    stream = b"".join(body for kind, body in kept if kind == b"IDAT")
    size = _size_of(header)
    if not stream or not 0 < size <= 2 * MAX_DECODED:
        return kept
    pixels = _inflated(stream, size)
    if not pixels:
        return kept
    before = [
        (kind, body) for kind, body in kept if kind not in (b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT")
    ]
    return [*before, (b"IDAT", zlib.compress(pixels.ljust(size, b"\0"), 6)), (b"IEND", b"")]


def _size_of(header: bytes) -> int:
    """Bytes of the filtered rows of a whole picture, by its header."""
    if len(header) != 13 or header[9] not in _CHANNELS:
        return 0
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    bits = header[8] * _CHANNELS[header[9]]
    passes = _PASSES if header[12] else ((0, 0, 1, 1),)
    total = 0
    for left, top, across, down in passes:
        columns, rows = -(-max(0, width - left) // across), -(-max(0, height - top) // down)
        total += rows * (1 + -(-columns * bits // 8)) if columns else 0
    return total
