"""A checkup in the background: what ``broadsheet doctor`` knows, asked for with a button, its last answer kept.

Guarantees: the newsroom goes on meanwhile (the checkup is a process of its own, of low priority, that looks and
changes nothing); one at a time; the answer is replaced whole; one that was killed with the newsroom leaves the answer
before it. No publish runs meanwhile: the press waits for its end, as it does when the command line looks.
"""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from broadsheet.newsroom.keeping import newsroom_folder
from broadsheet.newsroom.launching import BESIDE

__all__ = ["Checkup", "begin_checkup", "is_running", "last_checkup"]

_MOST = 200
_FILE = "checkup.json"
_OURS = ("DJANGO_SETTINGS_MODULE", "BROADSHEET_PAPER", "BROADSHEET_STATIC", BESIDE)


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a checkup found: sentences, at most two hundred, and how many there were; or why it could not look."""

    at: datetime
    seconds: float
    count: int
    findings: list[str] = field(default_factory=list)
    failure: str = ""


class _Under:
    """The one that is under way in this process."""

    lock = threading.Lock()
    thread: threading.Thread | None = None


def is_running() -> bool:
    """Whether a checkup is under way."""
    return _Under.thread is not None and _Under.thread.is_alive()


def begin_checkup(folder: Path) -> threading.Thread:
    """Begin one, unless it is under way; returns the thread that waits for it."""
    with _Under.lock:
        if _Under.thread is None or not _Under.thread.is_alive():
            _Under.thread = threading.Thread(target=_look, args=(folder,), name="checkup", daemon=True)
            _Under.thread.start()
        return _Under.thread


def last_checkup(folder: Path) -> Checkup | None:
    """The last answer; None before the first."""
    try:
        told = json.loads((folder / ".newsroom" / _FILE).read_text(encoding="utf-8"))
        return Checkup(**{**told, "at": datetime.fromisoformat(told["at"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _look(folder: Path) -> None:
    at, began = timezone.now(), time.monotonic()
    # With settings of its own, as from a terminal: it needs nothing of the newsroom.
    env = {name: value for name, value in os.environ.items() if name not in _OURS}
    command = [sys.executable, "-m", "broadsheet", "doctor", "--dry-run", "--json", "--paper", str(folder)]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        # The newsroom and the press come first.
        os.setpriority(os.PRIO_PROCESS, process.pid, 10)
        told, complaints = process.communicate()
    seconds = round(time.monotonic() - began, 1)
    try:
        found = json.loads(told)["findings"]
        findings = [f"{each['where']} {each['what']}." for each in found]
        result = Checkup(at, seconds, len(findings), findings[:_MOST])
    except (ValueError, KeyError, TypeError):
        lines = [line for line in complaints.splitlines() if line.strip()]
        result = Checkup(
            at, seconds, 0, failure=(lines[-1] if lines else f"it ended with {process.returncode}")[:1000]
        )
    _keep(folder, result)


def _keep(folder: Path, result: Checkup) -> None:
    path = newsroom_folder(folder) / _FILE
    beside = path.with_suffix(".new")
    beside.write_text(
        json.dumps({**asdict(result), "at": result.at.isoformat()}, ensure_ascii=False), encoding="utf-8"
    )
    beside.replace(path)
