"""Starting a newsroom's process from one that is none. No Django here: the caller has settings of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from broadsheet.newsroom.keeping import newsroom_folder
from broadsheet.publication import Publication

__all__ = ["BESIDE", "SETTINGS", "environment", "is_newsroom", "newsroom_process", "run_in_newsroom"]

SETTINGS = "broadsheet.newsroom.settings"
_DJANGO = "DJANGO_SETTINGS_MODULE"
BESIDE = "BROADSHEET_BESIDE"
"""Names the process that a newsroom runs beside: without it, it ends too."""


def is_newsroom() -> bool:
    """True in a process whose Django has the newsroom's settings, or will have them once it is asked for."""
    return os.environ.get(_DJANGO) == SETTINGS


def environment(publication: Publication) -> dict[str, str]:
    """The environment of a newsroom's process."""
    return {
        **os.environ,
        _DJANGO: SETTINGS,
        "BROADSHEET_PAPER": str(publication.folder),
        "BROADSHEET_STATIC": str(newsroom_folder(publication.folder) / "static"),
    }


def run_in_newsroom(publication: Publication, arguments: Sequence[str]) -> NoReturn:
    """Run a verb in a newsroom's process, which takes the place of this one: who ends this one ends that one."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(  # noqa: S606 - our own command with the caller's own words
        sys.executable, [sys.executable, "-m", "broadsheet", *arguments], environment(publication)
    )


@contextmanager
def newsroom_process(
    publication: Publication, *, host: str, port: int
) -> Iterator["subprocess.Popen[bytes]"]:
    """A newsroom beside this process; it ends with the block."""
    arguments = ["newsroom", "--paper", str(publication.folder), "--host", host, "--port", str(port)]
    env = {**environment(publication), BESIDE: str(os.getpid())}
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "broadsheet", *arguments], env=env
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
