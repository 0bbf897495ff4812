"""``broadsheet init``: make a publication."""

import json
import uuid
from pathlib import Path

import click

from broadsheet.archive.founding import found_publication
from broadsheet.cli.options import JSON, PATH, print_json

__all__ = ["init"]


@click.command
@click.argument("folder", type=PATH, metavar="DIR", help="The folder to make.")
@click.option("--name", default="", help="The paper's name.  [default: taken from the first copy rescued]")
@click.option("--language", default="", help="The paper's main language, e.g. fa.")
@click.option(
    "--database",
    default="",
    metavar="ADDRESS",
    help="An empty PostgreSQL database to keep the archive in: postgresql://user@host/name.  "
    "[default: a file in the folder]",
)
@JSON
def init(*, folder: Path, name: str, language: str, database: str, as_json: bool) -> None:
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
    click.echo(f"Made {publication.folder}.")
    click.echo(f"Next: cd {json.dumps(str(folder)) if ' ' in str(folder) else folder}")
    click.echo("      broadsheet rescue FILE...   # an export, or the text of a tag page")
    click.echo("      broadsheet publish")
    click.echo("      broadsheet serve")
