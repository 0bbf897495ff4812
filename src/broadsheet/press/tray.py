"""From rendered pages to staged ones: what a worker does with each before the site can have it.

Guarantees: bytes that are on the site already are not staged; where texts are wanted in compressed forms,
each has its siblings beside it, made from the same bytes, or none where it is short.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from broadsheet.archive import editions
from broadsheet.press.disk import Disk
from broadsheet.press.siblings import LEAST, compress, sibling_of, takes_siblings

__all__ = ["IN_PLACE", "Printed", "Sheet", "Tray"]

IN_PLACE = "."
"""Stands for the name of a staged file where a page lies in its place already, on a site that nobody sees yet."""

_TRAY_SHEETS = 128
_TRAY_BYTES = 4_000_000


class Sheet(NamedTuple):
    """A page as rendered: its file below the site's folder, what it shows (``post 12``), its bytes.

    Without bytes, the file that the site has is right and stays.
    """

    file: str
    page: str
    data: bytes | None


class Printed(NamedTuple):
    """A page as staged. ``staged`` is empty when the site has these very bytes already, or :data:`IN_PLACE`."""

    file: str
    page: str
    digest: str
    size: int
    staged: str
    before: editions.KnownFile | None = None
    """What earlier editions left at the file, as far as its worker knew."""
    stray: bool = False
    """Whether there must be no such file: it lies beside a text that has become too short for it."""


@dataclass(slots=True)
class Tray:
    """Where one job lays its pages. ``job`` tells its staged files from those of all other jobs."""

    site: str
    staging: str
    job: int
    disk: Disk
    fresh: bool
    """True when nothing was ever published: there is nothing to compare with."""
    forms: tuple[str, ...] = ()
    """The compressed forms in which every text is laid beside itself."""
    trusts: bool = False
    """Whether these were made as they are made now, so that they are right beside a text that did not change."""
    places: bool = False
    """Whether a page whose place is free is laid there at once, since nobody sees the site yet."""
    _laid: int = 0
    _folder: str = ""

    def lay(self, sheets: Iterable[Sheet]) -> list[Printed]:
        """Stage those pages that differ from what the site has."""
        printed: list[Printed] = []
        batch: list[Sheet] = []
        size = 0
        for sheet in sheets:
            batch.append(sheet)
            size += len(sheet.data or b"")
            if len(batch) == _TRAY_SHEETS or size > _TRAY_BYTES:
                printed += self._lay(batch)
                batch, size = [], 0
        return [*printed, *self._lay(batch)]

    def _lay(self, batch: Sequence[Sheet]) -> Iterator[Printed]:
        known: Mapping[str, editions.KnownFile] = {}
        if batch and not self.fresh:
            known = editions.known_files(
                [name for sheet in batch for name in (sheet.file, *self._siblings_of(sheet).values())]
            )
        # Step after step for all of them, as pages are set: see TOGETHER in broadsheet.press.pages.
        digests = ["" if sheet.data is None else sha256(sheet.data).hexdigest() for sheet in batch]
        for sheet, digest in zip(batch, digests, strict=True):
            printed = self._print(sheet, known.get(sheet.file), digest)
            yield printed
            if self.forms:
                yield from self._print_siblings(sheet, known, same=not printed.staged)

    def _print_siblings(
        self, sheet: Sheet, known: Mapping[str, editions.KnownFile], *, same: bool
    ) -> Iterator[Printed]:
        """The compressed forms of a text; ``same`` says that the site has this very text."""
        for form, file in self._siblings_of(sheet).items():
            before = known.get(file)
            if len(sheet.data or b"") < LEAST:
                if before is not None and before.state != "removed":
                    yield Printed(file, sheet.page, "", 0, "", stray=True)
            elif self.trusts and same and self._has(file, before):
                yield self._print(Sheet(file, sheet.page, None), before, "")
            else:
                data = compress(form, sheet.data or b"")
                yield self._print(Sheet(file, sheet.page, data), before, sha256(data).hexdigest())

    def _siblings_of(self, sheet: Sheet) -> dict[str, str]:
        """By form the files beside a text; none beside what is no text, or stays unseen."""
        forms = self.forms if sheet.data is not None and takes_siblings(sheet.file) else ()
        return {form: sibling_of(sheet.file, form) for form in forms}

    def _has(self, file: str, before: editions.KnownFile | None) -> bool:
        return before is not None and bool(before.digest) and self.disk.has(f"{self.site}/{file}")

    def _print(self, sheet: Sheet, before: editions.KnownFile | None, digest: str) -> Printed:
        if sheet.data is None:
            return Printed(sheet.file, sheet.page, before.digest if before else "", 0, "", before)
        same = before is not None and before.digest == digest and self._has(sheet.file, before)
        staged = "" if same else self._put(sheet.file, sheet.data)
        return Printed(sheet.file, sheet.page, digest, len(sheet.data), staged, before)

    def _put(self, file: str, data: bytes) -> str:
        if self.places:
            path = f"{self.site}/{file}"
            folder = path.rpartition("/")[0]
            try:
                if folder != self._folder:
                    self.disk.make_folder(folder)
                    self._folder = folder
                self.disk.write(path, data, new=True)
            except (FileExistsError, IsADirectoryError, NotADirectoryError):
                # Two pages want one place. Which of them gets it is told where the order of all is known.
                return self._stage(data)
            return IN_PLACE
        return self._stage(data)

    def _stage(self, data: bytes) -> str:
        name = f"{self.job}-{self._laid}"
        self._laid += 1
        self.disk.write(f"{self.staging}/{name}", data)
        return name
