"""What remains of a picture file, and what was taken out of it."""

from dataclasses import dataclass

__all__ = ["TRAILING", "Stripped"]

TRAILING = "trailing data"


@dataclass(frozen=True, slots=True)
class Stripped:
    """A picture file without anything that is not picture, beside the metadata it came with.

    ``exif`` is a TIFF structure, ``xmp`` an XML packet, ``iptc`` a run of IIM records; each is empty
    when the file had none. ``removed`` names what else was left out, in plain words. ``whole`` is
    false when the file broke off and what is missing was filled in.
    """

    data: bytes
    exif: bytes = b""
    xmp: bytes = b""
    iptc: bytes = b""
    profile: bytes = b""
    removed: tuple[str, ...] = ()
    whole: bool = True
