"""Which picture an ``<img>`` means: lazy loaders seen through, trackers and emoji told apart.

Guarantees: an address is one that the copy wrote, never a made-up one; a size suffix
(``rally-300x200.jpg``) stays unless the copy itself links to the full size.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

__all__ = ["Shown", "is_own_file", "picture_key", "shown_by"]

_LAZY = ("data-lazy-src", "data-src", "data-original", "data-orig-file", "data-large-file", "data-full-url")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_IMAGE_FILE = re.compile(r"\.(jpe?g|png|gif|webp|avif|bmp|tiff?|svg|heic|jpe|ico)$", re.I)
_SIZE = re.compile(r"(-\d+x\d+|-scaled|-rotated|-e\d{9,})(?=\.\w+$|$)")
_BLANK = re.compile(
    r"(^data:)|(/(blank|spacer|pixel|transparent|placeholder|lazy|grey|1x1|clear)\.(gif|png|svg)$)", re.I
)
_TRACKERS = re.compile(
    r"//(pixel\.|stats\.|b\.scorecard|feeds\.wordpress\.com/1\.0|feeds\.feedburner\.com/~|www\.facebook\.com/tr\b"
    r"|ad\.doubleclick|www\.google-analytics|pixel\.wp\.com|blogger\.googleusercontent\.com/tracker)"
)
_EMOJI = re.compile(
    r"//s\.w\.org/images/core/emoji/|/wp-includes/images/smilies/|/twemoji/|/mu-plugins/emoji/"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What an ``<img>`` shows: a picture, or words in its place (an emoji's), or nothing."""

    src: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0
    words: str = ""


def shown_by(element: etree._Element) -> Shown:
    """What an ``img`` element means to show."""
    alt = " ".join(element.get("alt", "").split())
    src = element.get("src", "").strip()
    classes = element.get("class", "").split()
    if _EMOJI.search(src) or "wp-smiley" in classes or "emoji" in classes or "latex" in classes:
        return Shown(words=alt)
    width, height = _pixels(element.get("width", "")), _pixels(element.get("height", ""))
    if (0 < width <= 2 and 0 < height <= 2) or _TRACKERS.search(src):
        return Shown()
    lazy = next((value for name in _LAZY if (value := element.get(name, "").strip())), "")
    if (
        not src
        or _BLANK.search(src)
        or (("data-lazy-src" in element.attrib or "lazyload" in classes) and lazy)
    ):
        src = lazy or _widest(element) or ("" if _BLANK.search(src) else src)
    return Shown(src, alt, width, height) if src and not src.startswith("data:") else Shown(alt=alt)


def picture_key(url: str) -> str:
    """The address of a picture without host, query and size: the same for all sizes of one picture."""
    try:
        path = urlsplit(url).path
    except ValueError:
        path = url
    return _SIZE.sub("", unquote(path)).lower()


def is_own_file(href: str, src: str) -> bool:
    """Whether a link around a picture only leads to the picture's own file."""
    try:
        path = urlsplit(href).path
    except ValueError:
        return False
    return bool(_IMAGE_FILE.search(path)) and _name(href) == _name(src)


def _name(url: str) -> str:
    return picture_key(url).rsplit("/", 1)[-1]


def _pixels(value: str) -> int:
    value = value.strip().removesuffix("px")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0


def _widest(element: etree._Element) -> str:
    """The last-named widest candidate of a ``srcset``."""
    best, widest = "", -1.0
    for name in _SETS:
        for candidate in re.split(r",\s+|,(?=https?://|/)", element.get(name, "")):
            url, _, size = candidate.strip().partition(" ")
            number = re.match(r"\s*([\d.]+)", size)
            width = float(number[1]) if number and number[1].count(".") < 2 and number[1] != "." else 0.0
            if url and width > widest:
                best, widest = url, width
    return best
