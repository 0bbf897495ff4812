"""The sign-in log: who came in, how, and who tried to.

Guarantees: a line has a time, a member, how, with what outcome and roughly with which browser, and never an
address; it is there for ninety days; what was typed for a name that nobody has is noted nowhere, since it may be a
password in the wrong field; whoever hammers at a door that is shut makes one line a quarter of an hour, not one a try.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from broadsheet.newsroom.doors.browsers import browser_name
from broadsheet.newsroom.models import Member, SignInNote

__all__ = ["HOW", "KEPT_DAYS", "OUTCOMES", "forget_old", "note", "note_shut", "of_name", "telling"]

KEPT_DAYS = 90

HOW: Mapping[str, Any] = {
    "password": _("password"),
    "password_code": _("password and code"),
    "password_recovery": _("password and recovery code"),
    "password_passkey": _("password and passkey"),
    "passkey": _("passkey"),
    "link": _("one-time link"),
    "account": _("account page"),
    "administrator": _("administrator"),
    "command": _("command line"),
}
OUTCOMES: Mapping[str, Any] = {
    "in": _("signed in"),
    "wrong_password": _("wrong password"),
    "wrong_code": _("wrong code"),
    "wrong_passkey": _("passkey refused"),
    "shut": _("refused: too many tries"),
    "password_set": _("new password set"),
    "added": _("account made"),
    "link_made": _("link for a new password made"),
    "role_set": _("role changed"),
    "code_set": _("codes set up"),
    "code_removed": _("codes switched off"),
    "passkey_added": _("passkey added"),
    "passkey_removed": _("passkey removed"),
    "recovery_made": _("new recovery codes"),
    "steps_reset": _("second step taken away"),
    "signed_out": _("signed out everywhere"),
    "locked": _("account locked"),
    "unlocked": _("account unlocked"),
}
FAILED = frozenset({"wrong_password", "wrong_code", "wrong_passkey", "shut"})
_ONE_LINE_FOR = timedelta(minutes=15)


def note(member: Member, how: str, outcome: str, *, request: HttpRequest | None = None, by: str = "") -> None:
    """Add a line; ``by`` names who did it to somebody else's account."""
    browser = browser_name(str(request.META.get("HTTP_USER_AGENT", ""))) if request else ""
    SignInNote.objects.create(member=member, how=how, outcome=outcome, browser=browser, by=by)
    forget_old()


def note_shut(member: Member, how: str, *, request: HttpRequest) -> None:
    """Add that a try was refused unread, unless that was just noted."""
    lately = timezone.now() - _ONE_LINE_FOR
    if not SignInNote.objects.filter(member=member, outcome="shut", at__gt=lately).exists():
        note(member, how, "shut", request=request)


def of_name(name: str) -> Member | None:
    """Whose account a typed name is, if anybody's."""
    return Member.objects.filter(username=name).first() if name else None


def forget_old() -> None:
    """Drop what is older than it may be."""
    SignInNote.objects.filter(at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()


def telling(condition: Q | None = None, *, most: int) -> list[SignInNote]:
    """The newest lines, each with ``how_told``, ``outcome_told`` and ``failed`` for a page."""
    kept = Q(at__gte=timezone.now() - timedelta(days=KEPT_DAYS))
    lines = (
        SignInNote.objects.filter(kept & (condition or Q())).select_related("member").order_by("-at", "-pk")
    )
    return [_told(line) for line in lines[:most]]


def _told(line: Any) -> SignInNote:
    line.how_told = HOW.get(line.how, line.how)
    line.outcome_told = OUTCOMES.get(line.outcome, line.outcome)
    line.failed = line.outcome in FAILED
    told: SignInNote = line
    return told
