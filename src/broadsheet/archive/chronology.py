"""A post's place in the order of its paper, from its date as it was given."""

from datetime import datetime

__all__ = ["EPOCH", "dated_place"]

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - chronology counts local wall-clock time
"""From here the seconds of a chronology count."""


def dated_place(at: datetime) -> tuple[int, int]:
    """(year, chronology) of a dated post: see :class:`~broadsheet.archive.models.Post`.

    ``at`` has the offset from UTC in which the date was given.
    """
    local = at.replace(tzinfo=None)
    return local.year, int((local - EPOCH).total_seconds())
