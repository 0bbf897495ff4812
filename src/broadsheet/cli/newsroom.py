"""``broadsheet newsroom``: the newsroom alone, for those who serve the site's files elsewhere."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import click

from broadsheet.cli.options import HOST, PAPER, PORT, open_paper
from broadsheet.newsroom.launching import BESIDE, is_newsroom, run_in_newsroom
from broadsheet.publication import Publication

__all__ = ["newsroom"]


@click.command
@PAPER
@PORT("--port", default=8001, help="The port; 0 takes a free one.")
@HOST
@click.option("--schedule", is_flag=True, help="Publish what is due, and end; for a timer of your own.")
def newsroom(*, paper: Path | None, port: int, host: str, schedule: bool) -> None:
    """Run the newsroom alone: write, review, schedule. The site's files are written by 'serve' or 'publish'.

    Example: broadsheet newsroom --paper my-paper --port 8001
    """
    publication = open_paper(paper)
    if not is_newsroom():
        run_in_newsroom(publication, sys.argv[1:])
    from broadsheet.newsroom import paper as newsroom_paper

    newsroom_paper.open_newsroom(publication.folder)
    if schedule:
        _publish_due()
    else:
        _run(publication, host=host, port=port)


def _publish_due() -> None:
    from broadsheet.newsroom import scheduling

    failed = scheduling.publish_due()
    for complaint in failed:
        click.echo(f"broadsheet: {complaint}", err=True)
    late = scheduling.find_late()
    for story in late:
        click.echo(f"Late by more than five minutes: {story}", err=True)
    if failed or late:
        raise click.exceptions.Exit(1)


def _end_when_alone(ended: threading.Event) -> None:
    """A newsroom that 'serve' started ends when that process was killed and could not end it."""
    beside = os.environ.get(BESIDE, "")
    while beside and str(os.getppid()) == beside:
        time.sleep(2)
    if beside:
        ended.set()


def _run(publication: Publication, *, host: str, port: int) -> None:
    from broadsheet.newsroom import members
    from broadsheet.newsroom.serving import NewsroomServer

    server = NewsroomServer(
        host=host, port=port, tell=lambda text: click.echo(f"broadsheet: {text}", err=True)
    )
    click.echo(f"Newsroom: {server.address}")
    address = publication.settings.newsroom.url or server.address.removesuffix("newsroom/")
    link = members.first_link(address=address)
    if link:
        click.echo(f"Nobody can sign in yet. Set the first password within three days: {link}")
    # An exception that a signal raises may be lost: Python drops those that come while something is thrown away.
    ended = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: ended.set())
    threading.Thread(target=_end_when_alone, args=(ended,), name="beside", daemon=True).start()
    server.serve_until(ended)
