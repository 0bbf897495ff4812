"""Accounts: made with a role and without a password, which each member sets by a link that works once."""

from dataclasses import dataclass

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction

from broadsheet.errors import UsageError
from broadsheet.newsroom.doors.steps import has_step
from broadsheet.newsroom.models import Member
from broadsheet.newsroom.roles import ROLES, Role, give_role, role_of
from broadsheet.newsroom.welcome import welcome_path

__all__ = ["Account", "accounts", "add_member", "first_link", "get_member", "link_for"]


@dataclass(frozen=True, slots=True)
class Account:
    """A member as the command line shows them."""

    name: str
    role: str
    active: bool
    has_password: bool
    second_step: bool


def add_member(name: str, role: Role) -> Member:
    """Make an account that nobody can use until a password is set.

    Raises:
        UsageError: the name is taken or can't be one, or there is no such role.
    """
    if role not in ROLES:
        raise UsageError(
            f"couldn't add {name!r}: there is no role {role!r}; the roles are {', '.join(ROLES)}"
        )
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError as error:
        raise UsageError(
            f"couldn't add {name!r}: a name has letters, digits and @ . + - _ only; choose another"
        ) from error
    with transaction.atomic():
        if Member.objects.filter(username__iexact=name).exists():
            raise UsageError(f"couldn't add {name!r}: there is an account of that name; choose another")
        member = Member(username=name)
        member.set_unusable_password()
        member.save()
        give_role(member, role)
    return member


def link_for(name: str, *, address: str) -> str:
    """A link that lets a member set a new password, once.

    Raises:
        UsageError: there is no such member.
    """
    return address.rstrip("/") + welcome_path(get_member(name))


def get_member(name: str) -> Member:
    """The member of this name, whatever its capitals.

    Raises:
        UsageError: there is no such member.
    """
    member = Member.objects.filter(username__iexact=name).first()
    if member is None:
        raise UsageError(f"couldn't find {name!r}: there is no such account; see 'broadsheet user list'")
    return member


def first_link(*, address: str) -> str:
    """For a newsroom in which nobody has a password yet: the link for its first administrator; else empty."""
    with transaction.atomic():
        usable = [member for member in Member.objects.filter(is_active=True) if member.has_usable_password()]
        if usable:
            return ""
        member = Member.objects.filter(is_superuser=True).order_by("pk").first()
        member = member or add_member("editor-in-chief", "administrator")
    return link_for(member.get_username(), address=address)


def accounts() -> list[Account]:
    """Every account, by name."""
    return [
        Account(
            name=member.get_username(),
            role=role_of(member) or "",
            active=member.is_active,
            has_password=member.has_usable_password(),
            second_step=has_step(member),
        )
        for member in Member.objects.order_by("username")
    ]
