"""The verbs together, and what they share: exit codes, the publication, progress.

Exit codes: 0 done; 1 done, but something needs the editor's eye, or a problem was found; 2 used wrongly.
Results go to standard output, progress and errors to standard error.
"""

import gc
import sys
from typing import Annotated

import typer
from django.db import DatabaseError

from broadsheet import __version__
from broadsheet.cli.verbs import Verbs
from broadsheet.errors import BroadsheetError, UsageError

__all__ = ["app", "main"]

app = typer.Typer(
    name="broadsheet",
    cls=Verbs,
    help="Your dead site, back by tonight: rescues tagged news archives and publishes them as plain files.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"broadsheet {__version__}")
        raise typer.Exit


@app.callback()
def broadsheet(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Your dead site, back by tonight."""


def main() -> None:
    """Run the command line; the process ends with one of the three exit codes."""
    try:
        app()
    except UsageError as error:
        _complain(error)
        sys.exit(2)
    except BroadsheetError as error:
        _complain(error)
        sys.exit(1)
    except (OSError, DatabaseError) as error:
        typer.echo(
            f"broadsheet: couldn't finish: {error}; what was stored and published so far is whole: put that right "
            "and run the same command again",
            err=True,
        )
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("broadsheet: stopped; run the same command again to go on", err=True)
        sys.exit(1)
    finally:
        # The system takes back all memory at once; to look first for what is garbage in it takes longer.
        gc.freeze()


def _complain(error: BroadsheetError) -> None:
    typer.echo(f"broadsheet: {error}", err=True)
