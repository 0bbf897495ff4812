"""Disks that fail, processes that die, and one check that re-reads the whole site after each."""

import errno
import os
import re
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from broadsheet.archive import database
from broadsheet.press import Disk
from broadsheet.publication import Publication
from tests.archives import copy_archive

from .reading import tree

__all__ = ["ERRORS", "Counting", "Deadly", "FaultyDisk", "Stage", "copy_paper"]

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
_HOST = "https://paper.example/"
_ADDRESS = re.compile(rb'(?:<loc>|href=")(https://paper\.example/[^<"]*)')


class Counting(Disk):
    """A disk that is asked before each operation, with its number, whether it goes well."""

    def __init__(self) -> None:
        self.done = 0

    def _before(self, name: str, *paths: str) -> Callable[[], None]:
        """Called before an operation; what it answers is called after it."""
        self.done += 1
        return lambda: None

    def write(self, path: str, data: bytes, *, new: bool = False) -> None:
        after = self._before("write", path)
        super().write(path, data, new=new)
        after()

    def make_folder(self, path: str) -> None:
        after = self._before("make_folder", path)
        super().make_folder(path)
        after()

    def move(self, source: str, target: str) -> None:
        after = self._before("move", source, target)
        super().move(source, target)
        after()

    def remove(self, path: str) -> None:
        after = self._before("remove", path)
        super().remove(path)
        after()

    def remove_folder(self, path: str) -> bool:
        after = self._before("remove_folder", path)
        gone = super().remove_folder(path)
        after()
        return gone

    def sync(self, folder: str) -> None:
        # Nothing here survives or dies with a power cut, so that waiting for the disk would test nothing.
        self._before("sync", folder)()


class FaultyDisk(Counting):
    """Fails at operation ``at`` and all later ones, before doing it or, with ``persists``, after."""

    def __init__(self, at: int, *, error: int = errno.ENOSPC, persists: bool = False) -> None:
        super().__init__()
        self.at, self.error, self.persists = at, error, persists

    def _fail(self) -> None:
        raise OSError(self.error, os.strerror(self.error))

    def _before(self, name: str, *paths: str) -> Callable[[], None]:
        super()._before(name, *paths)
        if self.done <= self.at:
            return lambda: None
        if self.persists:
            return self._fail
        if name == "write":
            # What was not durable yet is torn.
            Disk.write(self, paths[0], b"<!doctype html><p>torn")
        self._fail()
        return lambda: None


class Deadly(Counting):
    """Kills its process, but none of the workers', at operation ``at``."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at, self.process = at, os.getpid()

    def _before(self, name: str, *paths: str) -> Callable[[], None]:
        super()._before(name, *paths)
        if self.done > self.at and os.getpid() == self.process:
            os.kill(self.process, signal.SIGKILL)
        return lambda: None


def copy_paper(paper: Publication, folder: Path) -> Publication:
    """A copy of a paper whose archive is open; the copy's is open afterwards."""
    database.close_archive()
    shutil.rmtree(folder, ignore_errors=True)
    copy = copy_archive(paper, shutil.copytree(paper.folder, folder))
    database.open_archive(copy)
    return copy


@dataclass(slots=True)
class Stage:
    """What a site was before a publish and is to be after it; :meth:`verify` reads the whole of it."""

    before: dict[str, bytes]
    after: dict[str, bytes]
    _named: dict[tuple[str, bytes], set[str]] = field(default_factory=dict)

    def verify(self, site: Path) -> None:
        """Nothing is torn, nothing outside the plan touched, no page that readers come to names one that is missing.

        Readers come to pages that were there before, and to those that these lead to.
        """
        now = tree(site)
        for file, data in now.items():
            assert data in (self.before.get(file), self.after.get(file)), (
                f"{file} is neither the old nor the new one"
            )
        kept = {file for file in self.before if file in self.after}
        assert kept <= set(now), "a page was lost on the way"
        site_files = set(self.before) | set(self.after)
        reached = {file for file in now if file in self.before}
        waiting = list(reached)
        while waiting:
            file = waiting.pop()
            named = self._names(file, now[file]) & site_files
            assert named <= set(now), f"{file} names {named - set(now)}, which are not there"
            waiting += named - reached
            reached |= named

    def _names(self, file: str, data: bytes) -> set[str]:
        key = (file, data)
        if key not in self._named:
            self._named[key] = set(map(_file, _addresses(file, data)))
        return self._named[key]


def _addresses(file: str, data: bytes) -> list[str]:
    if file.endswith(".html"):
        base = _HOST + file.removesuffix("index.html")
        page: Any = html.fromstring(data.decode())
        found = [str(address) for address in page.xpath("//@href | //@src")]
        found += [part.split()[0] for each in page.xpath("//@srcset") for part in str(each).split(",")]
        return [urljoin(base, address) for address in found]
    return [address.decode() for address in _ADDRESS.findall(data)] if file.endswith(".xml") else []


def _file(address: str) -> str:
    parts = urlsplit(address)
    path = unquote(parts.path).lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path
