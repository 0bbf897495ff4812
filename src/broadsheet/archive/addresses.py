"""Addresses: how old ones are written down and how new ones are made.

An *address* is what the archive compares: a URL without scheme and host, percent-decoded, without
leading slash, in Unicode NFC, its query kept (``2019/05/05/slug/``, ``?p=123``). A *path* is an address on our
site; posts and pages keep the one they had. Paths of listings are ours alone: a rescued address that
would stand in a listing's place is not kept as a path.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from broadsheet.language import fold

__all__ = [
    "address_of", "author_path", "file_at", "fresh_path", "host_of", "is_reserved", "kept_path", "name_key",
    "post_path", "slug_of", "stored_address", "tag_path",
]  # fmt: skip

_RESERVED = re.compile(
    r"(?:tag|author|assets|media|undated)/|tags/$|\d{4}/(?:\d{1,4}/)?$|\d{1,4}/$|\.|"
    r"(?:index|404|410)\.html$|[^/]*\.(?:xml|json|txt|conf)$|_"
)
_FILE = re.compile(r"\.html?$", re.IGNORECASE)
_SLUG_BYTES = 180
_STORED_BYTES = 2600
_PLAIN_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=1024)
def host_of(url: str) -> str:
    """The host of a URL, folded, without ``www.`` and port; empty where there is none."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


@lru_cache(maxsize=8192)
def address_of(url: str) -> str:
    """A URL (or path) as the archive compares it; its fragment does not count."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    path = unicodedata.normalize("NFC", unquote(parts.path)).lstrip("/")
    if path and not path.endswith("/") and "." not in path.rsplit("/", 1)[-1]:
        path += "/"
    return f"{path}?{unquote(parts.query)}" if parts.query else path


@lru_cache(maxsize=8192)
def kept_path(url: str) -> str | None:
    """The path a rescued post keeps, or None where its old URL cannot be one of ours.

    Queries (``?p=123``), the root, the places of listings and file names that no file system takes are
    not kept.
    """
    path = address_of(url)
    if not path or "?" in path or is_reserved(path):
        return None
    if not _FILE.search(path) and not path.endswith("/"):
        path += "/"
    segments = path.strip("/").split("/")
    odd = any(
        not segment
        or segment in (".", "..")
        or len(segment.encode()) > 240
        or not segment.isprintable()
        or "\\" in segment
        for segment in segments
    )
    return None if odd or len(path) > 900 or len(path.encode()) > _STORED_BYTES else path


def stored_address(url: str) -> str:
    """:func:`address_of`, cut to what the archive holds: 1000 letters, and what an index of any database takes."""
    return address_of(url)[:1000].encode(errors="ignore")[:_STORED_BYTES].decode(errors="ignore")


def is_reserved(path: str) -> bool:
    """True where a listing, a feed or an asset has its place."""
    return _RESERVED.match(path) is not None


@lru_cache(maxsize=8192)
def slug_of(text: str) -> str:
    """A readable slug: letters and digits of any script, joined by hyphens; at most 180 bytes of UTF-8."""
    if len(text) <= _SLUG_BYTES and _PLAIN_SLUG.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    # Letters, their combining marks (which spell words in many scripts) and digits; apostrophes join.
    kept = (
        letter if unicodedata.category(letter)[0] in "LMN" else "-" for letter in plain if letter not in "'’ʼ"
    )
    slug = "-".join(filter(None, "".join(kept).split("-")))
    while len(slug.encode()) > _SLUG_BYTES:
        cut = slug.rfind("-")
        slug = slug[:cut] if cut > 20 else slug[:-1]
    return slug


def file_at(path: str) -> str:
    """The file of the site that answers at a path of ours."""
    return path if path and not path.endswith("/") else path + "index.html"


def post_path(*, slug: str, day: datetime | None) -> str:
    """The path of a post first published on ``day`` (local time), or undated.

    A slug of digits alone would stand where a page of the undated ones has its number (``undated/2/``).
    """
    if day is None:
        return f"undated/post-{slug}/" if slug.isascii() and slug.isdigit() else f"undated/{slug}/"
    return f"{day:%Y/%m/%d}/{slug}/"


def tag_path(slug: str) -> str:
    """The path of a tag's listing."""
    return f"tag/{slug}/"


def author_path(slug: str) -> str:
    """The path of an author's listing."""
    return f"author/{slug}/"


def fresh_path(path: str, is_taken: Callable[[str], bool]) -> str:
    """``path``, or the first of its numbered variants (``story-2/``, ``story-2.html``) that is not taken."""
    if not is_taken(path):
        return path
    if path.endswith("/"):
        stem, end = path[:-1], "/"
    else:
        stem, dot, suffix = path.rpartition(".")
        end = dot + suffix
    number = 2
    while is_taken(f"{stem}-{number}{end}"):
        number += 1
    return f"{stem}-{number}{end}"


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """The key under which two writings of a tag's or author's name are one, cut to what the archive holds."""
    return fold(name)[:300]
