"""``_redirects`` and ``_headers``, as Netlify, Cloudflare Pages, GitLab Pages and IPFS gateways read them.

Guarantees: the ``_redirects`` in the site uses only what all of them know, because a gateway
of IPFS answers every missing path with an error when one line is beyond it or the file is
larger than 64 KiB (https://specs.ipfs.tech/http-gateways/web-redirects-file/). What does not
fit is still answered by the pages that the press leaves at old addresses.
The whole list in ``hosting/netlify`` has what only Netlify knows too: queries, 410, and
``!`` so that a redirect goes before the page at the old address.
"""

import re
from urllib.parse import parse_qsl, quote

from broadsheet.press.addresses import quoted
from broadsheet.press.hosts.headers import FOREVER, HASHED, SAFETY_HEADERS, TYPES
from broadsheet.press.redirects import WORDPRESS, Move

__all__ = ["MOST_BYTES", "MOST_LINES", "common_line", "headers_file", "netlify_line", "pattern_lines"]

MOST_BYTES = 64 * 1024
MOST_LINES = 2000
LONGEST_LINE = 1000
_ONE_PLAIN_PART = re.compile("[A-Za-z0-9_.~-]+=[A-Za-z0-9_.~-]*")


def common_line(move: Move) -> bytes:
    """A move as every host reads it; empty for what some do not know: queries, 410, very long lines."""
    if move.target is None or move.query:
        return b""
    line = f"{quoted(move.path)} {move.target} 301\n".encode()
    return line if len(line) <= LONGEST_LINE else b""


def netlify_line(move: Move, *, prefix: str) -> bytes:
    """A move with all that Netlify knows."""
    query = f" {move.query}" if _ONE_PLAIN_PART.fullmatch(move.query) else _parts(move.query)
    status = "301!" if move.target else "410!"
    return f"{quoted(move.path)}{query} {move.target or prefix + '410.html'} {status}\n".encode()


def pattern_lines(*, prefix: str) -> bytes:
    """The patterns of old addresses, for the end of either list."""
    return "".join(
        f"{prefix}{old} {prefix}{target} 301\n" for pattern in WORDPRESS for old, target in pattern.simple
    ).encode()


def headers_file(*, prefix: str) -> bytes:
    """The ``_headers`` of the site. Rules never name one header twice for a path: some hosts would join the values."""
    lines = [f"{prefix}*", *(f"  {name}: {value}" for name, value in SAFETY_HEADERS.items())]
    for folder in HASHED:
        lines += [f"{prefix}{folder}/*", f"  Cache-Control: {FOREVER}"]
    for name, mime in TYPES:
        lines += [f"{prefix}{name}", f"  Content-Type: {mime}"]
    return ("\n".join(lines) + "\n").encode()


def _parts(query: str) -> str:
    return "".join(f" {_part(key)}={_part(value)}" for key, value in parse_qsl(query, True))


def _part(text: str) -> str:
    return quote(text, safe="")
