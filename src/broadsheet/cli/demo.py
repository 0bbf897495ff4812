"""``broadsheet demo``: the main job from end to end on the sample copy."""

import dataclasses
from pathlib import Path

import click

from broadsheet.archive.founding import found_publication
from broadsheet.cli.options import JSON, PATH, PORT, print_json, showing_steps
from broadsheet.cli.publish import print_edition, publish_showing
from broadsheet.cli.rescue_report import print_report
from broadsheet.cli.serve import serve_site
from broadsheet.press.checking import check_site
from broadsheet.publication import SETTINGS_FILE, Publication
from broadsheet.sample import sample_media, sample_sources

__all__ = ["demo"]


@click.command
@click.argument(
    "folder",
    type=PATH,
    default="demo-paper",
    metavar="[DIR]",
    help="Where the demo paper goes.  [default: `demo-paper`]",
)
@click.option("--no-serve", is_flag=True, help="Stop when the site is published.")
@PORT("--port", default=8000, help="The port to serve on.")
@JSON
def demo(*, folder: Path, no_serve: bool, port: int, as_json: bool) -> None:
    """Rescue a small dead paper from the copy shipped with Broadsheet, publish it, and serve it.

    Example: broadsheet demo --no-serve /tmp/demo
    """
    # Loaded here for the sake of the other verbs: see the verb ``rescue``.
    from broadsheet.rescue import RescueOrder, rescue

    is_there = (folder / SETTINGS_FILE).is_file()
    publication = (
        Publication.open(folder) if is_there else found_publication(folder, identity="broadsheet-demo")
    )
    order = RescueOrder(publication, sources=sample_sources(), media=sample_media())
    with showing_steps() as show:
        report = rescue(order, progress=show)
    publication = Publication.open(folder)
    edition = publish_showing(publication)
    problems = check_site(publication)
    if as_json:
        print_json({"rescue": report.as_json(), "edition": dataclasses.asdict(edition), "problems": problems})
    else:
        print_report(report)
        print_edition(edition)
        for problem in problems:
            click.echo(f"Problem: {problem}")
        click.echo(f"The paper is in {publication.folder}, its site in {publication.site}.")
    if problems:
        raise click.exceptions.Exit(1)
    if not no_serve:
        serve_site(publication, port=port)
