"""Which archive this process works on.

One process works on one archive at a time. :func:`open_archive` points Django's default
connection at a file, so that the same code serves the command line, worker processes and
tests, each with real files and no environment to prepare.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from broadsheet.errors import PublicationError

__all__ = [
    "BrokenReference", "analyze", "broken_references", "close_archive", "create_archive", "file_damage", "has_table",
    "open_archive", "reopen_archive", "spare_memory",
]  # fmt: skip


def _point_at(path: Path) -> None:
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = str(path)


def create_archive(path: Path) -> None:
    """Make a new, empty archive at ``path`` and open it; an existing one is brought to the newest schema."""
    _point_at(path)
    call_command("migrate", "archive", verbosity=0, interactive=False)


def open_archive(path: Path) -> None:
    """Work on the archive at ``path`` from now on.

    Raises:
        PublicationError: there is no file, it is not an archive, or its schema is not ours.
    """
    if not path.is_file():
        raise PublicationError(
            f"couldn't open the archive {path}: there is no such file; make the publication with 'broadsheet init'"
        )
    _point_at(path)
    try:
        applied = {key for key in MigrationRecorder(connection).applied_migrations() if key[0] == "archive"}
    except DatabaseError as error:
        raise PublicationError(f"couldn't open the archive {path}: {error}") from error
    if not applied:
        # Taken for an archive without posts, it would withdraw a whole site.
        raise PublicationError(
            f"couldn't open the archive {path}: it holds no archive; put a backup of it in its place"
        )
    known = {key for key in _migrations() if key[0] == "archive"}
    unknown = applied - known
    if unknown:
        raise PublicationError(
            f"couldn't open the archive {path}: a newer Broadsheet made it ({min(unknown)[1]}); upgrade Broadsheet"
        )
    if known - applied:
        call_command("migrate", verbosity=0, interactive=False)


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """Every migration of this process's apps, read once: that takes longer than opening an archive."""
    return frozenset(MigrationLoader(None).disk_migrations or {})


def reopen_archive(path: Path) -> None:
    """As :func:`open_archive`, for an archive that a parent of this process has opened: it is not looked at."""
    _point_at(path)


def close_archive() -> None:
    """Let go of the archive's file."""
    connections["default"].close()


def has_table(name: str) -> bool:
    """Whether the archive that is open has a table, which may be another room's."""
    return name in connection.introspection.table_names()


def analyze() -> None:
    """Let the database count its rows anew, so that it picks the right indexes; call after bulk work."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def spare_memory() -> None:
    """Hold little of the archive in memory from now on; for runs that write all of a large one."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # What SQLite maps of its file counts as this process's memory, and grows with the archive.
            cursor.execute("PRAGMA mmap_size=0")
            cursor.execute("PRAGMA cache_size=-32768")


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
