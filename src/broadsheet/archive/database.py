"""Which archive this process works on.

One process works on one archive at a time. :func:`open_archive` points Django's default connection at a paper's
file or at its database on a server, so that the same code serves the command line, worker processes and tests,
with no environment to prepare.
"""

import atexit
import importlib.util
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from broadsheet.errors import PublicationError
from broadsheet.publication import Publication
from broadsheet.settings import SQLITE_OPTIONS

__all__ = [
    "BrokenReference", "analyze", "broken_references", "close_archive", "create_archive", "file_damage", "has_table",
    "hold", "holds_archive", "is_open", "let_go_if_broken", "open_archive", "reopen_archive", "trial_archive",
]  # fmt: skip

_KEPT_OPEN = 60
"""Seconds for which a thread that answers requests keeps its connection to a server."""
PATIENCE = 30
"""Seconds that one waits for others, on a server as with a file."""
_SERVER_OPTIONS = f"-c lock_timeout={PATIENCE}s"
# A connection that nobody closes leaves its log beside the archive, where it would speak for any file put in its place.
atexit.register(connections.close_all)

Where = Publication | Path
"""A paper, or the file of an archive that has no paper around it."""


def _point_at(where: Where) -> None:
    known: Any = connections
    known["default"].close()
    known.settings["default"].update(_database_of(where))
    # Made anew when it is next asked for, by what may be another kind of database.
    del known["default"]


def _database_of(where: Where) -> dict[str, Any]:
    """What Django must be told to find the archive."""
    server = where.server if isinstance(where, Publication) else None
    if server is None:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(_file(where)),
            "OPTIONS": SQLITE_OPTIONS,
            **dict.fromkeys(("USER", "HOST", "PORT"), ""),
            "CONN_MAX_AGE": 0,
            "CONN_HEALTH_CHECKS": False,
        }
    if importlib.util.find_spec("psycopg") is None:
        raise PublicationError(
            f"couldn't open the archive {_name(where)}: PostgreSQL's driver is not installed; install it with "
            "'pip install -r requirements/postgresql.txt', as docs/operator.md says"
        )
    options = dict(server.options)
    return {
        "ENGINE": "broadsheet.archive.postgresql",
        "NAME": server.name,
        "OPTIONS": {**options, "options": f"{_SERVER_OPTIONS} {options.get('options', '')}".rstrip()},
        "USER": server.user,
        "HOST": server.host,
        "PORT": server.port,
        "CONN_MAX_AGE": _KEPT_OPEN,
        "CONN_HEALTH_CHECKS": True,
    }


def _file(where: Where) -> Path:
    return where.archive if isinstance(where, Publication) else where


def _name(where: Where) -> str:
    return where.archive_name if isinstance(where, Publication) else str(where)


def create_archive(where: Where) -> None:
    """Make a new, empty archive and open it; an existing one is brought to the newest schema.

    Raises:
        PublicationError: there is no such database, or tables can't be made in it.
    """
    _point_at(where)
    try:
        _check_encoding(where)
        call_command("migrate", "archive", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise PublicationError(f"couldn't make the archive {_name(where)}: {_one_line(error)}") from error


def _check_encoding(where: Where) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        ((encoding,),) = cursor.fetchall()
    if encoding != "UTF8":
        raise PublicationError(
            f"couldn't make the archive {_name(where)}: the database is encoded as {encoding}; make another with "
            "'createdb --encoding=UTF8 --template=template0'"
        )


def holds_archive(where: Where) -> bool:
    """Whether there are an archive's tables.

    Raises:
        PublicationError: it can't be reached.
    """
    _point_at(where)
    return bool(_applied(where))


def open_archive(where: Where) -> None:
    """Work on an archive from now on. On a server it is made, where a paper is so new that it can have none.

    Raises:
        PublicationError: it is not there or can't be reached, it is not an archive, or its schema is not ours.
    """
    file = _file(where)
    on_server = isinstance(where, Publication) and where.server is not None
    if not on_server and not file.is_file():
        raise PublicationError(
            f"couldn't open the archive {file}: there is no such file; make the publication with 'broadsheet init'"
        )
    _point_at(where)
    applied = _applied(where)
    if not applied:
        if isinstance(where, Publication) and on_server and _is_new(where):
            create_archive(where)
            return
        # Taken for an archive without posts, it would withdraw a whole site.
        otherwise = ", or take out the setting 'archive.database'" if on_server else ""
        raise PublicationError(
            f"couldn't open the archive {_name(where)}: it holds no archive; put a backup of it in its place"
            f"{otherwise}"
        )
    known = {key for key in _migrations() if key[0] == "archive"}
    unknown = applied - known
    if unknown:
        raise PublicationError(
            f"couldn't open the archive {_name(where)}: a newer Broadsheet made it ({min(unknown)[1]}); "
            "upgrade Broadsheet"
        )
    if known - applied:
        call_command("migrate", verbosity=0, interactive=False)


def _applied(where: Where) -> set[tuple[str, str]]:
    try:
        return {key for key in MigrationRecorder(connection).applied_migrations() if key[0] == "archive"}
    except DatabaseError as error:
        raise PublicationError(f"couldn't open the archive {_name(where)}: {_one_line(error)}") from error


def _is_new(publication: Publication) -> bool:
    """Whether a paper never published, and has no post in a file from before its archive was on a server."""
    if (publication.site / "index.html").exists():
        return False
    if not publication.archive.is_file():
        return True
    try:
        with closing(sqlite3.connect(f"{publication.archive.as_uri()}?mode=ro", uri=True)) as rows:
            return rows.execute("SELECT 1 FROM archive_post LIMIT 1").fetchone() is None
    except sqlite3.Error:
        return False


def _one_line(error: Exception) -> str:
    return "; ".join(line.strip() for line in str(error).splitlines() if line.strip())


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """Every migration of this process's apps, read once: that takes longer than opening an archive."""
    return frozenset(MigrationLoader(None).disk_migrations or {})


def reopen_archive(where: Where) -> None:
    """As :func:`open_archive`, for an archive that a parent of this process has opened: it is not looked at."""
    _point_at(where)


def is_open(publication: Publication) -> bool:
    """Whether this thread's connection leads to the archive of a paper."""
    told = connection.settings_dict
    return all(told[name] == value for name, value in _database_of(publication).items())


@contextmanager
def trial_archive(publication: Publication) -> Iterator[None]:
    """Work on a private copy of the open archive that is gone afterwards; others read and write the archive meanwhile.

    A database that is no file is worked on itself: there a transaction keeps nobody else waiting.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with tempfile.TemporaryDirectory(prefix="broadsheet-trial-") as folder:
        path = publication.archive
        copy = Path(folder) / path.name
        with closing(sqlite3.connect(path, timeout=30)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        try:
            _point_at(copy)
            yield
        finally:
            _point_at(publication)


def close_archive() -> None:
    """Let go of the archive."""
    connections["default"].close()


def let_go_if_broken() -> None:
    """After an error: where it was the connection that failed, the next question makes a new one."""
    connection.close_if_unusable_or_obsolete()


def has_table(name: str) -> bool:
    """Whether the archive that is open has a table, which may be another room's."""
    return name in connection.introspection.table_names()


def analyze() -> None:
    """Let the database count its rows anew, so that it picks the right indexes; call after bulk work."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            # After bulk work every change is pending, and few ever are again: from what was counted now, SQLite
            # would walk all that were ever made to find those few.
            cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'archive_change'")
            cursor.execute("ANALYZE sqlite_master")


def hold(*, megabytes: int) -> None:
    """Hold so much of the archive in memory from now on: more for runs that write all of a large one and its indexes,
    less where many processes read.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size=-{megabytes * 1024:d}")


def file_damage(*, most: int = 10) -> list[str]:
    """What is wrong with the archive's file in the database's own words; nothing where a server looks after it."""
    if connection.vendor != "sqlite":
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA quick_check({int(most)})")
            return [str(told) for (told,) in cursor.fetchall() if told != "ok"]
    except DatabaseError as error:
        return [str(error)]


class BrokenReference(NamedTuple):
    """A row of a table that names a row of another which is not there."""

    table: str
    id: int
    missing_from: str


def broken_references(*, most: int = 1000) -> list[BrokenReference]:
    """Rows that name what is not there. A server refuses them at once; SQLite does only while it is asked to."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        return [BrokenReference(*row[:3]) for row in cursor.fetchmany(most)]
