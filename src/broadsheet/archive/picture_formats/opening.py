"""The one careful way to open a picture.

Guarantees: the kind is told by the content and never by the name; only raster formats that
Pillow decodes itself are opened (never EPS, which would start Ghostscript, nor SVG, which can
hold scripts); nothing larger than :data:`MAX_BYTES` is read and nothing with more than
:data:`MAX_PIXELS` is decoded; whatever a broken file makes a decoder raise becomes one
:class:`PictureError`.

Pillow's own limit on pixels is not relied on: it only warns up to twice its value, and is one
global for the whole process.
"""

import importlib
import importlib.util
import io
import struct
import warnings
import zlib
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from broadsheet.errors import PictureError

__all__ = ["BROKEN", "MAX_BYTES", "MAX_PIXELS", "open_picture", "read_picture", "recognise"]

MAX_BYTES = 80_000_000
MAX_PIXELS = 120_000_000
MAX_DECODED = 4 * MAX_PIXELS
"""Bytes of the decoded picture: a picture of four channels has no more pixels than one of three."""

BROKEN = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, AttributeError,
    ArithmeticError, RuntimeError, MemoryError, struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
"""What decoders raise at broken or hostile files."""

_OPENED = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP", "JPEG2000", "ICO", "HEIF")
_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"\0\0\1\0", "ico"),
    (b"\xff\x4f\xff\x51", "jp2"),
    (b"\0\0\0\x0cjP  ", "jp2"),
)
_DECODERS = ("pi_heif", "pillow_heif")
"""Pillow's decoders of HEIC: the first without, the second with an encoder, which is under the GPL."""
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def read_picture(source: bytes | Path, *, name: str) -> bytes:
    """The whole file, refused before it is read when it is too large.

    Raises:
        PictureError: it is not there, not a file, empty, or larger than :data:`MAX_BYTES`.
    """
    if isinstance(source, bytes):
        data = source
        size = len(data)
    else:
        try:
            if not source.is_file():
                raise PictureError(f"couldn't take in {name}: there is no such file; check its name")
            size = source.stat().st_size
            data = source.read_bytes() if 0 < size <= MAX_BYTES else b""
        except OSError as error:
            raise PictureError(
                f"couldn't take in {name}: {error.strerror or error}; check the file"
            ) from error
    if size > MAX_BYTES:
        raise PictureError(
            f"couldn't take in {name}: it is {size / 1e6:.0f} MB and pictures may have "
            f"{MAX_BYTES / 1e6:.0f} MB; save a smaller copy"
        )
    if not data:
        raise PictureError(f"couldn't take in {name}: the file is empty; look for another copy of it")
    return data


def recognise(data: bytes, *, name: str = "the picture") -> str:
    """Which kind of picture this is, by its content: ``jpeg png gif webp avif tiff bmp jp2 ico heic``.

    Raises:
        PictureError: it is no picture, or one that isn't taken in; the sentence says what it looks like.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return _recognise_boxes(data, name)
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\0").lower()
    if start.startswith(b"<"):
        if b"<svg" in start:
            raise PictureError(
                f"couldn't take in {name}: SVG drawings can hold scripts; export it as PNG and take that in"
            )
        raise PictureError(
            f"couldn't take in {name}: it is a web page saved under a picture's name; look for another copy"
        )
    raise PictureError(
        f"couldn't take in {name}: it isn't a picture of a kind known here; save it as JPEG or PNG"
    )


def _recognise_boxes(data: bytes, name: str) -> str:
    end = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[at : at + 4] for at in (8, *range(16, end - 3, 4))}
    if brands & {b"avif", b"avis"}:
        return "avif"
    if brands & set(_HEIC):
        if not _heic_decoder():
            raise PictureError(
                f"couldn't take in {name}: HEIC pictures can't be read here; export it as JPEG (phones do when sharing)"
            )
        return "heic"
    raise PictureError(
        f"couldn't take in {name}: it is a film or another container, not a picture; take a still of it"
    )


def _heic_decoder() -> bool:
    """Whether the operator has added a HEIC decoder to Pillow; none is required or shipped."""
    for name in _DECODERS:
        if importlib.util.find_spec(name) is not None:
            importlib.import_module(name).register_heif_opener()
            return True
    return False


def open_picture(data: bytes, *, name: str = "the picture") -> Image.Image:
    """Open without decoding; the first frame of several.

    Raises:
        PictureError: not decodable, no pixels, or more than :data:`MAX_PIXELS`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(
                io.BytesIO(data), formats=[each for each in _OPENED if each in Image.OPEN or each != "HEIF"]
            )
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except BROKEN as error:
        raise PictureError(
            f"couldn't take in {name}: the file is broken; look for another copy of it"
        ) from error
    width, height = picture.size
    if width * height * max(3, len(picture.getbands())) > MAX_DECODED or width * height > MAX_PIXELS:
        raise _too_large(name)
    return picture


def _too_large(name: str) -> PictureError:
    return PictureError(
        f"couldn't take in {name}: it has more than {MAX_PIXELS / 1e6:.0f} million pixels; save a smaller copy"
    )
