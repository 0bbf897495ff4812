"""Files that web hosts read: redirects and headers, for every kind of host.

::

    with HostLists(settings) as lists:
        lists.add(redirect_rows)
        for place, path, content in lists.files():
            write(publication.site if place == "site" else publication.folder / "hosting", path, content)

What a host looks for in the site itself (``_redirects``, ``_headers``) goes there; what an
operator puts into a server's configuration (nginx, Caddy, Apache) goes into the publication's
``hosting/`` folder, which is not for readers.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Literal, Self
from urllib.parse import urlsplit

from broadsheet.archive.rows import RedirectRow
from broadsheet.press.addresses import path_prefix, site_address
from broadsheet.press.hosts import apache, caddy, netlify, nginx
from broadsheet.press.hosts.headers import CONTENT_SECURITY_POLICY, SAFETY_HEADERS
from broadsheet.press.redirects import Move, moves
from broadsheet.publication import Settings

__all__ = ["CONTENT_SECURITY_POLICY", "SAFETY_HEADERS", "HostLists"]

Place = Literal["site", "hosting"]

FOLDER = "/srv/broadsheet"
"""Where the examples suppose the publication."""
_HELD = 1000
"""Lines of a list that are held in memory; the rest is on disk."""
_TOGETHER = 500
"""Moves that are looked up together."""


class HostLists:
    """Old addresses as each kind of host writes them; what does not fit into little memory is on disk.

    A context manager, after which what was on disk is gone. Of several moves of one address the first counts.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._prefix = path_prefix(settings)
        self._stack = ExitStack()
        self._files: dict[str, IO[bytes]] = {}
        self._held: dict[str, list[bytes]] = {}
        self._seen: sqlite3.Connection | None = None
        self._moves = self._common = 0
        self._room = netlify.MOST_BYTES - len(netlify.pattern_lines(prefix=self._prefix))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._stack.close()

    def add(self, redirects: Iterable[RedirectRow]) -> None:
        """Write each move into the lists that it belongs in; may be called again and again."""
        coming = moves(redirects, prefix=self._prefix)
        while some := list(islice(coming, _TOGETHER)):
            lines: dict[str, list[bytes]] = defaultdict(list)
            for move in self._first(some):
                self._print(move, lines)
            for name, fresh in lines.items():
                self._keep(name, fresh)

    def _print(self, move: Move, lines: Mapping[str, list[bytes]]) -> None:
        """A move's line for each list that it belongs in."""
        line = netlify.common_line(move)
        if line and self._common < netlify.MOST_LINES and len(line) <= self._room:
            lines["common"].append(line)
            self._room -= len(line)
            self._common += 1
        lines["netlify"].append(netlify.netlify_line(move, prefix=self._prefix))
        if self._moves < apache.MOST_MOVES:
            lines["apache"].append(apache.htaccess_rule(move, prefix=self._prefix))
        if entry := nginx.nginx_entry(move):
            lines[f"nginx/{entry[0]}"].append(entry[1])
        table, line = caddy.caddy_entry(move)
        lines[f"caddy/{table}"].append(line)
        self._moves += 1

    def files(self, *, folder: str = FOLDER) -> Iterator[tuple[Place, str, bytes]]:
        """Every file for hosts as (place, path in it, content); a fixed set in a fixed order.

        ``folder`` is the publication's folder at the host, as the server configurations name it. Holds one of the
        files in memory at a time.
        """
        prefix, host = self._prefix, _host(self._settings)
        patterns = netlify.pattern_lines(prefix=prefix)
        yield "site", "_redirects", self._read("common") + patterns
        yield "site", "_headers", netlify.headers_file(prefix=prefix)
        yield "hosting", "netlify/_redirects", self._read("netlify") + patterns
        yield "hosting", "apache/htaccess", apache.htaccess(self._read("apache"), prefix=prefix)
        server = nginx.nginx_server(folder=folder, name=host or "_", prefix=prefix)
        yield "hosting", "nginx/broadsheet.conf", server
        for table in nginx.TABLES:
            yield "hosting", f"nginx/{table}.map", self._read(f"nginx/{table}")
        server = caddy.caddy_server(folder=folder, address=_address(self._settings), prefix=prefix)
        yield "hosting", "caddy/Caddyfile", server
        for table in caddy.TABLES:
            yield "hosting", f"caddy/{table}.map", self._read(f"caddy/{table}")

    def _first(self, some: Sequence[Move]) -> list[Move]:
        """Those moves of whose addresses none came before: with a key twice in a table, nginx and Caddy don't start."""
        if self._seen is None:
            # A database without a name keeps little in memory, and the rest in a file that nobody else sees.
            self._seen = self._stack.enter_context(closing(sqlite3.connect("", isolation_level=None)))
            self._seen.execute(
                "CREATE TABLE seen (id INTEGER PRIMARY KEY, at INTEGER, path TEXT, query TEXT, UNIQUE (path, query))"
            )
            self._seen.execute("BEGIN")
        ((before,),) = self._seen.execute("SELECT coalesce(max(id), 0) FROM seen")
        self._seen.executemany(
            "INSERT OR IGNORE INTO seen (at, path, query) VALUES (?, ?, ?)",
            [(at, move.path, move.query) for at, move in enumerate(some)],
        )
        fresh = self._seen.execute("SELECT at FROM seen WHERE id > ? ORDER BY id", (before,))
        return [some[at] for (at,) in fresh]

    def _read(self, name: str) -> bytes:
        """A whole list."""
        file, held = self._files.get(name), b"".join(self._held.get(name, ()))
        if file is None:
            return held
        file.seek(0)
        return file.read() + held

    def _keep(self, name: str, lines: Sequence[bytes]) -> None:
        held = self._held.setdefault(name, [])
        held += lines
        if len(held) >= _HELD:
            if name not in self._files:
                self._files[name] = self._stack.enter_context(TemporaryFile())  # noqa: SIM115 - in the stack
            self._files[name].writelines(held)
            held.clear()


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
