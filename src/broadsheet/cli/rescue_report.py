"""The report of a rescue, printed for a person who does not program."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from broadsheet.rescue import Report, SourceReport
    from broadsheet.rescue.finds import Remark

__all__ = ["STATUSES", "print_report"]

_SHOWN = 12
_NAMES = {"wxr": "a WordPress export", "text": "the bare text of an archive page"}
STATUSES = {
    "draft": "drafts",
    "pending": "waiting for review",
    "scheduled": "scheduled",
    "private": "private",
    "password": "behind a password",
    "trashed": "in the trash",
}


def print_report(report: "Report") -> None:
    """Print what became of every source, most important first."""
    for source in report.sources:
        _print_source(source)
    if report.settings:
        click.echo("Your paper took over from the copy:")
        for line in report.settings:
            click.echo(f"  {line}")
    if report.dry_run:
        click.echo("Nothing was stored: this was a dry run.")
    elif any(source.kept or source.pages for source in report.sources):
        click.echo("Next: broadsheet publish")


def _print_source(source: "SourceReport") -> None:
    click.echo(f"{source.path}: {_NAMES.get(source.format, 'not read')}")
    if source.format:
        click.echo(f"  {_posts(source)}")
        hidden = [
            f"{count} {STATUSES[status]}"
            for status, count in sorted(source.statuses.items())
            if status in STATUSES
        ]
        if hidden:
            click.echo(f"  Kept as drafts, never published: {', '.join(hidden)}.")
        if source.undated:
            click.echo(
                f"  {source.undated} without a known date; a list of the old addresses can date them: --urls FILE"
            )
        click.echo(
            f"  {len(source.tags)} tags, {len(source.authors)} authors, {len(source.images_kept)} pictures found, "
            f"{len(source.images_missing)} missing."
        )
    _print_remarks("Refused", source.refusals)
    _print_remarks("Repaired", source.repairs)
    _print_missing(source)
    _print_remarks("Left over (in no post; please look)", source.leftovers)
    _print_remarks("Good to know", source.notes)
    click.echo("")


def _posts(source: "SourceReport") -> str:
    parts = [f"{source.kept} posts kept"]
    if source.pages:
        parts.append(f"{source.pages} pages kept")
    if source.already:
        added = f" ({source.completed} of them completed)" if source.completed else ""
        parts.append(f"{source.already} already there{added}")
    if source.refused:
        parts.append(f"{source.refused} refused")
    return ", ".join(parts) + "."


def _print_missing(source: "SourceReport") -> None:
    urls = sorted(url for url in source.images_missing.values() if url)
    if not urls:
        return
    click.echo(
        "  Missing pictures (give a folder that has them with --media; the posts show their words until then):"
    )
    for url in urls[:_SHOWN]:
        click.echo(f"    {url}")
    if len(urls) > _SHOWN:
        click.echo(f"    … and {len(urls) - _SHOWN} more; --json lists all")


def _print_remarks(title: str, remarks: "Sequence[Remark]") -> None:
    if not remarks:
        return
    click.echo(f"  {title}:")
    for remark in remarks[:_SHOWN]:
        place = f" ({remark.place})" if remark.place else ""
        times = f" ×{remark.count}" if remark.count > 1 else ""
        click.echo(f"    - {remark.what}{times}{place}")
        if remark.quote:
            quote = " ".join(remark.quote.split())
            click.echo(f"        “{quote if len(quote) <= 160 else quote[:159] + '…'}”")
    if len(remarks) > _SHOWN:
        click.echo(f"    … and {len(remarks) - _SHOWN} more; --json lists all")
