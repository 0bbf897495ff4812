"""The newsroom's tables as one piece of SQL, and how it gets into an archive.

Guarantees: all of it or nothing, in one transaction; an archive that has a newsroom is left alone; no table and
no row of the archive itself is touched. If the process dies, the next one begins again.
"""

import sqlite3
from contextlib import closing
from importlib import resources
from pathlib import Path

from broadsheet.errors import PublicationError

__all__ = ["has_newsroom", "prepare", "tables_as_sql"]

_FILE = "newsroom.sql"
_OF_THE_ARCHIVE = "archive_"


def prepare(archive: Path) -> bool:
    """Put the newsroom's tables into an SQLite archive; false where they are there already.

    Raises:
        PublicationError: the archive can't be written.
    """
    script = resources.files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    try:
        with closing(sqlite3.connect(archive, timeout=30)) as connection:
            if _has_newsroom(connection):
                return False
            connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nCOMMIT;")
    except sqlite3.Error as error:
        raise PublicationError(
            f"couldn't make the newsroom in {archive}: {error}; nothing was changed; try again"
        ) from error
    return True


def has_newsroom(archive: Path) -> bool:
    """True where an archive has the newsroom's tables."""
    with closing(sqlite3.connect(archive, timeout=30)) as connection:
        return _has_newsroom(connection)


def _has_newsroom(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'newsroom_story'")
    return found.fetchone() is not None


def tables_as_sql(archive: Path) -> str:
    """Everything in an archive but the archive itself, as SQL in a fixed order."""
    with closing(sqlite3.connect(archive)) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            if not name.startswith((_OF_THE_ARCHIVE, "sqlite_"))
        ]
        lines = [line for name in names for line in _schema(connection, name)]
        lines += [line for name in names for line in _rows(connection, name)]
    return "\n".join(lines) + "\n"


def _schema(connection: sqlite3.Connection, table: str) -> list[str]:
    found = connection.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'index', name",
        (table,),
    )
    # An archive has the table of migrations already.
    made = ("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ") if table == "django_migrations" else ("", "")
    return [sql.replace(*made, 1) + ";" for (sql,) in found]


def _rows(connection: sqlite3.Connection, table: str) -> list[str]:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    condition = ""
    if table == "django_migrations":
        # Their ids and times are of no use elsewhere, and the archive's own are there.
        columns = ["app", "name", "applied"]
        condition = "WHERE app <> 'archive'"
    quoted = ", ".join(f'"{column}"' for column in columns)
    values = " || ', ' || ".join(
        "quote('2026-01-01 00:00:00')" if column == "applied" else f'quote("{column}")' for column in columns
    )
    found = connection.execute(f'SELECT {values} FROM "{table}" {condition} ORDER BY rowid')  # noqa: S608 - our own names
    return [f'INSERT INTO "{table}" ({quoted}) VALUES ({row});' for (row,) in found]  # noqa: S608
