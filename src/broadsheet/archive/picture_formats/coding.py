"""Decoding and encoding, where a picture can't stay as it is coded.

Guarantees: what :func:`encoded` writes holds no metadata, whatever the picture was opened from;
the same pixels and options give the same bytes (one thread, no clock). :func:`to_srgb` always gives
grey, RGB or RGBA of eight bits in sRGB.
"""

import contextlib
import io
from typing import Any

from PIL import Image, ImageCms
from PIL.JpegImagePlugin import get_sampling

__all__ = ["encoded", "encoded_anew", "is_graphic", "to_srgb", "turned"]

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_FEW_COLOURS = 4_096
_SRGB = ImageCms.createProfile("sRGB")


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """A picture's pixels in a format, without whatever else it was opened with."""
    bare = picture.copy()
    bare.info = {"transparency": picture.info["transparency"]} if "transparency" in picture.info else {}
    out = io.BytesIO()
    bare.save(out, kind.upper(), **options)
    return out.getvalue()


def turned(picture: Image.Image, kind: str, orientation: int) -> bytes:
    """The picture upright, coded as it was: a JPEG with its own tables, PNG and lossless WebP without loss."""
    options: dict[str, Any] = {}
    if kind == "jpeg":
        sampling = get_sampling(picture)
        options = {
            "qtables": getattr(picture, "quantization", None),
            "subsampling": sampling if sampling >= 0 else 0,
            "optimize": True,
        }
    elif kind == "webp":
        lossless = _is_lossless_webp(picture)
        options = {"lossless": lossless, "quality": 80 if lossless else 95, "exact": lossless}
    if picture.info.get("icc_profile"):
        options["icc_profile"] = picture.info["icc_profile"]
    return encoded(picture.transpose(_TURNS[orientation]), kind, **options)


def encoded_anew(picture: Image.Image) -> tuple[str, bytes]:
    """A decoded picture in sRGB: AVIF stays AVIF; photographs become JPEG, graphics and what has holes PNG."""
    pixels = to_srgb(picture)
    if picture.format == "AVIF":
        return "avif", encoded(pixels, "avif", quality=90, subsampling="4:4:4", speed=8, max_threads=1)
    if pixels.mode == "RGBA" or is_graphic(pixels):
        return "png", encoded(pixels, "png", optimize=True)
    return "jpeg", encoded(pixels, "jpeg", quality=95, subsampling="4:4:4", optimize=True)


def is_graphic(picture: Image.Image) -> bool:
    """Whether it is drawn rather than photographed: few colours."""
    return picture.mode in ("1", "P", "RGB", "RGBA") and picture.getcolors(_FEW_COLOURS) is not None


def to_srgb(picture: Image.Image) -> Image.Image:
    """The picture in L, RGB or RGBA of eight bits; colours by its profile where it has a usable one."""
    profile = picture.info.get("icc_profile") or b""
    plain = _eight_bits(picture)
    if profile:
        target = plain.mode if plain.mode == "RGBA" else "RGB"
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if plain.mode == "L" and source.profile.xcolor_space.strip() != "GRAY":
                return plain
            converted = ImageCms.profileToProfile(plain, source, _SRGB, outputMode=target)
            if converted is not None:
                return converted
    return plain.convert("RGB") if plain.mode == "CMYK" else plain


def _eight_bits(picture: Image.Image) -> Image.Image:
    """The picture in L, RGB, RGBA or CMYK."""
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: the upper eight are what can be shown.
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if picture.has_transparency_data:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    if picture.mode in ("L", "RGB", "CMYK"):
        return picture
    return picture.convert("L" if picture.mode in ("1", "F") else "RGB")


def _is_lossless_webp(picture: Image.Image) -> bool:
    stream = picture.fp if hasattr(picture, "fp") else None
    if stream is None:
        return False
    stream.seek(0)
    return b"VP8L" in stream.read(4096)
