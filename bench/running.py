"""Running a command to its end, with what the operating system says of it and of all its processes."""

import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "bin_path", "count_files", "run", "tell_machine"]

_SAMPLE_EVERY = 0.25


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command: wall seconds, and the peak memory in MB of its largest process and of all together."""

    seconds: float
    peak_mb: float
    together_mb: float
    output: str


def tell_machine() -> str:
    """What measures: processors and Python, of which one that was built without optimisations is a quarter slower."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = [line.partition(":")[2].strip() for line in told if line.startswith("model name")]
    model = models[0] if models else platform.machine()
    python = f"Python {platform.python_version()} ({Path(sys.executable).resolve()})"
    return f"{os.cpu_count()} cores of {model}, {platform.system()}, {python}"


def bin_path(name: str) -> str:
    """A program installed beside this Python."""
    return str(Path(sys.executable).parent / name)


def run(command: Sequence[str], *, folder: Path) -> Run:
    """Run a command in ``folder``; it must succeed.

    What an earlier command left for the system to write is written first: who waits for the disk, as a publish does
    and Hugo does not, would wait for that of others too. Python's modules are compiled as on any machine where the
    command ran before, also where the caller's are not.
    """
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    os.sync()
    began = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=around,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        watch = _MemoryWatch(process.pid)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        together = watch.stop()
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} failed:\n{output}")
    largest = usage.ru_maxrss / 1024
    return Run(seconds, largest, max(largest, together), output)


class _MemoryWatch:
    """Samples the proportional memory of every process of a session: shared pages are counted once."""

    def __init__(self, session: int) -> None:
        self._session = session
        self._peak = 0.0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """The largest sum seen, in MB."""
        self._stopped.set()
        self._thread.join()
        return self._peak

    def _sample(self) -> None:
        while not self._stopped.wait(_SAMPLE_EVERY):
            total = sum(_memory_of(int(name)) for name in self._processes())
            self._peak = max(self._peak, total)

    def _processes(self) -> list[str]:
        return [entry.name for entry in Path("/proc").iterdir() if self._is_ours(entry.name)]

    def _is_ours(self, name: str) -> bool:
        try:
            return name.isdigit() and os.getsid(int(name)) == self._session
        except OSError:
            return False


def _memory_of(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def count_files(folder: Path) -> tuple[int, int]:
    """(files, HTML files) below a folder."""
    files = pages = 0
    for _, _, names in os.walk(folder):
        files += len(names)
        pages += sum(name.endswith(".html") for name in names)
    return files, pages
