"""``broadsheet user``: who may sign in to the newsroom."""

import dataclasses
import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from broadsheet.cli.options import AsJson, Paper, open_paper
from broadsheet.newsroom.launching import is_newsroom, run_in_newsroom
from broadsheet.publication import Publication

if TYPE_CHECKING:
    from broadsheet.newsroom.models import Member

__all__ = ["user"]

user = typer.Typer(
    name="user",
    help="Add members to the newsroom, let them in again, put them out.",
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
        run_in_newsroom(publication, sys.argv[1:])
    from broadsheet.newsroom import paper

    return paper.open_newsroom(publication.folder)


def _open_for(name: str, folder: Paper) -> "Member":
    """Open the newsroom for something about one member."""
    _open(folder)
    from broadsheet.newsroom import members

    return members.get_member(name)


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


@user.command("reset-second-step")
def reset_second_step(name: Name, paper: Paper = None) -> None:
    """Take a member's codes, passkeys and recovery codes away, for a lost telephone; signs them out, and is logged.

    Example: broadsheet user reset-second-step shirin
    """
    member = _open_for(name, paper)
    from broadsheet.newsroom.doors import steps

    steps.reset_steps(member, how="command")
    must = (
        " Their role must have one: it is set up at the next sign-in." if steps.must_have_step(member) else ""
    )
    typer.echo(f"{member} signs in by the password alone now.{must}")


@user.command("signout")
def signout(name: Name, paper: Paper = None) -> None:
    """Sign a member out everywhere.

    Example: broadsheet user signout shirin
    """
    member = _open_for(name, paper)
    from broadsheet.newsroom.doors import guarding

    ended = guarding.sign_out(member, how="command")
    typer.echo(f"{member} is signed out; {ended} {'session' if ended == 1 else 'sessions'} ended.")


@user.command("lock")
def lock(name: Name, paper: Paper = None) -> None:
    """Lock an account: its member is signed out and can't sign in. Nothing they wrote changes.

    Example: broadsheet user lock shirin
    """
    member = _open_for(name, paper)
    from broadsheet.newsroom.doors import guarding

    guarding.lock(member, how="command")
    typer.echo(f"{member} is locked; 'broadsheet user unlock {member}' undoes it.")


@user.command("unlock")
def unlock(name: Name, paper: Paper = None) -> None:
    """Unlock an account: its member signs in as before.

    Example: broadsheet user unlock shirin
    """
    member = _open_for(name, paper)
    from broadsheet.newsroom.doors import guarding

    guarding.unlock(member, how="command")
    typer.echo(f"{member} is unlocked.")


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
        state = "" if account.active else ", locked"
        state += "" if account.has_password else ", no password yet"
        state += ", second step" if account.second_step else ""
        typer.echo(f"{account.name}: {account.role or 'no role'}{state}")
