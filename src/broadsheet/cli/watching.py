"""A watcher for verbs: real time, a thread that can be stopped, and what is said of each edition."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click

from broadsheet.errors import BroadsheetError
from broadsheet.press import EditionReport
from broadsheet.press.watching import Watcher
from broadsheet.publication import Publication

__all__ = ["watch_until_interrupted", "watching"]


class _RealTime:
    """The machine's monotonic clock; rests end at once when stopped."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def now(self) -> float:
        return time.monotonic()

    def rest(self, seconds: float) -> bool:
        return self._stop.wait(seconds)

    def stop(self) -> None:
        self._stop.set()


def _published(report: EditionReport) -> None:
    click.echo(
        f"{datetime.now().astimezone():%H:%M:%S} edition {report.number}: {report.written} files written, "
        f"{report.removed} removed, in {report.seconds:.2f} s.",
        err=True,
    )
    for problem in report.problems:
        click.echo(f"Please look: {problem}", err=True)


def _failed(error: BroadsheetError) -> None:
    click.echo(f"broadsheet: {error}; trying again soon", err=True)


def watch_until_interrupted(publication: Publication) -> None:
    """Publish after each change, until Ctrl+C."""
    clock = _RealTime()
    click.echo(f"Publishing {publication.folder} after each change (stop with Ctrl+C)", err=True)
    try:
        Watcher(publication.folder, clock, _published, _failed).watch()
    except KeyboardInterrupt:
        click.echo("", err=True)


@contextmanager
def watching(publication: Publication) -> Iterator[None]:
    """Publish after each change in a thread of its own, as long as the block lasts."""
    clock = _RealTime()
    watcher = Watcher(publication.folder, clock, _published, _failed)
    thread = threading.Thread(target=watcher.watch, name="publisher", daemon=True)
    thread.start()
    try:
        yield
    finally:
        clock.stop()
        thread.join()
