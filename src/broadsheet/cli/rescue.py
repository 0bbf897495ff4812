"""``broadsheet rescue``: turn copies of a site into posts."""

from pathlib import Path
from typing import Any

import click

from broadsheet.cli.options import JSON, PAPER, PATH, open_paper, print_json, showing_steps
from broadsheet.cli.rescue_report import print_report

__all__ = ["rescue"]


@click.command
@click.argument(
    "sources",
    type=PATH,
    nargs=-1,
    required=True,
    metavar="SOURCE...",
    help="Copies: exports, texts of tag pages.",
)
@click.option(
    "--media", type=PATH, metavar="DIR", help="A folder with the site's pictures, e.g. a copy of uploads/."
)
@click.option(
    "--urls",
    type=PATH,
    metavar="FILE",
    help="The old site's addresses (a list, sitemap.xml or CDX); they date posts.",
)
@click.option("--dry-run", is_flag=True, help="Only report; store nothing.")
@PAPER
@JSON
def rescue(sources: tuple[Path, ...], *, paper: Path | None, as_json: bool, **options: Any) -> None:
    """Turn copies of a site into posts of the archive. Formats are detected; twice is once.

    Example: broadsheet rescue old-site.xml tagpage.txt --media uploads/
    """
    # The readers of all formats take a third of a second to load, which no other verb should wait for.
    from broadsheet.rescue import RescueOrder
    from broadsheet.rescue import rescue as carry_out

    order = RescueOrder(open_paper(paper), sources=sources, **options)
    with showing_steps(as_json=as_json) as show:
        report = carry_out(order, progress=show)
    if as_json:
        print_json(report.as_json())
    else:
        print_report(report)
    if report.needs_eye:
        raise click.exceptions.Exit(1)
