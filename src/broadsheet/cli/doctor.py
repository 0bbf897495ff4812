"""``broadsheet doctor``: look whether everything is as it should be, and put it right."""

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import click

from broadsheet.archive import database
from broadsheet.cli.options import JSON, PAPER, open_paper, print_json, showing_steps
from broadsheet.press.checkup import Finding, check_paper

__all__ = ["doctor"]


@click.command
@PAPER
@click.option("--dry-run", is_flag=True, help="Look, and change nothing.")
@JSON
def doctor(*, paper: Path | None, dry_run: bool, as_json: bool) -> None:
    """Check the archive against itself and the site against what was published, and repair what can be.

    What is repaired is published by the next publish. Exit code 1 says that something was found.

    Example: broadsheet doctor --dry-run
    """
    publication = open_paper(paper)
    database.open_archive(publication)
    found = 0
    told: list[Finding] = []
    with showing_steps() as show:
        for finding in check_paper(publication, now=datetime.now(UTC), repair=not dry_run, hears=show):
            found += 1
            if as_json:
                told.append(finding)
            else:
                click.echo(_sentence(finding))
    if as_json:
        print_json({"dry_run": dry_run, "findings": [dataclasses.asdict(each) for each in told]})
    elif not found:
        click.echo("All is well.")
    else:
        after = "Nothing was changed." if dry_run else "Publish now: broadsheet publish"
        click.echo(f"{found} found. {after}")
    if found:
        raise click.exceptions.Exit(1)


def _sentence(finding: Finding) -> str:
    return f"{finding.where} {finding.what}.{' Repaired.' if finding.repaired else ''}"
