"""Where a picture is cut, what is cut around: the point that an editor has marked.

Guarantees: nothing is cut of a picture without such a point; the cut has the proportions asked for, lies within the
picture, and has the point as near to its middle as the edges allow; pure.
"""

from dataclasses import dataclass

from broadsheet.archive.rows import PictureRow

__all__ = ["SHARE_SIZE", "Crop", "crop_of", "focus_classes"]

SHARE_SIZE = (1200, 630)
"""The proportions in which other sites show a shared page, and the most pixels that they want of it."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a picture, in its pixels, and the size in which it is published."""

    left: int
    top: int
    width: int
    height: int
    size: tuple[int, int]


def crop_of(row: PictureRow, shape: tuple[int, int] = SHARE_SIZE) -> Crop | None:
    """The largest part with the proportions of ``shape`` around the point; None where no point is marked."""
    if row.focus_x is None or row.focus_y is None or row.width < 1 or row.height < 1:
        return None
    width = min(row.width, max(1, row.height * shape[0] // shape[1]))
    height = min(row.height, max(1, row.width * shape[1] // shape[0]))
    left = _start(row.width, width, row.focus_x)
    top = _start(row.height, height, row.focus_y)
    shown = min(width, shape[0])
    return Crop(left, top, width, height, (shown, max(1, height * shown // width)))


def focus_classes(row: PictureRow | None) -> str:
    """The classes by which a style sheet crops around the point, to a tenth: pages may not set styles of their own."""
    if row is None or row.focus_x is None or row.focus_y is None:
        return ""
    return f"fx{_tenth(row.focus_x)} fy{_tenth(row.focus_y)}"


def _start(whole: int, part: int, focus: int) -> int:
    return max(0, min(whole - part, whole * focus // 100 - part // 2))


def _tenth(hundredths: int) -> int:
    return min(10, max(0, (hundredths + 5) // 10))
