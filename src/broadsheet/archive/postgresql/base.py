"""Django's backend for PostgreSQL, with two promises that SQLite gives by itself.

Guarantees:

- *Texts sort and compare by code point*, whatever language the database was made for: every column of text has the
  collation "C". The same archive so gives the same site from both databases, and an index answers a range of texts
  as well as a beginning.
- *One transaction writes at a time.* Each begins by taking one lock of the database and has it until its end, as
  ``BEGIN IMMEDIATE`` does in SQLite: what looks first and stores then needs no thought of others who do so too.
  Readers wait for nobody. A process that dies lets go of it.

Isolation "serializable" was not used for the second: it lets both go on and fails one of them, so that every service
would have to be ready to be run again.
"""

from collections.abc import Iterator
from typing import Any

from django.db import Error
from django.db.backends.postgresql import base, schema

__all__ = ["DatabaseWrapper"]

_BY_CODE_POINT = "C"
_WRITER = 0x6272_6F61_6473
"""The number of the lock: its own in each database."""


def _collation(column_type: str) -> str | None:
    return _BY_CODE_POINT if column_type.startswith(("varchar", "text")) else None


class _SchemaEditor(schema.DatabaseSchemaEditor):
    """Says it where a column is made or changed. As a part of the type it would be in casts and arrays as well."""

    def _iter_column_sql(
        self, column_db_type: Any, params: Any, model: Any, field: Any, field_db_params: Any, *rest: Any
    ) -> Iterator[Any]:
        wanted = field_db_params.get("collation") or _collation(column_db_type)
        told = {**field_db_params, "collation": wanted}
        yield from super()._iter_column_sql(column_db_type, params, model, field, told, *rest)  # type: ignore[misc]

    def _alter_column_type_sql(
        self, model: Any, old_field: Any, new_field: Any, new_type: Any, *collations: Any
    ) -> Any:
        old, new = collations
        new = new or _collation(new_type)
        return super()._alter_column_type_sql(model, old_field, new_field, new_type, old, new)  # type: ignore[misc]

    def _create_like_index_sql(self, model: Any, field: Any) -> None:
        """None besides: an index by code point answers LIKE."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own connection, but for when it begins to write and how its tables are made."""

    SchemaEditorClass = _SchemaEditor

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        """As Django's; a transaction has begun when this is its turn to write."""
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not force_begin_transaction_with_broken_autocommit:
            return
        try:
            with self.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER])
        except Error:
            # It never began.
            self.rollback()
            super().set_autocommit(True)
            raise
