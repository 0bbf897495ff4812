"""``broadsheet user``: who may sign in to the newsroom."""

import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.cli.options import JSON, PAPER, open_paper
from broadsheet.cli.verbs import InOrder
from broadsheet.newsroom.launching import is_newsroom, run_in_newsroom
from broadsheet.publication import Publication

if TYPE_CHECKING:
    from broadsheet.newsroom.models import Member
    from broadsheet.newsroom.roles import Role

__all__ = ["user"]

_ROLES = ("contributor", "reporter", "editor", "administrator")
_NAME = click.argument("name", metavar="NAME", help="The name of the account.")


@click.group(cls=InOrder)
def user() -> None:
    """Add members to the newsroom, let them in again, put them out."""


def _open(folder: Path | None) -> Publication:
    publication = open_paper(folder)
    if not is_newsroom():
        run_in_newsroom(publication, sys.argv[1:])
    from broadsheet.newsroom import paper

    return paper.open_newsroom(publication.folder)


def _open_for(name: str, folder: Path | None) -> "Member":
    """Open the newsroom for something about one member."""
    _open(folder)
    from broadsheet.newsroom import members

    return members.get_member(name)


def _address(publication: Publication) -> str:
    return publication.settings.newsroom.url or "http://127.0.0.1:8001"


@user.command
@_NAME
@click.option("--role", type=click.Choice(_ROLES), required=True, help="What they may do.")
@PAPER
def add(name: str, role: "Role", paper: Path | None) -> None:
    """Make an account; prints a link by which its owner sets a password, once, within three days.

    Example: broadsheet user add shirin --role editor
    """
    publication = _open(paper)
    from broadsheet.newsroom import members

    members.add_member(name, role)
    click.echo(f"Added {name} as {role}. Give them this link; it works once, within three days:")
    click.echo(members.link_for(name, address=_address(publication)))


@user.command
@_NAME
@PAPER
def link(name: str, paper: Path | None) -> None:
    """Print a link by which a member sets a new password, once, within three days.

    Example: broadsheet user link shirin
    """
    publication = _open(paper)
    from broadsheet.newsroom import members

    click.echo(members.link_for(name, address=_address(publication)))


@user.command
@_NAME
@PAPER
def reset_second_step(name: str, paper: Path | None) -> None:
    """Take a member's codes, passkeys and recovery codes away, for a lost telephone; signs them out, and is logged.

    Example: broadsheet user reset-second-step shirin
    """
    member = _open_for(name, paper)
    from broadsheet.newsroom.doors import steps

    steps.reset_steps(member, how="command")
    must = (
        " Their role must have one: it is set up at the next sign-in." if steps.must_have_step(member) else ""
    )
    click.echo(f"{member} signs in by the password alone now.{must}")


@user.command
@_NAME
@PAPER
def signout(name: str, paper: Path | None) -> None:
    """Sign a member out everywhere.

    Example: broadsheet user signout shirin
    """
    member = _open_for(name, paper)
    from broadsheet.newsroom.doors import guarding

    ended = guarding.sign_out(member, how="command")
    click.echo(f"{member} is signed out; {ended} {'session' if ended == 1 else 'sessions'} ended.")


@user.command
@_NAME
@PAPER
def lock(name: str, paper: Path | None) -> None:
    """Lock an account: its member is signed out and can't sign in. Nothing they wrote changes.

    Example: broadsheet user lock shirin
    """
    member = _open_for(name, paper)
    from broadsheet.newsroom.doors import guarding

    guarding.lock(member, how="command")
    click.echo(f"{member} is locked; 'broadsheet user unlock {member}' undoes it.")


@user.command
@_NAME
@PAPER
def unlock(name: str, paper: Path | None) -> None:
    """Unlock an account: its member signs in as before.

    Example: broadsheet user unlock shirin
    """
    member = _open_for(name, paper)
    from broadsheet.newsroom.doors import guarding

    guarding.unlock(member, how="command")
    click.echo(f"{member} is unlocked.")


@user.command("list")
@PAPER
@JSON
def list_(*, paper: Path | None, as_json: bool) -> None:
    """Print who has an account, and as what.

    Example: broadsheet user list
    """
    _open(paper)
    from broadsheet.newsroom import members

    found = members.accounts()
    if as_json:
        click.echo(
            json.dumps([dataclasses.asdict(account) for account in found], ensure_ascii=False, indent=1)
        )
        return
    for account in found:
        state = "" if account.active else ", locked"
        state += "" if account.has_password else ", no password yet"
        state += ", second step" if account.second_step else ""
        click.echo(f"{account.name}: {account.role or 'no role'}{state}")
