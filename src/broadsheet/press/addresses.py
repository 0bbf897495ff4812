"""From a path to what machines read: full, percent-encoded addresses.

Guarantees: every string is answered; the answer is ASCII without any character that XML, a
header line or a web server's configuration gives a meaning to (only unreserved characters
of RFC 3986, ``/`` and ``%`` stand in it), and decodes to the path that went in. Reserved
characters that a path could hold as they are (``:``, ``*``, ``,``) are encoded all the
same: one spelling serves every file that the press writes.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

from broadsheet.press.layout import url_of
from broadsheet.publication import Settings

__all__ = ["full_address", "path_prefix", "public_address", "quoted", "readable", "site_address"]

_CODES = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


_PLAIN = re.compile("[A-Za-z0-9._~/-]*")
_PUBLIC = re.compile("https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~/%-]*)?")
"""What most foreign addresses are, and stay as they are."""


def quoted(path: str) -> str:
    """The address of a file (``tag/خبر/atom.xml``); pages have :func:`~broadsheet.press.layout.url_of`."""
    return path if _PLAIN.fullmatch(path) else quote(path, safe="/", errors="replace")


def site_address(settings: Settings) -> str:
    """The site's full address with a trailing slash, or ``""`` while it is not known."""
    return _address_of(settings.url) if settings.url else ""


@lru_cache(maxsize=16)
def _address_of(url: str) -> str:
    parts = urlsplit(url)
    path = quote(parts.path, safe="/%")
    return urlunsplit((parts.scheme, parts.netloc, path.rstrip("/") + "/", "", ""))


def path_prefix(settings: Settings) -> str:
    """What stands before every path at the site's host: ``/``, or ``/paper/`` for a site in a folder."""
    return urlsplit(site_address(settings)).path or "/"


def full_address(settings: Settings, path: str) -> str:
    """The full address of the page at a path, or ``""`` while the site's address is not known."""
    address = site_address(settings)
    return address + url_of(path) if address else ""


# A post asks twice: for its page and for its data.
@lru_cache(maxsize=16)
def public_address(address: str) -> str:
    """A foreign address as far as it may be published: ``http(s)`` only, without user name and password.

    Anything else (a path of somebody's disk, ``file:``, rubbish) is ``""``.
    """
    if _PUBLIC.fullmatch(address):
        return address
    try:
        parts = urlsplit(address.strip())
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    return urlunsplit((parts.scheme, host, parts.path, parts.query, parts.fragment))


def readable(address: str) -> str:
    """An address as a browser shows it to people: letters of any script in place of their percent codes.

    What has no letter to show (a space, a line break, a mark that turns the direction of a line) stays
    encoded, so that the text is still an address.
    """

    def letters(codes: re.Match[str]) -> str:
        try:
            text = unquote_to_bytes(codes[0]).decode()
        except UnicodeDecodeError:
            return codes[0]
        return "".join(
            each if each.isalnum() or unicodedata.combining(each) or each == "\u200c" else quote(each)
            for each in text
        )

    return _CODES.sub(letters, address) if "%" in address else address
