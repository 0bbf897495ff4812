"""The verbs together, and what they share: exit codes, the publication, progress.

Exit codes: 0 done; 1 done, but something needs the editor's eye, or a problem was found; 2 used wrongly.
Results go to standard output, progress and errors to standard error.
"""

import gc
import sys
from typing import Any

import click
from django.db import DatabaseError

from broadsheet import __version__
from broadsheet.cli.verbs import Verbs
from broadsheet.errors import BroadsheetError, UsageError

__all__ = ["app", "main"]

_NAME = "broadsheet"


def _print_completion(ctx: click.Context, _: click.Parameter, shell: str | None) -> Any:
    if shell:
        from click.shell_completion import get_completion_class

        kind = get_completion_class(shell)
        assert kind is not None
        click.echo(kind(app, {}, _NAME, f"_{_NAME.upper()}_COMPLETE").source())
        ctx.exit()


@click.group(
    _NAME,
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Your dead site, back by tonight: rescues tagged news archives and publishes them as plain files.",
)
@click.version_option(__version__, message="%(prog)s %(version)s", help="Print the version.")
@click.option(
    "--show-completion",
    type=click.Choice(["bash", "zsh", "fish"]),
    metavar="SHELL",
    is_eager=True,
    expose_value=False,
    callback=_print_completion,
    help="Print what lets bash, zsh or fish complete commands, for one of its start files.",
)
def app() -> None:
    """The command line."""


def main() -> None:
    """Run the command line; the process ends with one of the three exit codes."""
    try:
        code = app.main(prog_name=_NAME, standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except UsageError as error:
        _complain(error)
        sys.exit(2)
    except BroadsheetError as error:
        _complain(error)
        sys.exit(1)
    except (OSError, DatabaseError) as error:
        click.echo(
            f"broadsheet: couldn't finish: {error}; what was stored and published so far is whole: put that right "
            "and run the same command again",
            err=True,
        )
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        click.echo("broadsheet: stopped; run the same command again to go on", err=True)
        sys.exit(1)
    finally:
        # The system takes back all memory at once; to look first for what is garbage in it takes longer.
        gc.freeze()


def _complain(error: BroadsheetError) -> None:
    click.echo(f"broadsheet: {error}", err=True)
