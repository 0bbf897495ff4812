"""WebP (RFC 9649): the picture's own chunks, nothing else.

Guarantees: image and animation data come out byte for byte, with transparency and a cleaned
colour profile; Exif, XMP, unknown chunks (also those inside frames) and all after the file's
stated end are gone, and the flags that announced them are cleared.
"""

from collections.abc import Iterator

from broadsheet.archive.picture_formats.icc import clean_profile
from broadsheet.archive.picture_formats.stripped import TRAILING, Stripped

__all__ = ["strip_webp"]

_KEPT = frozenset([b"VP8 ", b"VP8L", b"ALPH", b"ANIM"])
_FRAME = frozenset([b"VP8 ", b"VP8L", b"ALPH"])
_ALPHA, _ANIMATION, _PROFILE = 0x10, 0x02, 0x20


def strip_webp(data: bytes) -> Stripped:
    """Rid a WebP of all that is not picture. Never raises: what can't be decoded shows when it is opened."""
    size = 8 + int.from_bytes(data[4:8], "little")
    exif = xmp = profile = header = b""
    kept: list[bytes] = []
    removed: list[str] = []
    for kind, body in _chunks(data[12:size]):
        if kind == b"VP8X" and len(body) >= 10:
            header = body[:10]
        elif kind in _KEPT:
            kept.append(_chunk(kind, body))
        elif kind == b"ANMF":
            frame = b"".join(_chunk(each, part) for each, part in _chunks(body[16:]) if each in _FRAME)
            kept.append(_chunk(kind, body[:16] + frame))
        elif kind == b"ICCP":
            profile = clean_profile(body)
        elif kind == b"EXIF":
            exif = body.removeprefix(b"Exif\0\0")
        elif kind == b"XMP ":
            xmp = body
        else:
            removed.append("application data")
    if data[size + size % 2 :].strip(b"\0"):
        removed.append(TRAILING)
    if header:
        flags = header[0] & (_ALPHA | _ANIMATION) | (_PROFILE if profile else 0)
        kept.insert(0, _chunk(b"VP8X", bytes([flags, 0, 0, 0]) + header[4:]))
        if profile:
            kept.insert(1, _chunk(b"ICCP", profile))
    body = b"WEBP" + b"".join(kept)
    return Stripped(
        data=b"RIFF" + len(body).to_bytes(4, "little") + body,
        exif=exif,
        xmp=xmp,
        profile=profile if header else b"",
        removed=tuple(dict.fromkeys(removed)),
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)
