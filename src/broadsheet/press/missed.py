"""What editions wrote and removed since one of them, in the order in which it is safe to carry on.

Guarantees: each file is told once, as it is now, however many editions touched it; no file is told before
what it names; removals come last. What is held in memory does not grow with the number of files: they
are sorted in files of their own.

The archive knows of each file the last edition that wrote or removed it, so that a follower needs to remember
one number. A list for each follower, to which editions add, would have to be kept whole through every
crash, and would tell of files that were removed again since.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple

from broadsheet.archive import editions
from broadsheet.archive.editions import KnownFile

__all__ = ["Missed", "Told", "find_missed"]

_ROWS = 1000
_HELD = 64 * 1024
_ORDER = (
    re.compile(r"picture |asset$"),
    re.compile(r"(?:post|page) |not found$|gone$"),
    re.compile(r"(?:front|tag|author) \d+ \d+$"),
    re.compile(r"(?:front|tag|author) \d+$|tags$"),
    re.compile(r"(?:front|tag|author) \d+ feed$"),
    re.compile(r"sitemap (?!index$)"),
)
"""Whose page a file is, in the order in which an edition makes them; what comes after follows from its state."""
_OLD, _FOR_HOSTS, _REMOVED = range(len(_ORDER), len(_ORDER) + 3)
_LAST_PAGES = frozenset(("sitemap index", "robots", "for hosts"))


class Told(NamedTuple):
    """A file, the step of the order in which it comes, and whether it is gone."""

    step: int
    file: str
    gone: bool


class Missed:
    """Files in safe order, which may be walked again and again."""

    def __init__(self, steps: list[IO[bytes]]) -> None:
        self._steps = steps
        self.count = 0

    def add(self, step: int, file: str) -> None:
        """Take a file in."""
        self._steps[step].write(f"{file}\n".encode())
        self.count += 1

    def __iter__(self) -> Iterator[Told]:
        """All of them, in order."""
        for step, files in enumerate(self._steps):
            files.seek(0)
            for line in files:
                yield Told(step, line[:-1].decode(), step == _REMOVED)


@contextmanager
def find_missed(*, after: int, site: Path) -> Iterator[Missed]:
    """What editions above ``after`` wrote to the site and removed from it; below zero: all that there is and was."""
    with ExitStack() as stack:
        missed = Missed([
            stack.enter_context(SpooledTemporaryFile(max_size=_HELD))
            for _ in range(_REMOVED + 1)
        ])  # fmt: skip
        place = (0, 0)
        while found := editions.files_written(after=after, place=place, limit=_ROWS):
            place = found[-1][0]
            for _, file in found:
                missed.add(_step(file, site), file.path)
        yield missed


def _step(file: KnownFile, site: Path) -> int:
    # Of a file without digest it is not known whether an interrupted edition came to write it.
    if file.state == "removed" or not (file.digest or (site / file.path).is_file()):
        return _REMOVED
    if file.state == "withdrawn":
        return _OLD
    if file.page in _LAST_PAGES:
        return _FOR_HOSTS
    return next((step for step, kind in enumerate(_ORDER) if kind.match(file.page)), _OLD)
