"""Colour profiles (ICC.1:2022): the colours stay, the maker and the monitor go.

Guarantees: :func:`clean_profile` gives a profile that a colour engine opens, with the tags that
colour conversion needs and empty descriptions, no date, maker, model, creator or identifier;
or nothing, when the profile is sRGB (which is what a picture without one is taken for), too large
or not usable.

Pictures are not converted to sRGB on intake: it would mean encoding every photograph of a modern
phone (Display P3) again. Screen shots carry the name and serial number of the screen in their
profile, so keeping the profile as it came is no choice either.
"""

import io

from PIL import ImageCms

__all__ = ["clean_profile"]

MAX_PROFILE = 4_000_000
_CLASSES = (b"scnr", b"mntr", b"prtr", b"spac")
_SPACES = (b"RGB ", b"GRAY", b"CMYK")
_COLOUR_TAGS = frozenset(
    b"rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC wtpt bkpt chad A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 cicp".split()
)
_NAME = b"colour"


def clean_profile(profile: bytes) -> bytes:
    """A profile with nothing but colour in it, or ``b""``. Deterministic; cleaning twice is cleaning once."""
    if not 132 <= len(profile) <= MAX_PROFILE or profile[36:40] != b"acsp":
        return b""
    if profile[12:16] not in _CLASSES or profile[16:20] not in _SPACES:
        return b""
    tags = dict(_tags_of(profile))
    if _is_srgb(tags.get(b"desc", b"")):
        return b""
    cleaned = _assemble(profile, {name: body for name, body in tags.items() if name in _COLOUR_TAGS})
    try:
        ImageCms.getOpenProfile(io.BytesIO(cleaned))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return b""
    return cleaned


def _tags_of(profile: bytes) -> list[tuple[bytes, bytes]]:
    count = min(int.from_bytes(profile[128:132], "big"), 100)
    found = []
    for at in range(132, 132 + 12 * count, 12):
        entry = profile[at : at + 12]
        start, size = int.from_bytes(entry[4:8], "big"), int.from_bytes(entry[8:12], "big")
        if len(entry) == 12 and start + size <= len(profile):
            found.append((entry[:4], profile[start : start + size]))
    return found


def _is_srgb(description: bytes) -> bool:
    return b"sRGB" in description.replace(b"\0", b"")


def _assemble(profile: bytes, tags: dict[bytes, bytes]) -> bytes:
    modern = profile[8] >= 4
    bodies = {b"desc": _text(modern, b"desc"), b"cprt": _text(modern, b"text"), **dict(sorted(tags.items()))}
    start = 132 + 12 * len(bodies)
    places: dict[bytes, int] = {}
    table, heap = [], []
    for name, body in bodies.items():
        if body not in places:
            places[body] = start
            padded = body + bytes(-len(body) % 4)
            heap.append(padded)
            start += len(padded)
        table.append(name + places[body].to_bytes(4, "big") + len(body).to_bytes(4, "big"))
    header = b"".join(
        [
            start.to_bytes(4, "big"),
            bytes(4),
            profile[8:10] + bytes(2),
            profile[12:24],
            bytes(12),
            b"acsp",
            bytes(24),
            profile[64:68],
            b"\x00\x00\xf6\xd6\x00\x01\x00\x00\x00\x00\xd3\x2d",
            bytes(48),
        ]
    )
    return b"".join([header, len(bodies).to_bytes(4, "big"), *table, *heap])


def _text(modern: bool, kind: bytes) -> bytes:
    """The one word that the specification requires a description and a copyright to have."""
    if modern:
        words = _NAME.decode().encode("utf-16-be")
        return (
            b"mluc"
            + bytes(4)
            + b"\0\0\0\1\0\0\0\x0cenUS"
            + len(words).to_bytes(4, "big")
            + b"\0\0\0\x1c"
            + words
        )
    if kind == b"text":
        return b"text" + bytes(4) + _NAME + b"\0"
    return b"desc" + bytes(4) + (len(_NAME) + 1).to_bytes(4, "big") + _NAME + b"\0" + bytes(8 + 3 + 67)
