"""``broadsheet init``: make a publication."""

import json
import uuid
from pathlib import Path
from typing import Annotated

import typer

from broadsheet.archive.founding import found_publication
from broadsheet.cli.options import AsJson, print_json

__all__ = ["init"]


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    name: Annotated[
        str, typer.Option(help="The paper's name.  [default: taken from the first copy rescued]")
    ] = "",
    language: Annotated[str, typer.Option(help="The paper's main language, e.g. fa.")] = "",
    database: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="An empty PostgreSQL database to keep the archive in: postgresql://user@host/name.  "
            "[default: a file in the folder]",
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Make a new publication: a folder with its settings and an empty archive.

    Example: broadsheet init my-paper --name "The Harbour Courier"
    """
    publication = found_publication(
        folder, name=name, language=language, identity=str(uuid.uuid4()), server=database
    )
    if as_json:
        print_json(
            {"paper": str(publication.folder), "settings": str(publication.folder / "broadsheet.toml")}
        )
        return
    typer.echo(f"Made {publication.folder}.")
    typer.echo(f"Next: cd {json.dumps(str(folder)) if ' ' in str(folder) else folder}")
    typer.echo("      broadsheet rescue FILE...   # an export, or the text of a tag page")
    typer.echo("      broadsheet publish")
    typer.echo("      broadsheet serve")
