"""The doorkeeper: looks at every request before its view does.

Guarantees: whoever has no open session any more is not signed in, whatever the cookie says; whoever has a second step
and did not give it is not signed in either; whoever must have one and has none is led to setting one up and can
open nothing else until then.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from broadsheet.newsroom.doors import sessions, steps
from broadsheet.newsroom.models import OpenSession

__all__ = ["Doorkeeper", "opened_session"]

_FIRST = frozenset({
    "newsroom:door", "newsroom:door_code", "newsroom:door_prove", "newsroom:door_recovery", "newsroom:passkey_add",
    "newsroom:passkey_added", "newsroom:passkey_ask", "newsroom:passkey_asked", "wagtailadmin_logout",
    "wagtailadmin_login", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite",
})  # fmt: skip
"""What can be opened before a second step that must be there is."""


class Doorkeeper:
    """Stands behind Django's own authentication and before every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out whoever is in no more."""
        member: Any = request.user
        if member.is_authenticated:
            opened = sessions.find_open(request)
            if opened is None or (not opened.two_steps and steps.has_step(member)):
                logout(request)
            else:
                sessions.touch(opened, request)
                request.newsroom_session = opened  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _parts: Any) -> HttpResponse | None:
        """Lead whoever lacks a second step to where it is set up."""
        member: Any = request.user
        opened = getattr(request, "newsroom_session", None)
        if not member.is_authenticated or opened is None or opened.two_steps:
            return None
        match = request.resolver_match
        if (match and match.view_name in _FIRST) or not steps.must_have_step(member):
            return None
        return HttpResponseRedirect(reverse("newsroom:door"))


def opened_session(request: HttpRequest) -> OpenSession:
    """The row of this browser, which the doorkeeper has found."""
    opened: OpenSession = request.newsroom_session  # type: ignore[attr-defined]
    return opened
