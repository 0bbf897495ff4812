"""Who is in: one row for each browser that is signed in, and nothing is in without its row.

Guarantees: a row that is deleted puts its browser out with the next request, whatever its cookie says; a new
password, another role or a lock deletes the rows of all others; nobody stays in for longer than two weeks unused.

Django's own table of sessions says neither whose a session is nor which browser's; what is asked here is in columns.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.utils import timezone

from broadsheet.newsroom.doors.browsers import browser_name
from broadsheet.newsroom.models import Member, OpenSession

__all__ = ["begin", "end", "end_all", "find_open", "keep", "open_sessions", "set_two_steps", "touch"]

_IN_SESSION = "newsroom_open"
_ROUGHLY = timedelta(minutes=5)


def begin(request: HttpRequest, member: Member) -> OpenSession:
    """This browser is in from now on; what it had before is closed."""
    _forget_old()
    end(request)
    opened = OpenSession.objects.create(member=member, browser=_browser(request))
    request.session[_IN_SESSION] = str(opened.pk)
    return opened


def set_two_steps(request: HttpRequest, given: bool) -> None:
    """This browser gave its second step; or there is none any more."""
    id = _id_of(request)
    if id is not None:
        OpenSession.objects.filter(pk=id).update(two_steps=given)


def find_open(request: HttpRequest) -> OpenSession | None:
    """The row of this browser, if it is in."""
    member: Any = request.user
    id = _id_of(request)
    if id is None or not member.is_authenticated:
        return None
    return OpenSession.objects.filter(pk=id, member=member, used_at__gte=_oldest()).first()


def touch(opened: OpenSession, request: HttpRequest) -> None:
    """It is in use, to five minutes."""
    now = timezone.now()
    if now - opened.used_at > _ROUGHLY:
        opened.used_at, opened.browser = now, _browser(request)
        OpenSession.objects.filter(pk=opened.pk).update(used_at=now, browser=opened.browser)


def keep(request: HttpRequest, opened: OpenSession) -> None:
    """The one browser that stays in when all of its member's were closed."""
    # Updates the row, or puts it back.
    opened.save()
    request.session[_IN_SESSION] = str(opened.pk)


def end(request: HttpRequest) -> None:
    """This browser is out, and stands in no list of open sessions."""
    id = _id_of(request)
    if id is not None:
        OpenSession.objects.filter(pk=id).delete()


def end_all(member: Member, *, but: OpenSession | None = None) -> int:
    """All browsers of a member are out, but one; returns how many were in."""
    found = open_sessions(member)
    others = [each.pk for each in found if but is None or each.pk != but.pk]
    ending = OpenSession.objects.filter(member=member)
    (ending.exclude(pk=but.pk) if but else ending).delete()
    return len(others)


def open_sessions(member: Member) -> list[OpenSession]:
    """Where a member is signed in, last used first."""
    return list(OpenSession.objects.filter(member=member, used_at__gte=_oldest()).order_by("-used_at", "pk"))


def _oldest() -> Any:
    return timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)


def _forget_old() -> None:
    OpenSession.objects.filter(used_at__lt=_oldest()).delete()
    # Whoever asks for a passkey and goes away leaves a session of Django's behind.
    SessionStore.clear_expired()


def _browser(request: HttpRequest) -> str:
    return browser_name(str(request.META.get("HTTP_USER_AGENT", "")))


def _id_of(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(request.session.get(_IN_SESSION, "")))
    except ValueError:
        return None
