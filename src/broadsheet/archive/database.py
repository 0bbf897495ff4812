"""Which archive this process works on.

One process works on one archive at a time. :func:`open_archive` points Django's default
connection at a file, so that the same code serves the command line, worker processes and
tests, each with real files and no environment to prepare.
"""

from functools import cache
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from broadsheet.errors import PublicationError

__all__ = ["analyze", "close_archive", "create_archive", "open_archive"]


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
        applied = set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError as error:
        raise PublicationError(f"couldn't open the archive {path}: {error}") from error
    known = _migrations()
    unknown = {key for key in applied if key[0] == "archive"} - known
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


def close_archive() -> None:
    """Let go of the archive's file."""
    connections["default"].close()


def analyze() -> None:
    """Let the database count its rows anew, so that it picks the right indexes; call after bulk work."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
