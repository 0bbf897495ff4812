"""Reading many rows of one table by number, or by another key.

A full build asks the same few questions thousands of times, each with another few hundred numbers.
The ORM compiles each anew, number by number, and takes longer for it than the database for the answer.
The SQL here is a plain ``SELECT`` over one table, built from the model, and runs on any database.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

__all__ = ["driven", "rows_of", "stretch_of"]

_MOST = 1000
"""Numbers in one statement: any database takes so many."""


def rows_of(
    model: type[models.Model],
    columns: tuple[str, ...],
    *,
    key: str,
    ids: Collection[int] | Collection[str],
    order: tuple[str, ...] = (),
    where: tuple[tuple[str, Any], ...] = (),
) -> list[tuple[Any, ...]]:
    """``columns`` (attribute names) of the rows whose ``key`` is among ``ids``, as the driver gives them.

    ``where`` names other columns and what they must hold. A moment comes without its zone, UTC, where the
    database keeps none. ``order`` (with a minus: downwards) holds within the rows of one key; keys come in no order.
    """
    wanted: Sequence[int | str] = list(ids)
    found: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), _MOST):
            some = wanted[start : start + _MOST]
            statement = _statement(model, columns, key, order, tuple(name for name, _ in where))
            cursor.execute(statement % _holes(len(some)), [*some, *(value for _, value in where)])
            found += cursor.fetchall()
    return found


def stretch_of(
    model: type[models.Model],
    column: str,
    *,
    order: tuple[str, ...],
    where: tuple[tuple[str, Any], ...],
    limit: int,
    offset: int = 0,
) -> list[Any]:
    """One column of up to ``limit`` rows in their order, after the first ``offset``; ``where`` is not empty."""
    (key, value), *others = where
    statement = _statement(model, (column,), key, order, tuple(name for name, _ in others))
    values = [value, *(value for _, value in others), limit, offset]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement % '%s'} LIMIT %s OFFSET %s", values)
        return [value for (value,) in cursor.fetchall()]


def driven(chosen: models.QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a question that chooses columns, streamed, as the driver gives them: see :func:`rows_of`."""
    statement, values = chosen.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        while some := cursor.fetchmany(_MOST):
            yield from some


@lru_cache(maxsize=64)
def _statement(
    model: type[models.Model],
    columns: tuple[str, ...],
    key: str,
    order: tuple[str, ...],
    where: tuple[str, ...],
) -> str:
    quote = connection.ops.quote_name
    names = {field.attname: quote(field.column or "") for field in model._meta.concrete_fields}
    chosen = ", ".join(names[name] for name in columns)
    more = "".join(f" AND {names[name]} = %%s" for name in where)
    ways = (names[name.lstrip("-")] + (" DESC" if name.startswith("-") else "") for name in order)
    sorting = f" ORDER BY {', '.join(ways)}" if order else ""
    return f"SELECT {chosen} FROM {quote(model._meta.db_table)} WHERE {names[key]} IN (%s){more}{sorting}"  # noqa: S608 - names of our own columns


@lru_cache(maxsize=_MOST)
def _holes(number: int) -> str:
    return ", ".join(["%s"] * number)
