"""``broadsheet dates``: date posts that are in the archive by a list of the old site's addresses."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.cli.options import JSON, PAPER, PATH, open_paper, print_json

if TYPE_CHECKING:
    from broadsheet.rescue.dating import DatingReport

__all__ = ["dates"]

_SHOWN = 12


@click.command
@click.argument(
    "urls", type=PATH, metavar="FILE", help="The old site's addresses: a list, sitemap.xml or CDX."
)
@click.option("--dry-run", is_flag=True, help="Only report; date nothing.")
@PAPER
@JSON
def dates(*, urls: Path, dry_run: bool, paper: Path | None, as_json: bool) -> None:
    """Date undated posts of the archive by a list of old addresses; they move to the address they had.

    Example: broadsheet dates old-addresses.txt --dry-run
    """
    from broadsheet.rescue.dating import date_by_addresses

    report = date_by_addresses(open_paper(paper), urls, dry_run=dry_run)
    if as_json:
        print_json(report.as_json())
    else:
        _print(report)
    if report.several:
        raise click.exceptions.Exit(1)


def _print(report: "DatingReport") -> None:
    for each in report.found[:_SHOWN]:
        date = each.dating.date
        when = (
            date.at.date().isoformat() if date.at else f"{date.not_before or '…'} to {date.not_after or '…'}"
        )
        moves = f"; moves to /{each.path}" if each.path else ""
        click.echo(f"  {when}  “{each.post.headline}”: {date.evidence}{moves}")
    if len(report.found) > _SHOWN:
        click.echo(f"  … and {len(report.found) - _SHOWN} more; --json lists all")
    for url, headlines in list(report.several.items())[:_SHOWN]:
        click.echo(f"  {url} could be {len(headlines)}: {', '.join(f'“{each}”' for each in headlines[:3])}")
    click.echo(
        f"{len(report.found)} posts {'could be' if report.dry_run else 'were'} dated or bounded; "
        f"{len(report.several)} addresses fit several posts or compete for one, {len(report.nothing)} fit none, "
        f"{report.known} are of posts with a date. {report.undated} posts stay without a date."
    )
    if report.dry_run:
        click.echo("Nothing was stored: this was a dry run.")
    elif report.found:
        click.echo("Next: broadsheet publish")
