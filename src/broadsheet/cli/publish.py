"""``broadsheet publish``: bring the site up to date."""

import dataclasses
from typing import Annotated

import typer

from broadsheet.archive import database
from broadsheet.cli.explaining import print_reasons, show_explanation
from broadsheet.cli.options import AsJson, Paper, open_paper, print_json, showing_steps
from broadsheet.press import EditionReport
from broadsheet.press import publish as carry_out
from broadsheet.publication import Publication

__all__ = ["print_edition", "publish", "publish_showing"]


Explain = Annotated[
    str | None,
    typer.Option(
        "--explain",
        metavar="PATH",
        help="Publish nothing; say whose page a path is, what it is made from and which changes touched it.",
    ),
]


def publish(paper: Paper = None, explain: Explain = None, as_json: AsJson = False) -> None:
    """Write the site's files from the archive. Files that would not change are left alone.

    Example: broadsheet publish --paper my-paper
    """
    publication = open_paper(paper)
    if explain is not None:
        show_explanation(publication, explain, as_json=as_json)
        return
    report = publish_showing(publication)
    if as_json:
        print_json(dataclasses.asdict(report))
    else:
        print_edition(report)
        typer.echo(f"The site is in {publication.site}; look at it with: broadsheet serve")
    if report.problems:
        raise typer.Exit(1)


def publish_showing(publication: Publication) -> EditionReport:
    """Publish with progress on standard error."""
    database.open_archive(publication.archive)
    with showing_steps() as show:
        return carry_out(publication, progress=lambda step: show(f"publishing {step.phase}", step.pages))


def print_edition(report: EditionReport) -> None:
    """Say what an edition wrote."""
    typer.echo(
        f"Edition {report.number}: {report.written} files written, {report.unchanged} unchanged, "
        f"{report.removed} removed, in {report.seconds:.1f} s."
    )
    print_reasons(report)
    for problem in report.problems:
        typer.echo(f"Please look: {problem}")
