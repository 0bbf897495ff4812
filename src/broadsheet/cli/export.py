"""``broadsheet export``: everything out again, for other programs."""

import dataclasses
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from broadsheet.archive import database, holdings
from broadsheet.cli.options import JSON, PAPER, PATH, open_paper, print_json, showing_steps
from broadsheet.cli.rescue_report import STATUSES
from broadsheet.cli.verbs import InOrder
from broadsheet.errors import UsageError
from broadsheet.newsroom.launching import is_newsroom, run_in_newsroom
from broadsheet.publication import Publication

if TYPE_CHECKING:
    from broadsheet.export import Desk, ExportOrder, ExportReport, Form

__all__ = ["export"]

TO = click.option(
    "--to",
    type=PATH,
    metavar="DIR",
    help="A folder that is not there yet.  [default: `export-` and the form's name]",
)
ONLY_PUBLISHED = click.option(
    "--only-published",
    is_flag=True,
    help="Leave out what is not on the site: drafts, scheduled, private posts.",
)


@click.group(cls=InOrder)
def export() -> None:
    """Take everything out, pictures and drafts included, in a form that other programs read."""


@export.command
@click.option(
    "--to",
    type=PATH,
    metavar="PATH",
    help="A folder that is not there yet, or a file such as paper.xml.  [default: `export-wxr`]",
)
@ONLY_PUBLISHED
@click.option(
    "--media-url",
    default="",
    metavar="URL",
    help="Where WordPress can fetch the folder uploads from while it imports.  "
    "[default: `wp-content/uploads/` at the paper's address]",
)
@click.option(
    "--split",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    metavar="MB",
    help="Go on in another file when one has this size; 0: one file.",
)
@PAPER
@JSON
def wxr(*, to: Path | None, paper: Path | None, as_json: bool, split: int, **options: Any) -> None:
    """Write a WordPress export, with the pictures in the folder uploads beside it.

    Example: broadsheet export wxr --to for-wordpress
    """
    _carry_out(_order("wxr", to, paper, split=split << 20, **options), as_json=as_json)


@export.command
@TO
@ONLY_PUBLISHED
@PAPER
@JSON
def markdown(*, to: Path | None, only_published: bool, paper: Path | None, as_json: bool) -> None:
    """Write a file of Markdown for each post and page, as a site that Hugo builds.

    Example: broadsheet export markdown --to for-hugo
    """
    _carry_out(_order("markdown", to, paper, only_published=only_published), as_json=as_json)


@export.command
@TO
@ONLY_PUBLISHED
@PAPER
@JSON
def json(*, to: Path | None, only_published: bool, paper: Path | None, as_json: bool) -> None:
    """Write everything as JSON, one post, page, tag or picture a line.

    Example: broadsheet export json --to my-paper-as-json
    """
    _carry_out(_order("json", to, paper, only_published=only_published), as_json=as_json)


def _order(form: "Form", to: Path | None, paper: Path | None, **options: Any) -> "ExportOrder":
    publication = open_paper(paper)
    database.open_archive(publication)
    _go_where_drafts_are_known(publication, only_published=options["only_published"])
    # Nothing else needs it, and each verb should be there at once.
    from broadsheet.export import ExportOrder

    if to is not None and not to.name:
        raise UsageError(f"couldn't export to {to}: name a folder that is not there yet")
    target = (to or Path(f"export-{form}")).absolute()
    return ExportOrder(publication, form, target, desk=_desk(publication), **options)


def _go_where_drafts_are_known(publication: Publication, *, only_published: bool) -> None:
    """What was typed of drafts, and planned times, the newsroom knows, whose process has settings of its own."""
    hidden = holdings.statuses(live=False).keys() - {"published"}
    if hidden and not only_published and database.has_table("newsroom_story") and not is_newsroom():
        database.close_archive()
        run_in_newsroom(publication, sys.argv[1:])


def _desk(publication: Publication) -> "Desk | None":
    if not is_newsroom():
        return None
    from broadsheet.newsroom import paper
    from broadsheet.newsroom.stories.desk import drafts

    paper.open_newsroom(publication.folder)
    return drafts


def _carry_out(order: "ExportOrder", *, as_json: bool) -> None:
    from broadsheet.export import export as carry_out

    with showing_steps() as show:
        report = carry_out(order, now=datetime.now(UTC), hears=show)
    if as_json:
        print_json(dataclasses.asdict(report))
    else:
        _print(report)


def _print(report: "ExportReport") -> None:
    click.echo(
        f"{report.posts} posts, {report.pages} pages and {report.pictures} pictures are in {report.target} "
        f"({', '.join(report.files)})."
    )
    if report.unpublished:
        told = ", ".join(
            f"{count} {STATUSES.get(status, status)}" for status, count in report.unpublished.items()
        )
        click.echo(
            f"Careful: it holds what is not on the site: {told}. Only you can read the files; "
            "--only-published leaves these out."
        )
    for note in report.notes:
        click.echo(f"Good to know: {note}")
