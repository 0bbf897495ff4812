"""A yes or no that an index can answer."""

from typing import Any

from django.db import models
from django.db.models.lookups import BuiltinLookup, Exact

__all__ = ["Flag"]


class Flag(models.BooleanField):  # type: ignore[type-arg]  # takes none when it runs
    """As Django's field, but asked for as ``live = 1``.

    Django writes ``WHERE live``, which is the same to a reader and not to SQLite: it takes an index that begins
    with the column for an equality only, and walks the whole table else.
    """

    def deconstruct(self) -> Any:
        """The same column as Django's."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.BooleanField", args, options


@Flag.register_lookup
class _Equals(Exact):
    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Compared, also where the database could do without."""
        return BuiltinLookup.as_sql(self, compiler, connection)
