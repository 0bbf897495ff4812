"""``broadsheet serve``: look at the published site, with the newsroom beside it."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import click

from broadsheet.archive import database
from broadsheet.cli.options import HOST, JSON, PAPER, PORT, open_paper, print_json
from broadsheet.cli.watching import watching
from broadsheet.errors import BroadsheetError, UsageError
from broadsheet.newsroom.launching import newsroom_process
from broadsheet.press import publish
from broadsheet.press.serving import SiteServer
from broadsheet.publication import Publication

__all__ = ["serve", "serve_site"]


@click.command
@PAPER
@PORT("--port", default=8000, help="The site's port; 0 takes a free one.")
@PORT("--newsroom-port", default=8001, help="The newsroom's port; 0 takes a free one.")
@HOST
@click.option("--only-site", is_flag=True, help="Serve the files alone, without a newsroom.")
@JSON
def serve(
    *, paper: Path | None, port: int, newsroom_port: int, host: str, only_site: bool, as_json: bool
) -> None:
    """Serve the site and the newsroom on this machine; what changes is on the site in seconds.

    Example: broadsheet serve --port 8080
    """
    publication = open_paper(paper)
    if only_site:
        _need_site(publication)
        with watching(publication):
            serve_site(publication, host=host, port=port, as_json=as_json)
        return
    database.open_archive(publication)
    if not (publication.site / "index.html").is_file():
        publish(publication)
    site = _listen(publication, host=host, port=port)
    with newsroom_process(publication, host=host, port=newsroom_port) as process, watching(publication):
        # Whoever works here works in both: one without the other would not be noticed.
        threading.Thread(target=_end_with, args=(process, site), daemon=True).start()
        _serve(publication, site, as_json=as_json)
        if process.poll() is not None:
            raise BroadsheetError("couldn't go on serving: the newsroom has ended; what it said is above")


def _end_with(process: "subprocess.Popen[bytes]", site: SiteServer) -> None:
    process.wait()
    site.shutdown()


def serve_site(
    publication: Publication, *, host: str = "127.0.0.1", port: int = 8000, as_json: bool = False
) -> None:
    """Serve until interrupted; first say where.

    Raises:
        UsageError: nothing is published yet.
        BroadsheetError: the port is taken.
    """
    _serve(publication, _listen(publication, host=host, port=port), as_json=as_json)


def _listen(publication: Publication, *, host: str, port: int) -> SiteServer:
    _need_site(publication)
    try:
        return SiteServer(publication.site, host=host, port=port)
    except OSError as error:
        raise BroadsheetError(
            f"couldn't listen on {host}:{port}: {error.strerror}; try another --port"
        ) from error


def _serve(publication: Publication, server: SiteServer, *, as_json: bool) -> None:
    # Whatever starts services ends them with this signal; the newsroom beside must end too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if as_json:
        print_json(
            {"paper": str(publication.folder), "site": str(publication.site), "address": server.address}
        )
    else:
        click.echo(f"{publication.settings.name}: {server.address}  (stop with Ctrl+C)")
    sys.stdout.flush()
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("")


def _need_site(publication: Publication) -> None:
    if not (publication.site / "index.html").is_file():
        raise UsageError(
            f"couldn't serve {publication.site}: nothing is published yet; run 'broadsheet publish'"
        )
