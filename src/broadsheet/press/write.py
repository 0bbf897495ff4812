"""How pages get onto the site: whole, in an order in which no page names one that is missing.

Guarantees, whatever fails and whenever (power, space, the process, the disk itself):

- a reader never gets a torn file, and never a listing, feed or sitemap that names a page
  which is not there yet;
- no two pages are written to one file: the second is refused and both are named;
- the next publish knows every file that an interrupted one may have touched, and trusts
  none of their digests;
- bytes that are already on the site are not written again.

Pages are staged beside the site, on its file system, made durable many at once, and then
moved into place. Writing straight into the site could tear a page; a sync for each file would
make a full build several times slower (see :mod:`broadsheet.press.disk`).
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from broadsheet.archive import editions
from broadsheet.errors import PublishError
from broadsheet.press.disk import Disk
from broadsheet.press.siblings import is_sibling, text_of
from broadsheet.press.tray import IN_PLACE, Printed, Sheet, Tray

__all__ = [
    "CHANGED_FILES", "Commit", "Printed", "Sheet", "Tray", "clear", "intended", "recover", "staging_of",
]  # fmt: skip

MOST = 2500
"""So many files wait before they are moved into place and recorded."""
MOST_APART = 10_000
"""Where nobody sees the site: hardly anything is staged then, and each sync is a wait for the disk."""
MOST_PICTURES = 50
"""These take the time of hundreds of pages each; so much is lost at most to a publish that dies."""
CHANGED_FILES = "changed-files"
"""The list of what an edition wrote (``+path``) and removed (``-path``), in order."""


@dataclass(slots=True)
class Commit:
    """The pages of one edition on their way from the staging folder to the site.

    Pages are added phase by phase; a page may only name pages of its own or an earlier phase.
    All methods raise OSError where the disk fails.
    """

    site: str
    staging: str
    edition: int
    disk: Disk
    stands: Callable[[editions.KnownFile], bool] = lambda _: False
    """Whether a file that this edition did not make keeps its place."""
    apart: bool = False
    """Whether nobody sees the site yet (:mod:`broadsheet.press.debut`): pages may lie in their places already, and
    need not be durable, nor come in any order, before the site appears."""
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    revived: int = 0
    size: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    fresh: Counter[str] = field(default_factory=Counter)
    """How many files were written, by phase."""
    sitemaps: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    """Files beside texts that became too short for them; for the end of the edition to remove."""
    _waiting: list[tuple[str, editions.State, Printed]] = field(default_factory=list)
    _claimed: dict[str, str] = field(default_factory=dict)
    _contested: dict[str, str] = field(default_factory=dict)
    """Pages that found their places taken, by file, on a site that is laid apart."""
    _intents: int = 0
    _folder: str = ""

    def add(
        self,
        phase: str,
        printed: Sequence[Printed],
        *,
        yields: bool = False,
        state: editions.State = "page",
    ) -> None:
        """Take pages in. With ``yields``, a page whose file another page of the site has gives way.

        Raises:
            PublishError: two pages want one file.
        """
        if not yields:
            printed = self._take_in_place(phase, state, printed)
        texts = [each for each in printed if not is_sibling(each.file)]
        # A page that gives way also does so where another's file stands in the way of its folder.
        above = {each.file: _folders_of(each.file) if yields else [] for each in texts}
        known = self._known(texts, above)
        gave_way: set[str] = set()
        for each in printed:
            if is_sibling(each.file):
                # What lies beside a text goes where the text goes: beside another page's it would be served as that.
                self._add_sibling(phase, state, each, gave_way)
                continue
            owner = self._owner(each, above[each.file], known)
            if not owner:
                if self.apart and not yields and each.staged not in ("", IN_PLACE):
                    self._contested[each.file] = each.page
                self._claim(phase, state, each)
                continue
            self._drop(each)
            gave_way.add(each.file)
            if not yields:
                raise PublishError(
                    f"couldn't publish '{each.page}': its file {each.file} is already that of '{owner}'; "
                    "give one of the two another address"
                )
        if len(self._waiting) >= self._most(phase):
            self.flush()

    def _take_in_place(self, phase: str, state: editions.State, printed: Sequence[Printed]) -> list[Printed]:
        """Take in the texts that lie in their places already and that no other page wanted; the rest is answered."""
        rest: list[Printed] = []
        for each in printed:
            if each.staged == IN_PLACE and each.file not in self._contested and not is_sibling(each.file):
                self._claim(phase, state, each)
            else:
                rest.append(each)
        return rest

    def _most(self, phase: str) -> int:
        """How many files wait before they are moved into place and recorded."""
        if phase == "pictures":
            return MOST_PICTURES
        return MOST_APART if self.apart else MOST

    def _known(
        self, texts: Sequence[Printed], above: Mapping[str, Sequence[str]]
    ) -> dict[str, editions.KnownFile]:
        """What earlier editions, or this one, left at the pages' files and in the way of their folders."""
        known = {each.file: each.before for each in texts if each.before is not None}
        asked: list[str] = []
        for each in texts:
            if each.staged != IN_PLACE:
                # Until something was moved into place, nothing is known that the page's worker did not know.
                asked += [each.file] if self._intents or self.apart else []
                asked += above[each.file]
        return known | editions.known_files(asked)

    def _claim(self, phase: str, state: editions.State, each: Printed) -> None:
        self._claimed[each.file] = each.page
        self._waiting.append((phase, state, each))
        if phase == "sitemaps":
            self.sitemaps.append(each.file)

    def _add_sibling(
        self, phase: str, state: editions.State, each: Printed, gave_way: Collection[str]
    ) -> None:
        if text_of(each.file) in gave_way:
            self._drop(each)
        elif each.stray:
            self.strays.append(each.file)
        else:
            self._waiting.append((phase, state, each))

    def _owner(self, each: Printed, above: Sequence[str], known: Mapping[str, editions.KnownFile]) -> str:
        """Whose page a page's file is in this edition, or one in the way of its folder, if not the page's own."""
        if each.staged == IN_PLACE:
            return self._contested.get(each.file, "")
        owners = (self._owner_of(file, known, each.page) for file in (each.file, *above))
        return next(filter(None, owners), "")

    def _owner_of(self, file: str, known: Mapping[str, editions.KnownFile], page: str) -> str:
        """Whose page a file is in this edition, if not that of ``page`` as an earlier edition left it."""
        if file in self._claimed:
            return self._claimed[file]
        before = known.get(file)
        if before is None:
            return ""
        kept = before.page != page and self.stands(before)
        return before.page if kept or before.edition == self.edition else ""

    def flush(self) -> None:
        """Move everything added so far into place."""
        waiting = [(phase, each) for phase, _, each in self._waiting if each.staged not in ("", IN_PLACE)]
        if self.apart:
            self._put_in_place([each for _, each in waiting])
            self._record()
            return
        # 1. Write down which files are about to change. Dying before 3: the site is as it was, the staged
        #    files are dropped by the next publish.
        self._intend([each.file for _, each in waiting])
        # 2. One sync: the list and every staged page survive a power cut from here on, and so does what
        #    the last flush recorded in the archive.
        if waiting:
            self.disk.sync(self.staging)
        # 3. Move what is new on the site, then what replaces something, each phase after phase. Dying among
        #    these: each file is the old or the new one, whole; new pages may be there already, which nobody
        #    sees, as no page that was there before names them; the list of 1 makes the next publish distrust
        #    every digest that may be out of date.
        fresh, replacing = self._new_first(waiting)
        for _, group in groupby(fresh, key=lambda pair: pair[0]):
            # A later phase starts only when what it names is durable.
            self._move_all(group)
        # Whatever these name is durable now, and each of their files is a page of the site all the time.
        self._move_all(replacing)
        # 4. Record what is now certain. Dying before: the next publish writes these pages once more. The
        #    list of 1 stays until the edition is finished, since this record may not be durable yet.
        self._record()

    def _put_in_place(self, staged: Sequence[Printed]) -> None:
        """On a site that nobody sees, where what outlives a death must be durable before it is recorded: pictures.

        The rest is written out while the next pages are rendered, so that the site has little to wait for at its end.
        """
        for each in staged:
            self._move(each)
        self.disk.sync(self.staging)

    def _new_first(
        self, waiting: Sequence[tuple[str, Printed]]
    ) -> tuple[list[tuple[str, Printed]], list[tuple[str, Printed]]]:
        """Pages that were none, and those that replace one: a post names the newer one beside it, and its new tags."""
        fresh, replacing = list[tuple[str, Printed]](), list[tuple[str, Printed]]()
        for phase, each in waiting:
            was_page = each.before is None or each.before.state == "page"
            there = was_page and self.disk.has(f"{self.site}/{each.file}")
            (replacing if there else fresh).append((phase, each))
        return fresh, replacing

    def _move_all(self, pages: Iterable[tuple[str, Printed]]) -> None:
        """Move pages into place, in order, and make that durable."""
        moved = False
        for _, each in pages:
            self._move(each)
            moved = True
        if moved:
            self.disk.sync(self.staging)

    def remove(self, files: Sequence[str]) -> None:
        """Take files off the site that no page needs any more. Call after all flushes."""
        self._intend(files)
        self.disk.sync(self.staging)
        self._folder = ""
        for file in files:
            path = f"{self.site}/{file}"
            if self.disk.has(path):
                self.disk.remove(path)
                self.removed += 1
            folder = _folder(path)
            while folder.startswith(f"{self.site}/") and self.disk.remove_folder(folder):
                folder = _folder(folder)
        self.disk.sync(self.staging)
        editions.record_removed(files, edition=self.edition)
        self._tell("-", files)

    def _intend(self, files: Sequence[str]) -> None:
        if files:
            listed = json.dumps(list(files)).encode()
            self.disk.write(f"{self.staging}/intent-{self._intents}", listed)
            self._intents += 1

    def _move(self, printed: Printed) -> None:
        source, target = f"{self.staging}/{printed.staged}", f"{self.site}/{printed.file}"
        folder = _folder(target)
        try:
            # A folder that this edition put a file into a moment ago need not be asked for.
            if folder != self._folder:
                self.disk.make_folder(folder)
            self.disk.move(source, target)
            self._folder = folder
        except (FileExistsError, IsADirectoryError, NotADirectoryError) as error:
            raise PublishError(
                f"couldn't publish '{printed.page}': a file and a folder would both have to be at {printed.file} "
                f"({error.strerror}); give the page another address"
            ) from error

    def _record(self) -> None:
        for written in (True, False):
            files = [
                (each.file, each.digest, each.page, state)
                for _, state, each in self._waiting
                if bool(each.staged) == written
            ]
            if files:
                editions.record_files(files, edition=self.edition, written=written)
        self._tell("+", [each.file for _, _, each in self._waiting if each.staged])
        for phase, _, each in self._waiting:
            self.kinds[phase] += 1
            self.revived += each.before is not None and each.before.state != "page"
            if each.staged:
                self.written += 1
                self.fresh[phase] += 1
                self.size += each.size
            else:
                self.unchanged += 1
        self._waiting.clear()
        self._claimed.clear()

    def _tell(self, sign: str, files: Sequence[str]) -> None:
        """Write down what changed, in the order in which it did, for those who carry the site on."""
        if files:
            with Path(f"{self.staging}/{CHANGED_FILES}").open("a", encoding="utf-8") as told:
                told.writelines(f"{sign}{file}\n" for file in files)

    def _drop(self, printed: Printed) -> None:
        if printed.staged not in ("", IN_PLACE):
            self.disk.remove(f"{self.staging}/{printed.staged}")


def _folders_of(file: str) -> list[str]:
    """The folders that a file lies in, below the site's own."""
    parts = file.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def staging_of(folder: Path, site: Path) -> Path:
    """Where editions stage their pages, each in a folder of its own.

    That is beside the site, or inside it where nothing beside it is on its file system.
    """
    for place in (folder, site):
        if place.stat().st_dev == site.stat().st_dev:
            return place / ".press"
    return site / ".press"


def recover(place: Path, *, disk: Disk, sparing: str = "") -> None:
    """Clear what an interrupted publish left: distrust the files it may have touched, drop what it staged.

    A file of which nothing is known but that it may have been touched belongs to nobody until its page is made.
    """
    disk.make_folder(str(place))
    suspected = False
    for edition, files in intended(place):
        editions.suspect(files, edition=edition)
        suspected = True
    if suspected:
        # The distrust must be durable before its reason is gone.
        disk.sync(str(place))
    clear(place, disk=disk, sparing=sparing)


def clear(place: Path, *, disk: Disk, sparing: str = "") -> None:
    """Drop everything that editions staged, but for one folder. Call when nothing of it matters any more."""
    for folder in place.iterdir():
        if folder.is_dir() and folder.name != sparing:
            for file in folder.iterdir():
                if file.is_dir():
                    disk.remove_tree(str(file))
                else:
                    disk.remove(str(file))
            # A worker that outlived its publish for a moment may have put one more file in; the next clears it.
            disk.remove_folder(str(folder))


def intended(place: Path) -> Iterator[tuple[int, list[str]]]:
    """The files that an interrupted publish may have touched, list by list, each with the edition's number.

    A list that was torn names nothing: its edition died before it moved a page.
    """
    for intent in sorted(place.glob("*/intent-*")):
        try:
            listed = json.loads(intent.read_bytes())
        except ValueError:
            continue
        yield int(intent.parent.name), [str(file) for file in listed]
