"""``broadsheet doctor``: look whether everything is as it should be, and put it right."""

import dataclasses
from datetime import UTC, datetime
from typing import Annotated

import typer

from broadsheet.archive import database
from broadsheet.cli.options import AsJson, Paper, open_paper, print_json, showing_steps
from broadsheet.press.checkup import Finding, check_paper

__all__ = ["doctor"]


def doctor(
    paper: Paper = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look, and change nothing.")] = False,
    as_json: AsJson = False,
) -> None:
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
                typer.echo(_sentence(finding))
    if as_json:
        print_json({"dry_run": dry_run, "findings": [dataclasses.asdict(each) for each in told]})
    elif not found:
        typer.echo("All is well.")
    else:
        after = "Nothing was changed." if dry_run else "Publish now: broadsheet publish"
        typer.echo(f"{found} found. {after}")
    if found:
        raise typer.Exit(1)


def _sentence(finding: Finding) -> str:
    return f"{finding.where} {finding.what}.{' Repaired.' if finding.repaired else ''}"
