"""How many worker processes an edition is worth.

Guarantees: none where what is to be made takes less time than to start them. A few pictures are such work, and many
are not, however few the posts: each takes the time of hundreds of pages, and while this process makes them by
itself, nobody can save (see :mod:`broadsheet.press.render`) and a first edition that dies has kept none.
"""

import os
from collections.abc import Iterator, Sequence

from broadsheet.archive import selectors, touching
from broadsheet.archive.rows import PictureRow
from broadsheet.press.desk import Desk
from broadsheet.press.images import published_of
from broadsheet.press.plan import batches, every_picture

__all__ = ["MOST_WORKERS", "workers_for"]

MOST_WORKERS = 8
_FEW_POSTS = 200
"""Up to so many posts it takes longer to start workers than to set the pages."""
_FEW_PICTURES = 4
_ROWS_AT_A_TIME = 200


def workers_for(edition: int, desk: Desk, *, whole: bool, changes: int) -> int:
    """How many there shall be for an edition that claimed so many changes; ``whole`` if it looks at every page."""
    posts = len(selectors.live_post_ids(limit=_FEW_POSTS + 1)) if whole else changes
    shown = batches(every_picture(), _ROWS_AT_A_TIME) if whole else _changed(edition)
    if posts <= _FEW_POSTS and not _has_many_pictures(desk, shown):
        return 0
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_WORKERS)


def _has_many_pictures(desk: Desk, shown: Iterator[Sequence[PictureRow]]) -> bool:
    """Whether more than a few of these are not on the site in every form."""
    missing = 0
    for rows in shown:
        wanted = [{each.path for each in published_of(row, desk.settings.pictures)} for row in rows]
        there = desk.published([path for paths in wanted for path in paths])
        missing += sum(not paths <= there for paths in wanted)
        if missing > _FEW_PICTURES:
            return True
    return False


def _changed(edition: int) -> Iterator[Sequence[PictureRow]]:
    ids = touching.pictures_of_changes(edition)
    if len(ids) > _FEW_PICTURES:
        yield list(touching.shown(ids).values())
