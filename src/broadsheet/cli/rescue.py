"""``broadsheet rescue``: turn copies of a site into posts."""

from pathlib import Path
from typing import Annotated

import typer

from broadsheet.cli.options import AsJson, Paper, open_paper, print_json, showing_steps
from broadsheet.cli.rescue_report import print_report

__all__ = ["rescue"]


def rescue(
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE...", help="Copies: exports, texts of tag pages.")
    ],
    media: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A folder with the site's pictures, e.g. a copy of uploads/."),
    ] = None,
    urls: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The old site's addresses (a list, sitemap.xml or CDX); they date posts."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only report; store nothing.")] = False,
    paper: Paper = None,
    as_json: AsJson = False,
) -> None:
    """Turn copies of a site into posts of the archive. Formats are detected; twice is once.

    Example: broadsheet rescue old-site.xml tagpage.txt --media uploads/
    """
    # The readers of all formats take a third of a second to load, which no other verb should wait for.
    from broadsheet.rescue import RescueOrder
    from broadsheet.rescue import rescue as carry_out

    order = RescueOrder(open_paper(paper), sources=sources, media=media, urls=urls, dry_run=dry_run)
    with showing_steps(as_json=as_json) as show:
        report = carry_out(order, progress=show)
    if as_json:
        print_json(report.as_json())
    else:
        print_report(report)
    if report.needs_eye:
        raise typer.Exit(1)
