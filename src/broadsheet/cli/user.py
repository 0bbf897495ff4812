"""``broadsheet user``: who may sign in to the newsroom."""

import dataclasses
import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from broadsheet.cli.options import AsJson, Paper, open_paper
from broadsheet.newsroom.launching import is_newsroom, run_in_newsroom
from broadsheet.publication import Publication

__all__ = ["user"]

user = typer.Typer(
    name="user",
    help="Add members to the newsroom, and let them set a new password.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the account.")]


class RoleName(StrEnum):
    """What an account may do."""

    CONTRIBUTOR = "contributor"
    REPORTER = "reporter"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


def _open(folder: Paper) -> Publication:
    publication = open_paper(folder)
    if not is_newsroom():
        raise typer.Exit(run_in_newsroom(publication, sys.argv[1:]))
    from broadsheet.newsroom import paper

    return paper.open_newsroom(publication.folder)


def _address(publication: Publication) -> str:
    return publication.settings.newsroom.url or "http://127.0.0.1:8001"


@user.command("add")
def add(
    name: Name,
    role: Annotated[RoleName, typer.Option(help="What they may do.")],
    paper: Paper = None,
) -> None:
    """Make an account; prints a link by which its owner sets a password, once, within three days.

    Example: broadsheet user add shirin --role editor
    """
    publication = _open(paper)
    from broadsheet.newsroom import members

    members.add_member(name, role.value)
    typer.echo(f"Added {name} as {role.value}. Give them this link; it works once, within three days:")
    typer.echo(members.link_for(name, address=_address(publication)))


@user.command("link")
def link(name: Name, paper: Paper = None) -> None:
    """Print a link by which a member sets a new password, once, within three days.

    Example: broadsheet user link shirin
    """
    publication = _open(paper)
    from broadsheet.newsroom import members

    typer.echo(members.link_for(name, address=_address(publication)))


@user.command("list")
def list_(paper: Paper = None, as_json: AsJson = False) -> None:
    """Print who has an account, and as what.

    Example: broadsheet user list
    """
    _open(paper)
    from broadsheet.newsroom import members

    found = members.accounts()
    if as_json:
        typer.echo(
            json.dumps([dataclasses.asdict(account) for account in found], ensure_ascii=False, indent=1)
        )
        return
    for account in found:
        state = "" if account.active else ", switched off"
        state += "" if account.has_password else ", no password yet"
        typer.echo(f"{account.name}: {account.role or 'no role'}{state}")
