"""What a rescue has to read: formats and digests of its sources, and which of them it knows already.

Guarantees: nothing is stored here. A source counts as known only when it was read to its end before, byte for
byte the same, with the same pictures, the same list of addresses, the same other parts and the same version
of Broadsheet: reading it again could add nothing.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from broadsheet import __version__
from broadsheet.archive import services
from broadsheet.errors import BroadsheetError, RescueError
from broadsheet.rescue.detect import Format, detect_format
from broadsheet.rescue.report import SourceReport

__all__ = ["PlannedSource", "plan_sources"]


@dataclass(frozen=True, slots=True)
class PlannedSource:
    """A source before it is read.

    ``report`` is set for one that need not be read: refused, or known already. ``pictures`` is the folder in
    which its pictures are looked for.
    """

    path: Path
    format: Format = "text"
    digest: str = ""
    pictures: Path | None = None
    circumstances: str = ""
    report: SourceReport | None = None


def plan_sources(sources: Sequence[Path], *, media: Path | None, urls: Path | None) -> list[PlannedSource]:
    """Every source in the order given.

    Raises:
        BroadsheetError: a file cannot be read.
    """
    recognised = [_recognised(source, media) for source in sources]
    exports = {each.digest for each in recognised if each.format == "wxr" and each.report is None}
    listed = _digest(urls) if urls else ""
    folders: dict[Path, str] = {}
    planned = []
    for each in recognised:
        if each.pictures is not None and each.pictures not in folders:
            folders[each.pictures] = _listing_of(each.pictures)
        if each.report is None:
            parts = sorted(exports - {each.digest}) if each.format == "wxr" else []
            shown = folders[each.pictures] if each.pictures else ""
            told = "\n".join([__version__, shown, listed, *parts])
            each = _with_circumstances(each, hashlib.sha256(told.encode()).hexdigest())  # noqa: PLW2901
        planned.append(each)
    return planned


def _recognised(source: Path, media: Path | None) -> PlannedSource:
    beside = source.parent / "uploads"
    pictures = media or (beside if beside.is_dir() else None)
    try:
        return PlannedSource(source, detect_format(source), _digest(source), pictures)
    except RescueError as error:
        report = SourceReport(path=str(source))
        report.refuse(str(error))
        return PlannedSource(source, report=report)


def _with_circumstances(source: PlannedSource, circumstances: str) -> PlannedSource:
    told = services.finished_report(source.digest)
    known = told is not None and told.get("read_with") == circumstances
    report = SourceReport.told_again(str(source.path), told) if known and told is not None else None
    return PlannedSource(source.path, source.format, source.digest, source.pictures, circumstances, report)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BroadsheetError(f"couldn't read {path}: {error.strerror or error}") from error


def _listing_of(folder: Path) -> str:
    """A digest of what lies in a folder: names, sizes and times, not the contents."""
    seen = hashlib.sha256()
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            try:
                state = os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118 - a hundred thousand of them
            except OSError:
                continue
            seen.update(f"{place}/{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode("utf-8", "replace"))
    return seen.hexdigest()
