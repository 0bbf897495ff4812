"""Inserting many rows of one small table.

A post brings a dozen rows of through tables. ``bulk_create`` compiles one long statement for every
batch and spends most of its time there; one prepared statement executed many times stores the same rows in
a third of the time. The SQL is plain ``INSERT``, built from the model, and runs on any database.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

__all__ = ["insert_objects", "insert_rows"]

_PLAIN = (models.TextField, models.CharField, models.IntegerField, models.BooleanField, models.ForeignKey)
"""Fields whose values a database driver takes as they are."""


def insert_objects(objects: Sequence[models.Model]) -> None:
    """Insert new objects of one model, one statement a row, and give each the key it got."""
    if not objects:
        return
    model = type(objects[0])
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    key = model._meta.pk
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column or "") for field in fields)
    holes = ", ".join(["%s"] * len(fields))
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({holes}) "  # noqa: S608 - names of our own columns
        f"RETURNING {quote(key.column or '')}"
    )
    told = [(field.attname, None if isinstance(field, _PLAIN) else field) for field in fields]
    with connection.cursor() as cursor:
        for each in objects:
            values = (getattr(each, name) for name, _ in told)
            cursor.execute(
                statement,
                [
                    value
                    if value is None or field is None
                    else field.get_db_prep_save(value, connection=connection)
                    for value, (_, field) in zip(values, told, strict=True)
                ],
            )
            each.pk = cursor.fetchone()[0]
            each._state.adding = False


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    unless_there: bool = False,
) -> None:
    """Insert ``rows``, whose values are those of ``columns`` (attribute names), in the order given.

    With ``unless_there`` a row that a unique column forbids is passed over.
    """
    fields = {field.attname: field.column or "" for field in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    names = ", ".join(quote(fields[name]) for name in columns)
    holes = ", ".join(["%s"] * len(columns))
    end = "ON CONFLICT DO NOTHING" if unless_there else ""
    values = list(rows)
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({holes}) {end}",  # noqa: S608 - names of our own columns
                values,
            )
