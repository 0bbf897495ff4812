"""One name for one picture, however its address was written.

Guarantees: :func:`picture_key` is pure, answers any string, never more than
:data:`KEY_LENGTH` characters, and forgets what does not tell pictures apart: scheme and host,
image proxies (Photon, Cloudflare, the Wayback Machine), the folder that holds the uploads, size
suffixes, resizing queries, percent encoding and Unicode composition.

What does tell pictures apart is kept: the month's folder, the case of letters, and WordPress's
``-e1552345678901`` edit suffix. An editor who cropped or blurred somebody out of a picture made
another picture, and the unedited one must never stand in for it.

The host is left out because a body names the same file by a path, by the old host and by its
successor; the price is that two foreign hosts' ``/logo.png`` share a key.
"""

import hashlib
import re
import unicodedata
from urllib.parse import unquote, urlsplit

__all__ = ["KEY_LENGTH", "edit_suffix", "picture_key", "size_rank", "unsized_name"]

KEY_LENGTH = 400

_EXTENSIONS = "jpe?g|jpe|jfif|png|gif|webp|avif|heic|heif|tiff?|bmp|svg|jp2|ico"
_PICTURE_NAME = re.compile(rf"(?i)\.(?:{_EXTENSIONS})$")
_CONVERTED = re.compile(r"(?i)(?<=\.jpg|\.png|\.gif|jpeg)\.(?:webp|avif)$")
_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)")
_WHOLE = re.compile(r"-(?:scaled|rotated)(?=\.\w+$)")
_RETINA = re.compile(r"@[23]x(?=\.\w+$)")
_EDIT = re.compile(r"-e\d{10,14}(?=(?:-\d{1,5}x\d{1,5})?(?:-scaled)?(?:@[23]x)?\.\w+$)")
_NESTED = re.compile(r"(?i)https?:/{1,2}(?=[^/])")
_PROXY_HOST = re.compile(r"(?i)^(?:i[0-3]\.wp\.com|cdn\.statically\.io)$")
_UPLOADS = re.compile(
    r"(?i)(?:^|/)(?:wp-content/(?:uploads|blogs\.dir/\d+/files)|uploads)/(?:sites/\d+/)?(?=.)"
)
_CLOUDFLARE = re.compile(r"^cdn-cgi/image/[^/]+/")


def picture_key(url: str) -> str:
    """The key under which all addresses of one picture compare equal; empty for no address.

    ``http://old.example/wp-content/uploads/2019/05/x-300x200.jpg?w=300``,
    ``https://i0.wp.com/old.example/wp-content/uploads/2019/05/x.jpg`` and
    ``/wp-content/uploads/2019/05/x.jpg`` all give ``2019/05/x.jpg``. An address whose path does
    not end like a picture's (``/image.php?id=7``) keeps its query. ``data:`` addresses have none.
    """
    address = url.strip().replace("\\", "/")
    if not address or address[:5].lower() == "data:":
        return ""
    path, query = _path_of(address)
    folder, _, name = path.rpartition("/")
    name = unsized_name(name)
    key = f"{folder}/{name}" if folder else name
    if query and not _PICTURE_NAME.search(name):
        key = f"{key}?{query}"
    if len(key) <= KEY_LENGTH:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"{key[: KEY_LENGTH - 33]}~{digest}"


def unsized_name(name: str) -> str:
    """A file's name without what a content system adds to it for a size: ``x-300x200.jpg`` is ``x.jpg``."""
    before = ""
    while before != name:
        before = name
        for pattern in (_CONVERTED, _RETINA, _SIZE, _WHOLE):
            shorter = pattern.sub("", name)
            # A name that is nothing but a size ("-300x200.jpg") is a name.
            name = name if shorter.startswith(".") > name.startswith(".") else shorter
    return name


def size_rank(name: str) -> int:
    """How far a file of this name is from the original: 0 as uploaded, 1 the largest kept, 2 a resized copy."""
    if _SIZE.search(_RETINA.sub("", name)):
        return 2
    return 0 if unsized_name(name) == name else 1


def edit_suffix(name: str) -> str:
    """The mark that WordPress puts on an edited picture (``-e1552345678901``), or nothing."""
    found = _EDIT.search(name)
    return found.group() if found else ""


def _path_of(address: str) -> tuple[str, str]:
    """The path below the uploads folder, decoded, and the query."""
    nested = [found.start() for found in _NESTED.finditer(_decoded(address))]
    if nested and nested[-1] > 0:
        address = _decoded(address)[nested[-1] :]
    address = re.sub(r"(?i)^(https?:)/(?=[^/])", r"\1//", address)
    try:
        parts = urlsplit(address)
        host, path, query = parts.hostname or "", parts.path, parts.query
    except ValueError:
        path, _, query = address.partition("?")
        host = ""
    path = re.sub(r"/{2,}", "/", _decoded(path)).removeprefix("/")
    while path.startswith(("./", "../")):
        path = path.partition("/")[2]
    if _PROXY_HOST.match(host):
        path = path.removeprefix("img/").partition("/")[2]
    path = _CLOUDFLARE.sub("", path)
    below = max((found.end() for found in _UPLOADS.finditer(path)), default=0)
    return path[below:], query


def _decoded(text: str) -> str:
    """Percent-decoded once and composed (NFC), so that a Mac's file names and a URL's compare equal."""
    return unicodedata.normalize("NFC", unquote(text, errors="replace"))
