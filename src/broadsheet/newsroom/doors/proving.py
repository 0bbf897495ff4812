"""Proving who is there before the door itself is changed: a telephone left on a table must not be enough.

Guarantees: second steps, passkeys and recovery codes change only within ten minutes after a sign-in or after a
password or passkey given here; wrong passwords given here count as those at the front door do.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access

from broadsheet.newsroom import signing_in
from broadsheet.newsroom.doors import notes, passkeys, steps
from broadsheet.newsroom.models import Member
from broadsheet.newsroom.signing_in import address_of_request

__all__ = ["asked_for", "door_prove", "is_proved", "prove", "proved"]

_PROVED, _WANTED = "newsroom_proved_at", "newsroom_wanted"
_SECONDS = 600
_PAGES = frozenset({"door", "door_code"})

View = Callable[..., HttpResponse]


def prove(request: HttpRequest) -> None:
    """Who is there has just been shown."""
    request.session[_PROVED] = time.time()


def is_proved(request: HttpRequest) -> bool:
    """True within ten minutes of it."""
    return 0 <= time.time() - float(request.session.get(_PROVED, 0)) <= _SECONDS


def asked_for(request: HttpRequest) -> str:
    """The page that was wanted before it had to be proved who is there."""
    name = request.session.pop(_WANTED, "door")
    return reverse(f"newsroom:{name if name in _PAGES else 'door'}")


def proved(view: View) -> View:
    """Only for whoever has proved who they are; others are asked first."""

    @wraps(view)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponse:
        if is_proved(request):
            return view(request, **parts)
        name = request.resolver_match.url_name if request.resolver_match else ""
        request.session[_WANTED] = name if name in _PAGES else "door"
        return redirect("newsroom:door_prove")

    return guarded


class PasswordForm(forms.Form):
    """The password of whoever is signed in."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


@never_cache
@sensitive_post_parameters("password")
@require_admin_access
@require_http_methods(["GET", "POST"])
def door_prove(request: HttpRequest) -> HttpResponse:
    """Asks for the password again, or a passkey."""
    member: Any = request.user
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        told = _check(request, member, form.cleaned_data["password"])
        if not told:
            prove(request)
            return HttpResponseRedirect(asked_for(request))
        form.add_error("password", told)
    context = {"form": form, "has": steps.steps_of(member), "passkey_place": passkeys.place(request)}
    return TemplateResponse(request, "newsroom/doors/prove.html", context)


def _check(request: HttpRequest, member: Member, password: str) -> str:
    patience = {"account": member.get_username(), "address": address_of_request(request)}
    if signing_in.throttle.wait(**patience) > 0:
        notes.note_shut(member, "account", request=request)
        return _("Too many wrong passwords. Wait a few minutes, then try again.")
    if member.check_password(password):
        signing_in.throttle.succeeded(account=patience["account"])
        return ""
    signing_in.throttle.failed(**patience)
    notes.note(member, "account", "wrong_password", request=request)
    return _("This is not your password.")
