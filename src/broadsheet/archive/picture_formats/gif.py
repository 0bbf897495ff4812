"""GIF (GIF89a specification): frames, their timing and the loop, nothing else.

Guarantees: frames come out byte for byte; of the extensions only the graphic control (timing,
transparency) and the loop count remain; comments, plain text, XMP and other application
blocks and all after the trailer are gone. A file that breaks off keeps its whole frames; where
not even one is whole, what there is of it is closed.
"""

from broadsheet.archive.picture_formats.stripped import TRAILING, Stripped

__all__ = ["strip_gif"]

_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
EXTENSION, IMAGE, TRAILER = 0x21, 0x2C, 0x3B
CONTROL, COMMENT, APPLICATION = 0xF9, 0xFE, 0xFF


def strip_gif(data: bytes) -> Stripped:
    """Rid a GIF of all that is not picture. Never raises: what can't be decoded shows when it is opened."""
    at = 13 + _colours(data[10:11])
    out = [data[:at]]
    control = xmp = b""
    removed: list[str] = []
    ended = False
    while at < len(data):
        kind = data[at]
        if kind == TRAILER:
            ended = True
            if data[at + 1 :].strip(b"\0"):
                removed.append(TRAILING)
            break
        if kind == IMAGE:
            start = at + 10 + _colours(data[at + 9 : at + 10]) + 1
            after, whole = _skip_blocks(data, start)
            if not whole and len(out) > 1:
                break
            out.append(control + data[at:after] + (b"" if whole else b"\0"))
            control = b""
            at = after
        elif kind == EXTENSION:
            label = data[at + 1] if at + 1 < len(data) else 0
            after, whole = _skip_blocks(data, at + 2)
            block = data[at:after]
            if label == CONTROL and len(block) == 8:
                control = block
            elif label == APPLICATION and block[3:14] in _LOOPS and block[14:16] == b"\3\1":
                out.append(block[:14] + block[14:18] + b"\0")
            else:
                xmp = xmp or _xmp_of(block)
                removed.append("comment" if label == COMMENT else "application data")
            at = after
        else:
            at += 1
    out.append(b";")
    return Stripped(data=b"".join(out), xmp=xmp, removed=tuple(dict.fromkeys(removed)), whole=ended)


def _colours(flags: bytes) -> int:
    """Bytes of the colour table that follows, by the packed flags before it."""
    return 3 * 2 ** ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _skip_blocks(data: bytes, at: int) -> tuple[int, bool]:
    """The end of a run of sub-blocks, and whether it was closed."""
    while at < len(data):
        size = data[at]
        at += 1 + size
        if size == 0:
            return at, True
    return len(data), False


def _xmp_of(block: bytes) -> bytes:
    """An XMP packet: written as it is, so that its own bytes pass for sub-block sizes."""
    if block[3:14] != b"XMP DataXMP":
        return b""
    return block[14 : block.rfind(b">") + 1]
