"""Where everything lies: from an object's path to its file and its address.

Guarantees: every function is pure and total; the file of any path, however hostile, lies
inside the site's folder, each of its components is at most 255 bytes of UTF-8 and free of
control characters, and a path that any host can serve as it is stays letter for letter.
Two paths share a file only when they name the same thing (``a/b`` and ``a/b/``).

Three spellings of one place are kept apart, because mixing them up is how links break:
a *path* is decoded, without leading slash (``2019/05/05/سلام/``); its *file* is what the
disk calls it (``2019/05/05/سلام/index.html``); its *url* is the path percent-encoded as
RFC 3986 wants it. Odd components are renamed with a digest of what they were, and not
percent-encoded, since a host decodes an address before it looks for the file.

Year pages are numbered from the oldest, so that only the newest page of a year ever grows.
"""

import hashlib
import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from broadsheet.archive.rows import ListingKind

__all__ = [
    "GONE", "JSON_FEED", "NOT_FOUND", "TAGS", "UNDATED", "Stretch", "data_path", "feed_path", "file_of",
    "full_pages", "listing_path", "page_count", "root_of", "served_path", "stretch", "url_of", "year_path",
]  # fmt: skip

TAGS = "tags/"
NOT_FOUND = "404.html"
GONE = "410.html"
"""The two pages that hosts show at addresses that are not theirs."""
JSON_FEED = "feed.json"
UNDATED = "undated"

_LONGEST_COMPONENT = 255
_LONGEST_PATH = 900
_ROOM_FOR_DATA = 16
_PLAIN = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~/-]*")
_DOTTED = re.compile(r"/\.|//")
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\\\\\ud800-\udfff]")


@lru_cache(maxsize=4096)
def served_path(path: str) -> str:
    """The path under which a host serves a page: a directory, or a file that ends in .html or .htm.

    Only the two are told apart by static hosts everywhere; ``a/b.php`` becomes the directory
    ``a/b.php/``, which hosts also find without the slash.
    """
    safe = _safe(path)
    if not safe or safe.endswith("/") or safe.lower().endswith((".html", ".htm")):
        return safe
    return safe + "/"


def file_of(path: str) -> str:
    """The file of a page, below the site's folder."""
    served = served_path(path)
    return served + "index.html" if not served or served.endswith("/") else served


@lru_cache(maxsize=16384)
def url_of(path: str) -> str:
    """The percent-encoded address of a page, without leading slash."""
    served = served_path(path)
    # What is plain is its own encoding, and most paths are.
    return served if _PLAIN.fullmatch(served) else quote(served, safe="/~")


def root_of(path: str) -> str:
    """What leads from the page at ``path`` to the site's root: ``./`` or ``../`` times its depth."""
    return "../" * served_path(path).count("/") or "./"


def data_path(path: str) -> str:
    """The path of a post as data: ``post.json`` beside it. A file of its own, not a page."""
    served = served_path(path)
    if not served or served.endswith("/"):
        return served + "post.json"
    return served.rpartition(".")[0] + ".post.json"


@lru_cache(maxsize=4096)
def listing_path(kind: ListingKind, slug: str) -> str:
    """The path of a listing's front."""
    return "" if kind == "front" else served_path(f"{kind}/{slug.replace('/', '-')}/")


def feed_path(listing: str) -> str:
    """The path of a listing's Atom feed."""
    return listing + "atom.xml"


def year_path(listing: str, year: int, number: int) -> str:
    """The path of page ``number`` of a year, 1 being the oldest; year 0 holds undated posts."""
    name = UNDATED if year == 0 else f"{year:04d}"
    return f"{listing}{name}/" if number == 1 else f"{listing}{name}/{number}/"


class Stretch(NamedTuple):
    """The posts of one year page, counted from the oldest post of its year."""

    offset: int
    limit: int


def stretch(number: int, *, size: int) -> Stretch:
    """Which posts page ``number`` holds when a page holds ``size``."""
    return Stretch(offset=(number - 1) * size, limit=size)


def page_count(posts: int, *, size: int) -> int:
    """How many pages hold ``posts``."""
    return -(-posts // size)


def full_pages(posts: int, *, size: int) -> int:
    """How many of them are full and so never change again."""
    return posts // size


def _safe(path: str) -> str:
    if _PLAIN.fullmatch(path) and len(path) < 200 and not _DOTTED.search(path):
        return path
    path = path.lstrip("/")
    folder = path.endswith("/")
    components = path.removesuffix("/").split("/") if path else []
    safe = "/".join(map(_safe_component, components))
    if len(safe) > _LONGEST_PATH or len(safe.encode()) > 2 * _LONGEST_PATH:
        safe = f"{_clip(safe.partition('/')[0], 200)}-{_digest(path)}"
    return safe + "/" if folder else safe


def _safe_component(component: str) -> str:
    if _is_plain(component):
        return component
    cleaned = _ODD.sub("-", component).lstrip(".")
    ending = re.search(r"\.html?$", cleaned, re.IGNORECASE)
    stem = cleaned[: ending.start()] if ending else cleaned
    return f"{_clip(stem, 200)}-{_digest(component)}{ending.group() if ending else ''}"


def _is_plain(component: str) -> bool:
    if not component or component.startswith(".") or _ODD.search(component):
        return False
    return len(component.encode()) <= _LONGEST_COMPONENT - _ROOM_FOR_DATA


def _clip(text: str, limit: int) -> str:
    """The first ``limit`` bytes of a text, cut between letters."""
    return text.encode()[:limit].decode(errors="ignore")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
