"""Second steps: which a member has, who must have one, and taking them away.

Guarantees: whoever set one up is never let in by a password alone; the last one of a member whose role must have
one is not taken away but by an administrator or the command line, who then lead to a new one at the next sign-in.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from broadsheet.newsroom import paper
from broadsheet.newsroom.doors import notes, sessions
from broadsheet.newsroom.models import Member
from broadsheet.newsroom.roles import role_of

__all__ = ["Steps", "has_step", "must_have_step", "reset_steps", "steps_of"]


@dataclass(frozen=True, slots=True)
class Steps:
    """What a member can sign in with beside a password."""

    code: bool
    passkeys: tuple[Any, ...]
    recovery_left: int

    @property
    def count(self) -> int:
        """How many second steps there are; recovery codes are none."""
        return int(self.code) + len(self.passkeys)


def steps_of(member: Member) -> Steps:
    """Which second steps a member has set up, confirmed ones alone."""
    return Steps(
        code=TOTPDevice.objects.filter(user=member, confirmed=True).exists(),
        passkeys=tuple(WebAuthnCredential.objects.filter(user=member, confirmed=True).order_by("pk")),
        recovery_left=member.recovery_codes.filter(used_at=None).count(),
    )


def has_step(member: Member) -> bool:
    """True for a member whom a password alone doesn't let in."""
    kinds = (TOTPDevice, WebAuthnCredential)
    return any(kind.objects.filter(user=member, confirmed=True).exists() for kind in kinds)


def must_have_step(member: Member) -> bool:
    """True for a role that the settings name."""
    roles = paper.current().settings.newsroom.second_step
    return bool(roles) and role_of(member) in roles


def reset_steps(member: Member, *, how: str, by: str = "") -> None:
    """Take every second step away, for whoever lost theirs; all their sessions end."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=member).delete()
        WebAuthnCredential.objects.filter(user=member).delete()
        member.recovery_codes.all().delete()
        sessions.end_all(member)
        notes.note(member, how, "steps_reset", by=by)
