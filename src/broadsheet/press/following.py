"""Those who follow the site: other folders that hold the same files, and a command that is told what changed.

Guarantees, whatever fails and whenever: a follower gets every file that it has not got yet, as it is now, in
the order of :mod:`broadsheet.press.missed`; what it could not be given is given by the next publish; one
that is new, or of which it is not known what it has, gets everything. A reader of a followed folder never
gets a torn file; files in it that are not of the site are neither touched nor removed. One follower that
fails stops neither the others nor the edition, which is on the site before any of them hears of it.

What a follower has is one number, that of the last edition it has followed whole. Dying before it is
written down gives the follower the same files again, which changes nothing. For a folder the number lies in the
folder itself, so that a folder that was not mounted, or was put back from a backup, gets what *it* has not. It
counts only together with the time at which that edition began: an archive that was put back counts its
editions again.
"""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import Protocol

from broadsheet.archive import editions
from broadsheet.errors import PublicationError
from broadsheet.press.disk import Disk
from broadsheet.press.missed import Missed, Told, find_missed
from broadsheet.publication import Publication

__all__ = ["Follower", "follow", "followers_of"]

OWN = ".broadsheet"
"""What is ours alone in a followed folder; the shipped host configurations serve nothing that begins with a dot."""

_EVERYTHING = -1
_FILES_AT_A_TIME = 500


class Follower(Protocol):
    """Somebody who follows the site."""

    @property
    def mark(self) -> str:
        """The file that says which edition it has."""
        ...

    def take(self, missed: Missed, *, edition: int, disk: Disk) -> str:
        """Bring it up to the site as it is; the sentence that says what failed, or nothing.

        Raises:
            OSError: the disk failed.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Folder:
    """Another folder that holds the site's files: the root of a web server, a mounted host."""

    site: str
    folder: str

    def __str__(self) -> str:
        return f"carry the site to {self.folder}"

    @property
    def mark(self) -> str:
        return f"{self.folder}/{OWN}/edition"

    def take(self, missed: Missed, *, edition: int, disk: Disk) -> str:  # noqa: ARG002 - as all followers
        if not Path(self.folder).is_dir():
            return f"couldn't {self}: there is no such folder; make or mount it and publish again"
        disk.make_folder(f"{self.folder}/{OWN}")
        for left in Path(f"{self.folder}/{OWN}").iterdir():
            if left.name.isdigit():
                disk.remove(str(left))
        every = iter(missed)
        while some := list(islice(every, _FILES_AT_A_TIME)):
            self._take(some, disk)
        return ""

    def _take(self, some: Sequence[Told], disk: Disk) -> None:
        staged = {told.file: name for told, name in self._stage(some, disk)}
        # Every staged file is whole on the disk before the first is seen. Dying before: the folder is as it was.
        disk.sync(self.folder)
        for _, group in groupby(some, key=lambda told: told.step):
            for told in group:
                if told.gone:
                    self._remove(told.file, disk)
                elif told.file in staged:
                    self._move(staged[told.file], f"{self.folder}/{told.file}", disk)
            # What names these files comes only when they are durable.
            disk.sync(self.folder)

    def _stage(self, some: Sequence[Told], disk: Disk) -> Iterator[tuple[Told, str]]:
        """Copies of those files that the folder has not got, beside their places."""
        for number, told in enumerate(some):
            if told.gone:
                continue
            data = Path(f"{self.site}/{told.file}").read_bytes()
            if not _holds(f"{self.folder}/{told.file}", data):
                name = f"{self.folder}/{OWN}/{number}"
                disk.write(name, data)
                yield told, name

    def _move(self, source: str, target: str, disk: Disk) -> None:
        try:
            disk.move(source, target)
        except FileNotFoundError:
            disk.make_folder(target.rpartition("/")[0])
            disk.move(source, target)

    def _remove(self, file: str, disk: Disk) -> None:
        path = f"{self.folder}/{file}"
        disk.remove(path)
        folder = path.rpartition("/")[0]
        while folder != self.folder and disk.remove_folder(folder):
            folder = folder.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class _Command:
    """A command that is told on its standard input what changed: ``+path`` or ``-path``, a line each."""

    words: tuple[str, ...]
    publication: Publication
    mark: str

    def __str__(self) -> str:
        return f"tell {self.words[0]} what changed"

    def take(self, missed: Missed, *, edition: int, disk: Disk) -> str:  # noqa: ARG002 - as all followers
        # A file and no pipe: whether and how far the command reads is its own affair.
        with TemporaryFile(dir=Path(self.mark).parent) as lines:
            lines.writelines(f"{'-' if each.gone else '+'}{each.file}\n".encode() for each in missed)
            lines.seek(0)
            done = subprocess.run(  # noqa: S603 - words of the operator's own settings, and no shell
                self.words,
                stdin=lines,
                stdout=2,  # standard output is for reports
                env=os.environ
                | {
                    "BROADSHEET_SITE": str(self.publication.site),
                    "BROADSHEET_EDITION": str(edition),
                    "BROADSHEET_PAPER": str(self.publication.folder),
                },
                cwd=self.publication.folder,
                check=False,
            )
        if done.returncode == 0:
            return ""
        how = f"ended with {done.returncode}" if done.returncode > 0 else f"was killed by {-done.returncode}"
        return f"couldn't {self}: it {how}; put that right, and the next publish tells it the same and more"


def followers_of(publication: Publication, place: Path) -> list[Follower]:
    """Those whom the settings name. ``place`` is where publishes of this site keep what is theirs.

    Raises:
        PublicationError: a folder is not fit to be one.
    """
    settings = publication.settings.publish
    followers: list[Follower] = [
        _Folder(str(publication.site), str(_fit(publication, folder))) for folder in settings.to
    ]
    if settings.after:
        name = sha256(json.dumps(settings.after).encode()).hexdigest()[:12]
        followers.append(_Command(settings.after, publication, f"{place}/followed-{name}"))
    return followers


def _fit(publication: Publication, name: str) -> Path:
    """A folder in which no file of the site could take the place of a file of the paper."""
    folder = (publication.folder / name).resolve()
    for own in (publication.folder.resolve(), publication.site.resolve()):
        if not (folder.is_relative_to(own) or own.is_relative_to(folder)):
            continue
        raise PublicationError(
            f"couldn't carry the site to {folder}: it lies in the paper's own folder, or holds it; name another one"
        )
    return folder


def follow(followers: Sequence[Follower], publication: Publication, *, edition: int, disk: Disk) -> list[str]:
    """Bring every follower to the finished ``edition``; sentences for the editor about those who failed.

    Call while no other publish of this site can run.
    """
    problems = []
    for follower in followers:
        try:
            problem = _bring(follower, publication, edition=edition, disk=disk)
        except OSError as error:
            problem = f"couldn't {follower}: {error}; put that right, and the next publish goes on from there"
        if problem:
            problems.append(problem)
    return problems


def _bring(follower: Follower, publication: Publication, *, edition: int, disk: Disk) -> str:
    with find_missed(after=_followed(follower), site=publication.site) as missed:
        if not missed.count:
            return ""
        problem = follower.take(missed, edition=edition, disk=disk)
    if not problem:
        began = editions.began_at(edition)
        mark = {"edition": edition, "began": began.isoformat() if began else ""}
        # What the follower took is durable, or is no affair of this disk. Dying before the move: it gets it again.
        disk.write(f"{follower.mark}-new", json.dumps(mark).encode())
        disk.sync(os.path.dirname(follower.mark))  # noqa: PTH120 - a text, as all paths here
        disk.move(f"{follower.mark}-new", follower.mark)
    return problem


def _followed(follower: Follower) -> int:
    """The last edition that a follower has followed whole, if it is one of this archive."""
    try:
        mark = json.loads(Path(follower.mark).read_bytes())
        number, began = int(mark["edition"]), str(mark["began"])
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return _EVERYTHING
    known = editions.began_at(number)
    return number if known is not None and known.isoformat() == began else _EVERYTHING


def _holds(path: str, data: bytes) -> bool:
    """Whether a file is there already, with these very bytes."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - for every file of a site
            return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False
