"""The archive's checkup: what follows from other rows is worked out anew, and put right where it differs.

::

    from broadsheet.archive.checkup import check_rows
    for finding in check_rows(now=datetime.now(UTC), repair=True):
        print(finding.where, finding.what, finding.repaired)

Guarantees: memory is bounded by a batch; each repair leaves the changes that tell the press of it in its
own transaction, so that the next publish publishes what it touched and no more; what cannot be decided
from the rows alone is told and left; a checkup of an archive in order writes nothing.

Triggers in the database would keep copies right as they are written, on one database and not on the
other, and would say nothing of a file that was restored in part or edited by hand.
"""

from collections.abc import Iterator
from datetime import datetime

from broadsheet.archive import database
from broadsheet.archive.checkup.counts import check_counts
from broadsheet.archive.checkup.findings import Finding, Hears
from broadsheet.archive.checkup.items import check_items
from broadsheet.archive.checkup.records import check_addresses, check_editions, check_names, check_references
from broadsheet.archive.checkup.schedule import check_schedule

__all__ = ["DAMAGED", "Finding", "Hears", "check_rows"]


DAMAGED = "the archive"
"""Where a finding is that says that the archive's file is damaged."""


def _nobody_hears(what: str, done: int, total: int | None) -> None:
    pass


def check_rows(*, now: datetime, repair: bool, hears: Hears = _nobody_hears) -> Iterator[Finding]:
    """Everything that is not as it should be in the open archive; with ``repair``, put right as it is told.

    Where the file itself is damaged, nothing else is looked at, since what is read can't be trusted.
    """
    hears("checking the file", 0, None)
    damage = database.file_damage()
    if damage:
        yield from (
            Finding(f"is damaged: {told}; restore a backup of archive.db", DAMAGED) for told in damage
        )
        return
    yield from check_references(repair=repair, hears=hears)
    yield from check_items(repair=repair, hears=hears)
    yield from check_names(repair=repair, hears=hears)
    yield from check_addresses(repair=repair, hears=hears)
    # After the repairs above, whose changes say which counts the press makes anew anyway.
    yield from check_counts(repair=repair, hears=hears)
    yield from check_schedule(now=now)
    yield from check_editions()
