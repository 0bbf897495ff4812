"""The paper's checkup: whether the archive agrees with itself, and the site with what was published.

Guarantees: nothing on the site is changed or removed here; a file that is not as its edition left it is
distrusted and its page asked for again, so that the next publish writes it; files are read one at a time;
no publish of the same paper runs meanwhile.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from broadsheet.archive import editions
from broadsheet.archive.checkup import DAMAGED, Finding, Hears, check_rows
from broadsheet.press.disk import Disk
from broadsheet.press.locking import one_publisher
from broadsheet.press.owners import owned
from broadsheet.press.write import intended, recover, staging_of
from broadsheet.publication import Publication

__all__ = ["Finding", "check_paper"]

_FILES_AT_A_TIME = 500


def _nobody_hears(what: str, done: int, total: int | None) -> None:
    pass


def check_paper(
    publication: Publication, *, now: datetime, repair: bool, hears: Hears = _nobody_hears
) -> Iterator[Finding]:
    """Everything that is not as it should be; with ``repair``, put right or made ready for the next publish.

    Raises:
        PublishError: somebody is publishing this paper right now.
    """
    publication.site.mkdir(exist_ok=True)
    place = staging_of(publication.folder, publication.site)
    with one_publisher(place, wait=False):
        damaged = False
        for finding in check_rows(now=now, repair=repair, hears=hears):
            damaged |= finding.where == DAMAGED
            yield finding
        if damaged:
            # Nothing that it says of the site can be trusted either.
            return
        unsure = {file for _, files in intended(place) for file in files}
        yield from _check_leftovers(place, repair=repair)
        yield from _check_files(publication.site, unsure, repair=repair, hears=hears)
        yield from _check_strangers(publication.site, hears=hears)


def _check_leftovers(place: Path, *, repair: bool) -> Iterator[Finding]:
    """What a publish that died left behind."""
    left = [folder for folder in sorted(place.iterdir()) if folder.is_dir()]
    if repair and left:
        recover(place, disk=Disk())
    for folder in left:
        yield Finding("was left by a publish that did not end", f"{place.name}/{folder.name}/", repair)


def _check_files(site: Path, unsure: set[str], *, repair: bool, hears: Hears) -> Iterator[Finding]:
    """Every file is there and has the bytes that its edition left; those already distrusted are passed over."""
    total, done, after = editions.count_files(), 0, ""
    while files := editions.files_on_site(after=after, limit=_FILES_AT_A_TIME):
        wrong = {
            file: what
            for file in files
            if file.digest and file.path not in unsure and (what := _fault_of(site / file.path, file.digest))
        }
        if repair and wrong:
            _distrust(list(wrong))
        for file, what in wrong.items():
            yield Finding(what, f"site/{file.path}", repair)
        after, done = files[-1].path, done + len(files)
        hears("reading the site", done, total)


def _fault_of(path: Path, digest: str) -> str:
    """What is wrong with a file, if anything is."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "was lost; the next publish makes it again"
    except OSError as error:
        return f"can't be read ({error.strerror}); the next publish makes it again"
    return "" if found == digest else "was changed by somebody else; the next publish makes it again"


def _distrust(files: Sequence[editions.KnownFile]) -> None:
    # Files that only say where a page went have labels of pages that are there no more.
    everything = owned(file.page for file in files).unknown or any(file.state != "page" for file in files)
    editions.distrust(files, everything=everything)


def _check_strangers(site: Path, *, hears: Hears) -> Iterator[Finding]:
    """Files in the site that no edition made: told, and left where they are."""
    seen = 0
    for folder, below, names in os.walk(site):
        if Path(folder) == site and ".press" in below:
            below.remove(".press")
        below.sort()
        prefix = "" if Path(folder) == site else f"{Path(folder).relative_to(site).as_posix()}/"
        for start in range(0, len(names), _FILES_AT_A_TIME):
            files = [prefix + name for name in sorted(names)[start : start + _FILES_AT_A_TIME]]
            known = editions.known_files(files)
            for file in files:
                if file not in known or known[file].state == "removed":
                    yield Finding(
                        "is not from any edition; look at it, and remove it by hand", f"site/{file}"
                    )
        seen += len(names)
        hears("walking the site", seen, None)
