"""What readers get of a picture: derivatives in a few widths and formats, never the original.

Guarantees: a derivative's path follows from the picture's digest and the settings alone (no disk,
no clock), so that pages can be rendered before or without the pictures; its bytes follow from the
original's bytes, its width and its recipe, so that a path never changes its content; none is wider
than the original; none holds metadata; all are in sRGB.

What is offered is decided by the original's extension, since nothing may be opened to render a
page: photographs get WebP or AVIF with JPEG to fall back on; PNG falls back on one PNG of
moderate size; GIF, which may move, is copied as it is, cleaned once more.
"""

import html
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from PIL import Image

from broadsheet.archive.picture_formats import BROKEN, STRIPPERS, open_picture, read_picture, recognise
from broadsheet.archive.picture_formats.coding import encoded, is_graphic, to_srgb
from broadsheet.archive.rows import PictureRow
from broadsheet.errors import PictureError
from broadsheet.press.cropping import Crop, crop_of, focus_classes
from broadsheet.publication import Pictures
from broadsheet.theme.contexts import Picture, Source

__all__ = [
    "Derivative",
    "PictureFormat",
    "derivatives_of",
    "inline_picture",
    "make_derivative",
    "make_derivatives",
    "picture_of",
    "published_of",
    "share_of",
]

PictureFormat = Literal["avif", "webp", "jpeg", "png", "gif"]

RECIPE = 1
"""Raised when the same settings shall give other bytes, so that no path ever changes its content."""

INLINE_SIZES = "(min-width: 46rem) 44rem, 100vw"
_PNG_WIDTH = 960
_WHOLE = (1_000_000, 1_000_000)
_LONGEST = {"avif": 65_535, "webp": 16_383, "jpeg": 65_500, "png": 1_000_000, "gif": 1_000_000}
_EXTENSIONS = {"jpeg": "jpg"}
_FALLBACKS: dict[str, PictureFormat] = {"png": "png", "gif": "gif"}


@dataclass(frozen=True, slots=True)
class Derivative:
    """A file of the site made from a picture. ``path`` is relative to the site; sizes are in pixels."""

    path: str
    width: int
    height: int
    format: PictureFormat
    crop: Crop | None = None


def derivatives_of(row: PictureRow, settings: Pictures) -> tuple[Derivative, ...]:
    """The files that are published of a picture, best format first, narrowest first; none when it is missing."""
    if not _is_there(row):
        return ()
    fallback = _FALLBACKS.get(row.file.rpartition(".")[2].lower(), "jpeg")
    if fallback == "gif":
        return (_derivative(row, row.width, "gif", settings),)
    widths = _widths(row, settings)
    found: list[Derivative] = []
    for each in sorted(set(settings.formats)):
        found += [_derivative(row, width, each, settings) for width in widths if _fits(row, width, each)]
    if fallback == "png":
        widths = (max((width for width in widths if width <= _PNG_WIDTH), default=widths[0]),)
    found += [_derivative(row, width, fallback, settings) for width in widths if _fits(row, width, fallback)]
    return tuple(found)


def share_of(row: PictureRow, settings: Pictures) -> Derivative | None:
    """What other sites show of a page with this picture: cut around the point that is marked, if one is."""
    crop = crop_of(row)
    if crop is None or not _is_there(row) or row.file.endswith(".gif"):
        return None
    return _derivative(row, crop.size[0], "jpeg", settings, crop)


def published_of(row: PictureRow, settings: Pictures) -> tuple[Derivative, ...]:
    """Every file that is published of a picture."""
    share = share_of(row, settings)
    return (*derivatives_of(row, settings), *([share] if share else ()))


def picture_of(
    row: PictureRow | None, settings: Pictures, *, words: tuple[str, str, str] | None = None
) -> Picture:
    """What a template is given of a picture in one place of use.

    ``words`` are the alt text, caption and credit of that place, each taken from the picture's own row
    where it is empty. A picture whose file is missing has ``missing=True`` and only words.
    """
    alt, caption, credit = words or ("", "", "")
    if row is not None:
        alt, caption, credit = alt or row.alt, caption or row.caption, credit or row.credit
    derivatives = derivatives_of(row, settings) if row is not None else ()
    if not derivatives:
        return Picture("", 0, 0, (), (), alt, caption, credit, missing=True)
    last = derivatives[-1]
    candidates: dict[PictureFormat, list[tuple[str, int]]] = {}
    for each in derivatives:
        candidates.setdefault(each.format, []).append((each.path, each.width))
    fallback = candidates.pop(last.format)
    sources = tuple(Source(f"image/{name}", tuple(found)) for name, found in candidates.items())
    return Picture(
        last.path,
        last.width,
        last.height,
        sources,
        tuple(fallback),
        alt,
        caption,
        credit,
        focus=focus_classes(row),
    )


def make_derivatives(
    row: PictureRow, *, media: Path, settings: Pictures, only: Collection[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The paths and bytes of a picture's derivatives, of those in ``only`` if given.

    A job for a worker process: arguments and results are picklable (wrap it in ``list``).

    Raises:
        PictureError: the original is missing from ``media`` or can't be decoded.
    """
    wanted = [each for each in published_of(row, settings) if only is None or each.path in only]
    if not wanted:
        return
    original = _Original(read_picture(media / row.file, name=row.file), row.file)
    for width in sorted({each.width for each in wanted}):
        alike = [each for each in wanted if each.width == width]
        scaled: _Scaled | None = None
        for each in alike:
            if each.format == "gif":
                yield each.path, STRIPPERS["gif"](original.data).data
                continue
            if each.crop:
                yield each.path, _code(_scale(original, each), each, settings)
                continue
            scaled = scaled or _scale(original, each)
            yield each.path, _code(scaled, each, settings)


def make_derivative(data: bytes, derivative: Derivative, settings: Pictures) -> bytes:
    """One derivative of an original's bytes; the same arguments give the same bytes.

    Raises:
        PictureError: the original can't be decoded.
    """
    if derivative.format == "gif":
        if recognise(data) != "gif":
            raise PictureError(
                f"couldn't make {derivative.path}: its original isn't a GIF; take the picture in again"
            )
        return STRIPPERS["gif"](data).data
    return _code(_scale(_Original(data, derivative.path), derivative), derivative, settings)


def inline_picture(picture: Picture, *, root: str, lazy: bool, sizes: str = INLINE_SIZES) -> str:
    """The markup of a picture inside a body; ``root`` leads to the site's root (``../../``).

    Valid HTML with width and height, so that nothing jumps. A missing picture is a
    ``<span class="missing-picture">`` with its alt text.
    """
    alt = html.escape(picture.alt)
    if picture.missing:
        return f'<span class="missing-picture">{alt}</span>'
    loading = ' loading="lazy"' if lazy else ""
    focus = f' class="{html.escape(picture.focus)}"' if picture.focus else ""
    sources = "".join(
        f'<source type="{source.type}" srcset="{_srcset(source.candidates, root)}" sizes="{html.escape(sizes)}">'
        for source in picture.sources
    )
    several = (
        f' srcset="{_srcset(picture.fallback, root)}" sizes="{html.escape(sizes)}"'
        if len(picture.fallback) > 1
        else ""
    )
    image = (
        f'<img src="{html.escape(root + picture.path)}"{several} alt="{alt}" width="{picture.width}" '
        f'height="{picture.height}"{focus}{loading} decoding="async">'
    )
    return f"<picture>{sources}{image}</picture>" if sources else image


def _srcset(candidates: tuple[tuple[str, int], ...], root: str) -> str:
    return html.escape(", ".join(f"{root}{path} {width}w" for path, width in candidates))


def _is_there(row: PictureRow) -> bool:
    return bool(row.file and row.digest and row.width > 0 and row.height > 0)


def _widths(row: PictureRow, settings: Pictures) -> tuple[int, ...]:
    smaller = [width for width in sorted(set(settings.widths)) if 0 < width < row.width]
    if not smaller or max(settings.widths) >= row.width:
        smaller.append(row.width)
    return tuple(smaller)


def _height(row: PictureRow, width: int) -> int:
    return max(1, (row.height * width + row.width // 2) // row.width)


def _fits(row: PictureRow, width: int, name: PictureFormat) -> bool:
    """Whether the format can hold that size; very long graphics don't fit into WebP."""
    return max(width, _height(row, width)) <= _LONGEST[name]


def _derivative(
    row: PictureRow, width: int, name: PictureFormat, settings: Pictures, crop: Crop | None = None
) -> Derivative:
    cut = f" {crop.left} {crop.top} {crop.width} {crop.height}" if crop else ""
    recipe = sha256(f"{RECIPE} {name} {_quality(name, settings)}{cut}".encode()).hexdigest()[:6]
    # 100,000 pictures make 600,000 files, which some hosts can't hold in one folder.
    path = f"media/{row.digest[:2]}/{row.digest[:12]}-{recipe}-{width}.{_EXTENSIONS.get(name, name)}"
    return Derivative(path, width, crop.size[1] if crop else _height(row, width), name, crop)


def _quality(name: PictureFormat, settings: Pictures) -> int:
    """The quality that a format takes from the settings; AVIF looks the same at a lower number."""
    if name in ("png", "gif"):
        return 0
    quality = min(100, max(1, settings.quality))
    return max(1, quality - 18) if name == "avif" else quality


@dataclass(frozen=True, slots=True)
class _Scaled:
    pixels: Image.Image
    graphic: bool


class _Original:
    """An original's bytes, decoded as seldom as possible."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.name = name
        self._decoded: Image.Image | None = None

    def decoded(self, width: int, height: int) -> Image.Image:
        """The pixels, at least that many. Which ones doesn't depend on what was asked for before."""
        if self._decoded is not None:
            return self._decoded
        picture = open_picture(self.data, name=self.name)
        # JPEG can be decoded at a half, a quarter or an eighth; a quarter more than needed is enough for the filter.
        picture.draft(picture.mode, (width * 5 // 4, height * 5 // 4))
        picture.load()
        if picture.format != "JPEG":
            self._decoded = picture
        return picture


def _scale(original: _Original, derivative: Derivative) -> _Scaled:
    size = (derivative.width, derivative.height)
    cut = derivative.crop
    try:
        # Of a crop the whole is decoded: its box counts in the original's pixels.
        picture = original.decoded(*(size if cut is None else _WHOLE))
        if cut:
            part = picture.crop((cut.left, cut.top, cut.left + cut.width, cut.top + cut.height))
            part.format, part.info = picture.format, picture.info
            picture = part
        graphic = picture.format != "JPEG" and is_graphic(picture)
        if picture.mode in ("L", "RGB", "CMYK") and not picture.has_transparency_data:
            # Fewer pixels to convert: colours come after the size where both can be done in either order.
            small = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
            small.info = picture.info
            return _Scaled(to_srgb(small), graphic)
        pixels = to_srgb(picture)
        return _Scaled(pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0), graphic)
    except BROKEN as error:
        raise PictureError(
            f"couldn't make {derivative.path}: its original is broken; take the picture in again"
        ) from error


def _code(scaled: _Scaled, derivative: Derivative, settings: Pictures) -> bytes:
    pixels = scaled.pixels
    quality = _quality(derivative.format, settings)
    options: dict[str, Any] = {}
    if derivative.format == "jpeg":
        if pixels.mode == "RGBA":
            pixels = _on_white(pixels)
        options = {"quality": quality, "optimize": True, "progressive": True}
    elif derivative.format == "png":
        options = {"optimize": True}
    elif derivative.format == "webp":
        options = {"quality": quality, "method": 4}
    else:
        options = {"quality": quality, "speed": 8, "max_threads": 1}
    try:
        coded = encoded(pixels, derivative.format, **options)
        if scaled.graphic and derivative.format == "webp":
            # Lettering and drawings are often smaller without loss, and always sharper.
            coded = min(encoded(pixels, "webp", lossless=True, quality=60, method=4), coded, key=len)
        return coded
    except BROKEN as error:
        raise PictureError(f"couldn't make {derivative.path}: {error}; take the picture in again") from error


def _on_white(pixels: Image.Image) -> Image.Image:
    """JPEG knows no holes; white is the paper's colour where a reader's browser knows nothing newer."""
    ground = Image.new("RGB", pixels.size, "white")
    ground.paste(pixels, mask=pixels.getchannel("A"))
    return ground
