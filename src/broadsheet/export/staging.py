"""Where an export is written until it is whole.

Guarantees: under the final name there is nothing, or all of it; an export that was killed leaves only a hidden
folder ``.NAME.unfinished`` beside it, which the next export to that name clears; two exports to one name do not
mix, since the second is refused; what is written can be read by its owner alone until :meth:`Staging.finish`.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from broadsheet.errors import UsageError

__all__ = ["Staging", "check_target", "staging"]


class Staging:
    """The folder that an export is written into. Names are below it, with ``/``."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is there and empty."""
        self.folder = folder

    def path(self, name: str) -> Path:
        """The path of a file, its folders made."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def open(self, name: str) -> IO[bytes]:
        """A new file to write into; the caller closes it."""
        handle = os.open(self.path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        return os.fdopen(handle, "wb")

    def write(self, name: str, text: str) -> None:
        """Write a file at once, which fits into memory."""
        with self.open(name) as file:
            file.write(text.encode("utf-8", "replace"))

    def copy(self, source: Path, name: str) -> bool:
        """Copy a file; false if it is not there. One that was copied already stays."""
        path = self.path(name)
        if path.exists():
            return True
        try:
            with source.open("rb") as read, self.open(name) as written:
                shutil.copyfileobj(read, written, 1 << 20)
        except FileNotFoundError:
            path.unlink(missing_ok=True)
            return False
        return True

    def finish(self, moves: Sequence[tuple[Path, Path]], *, private: bool) -> None:
        """Make all durable and move it into place, in this order; ``private`` keeps it for its owner alone."""
        folder_mode, file_mode = (0o700, 0o600) if private else (0o755, 0o644)
        for path in (self.folder, *self.folder.rglob("*")):
            path.chmod(folder_mode if path.is_dir() else file_mode)
        os.sync()
        for source, target in moves:
            # An empty folder may be in the way; anything else is refused by the system.
            if target.is_dir() and not source.is_dir():
                target.rmdir()
            source.replace(target)
        _sync_folder(moves[-1][1].parent)


def check_target(target: Path) -> None:
    """Refuse a target where something is already, or whose folder is not there."""
    if not target.parent.is_dir():
        raise UsageError(f"couldn't export to {target}: there is no folder {target.parent}; make it first")
    if target.is_dir():
        if any(target.iterdir()):
            raise UsageError(
                f"couldn't export to {target}: the folder is not empty; name one that is not there yet"
            )
    elif target.exists() or target.is_symlink():
        raise UsageError(f"couldn't export to {target}: there is something already; name another place")


@contextmanager
def staging(target: Path) -> Iterator[Staging]:
    """An empty folder beside ``target`` that nobody else writes to; it is gone when the block ends."""
    folder = target.parent / f".{target.name}.unfinished"
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                f"couldn't export to {target}: another export to it is under way; wait for it or name another place"
            ) from None
        _clear(folder)
        try:
            yield Staging(folder)
        finally:
            if folder.exists():
                shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)


def _clear(folder: Path) -> None:
    for each in folder.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
