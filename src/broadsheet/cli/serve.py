"""``broadsheet serve``: look at the published site."""

import sys
from typing import Annotated

import typer

from broadsheet.cli.options import AsJson, Paper, open_paper, print_json
from broadsheet.cli.watching import watching
from broadsheet.errors import BroadsheetError, UsageError
from broadsheet.press.serving import SiteServer
from broadsheet.publication import Publication

__all__ = ["serve", "serve_site"]


def serve(
    paper: Paper = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address to listen on; by default this machine alone.")
    ] = "127.0.0.1",
    as_json: AsJson = False,
) -> None:
    """Serve the site on this machine, to look at it; what changes is published while it is served.

    Example: broadsheet serve --port 8080
    """
    publication = open_paper(paper)
    _need_site(publication)
    with watching(publication):
        serve_site(publication, host=host, port=port, as_json=as_json)


def serve_site(
    publication: Publication, *, host: str = "127.0.0.1", port: int = 8000, as_json: bool = False
) -> None:
    """Serve until interrupted; first say where.

    Raises:
        UsageError: nothing is published yet.
        BroadsheetError: the port is taken.
    """
    _need_site(publication)
    try:
        server = SiteServer(publication.site, host=host, port=port)
    except OSError as error:
        raise BroadsheetError(
            f"couldn't listen on {host}:{port}: {error.strerror}; try another --port"
        ) from error
    if as_json:
        print_json(
            {"paper": str(publication.folder), "site": str(publication.site), "address": server.address}
        )
    else:
        typer.echo(f"{publication.settings.name}: {server.address}  (stop with Ctrl+C)")
    sys.stdout.flush()
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            typer.echo("")


def _need_site(publication: Publication) -> None:
    if not (publication.site / "index.html").is_file():
        raise UsageError(
            f"couldn't serve {publication.site}: nothing is published yet; run 'broadsheet publish'"
        )
