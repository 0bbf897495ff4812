"""Files that web hosts read: redirects and headers, for every kind of host.

::

    for place, path, content in host_files(settings, redirect_rows):
        write(publication.site if place == "site" else publication.folder / "hosting", path, content)

What a host looks for in the site itself (``_redirects``, ``_headers``) goes there; what an
operator puts into a server's configuration (nginx, Caddy, Apache) goes into the publication's
``hosting/`` folder, which is not for readers.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from tempfile import TemporaryFile
from typing import IO, Literal
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
_HELD = 1000
"""Lines of a list that are held in memory; the rest is on disk."""


def host_files(
    settings: Settings, redirects: Iterable[RedirectRow], *, folder: str = FOLDER
) -> Iterator[tuple[Place, str, bytes]]:
    """Every file for hosts as (place, path in it, content); a fixed set in a fixed order.

    ``redirects`` is read once; of several for one address the first counts. ``folder`` is the publication's
    folder at the host, as the server configurations name it. Holds one of the files in memory at a time.
    """
    prefix = path_prefix(settings)
    with ExitStack() as stack:
        lists = _Lists(stack)
        lists.fill(_once(moves(redirects, prefix=prefix)), prefix)
        patterns = netlify.pattern_lines(prefix=prefix)
        yield "site", "_redirects", lists.read("common") + patterns
        yield "site", "_headers", netlify.headers_file(prefix=prefix)
        yield "hosting", "netlify/_redirects", lists.read("netlify") + patterns
        yield "hosting", "apache/htaccess", apache.htaccess(lists.read("apache"), prefix=prefix)
        yield from _servers(lists, folder=folder, settings=settings)


def _servers(lists: "_Lists", *, folder: str, settings: Settings) -> Iterator[tuple[Place, str, bytes]]:
    prefix, host = path_prefix(settings), _host(settings)
    yield (
        "hosting",
        "nginx/broadsheet.conf",
        nginx.nginx_server(folder=folder, name=host or "_", prefix=prefix),
    )
    for table in nginx.TABLES:
        yield "hosting", f"nginx/{table}.map", lists.read(f"nginx/{table}")
    yield (
        "hosting",
        "caddy/Caddyfile",
        caddy.caddy_server(folder=folder, address=_address(settings), prefix=prefix),
    )
    for table in caddy.TABLES:
        yield "hosting", f"caddy/{table}.map", lists.read(f"caddy/{table}")


class _Lists:
    """The moves as each host writes them, by list; what does not fit into little memory is on disk."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._files: dict[str, IO[bytes]] = {}
        self._held: dict[str, list[bytes]] = {}

    def fill(self, every: Iterable[Move], prefix: str) -> None:
        """Write each move into the lists that it belongs in."""
        room = netlify.MOST_BYTES - len(netlify.pattern_lines(prefix=prefix))
        common = 0
        for number, move in enumerate(every):
            line = netlify.common_line(move)
            if line and common < netlify.MOST_LINES and len(line) <= room:
                self._add("common", line)
                room -= len(line)
                common += 1
            self._add("netlify", netlify.netlify_line(move, prefix=prefix))
            if number < apache.MOST_MOVES:
                self._add("apache", apache.htaccess_rule(move, prefix=prefix))
            if entry := nginx.nginx_entry(move):
                self._add(f"nginx/{entry[0]}", entry[1])
            table, line = caddy.caddy_entry(move)
            self._add(f"caddy/{table}", line)

    def read(self, name: str) -> bytes:
        """A whole list."""
        file, held = self._files.get(name), b"".join(self._held.get(name, ()))
        if file is None:
            return held
        file.seek(0)
        return file.read() + held

    def _add(self, name: str, line: bytes) -> None:
        held = self._held.setdefault(name, [])
        held.append(line)
        if len(held) == _HELD:
            if name not in self._files:
                self._files[name] = self._stack.enter_context(TemporaryFile())  # noqa: SIM115 - in the stack
            self._files[name].writelines(held)
            held.clear()


def _once(every: Iterable[Move]) -> Iterator[Move]:
    """The first move of each address: nginx and Caddy refuse a table that has a key twice, and then start no more."""
    # A database without a name keeps little in memory, and the rest in a file that nobody else sees.
    with closing(sqlite3.connect("")) as seen:
        seen.execute("CREATE TABLE seen (path TEXT, query TEXT, PRIMARY KEY (path, query)) WITHOUT ROWID")
        for move in every:
            if seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (move.path, move.query)).rowcount:
                yield move


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
