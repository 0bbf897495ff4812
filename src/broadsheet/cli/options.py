"""Options that several verbs take, and how verbs show their progress."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from broadsheet.errors import PublicationError, UsageError
from broadsheet.publication import SETTINGS_FILE, Publication, find_publication

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = ["HOST", "JSON", "PAPER", "PATH", "PORT", "Steps", "open_paper", "print_json", "showing_steps"]

PATH = click.Path(path_type=Path)
PORT = partial(click.option, type=click.IntRange(0, 65535), metavar="NUMBER", show_default=True)
PAPER = click.option(
    "--paper", type=PATH, metavar="DIR", help="The publication's folder.  [default: this folder or one above]"
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
HOST = click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; by default this machine alone.",
)


def open_paper(folder: Path | None) -> Publication:
    """The publication in ``folder``, or the one that the current folder belongs to.

    Raises:
        UsageError: there is none.
        PublicationError: there is one, and its settings are not usable.
    """
    try:
        return Publication.open(folder) if folder is not None else find_publication(Path.cwd())
    except PublicationError as error:
        places = [folder] if folder is not None else [Path.cwd(), *Path.cwd().parents]
        if any((place / SETTINGS_FILE).exists() for place in places):
            raise
        raise UsageError(str(error)) from error


def print_json(result: dict[str, Any]) -> None:
    """Print a result as one JSON object on standard output."""
    click.echo(json.dumps(result, ensure_ascii=False, indent=1))


class Steps(Protocol):
    """Hears how far long work has come: its name, how much is done, and of how much if that is known."""

    def __call__(self, what: str, done: int, total: int | None = None) -> None:
        """Hear that so much of it is done now; may be called for every piece."""
        ...


@contextmanager
def _taken_down(bars: "Progress") -> Iterator[None]:
    """Take the bars away at the end, however it comes."""
    try:
        yield
    finally:
        bars.stop()


@contextmanager
def showing_steps(*, as_json: bool = False) -> Iterator[Steps]:
    """Progress on standard error: a bar with rate and time left on a terminal, plain lines elsewhere.

    ``as_json``, off a terminal, tells it to a program, an object a line: ``step``, ``done``, ``total`` (or null) and
    ``seconds`` since the start.
    """
    if as_json and not sys.stderr.isatty():
        yield _json_lines()
        return
    if not sys.stderr.isatty():
        yield _plain_lines()
        return
    bars = _bars()
    with _taken_down(bars):
        known: dict[str, tuple[Any, float]] = {}

        def show(what: str, done: int, total: int | None = None) -> None:
            if what not in known:
                # Not before: a process that draws cannot be divided into one that reads and one that stores.
                bars.start()
                known[what] = (bars.add_task(what, total=total, rate=""), time.monotonic())
            task, since = known[what]
            elapsed = time.monotonic() - since
            rate = f"{done / elapsed:,.0f}/s" if elapsed > 1 else ""
            bars.update(task, completed=done, total=total, rate=rate)

        yield show


def _bars() -> "Progress":
    # Loaded where somebody is there to see them.
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _json_lines(every: float = 0.5) -> Steps:
    began = time.monotonic()
    last = began - every

    def show(what: str, done: int, total: int | None = None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= every:
            last = now
            line = {"step": what, "done": done, "total": total, "seconds": round(now - began, 1)}
            click.echo(json.dumps(line, ensure_ascii=False), err=True)

    return show


def _plain_lines(every: float = 5.0) -> Steps:
    began = time.monotonic()
    last = began

    def show(what: str, done: int, total: int | None = None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < every:
            return
        last = now
        rate = done / (now - began)
        of = f" of {total}" if total else ""
        left = f", about {(total - done) / rate:.0f} s left" if total and rate else ""
        click.echo(f"{what}: {done}{of}, {rate:.0f}/s{left}", err=True)

    return show
