"""How the command line tells why a file is as it is, and what an edition wrote and why."""

import dataclasses

import click

from broadsheet.archive import database
from broadsheet.cli.options import print_json
from broadsheet.press import EditionReport
from broadsheet.press.explaining import Explanation, explain, told_changes
from broadsheet.publication import Publication

__all__ = ["print_reasons", "show_explanation"]


def show_explanation(publication: Publication, address: str, *, as_json: bool) -> None:
    """Print why a file of the site is as it is."""
    database.open_archive(publication)
    found = explain(publication, address)
    if as_json:
        at = found.written_at.isoformat() if found.written_at else None
        print_json(dataclasses.asdict(found) | {"written_at": at})
        return
    for line in _lines(found):
        click.echo(line)


_STATES = {
    "page": "",
    "withdrawn": "It is a page no more: it leads on, or says that it is gone.",
    "removed": "It was removed.",
}
_BYTES = {
    "as left": "Its bytes are as that edition left them.",
    "changed": "Its bytes were changed since by somebody else; 'broadsheet doctor' has it made again.",
    "lost": "It is not there; 'broadsheet doctor' has it made again.",
    "distrusted": "Its bytes are not trusted; the next publish makes it again.",
}


def _lines(found: Explanation) -> list[str]:
    lines = [f"{found.file} is {found.page}.", _STATES[found.state]]
    lines.append(f"It is made from {'; '.join(found.inputs)}.")
    if found.written_at is None:
        lines.append("Which edition wrote it is not known.")
    else:
        lines.append(
            f"Edition {found.written_by} wrote it on {found.written_at:%Y-%m-%d at %H:%M} UTC"
            + (f"; edition {found.seen_by} looked at it last." if found.seen_by > found.written_by else ".")
        )
        why = found.reasons or ("which change touched it can't be told any more",)
        lines += ["Why:", *(f"- {reason}" for reason in why)]
    lines.append(_BYTES.get(found.bytes, ""))
    return [line for line in lines if line]


def print_reasons(report: EditionReport) -> None:
    """Say which kinds of files an edition wrote, and which changes it published."""
    if report.written_pages:
        kinds = ", ".join(f"{count} {kind}" for kind, count in report.written_pages.items())
        click.echo(f"Written: {kinds}.")
    told = told_changes(report.number)
    if told:
        click.echo(f"Because: {told}.")
    if report.whole:
        click.echo("Every page was looked at.")
