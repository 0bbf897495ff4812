"""Files that web hosts read: redirects and headers, for every kind of host.

::

    for place, path, content in host_files(settings, redirect_rows):
        write(publication.site if place == "site" else publication.folder / "hosting", path, content)

What a host looks for in the site itself (``_redirects``, ``_headers``) goes there; what an
operator puts into a server's configuration (nginx, Caddy, Apache) goes into the publication's
``hosting/`` folder, which is not for readers.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal
from urllib.parse import urlsplit

from broadsheet.archive.rows import RedirectRow
from broadsheet.press.addresses import path_prefix, site_address
from broadsheet.press.hosts import apache, caddy, netlify, nginx
from broadsheet.press.hosts.headers import CONTENT_SECURITY_POLICY, SAFETY_HEADERS
from broadsheet.press.redirects import Move, moves
from broadsheet.publication import Settings

__all__ = ["CONTENT_SECURITY_POLICY", "SAFETY_HEADERS", "host_files"]

Place = Literal["site", "hosting"]

FOLDER = "/srv/broadsheet"
"""Where the examples suppose the publication."""


def host_files(
    settings: Settings, redirects: Iterable[RedirectRow], *, folder: str = FOLDER
) -> Iterator[tuple[Place, str, bytes]]:
    """Every file for hosts as (place, path in it, content); a fixed set in a fixed order.

    ``redirects`` is read once. ``folder`` is the publication's folder at the host, as the server
    configurations name it. Takes some 200 bytes of memory for each redirect.
    """
    prefix, host = path_prefix(settings), _host(settings)
    lists = _lists(moves(redirects, prefix=prefix), prefix)
    patterns = netlify.pattern_lines(prefix=prefix)
    yield "site", "_redirects", bytes(lists["common"]) + patterns
    yield "site", "_headers", netlify.headers_file(prefix=prefix)
    yield "hosting", "netlify/_redirects", bytes(lists["netlify"]) + patterns
    yield "hosting", "apache/htaccess", apache.htaccess(bytes(lists["apache"]), prefix=prefix)
    yield (
        "hosting",
        "nginx/broadsheet.conf",
        nginx.nginx_server(folder=folder, name=host or "_", prefix=prefix),
    )
    for table in nginx.TABLES:
        yield "hosting", f"nginx/{table}.map", bytes(lists[f"nginx/{table}"])
    yield (
        "hosting",
        "caddy/Caddyfile",
        caddy.caddy_server(folder=folder, address=_address(settings), prefix=prefix),
    )
    for table in caddy.TABLES:
        yield "hosting", f"caddy/{table}.map", bytes(lists[f"caddy/{table}"])


def _lists(every: Iterable[Move], prefix: str) -> Mapping[str, bytearray]:
    """The moves as each host writes them, by list."""
    lists: defaultdict[str, bytearray] = defaultdict(bytearray)
    room = netlify.MOST_BYTES - len(netlify.pattern_lines(prefix=prefix))
    common = 0
    for number, move in enumerate(every):
        line = netlify.common_line(move)
        if line and common < netlify.MOST_LINES and len(lists["common"]) + len(line) <= room:
            lists["common"] += line
            common += 1
        lists["netlify"] += netlify.netlify_line(move, prefix=prefix)
        if number < apache.MOST_MOVES:
            lists["apache"] += apache.htaccess_rule(move, prefix=prefix)
        if entry := nginx.nginx_entry(move):
            lists[f"nginx/{entry[0]}"] += entry[1]
        table, line = caddy.caddy_entry(move)
        lists[f"caddy/{table}"] += line
    return lists


def _host(settings: Settings) -> str:
    """The site's host name in ASCII, or ``""`` where there is none that a server could be called by."""
    name = urlsplit(site_address(settings)).hostname or ""
    try:
        ascii_name = name.encode("idna").decode()
    except UnicodeError:
        return ""
    return ascii_name if re.fullmatch("[a-z0-9.-]+", ascii_name) else ""


def _address(settings: Settings) -> str:
    """The site's address for Caddy, which fetches a certificate for one without a scheme."""
    host = _host(settings)
    if not host:
        return ":80"
    return host if site_address(settings).startswith("https://") else f"http://{host}"
