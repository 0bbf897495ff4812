"""The processes that read copies: the verbs of the command line, started, watched and ended.

Guarantees: the newsroom's process reads no foreign file itself; a process is known to live by a lock that it holds
and that ends with it, however it ends, so that no other process is ever taken for it, also after a restart of the
newsroom; what it told is in files, complete or not there.

Threads of the newsroom were not chosen: a reader that needs much memory, or that a broken file brings down, must
not take the desks of others with it (docs/decisions).
"""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from broadsheet.newsroom.launching import BESIDE

__all__ = [
    "Progress",
    "complaint",
    "end",
    "end_all",
    "is_alive",
    "log_lines",
    "progress",
    "result",
    "start",
    "tidy",
]

_LAST_BYTES = 400_000
_lock = threading.Lock()


class _Child(NamedTuple):
    """A process that this newsroom started, and the folder that it tells into."""

    process: "subprocess.Popen[bytes]"
    folder: Path


_children: dict[int, _Child] = {}


class Progress(NamedTuple):
    """How far a process has come: items of the step it is at, of all steps, and seconds since it began."""

    step: str = ""
    done: int = 0
    seconds: float = 0.0


def start(folder: Path, arguments: Sequence[str]) -> int:
    """Start ``broadsheet`` with these words; returns the process's id. What it tells goes into ``folder``."""
    trial = folder / "trial"
    shutil.rmtree(trial, ignore_errors=True)
    trial.mkdir(mode=0o700)
    for left in ("result.json", "told.log"):
        (folder / left).unlink(missing_ok=True)
    with (
        _private(folder / "lock") as lock,
        _private(folder / "result.json") as out,
        _private(folder / "told.log") as told,
    ):
        # Whoever looks whether it is alive holds the lock for a moment.
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "broadsheet", *arguments],
            stdin=subprocess.DEVNULL, stdout=out, stderr=told, pass_fds=[lock], env=_environment(trial),
            start_new_session=True,
        )  # fmt: skip
    with _lock:
        _children[process.pid] = _Child(process, folder)
    return process.pid


def _environment(trial: Path) -> dict[str, str]:
    """That of a process which is no newsroom, and which tries things out where they are private."""
    ours = ("DJANGO_SETTINGS_MODULE", "BROADSHEET_PAPER", "BROADSHEET_STATIC", BESIDE)
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"TMPDIR": str(trial), "PYTHONUNBUFFERED": "1"}


@contextlib.contextmanager
def _private(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


def is_alive(folder: Path) -> bool:
    """True while the folder's process, or one that it started, lives."""
    with _lock:
        for pid in [pid for pid, child in _children.items() if child.process.poll() is not None]:
            del _children[pid]
    try:
        with _private(folder / "lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False


def end(folder: Path, pid: int) -> None:
    """End the folder's process and those that it started; it returns when they are gone."""
    if pid <= 1 or not is_alive(folder):
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, sign)
            # One that stands still hears of no other signal before this one.
            os.killpg(pid, signal.SIGCONT)
        if _is_over(folder, pid):
            return


def _is_over(folder: Path, pid: int) -> bool:
    with _lock:
        child = _children.get(pid)
    if child is not None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=5)
    waiting = threading.Event()
    for _ in range(50):
        if not is_alive(folder):
            return True
        waiting.wait(0.1)
    return False


def end_all() -> None:
    """End every process that this newsroom started; it returns when they are gone, and each can go on later."""
    with _lock:
        children = dict(_children)
    for pid, child in children.items():
        end(child.folder, pid)


def tidy(folder: Path) -> None:
    """Delete what a process that is over tried things out on: a copy of the whole archive."""
    shutil.rmtree(folder / "trial", ignore_errors=True)


def result(folder: Path) -> dict[str, Any] | None:
    """What the process found, or None where it did not come to its end."""
    try:
        found = json.loads((folder / "result.json").read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def progress(folder: Path) -> Progress:
    """How far the process has come."""
    steps: dict[str, int] = {}
    last = Progress()
    for line in _told(folder):
        if told := _as_progress(line):
            steps[told.step] = told.done
            last = Progress(told.step, sum(steps.values()), told.seconds)
    return last


def _as_progress(line: str) -> Progress | None:
    if not line.startswith('{"step"'):
        return None
    try:
        told = json.loads(line)
        return Progress(str(told["step"]), int(told["done"]), float(told["seconds"]))
    except (ValueError, KeyError, TypeError):
        return None


def log_lines(folder: Path, *, most: int = 40) -> list[str]:
    """What the process said, newest last, without its progress."""
    return [line for line in _told(folder) if line.strip() and _as_progress(line) is None][-most:]


def complaint(folder: Path) -> str:
    """Why the process ended early, in its own sentence; empty where it said nothing."""
    said = [line for line in log_lines(folder) if line.startswith("broadsheet: ")]
    return said[-1].removeprefix("broadsheet: ") if said else ""


def _told(folder: Path) -> list[str]:
    try:
        with (folder / "told.log").open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - _LAST_BYTES))
            return file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return []
