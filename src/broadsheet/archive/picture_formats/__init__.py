"""What each picture format is made of, and how it is rid of all that is not picture.

One module for each container that can be cleaned without touching a pixel (:mod:`jpeg`, :mod:`png`,
:mod:`gif`, :mod:`webp`), :mod:`icc` for colour profiles, :mod:`opening` for the one careful way to
open a picture::

    from broadsheet.archive.picture_formats import STRIPPERS, recognise
    stripped = STRIPPERS[recognise(data)](data)
    stripped.data        # the same pixels, nothing else
    stripped.removed     # ("location", "comment", "trailing data")

All of them keep by an allow list: a segment, chunk or box that isn't known to be needed to
show the picture is gone, so that tomorrow's metadata is gone too.
"""

from collections.abc import Callable, Mapping

from broadsheet.archive.picture_formats.gif import strip_gif
from broadsheet.archive.picture_formats.jpeg import strip_jpeg
from broadsheet.archive.picture_formats.opening import (
    BROKEN,
    MAX_BYTES,
    MAX_PIXELS,
    open_picture,
    read_picture,
    recognise,
)
from broadsheet.archive.picture_formats.png import strip_png
from broadsheet.archive.picture_formats.stripped import Stripped
from broadsheet.archive.picture_formats.webp import strip_webp

__all__ = [
    "BROKEN",
    "MAX_BYTES",
    "MAX_PIXELS",
    "STRIPPERS",
    "Stripped",
    "open_picture",
    "read_picture",
    "recognise",
]

STRIPPERS: Mapping[str, Callable[[bytes], Stripped]] = {
    "jpeg": strip_jpeg,
    "png": strip_png,
    "gif": strip_gif,
    "webp": strip_webp,
}
