"""``broadsheet publish``: bring the site up to date."""

import dataclasses
from pathlib import Path

import click

from broadsheet.archive import database
from broadsheet.cli.explaining import print_reasons, show_explanation
from broadsheet.cli.options import JSON, PAPER, PATH, open_paper, print_json, showing_steps
from broadsheet.cli.watching import watch_until_interrupted
from broadsheet.errors import UsageError
from broadsheet.press import EditionReport
from broadsheet.press import publish as carry_out
from broadsheet.publication import Publication

__all__ = ["print_edition", "publish", "publish_showing"]


@click.command
@PAPER
@click.option(
    "--to",
    type=PATH,
    multiple=True,
    metavar="DIR",
    help="Carry the site to this folder, too; may be given more than once.",
)
@click.option(
    "--explain",
    metavar="PATH",
    help="Publish nothing; say whose page a path is, what it is made from and which changes touched it.",
)
@click.option("--full", is_flag=True, help="Look at every page, not only at those that changes touch.")
@click.option("--watch", is_flag=True, help="Stay, and publish soon after each change until Ctrl+C.")
@JSON
def publish(
    *, paper: Path | None, to: tuple[Path, ...], explain: str | None, full: bool, watch: bool, as_json: bool
) -> None:
    """Write the site's files from the archive: those pages that changed since the last time.

    Example: broadsheet publish --paper my-paper --to /srv/www/paper
    """
    publication = open_paper(paper).carried_to(to)
    if explain is not None:
        show_explanation(publication, explain, as_json=as_json)
        return
    if watch:
        if as_json or full or to:
            raise UsageError(
                "couldn't publish: --watch goes with none of --json, --full and --to; leave one out "
                "(the setting publish.to carries what is watched)"
            )
        watch_until_interrupted(publication)
        return
    report = publish_showing(publication, full=full)
    if as_json:
        print_json(dataclasses.asdict(report))
    else:
        print_edition(report)
        click.echo(f"The site is in {publication.site}; look at it with: broadsheet serve")
    if report.problems:
        raise click.exceptions.Exit(1)


def publish_showing(publication: Publication, *, full: bool = False) -> EditionReport:
    """Publish with progress on standard error."""
    database.open_archive(publication)
    with showing_steps() as show:
        return carry_out(
            publication, progress=lambda step: show(f"publishing {step.phase}", step.pages), whole=full
        )


def print_edition(report: EditionReport) -> None:
    """Say what an edition wrote."""
    if not report.whole and not report.changes:
        click.echo("Nothing changed since the last edition; 'broadsheet publish --full' looks at every page.")
    click.echo(
        f"Edition {report.number}: {report.written} files written, {report.unchanged} unchanged, "
        f"{report.removed} removed, in {report.seconds:.1f} s."
    )
    print_reasons(report)
    for problem in report.problems:
        click.echo(f"Please look: {problem}")
