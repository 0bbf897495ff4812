"""One rescue: every source detected, read, cleaned and stored, with a report.

A source is read lazily and stored in batches of constant size, each in one transaction, so that memory
does not grow with the copy and a run that dies has stored whole batches. Running again reads from the
start and finds what is there: the archive ends as if nothing had happened. A source that was read to its end
before, under the same circumstances, is not read again. A dry run does all of that in a copy of the archive, so
that nobody who works meanwhile waits for it.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import DatabaseError, transaction

from broadsheet.archive import database, services
from broadsheet.errors import BroadsheetError, UsageError
from broadsheet.publication import Publication, fill_settings
from broadsheet.rescue.addresses import read_addresses
from broadsheet.rescue.aside import ReadingRoom
from broadsheet.rescue.finds import CopyFacts
from broadsheet.rescue.formats import open_reader
from broadsheet.rescue.media import MediaFolder
from broadsheet.rescue.outlook import Outlook
from broadsheet.rescue.plan import plan_sources
from broadsheet.rescue.report import Report, SourceReport
from broadsheet.rescue.storing import Progress, SourceRun
from broadsheet.rescue.wxr import Exports

__all__ = ["Progress", "RescueOrder", "rescue"]

_WORTH_A_PROCESS = 2 << 20
"""Bytes of all sources from which reading and storing side by side is quicker."""


@dataclass(frozen=True, slots=True)
class RescueOrder:
    """What to rescue, and from where.

    ``media`` is a folder that holds the site's pictures (an uploads copy in any layout); without one, a
    folder named ``uploads`` beside a source is used. ``urls`` lists the old site's addresses (plain,
    sitemap or CDX) and dates posts whose headline matches.
    """

    publication: Publication
    sources: Sequence[Path]
    media: Path | None = None
    urls: Path | None = None
    dry_run: bool = False


def rescue(order: RescueOrder, *, progress: Progress | None = None) -> Report:
    """Carry out a rescue; the report says what became of every source.

    A source that no reader can read is a refusal in the report and does not stop the others.

    Raises:
        UsageError: a source, the media folder or the list of URLs is not there; nothing was read.
        PublicationError: the archive cannot be opened.
        BroadsheetError: the archive cannot be written to; what was stored so far is whole.
    """
    _check_order(order)
    database.open_archive(order.publication)
    try:
        with database.trial_archive(order.publication) if order.dry_run else nullcontext():
            database.hold(megabytes=32)
            reports, facts = _carry_out(order, progress)
        if not order.dry_run and facts:
            database.analyze()
    except DatabaseError as error:
        raise BroadsheetError(
            f"couldn't write to the archive {order.publication.archive_name}: {error}; see that there is room on the "
            "disk and nobody else keeps it locked, then run the same command again to go on"
        ) from error
    filled = () if order.dry_run else _fill_settings(order.publication, facts)
    return Report(sources=tuple(reports), dry_run=order.dry_run, settings=filled)


def _carry_out(order: RescueOrder, progress: Progress | None) -> tuple[list[SourceReport], list[CopyFacts]]:
    planned = plan_sources(order.sources, media=order.media, urls=order.urls)
    unread = [source for source in planned if source.report is None]
    addresses = read_addresses(order.urls) if order.urls and unread else ()
    folders = {source.pictures: MediaFolder(source.pictures) for source in unread if source.pictures}
    parts = Exports([source.path for source in unread if source.format == "wxr"])
    jobs = [
        partial(open_reader, source.path, source.format, exports=parts, addresses=addresses)
        for source in unread
    ]
    size = sum(source.path.stat().st_size for source in unread)
    reports, facts = [], []
    newest = services.newest_post()
    with (
        closing(parts),
        closing(ReadingRoom(jobs, apart=size >= _WORTH_A_PROCESS)) as room,
        _storing(order) as media,
    ):
        for source in planned:
            if source.report is not None:
                reports.append(source.report)
                continue
            pictures = folders[source.pictures] if source.pictures else None
            outlook = Outlook(newest) if order.dry_run else None
            run = SourceRun(source, pictures=pictures, media=media, progress=progress, outlook=outlook)
            reports.append(run.carry_out(room.next_source()))
            facts.append(run.facts)
    return reports, facts


def _check_order(order: RescueOrder) -> None:
    for source in order.sources:
        if source.is_dir():
            raise UsageError(f"couldn't rescue {source}: it is a folder; name the files in it")
        if not source.is_file():
            raise UsageError(f"couldn't rescue {source}: there is no such file; check the name")
    if order.media is not None and not order.media.is_dir():
        raise UsageError(f"couldn't take pictures from {order.media}: there is no such folder")
    if order.urls is not None and not order.urls.is_file():
        raise UsageError(f"couldn't read addresses from {order.urls}: there is no such file")


@contextmanager
def _storing(order: RescueOrder) -> Iterator[Path]:
    """Where pictures go; in a dry run a folder that vanishes, inside a transaction that is rolled back.

    The transaction is for databases that are no file: a trial on them is in the archive itself.
    """
    if not order.dry_run:
        yield order.publication.media
        return
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        yield Path(folder)
        transaction.set_rollback(True)


def _fill_settings(publication: Publication, facts: Sequence[CopyFacts]) -> tuple[str, ...]:
    """Give the paper the name, tagline and language of the copies, where the editor has set none."""
    merged: dict[str, str] = {}
    for each in facts:
        for name in ("name", "tagline", "language", "copyright"):
            value = getattr(each, name)
            if value and name not in merged:
                merged[name] = value
    known: dict[str, str] = {name: merged[name] for name in ("name", "tagline", "language") if name in merged}
    return fill_settings(publication.folder, known)
