"""JPEG (ITU-T T.81, ISO 10918-1; Adobe's and JFIF's markers): the same scans, nothing else.

Guarantees: the tables, frames and scans of the first image come out byte for byte, so no quality
is lost; of the application segments only JFIF and Adobe (rewritten: they say how to read the
colours) and a cleaned colour profile remain; comments, Exif, XMP, IPTC, maker segments and all
after the end of the image (further images, phone makers' trailers, archives) are gone. A stream
that breaks off is closed with an end marker, which decoders fill with grey.

Pillow was not used: it can't write a JPEG without decoding and encoding it again.
"""

import re

from broadsheet.archive.picture_formats.icc import clean_profile
from broadsheet.archive.picture_formats.stripped import TRAILING, Stripped

__all__ = ["strip_jpeg"]

# Hierarchical images (DHP, EXP) are decoded by nothing and DNL is skipped unread: none could be checked.
_KEPT = frozenset([*range(0xC0, 0xC8), *range(0xC9, 0xD0), 0xDB, 0xDD])
_BARE = frozenset([0x01, *range(0xD0, 0xD9)])
_NEXT_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_EXIF, _XMP, _PHOTOSHOP, _ICC = (
    b"Exif\0",
    b"http://ns.adobe.com/xap/1.0/\0",
    b"Photoshop 3.0\0",
    b"ICC_PROFILE\0",
)
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_ICC_PART = 65519
EOI, SOS, COM = 0xD9, 0xDA, 0xFE
MAX_SCANS = 100
"""Progressive files have about ten; each more costs a decoder the whole picture, which is an attack."""


class _Segments:
    """What was met on the way through one file."""

    def __init__(self) -> None:
        self.pictorial: list[bytes] = []
        self.jfif = False
        self.adobe: int | None = None
        self.profile: dict[int, bytes] = {}
        self.exif = self.xmp = self.iptc = b""
        self.removed: list[str] = []
        self.scans = 0
        self.ended = False

    def application(self, marker: int, payload: bytes) -> None:
        """Take note of an APPn or COM segment; none is copied."""
        if marker == COM:
            self.removed.append("comment")
        elif payload.startswith(b"JFIF\0") and marker == 0xE0:
            self.jfif = True
        elif payload.startswith(b"Adobe") and marker == 0xEE and len(payload) >= 12:
            self.adobe = payload[11]
        elif payload.startswith(_ICC) and marker == 0xE2 and len(payload) > 14:
            self.profile[payload[12]] = payload[14:]
        elif payload.startswith(_EXIF):
            self.exif = self.exif or payload[6:]
        elif payload.startswith(_XMP):
            self.xmp = self.xmp or payload[len(_XMP) :]
        elif payload.startswith(_PHOTOSHOP):
            self.iptc = self.iptc or iptc_of_resources(payload[len(_PHOTOSHOP) :])
            self.removed.append("editing software's data")
        else:
            self.removed.append("application data")


def strip_jpeg(data: bytes) -> Stripped:
    """Rid a JPEG of all that is not picture. Never raises: what can't be decoded shows when it is opened."""
    found = _Segments()
    end = _walk(data, found)
    profile = clean_profile(b"".join(found.profile[number] for number in sorted(found.profile)))
    out = [b"\xff\xd8"]
    if found.jfif:
        out.append(_JFIF)
    if found.adobe is not None:
        out.append(b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + bytes([found.adobe]))
    out += _profile_segments(profile)
    out += found.pictorial
    out.append(b"\xff\xd9")
    if found.ended and data[end:].strip(b"\0"):
        found.removed.append(TRAILING)
    return Stripped(
        data=b"".join(out),
        exif=found.exif,
        xmp=found.xmp,
        iptc=found.iptc,
        profile=profile,
        removed=tuple(dict.fromkeys(found.removed)),
        whole=found.ended,
    )


def _walk(data: bytes, found: _Segments) -> int:
    """Go from marker to marker; returns where the image ended."""
    at = 2
    while True:
        at = data.find(b"\xff", at)
        while at >= 0 and data[at + 1 : at + 2] == b"\xff":
            at += 1
        if at < 0 or at + 2 > len(data):
            return len(data)
        marker = data[at + 1]
        if marker == EOI or found.scans == MAX_SCANS:
            found.ended = marker == EOI
            return at + 2
        if marker in _BARE or marker == 0:
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        after = at + 2 + length
        if length < 2 or after > len(data):
            return len(data)
        if marker == SOS:
            scan_end = _NEXT_MARKER.search(data, after)
            after = scan_end.start() if scan_end else len(data)
            found.pictorial.append(data[at:after])
            found.scans += 1
        elif marker in _KEPT:
            found.pictorial.append(data[at:after])
        elif marker >= 0xE0:
            found.application(marker, data[at + 4 : after])
        at = after


def _profile_segments(profile: bytes) -> list[bytes]:
    parts = [profile[at : at + _ICC_PART] for at in range(0, len(profile), _ICC_PART)]
    if len(parts) > 255:
        return []
    return [
        b"\xff\xe2" + (len(part) + 16).to_bytes(2, "big") + _ICC + bytes([number, len(parts)]) + part
        for number, part in enumerate(parts, 1)
    ]


def iptc_of_resources(resources: bytes) -> bytes:
    """The IPTC records among Photoshop's image resource blocks (resource 0x0404), or nothing."""
    at = 0
    while resources[at : at + 4] == b"8BIM" and at + 12 <= len(resources):
        number = int.from_bytes(resources[at + 4 : at + 6], "big")
        name = 1 + resources[at + 6]
        at += 6 + name + name % 2
        size = int.from_bytes(resources[at : at + 4], "big")
        if number == 0x0404:
            return resources[at + 4 : at + 4 + size]
        at += 4 + size + size % 2
    return b""
