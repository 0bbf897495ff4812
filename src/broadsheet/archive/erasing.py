"""What was deleted leaves a server's files, too.

A server only marks deleted rows as gone, and keeps samples of what columns held for its planner. Where somebody's
safety depends on a deletion, :func:`rewrite_tables` has the tables and the samples written anew without them.

Of PostgreSQL: "VACUUM", "pg_statistic" and "Routine Vacuuming" in its manual.
"""

import time
from collections.abc import Iterable
from typing import Any

from django.db import OperationalError, connection, models

from broadsheet.archive.database import PATIENCE

__all__ = ["rewrite_tables"]

_NOBODY_BEFORE = """
    SELECT pg_snapshot_xmin(pg_current_snapshot()) > %(now)s::xid8
    AND NOT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE age(backend_xmin) >= age(%(now)s::xid8::xid)
        AND pid <> pg_backend_pid() AND (datid IS NULL OR datname = current_database())
        AND pid NOT IN (SELECT pid FROM pg_stat_progress_vacuum)
    )
    AND NOT EXISTS (
        SELECT FROM pg_replication_slots WHERE GREATEST(age(xmin), age(catalog_xmin)) >= age(%(now)s::xid8::xid)
    )
"""
"""Whether a transaction and all before it have ended, and no reader of this database sees what was there before, nor
a copy of the server that lags behind. One who vacuums counts as no reader.
"""
_SAMPLED = """
    SELECT attname, format_type(atttypid, atttypmod), collname
    FROM pg_attribute LEFT JOIN pg_collation ON pg_collation.oid = attcollation
    WHERE attrelid = %(table)s::regclass AND attname IN (
        SELECT attname FROM pg_stats WHERE tablename = %(table)s AND schemaname = current_schema()
    )
"""
"""The columns of a table of which the server has samples, with what each was made as."""


def rewrite_tables(tables: Iterable[type[models.Model]]) -> None:
    """Have a server write these tables anew, without the rows that were deleted from them. Nobody reads them meanwhile.

    What it cannot reach: the server's log of changes, its backups and copies, blocks of the disk that are free again.

    Raises:
        DatabaseError: others read or write for too long; the rows are deleted, but may be in the server's files.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        _outlast_others(cursor)
        for table in tables:
            name = table._meta.db_table
            cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(name)}")
            if not table._default_manager.exists():
                _forget_samples(cursor, name)
        # The samples that were replaced just now are deleted rows like any others.
        _outlast_others(cursor)
        cursor.execute("VACUUM (FULL) pg_catalog.pg_statistic")


def _outlast_others(cursor: Any) -> None:
    """Whoever works on this database, or writes in any other of the server, since before a deletion keeps deleted rows
    in rewritten tables.
    """
    cursor.execute("SELECT pg_current_xact_id()::text")
    now = {"now": cursor.fetchone()[0]}
    for waited in range(PATIENCE * 10 + 1):
        if waited:
            time.sleep(0.1)
        cursor.execute(_NOBODY_BEFORE, now)
        if cursor.fetchone()[0]:
            return
    raise OperationalError("others on this server have been reading or writing for too long")


def _forget_samples(cursor: Any, table: str) -> None:
    """Where no row is left the server takes no new samples, and keeps the old. To make a column anew, as it is, drops
    its own.
    """
    quote = connection.ops.quote_name
    cursor.execute(_SAMPLED, {"table": table})
    for column, made_as, collation in cursor.fetchall():
        sorted_by = f" COLLATE {quote(collation)}" if collation else ""
        cursor.execute(f"ALTER TABLE {quote(table)} ALTER {quote(column)} TYPE {made_as}{sorted_by}")
