"""One export: all of the archive in one state, written beside the target and moved there when it is whole.

Guarantees: the archive is only read, in the state it had when the export began, while the newsroom and
publishes go on; what holds anything that is not on the site can be read by its owner alone.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from broadsheet.archive import editions, holdings
from broadsheet.errors import BroadsheetError, UsageError
from broadsheet.export.jsonlines import write_json
from broadsheet.export.markdown import write_markdown
from broadsheet.export.order import ExportOrder, ExportReport, Hears
from broadsheet.export.staging import Staging, check_target, staging
from broadsheet.export.walk import Walk
from broadsheet.export.wxr import UPLOADS, write_wxr

__all__ = ["export"]

Moves = list[tuple[Path, Path]]
_LEAST_SPLIT = 1 << 20


def export(order: ExportOrder, *, now: datetime, hears: Hears | None = None) -> ExportReport:
    """Write everything that the order asks for; the report says what that was.

    Raises:
        UsageError: something is at the target already, or the order contradicts itself; nothing was written.
        BroadsheetError: it could not be written; nothing stands under the target's name.
    """
    _check(order)
    report = ExportReport(target=str(order.target), form=order.form)
    tell: Hears = hears or _nobody
    try:
        with staging(order.target) as place, editions.reading():
            report.statuses = holdings.statuses(live=order.only_published)
            moves = _write(order, place, report, now=now, hears=tell)
            place.finish(moves, private=bool(report.unpublished))
    except OSError as error:
        raise BroadsheetError(
            f"couldn't export to {order.target}: {error.strerror or error}; nothing was left there: make room or "
            "name another place, then run the same command again"
        ) from error
    report.notes += _notes(order, report)
    return report


def _nobody(_what: str, _done: int, _total: int | None) -> None:
    return None


def _check(order: ExportOrder) -> None:
    check_target(order.target)
    as_file = order.target.suffix == ".xml"
    if order.form != "wxr":
        if order.media_url or order.split:
            raise UsageError(
                f"couldn't export: --media-url and --split are for wxr, and this is {order.form}; leave them out"
            )
        if order.target.suffix in (".xml", ".json", ".jsonl", ".md", ".zip"):
            raise UsageError(
                f"couldn't export to {order.target}: {order.form} is a folder of files; name a folder"
            )
    elif as_file:
        check_target(order.target.parent / UPLOADS)
    if order.media_url and not order.media_url.startswith(("https://", "http://")):
        raise UsageError(
            f"couldn't export: --media-url is {order.media_url!r}, but must start with https:// or http://"
        )
    if order.split and order.split < _LEAST_SPLIT:
        raise UsageError("couldn't export: --split is in megabytes and must be at least 1")


def _write(order: ExportOrder, place: Staging, report: ExportReport, *, now: datetime, hears: Hears) -> Moves:
    walk = Walk(order)
    target = order.target
    if order.form == "wxr":
        report.files = write_wxr(order, walk, place, report, now=now, hears=hears)
        if target.suffix == ".xml":
            # The pictures first, the first file last: when it is there, all of them are.
            rest = [name for name in (UPLOADS, *reversed(report.files)) if (place.folder / name).exists()]
            return [(place.folder / name, target.parent / name) for name in rest]
        return [(place.folder, target)]
    write: Callable[..., list[str]] = partial(_OTHERS[order.form], order, walk, place, report)
    report.files = write(hears=hears)
    return [(place.folder, target)]


_OTHERS: dict[str, Callable[..., list[str]]] = {"json": write_json, "markdown": write_markdown}


def _notes(order: ExportOrder, report: ExportReport) -> list[str]:
    notes = []
    if order.form == "wxr":
        if not order.publication.settings.url:
            notes.append(
                "The paper has no address yet (setting url), so that links in the export lead to paper.invalid."
            )
        undated = holdings.undated(live=True)
        if undated:
            notes.append(
                f"{undated} posts have no known date, which WordPress cannot do without: there they stand at the "
                "latest day they can be of, or in 1970."
            )
    if report.pictures_missing:
        notes.append(
            f"{report.pictures_missing} pictures are known by name only; the archive never had their files."
        )
    return notes
