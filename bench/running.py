"""Running a command to its end, with what the operating system says of it."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "bin_path", "count_files", "run"]


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command: wall seconds, and the peak memory of its largest process in MB."""

    seconds: float
    peak_mb: float
    output: str


def bin_path(name: str) -> str:
    """A program installed beside this Python."""
    return str(Path(sys.executable).parent / name)


def run(command: Sequence[str], *, folder: Path) -> Run:
    """Run a command in ``folder``; it must succeed."""
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} failed:\n{output}")
    return Run(time.perf_counter() - began, usage.ru_maxrss / 1024, output)


def count_files(folder: Path) -> tuple[int, int]:
    """(files, HTML files) below a folder."""
    files = pages = 0
    for _, _, names in os.walk(folder):
        files += len(names)
        pages += sum(name.endswith(".html") for name in names)
    return files, pages
