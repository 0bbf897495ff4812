"""Coming in: a password, then a code or a passkey where the member has one; or a passkey alone.

Guarantees: nobody is signed in before the last step; between the steps the session remembers for ten minutes whose
password was right, and nothing else can be opened with it; a new password in between begins anew; wrong codes are
slowed down as wrong passwords are, apart from them; a browser is sent to no address outside.
"""

import time
from typing import Any
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.views.account import LoginView

from broadsheet.newsroom import signing_in
from broadsheet.newsroom.doors import codes, notes, passkeys, proving, sessions, steps
from broadsheet.newsroom.models import Member
from broadsheet.newsroom.signing_in import address_of_request

__all__ = ["FrontDoor", "passkey_ask", "passkey_asked", "second_step"]

_AT_DOOR = "newsroom_at_door"
_SECONDS = 600
_BACKEND = "django.contrib.auth.backends.ModelBackend"


class FrontDoor(LoginView):  # type: ignore[misc]
    """The page that asks for a password."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """With where passkeys work, and where to go on."""
        more |= {"passkey_place": passkeys.place(self.request), "paper_name": settings.WAGTAIL_SITE_NAME}
        return dict(super().get_context_data(next_quoted=quote(self.get_redirect_url()), **more))

    def form_valid(self, form: Any) -> HttpResponse:
        """In, or on to the second step."""
        member, remember = form.get_user(), bool(form.cleaned_data.get("remember"))
        if not steps.has_step(member):
            _enter(self.request, member, "password", remember=remember)
            return HttpResponseRedirect(self.get_success_url())
        self.request.session.cycle_key()
        self.request.session[_AT_DOOR] = {
            "member": member.pk, "stamp": member.get_session_auth_hash(), "at": time.time(), "remember": remember,
            "next": self.get_success_url(),
        }  # fmt: skip
        return redirect("newsroom:second_step")


class CodeForm(forms.Form):
    """A code of a telephone or a recovery code: one field, since whoever lost the one types the other."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True, "dir": "ltr"}
        ),
    )


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Asks for a code or a passkey of whoever gave the right password."""
    member = _at_door(request)
    if member is None:
        return redirect("wagtailadmin_login")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        how, told = _check_code(request, member, form.cleaned_data["code"])
        if not told:
            return HttpResponseRedirect(_finish(request, member, how))
        form.add_error("code", told)
    has = steps.steps_of(member)
    context = {"form": form, "has": has, "passkey_place": passkeys.place(request)}
    return TemplateResponse(request, "newsroom/doors/second_step.html", context)


def _check_code(request: HttpRequest, member: Member, typed: str) -> tuple[str, str]:
    """How it was right; else what to tell."""
    patience = {"account": f"second step of {member.pk}", "address": address_of_request(request)}
    if signing_in.throttle.wait(**patience) > 0:
        notes.note_shut(member, "password_code", request=request)
        return "", _("Too many wrong codes. Wait a few minutes, then try again.")
    how = "password_code" if codes.use_code(member, typed) else ""
    how = how or ("password_recovery" if codes.use_recovery_code(member, typed) else "")
    if how:
        signing_in.throttle.succeeded(account=patience["account"])
        return how, ""
    signing_in.throttle.failed(**patience)
    notes.note(member, "password_code", "wrong_code", request=request)
    return "", _(
        "This code is not right, or was used already. A telephone shows a new one every half minute."
    )


@never_cache
@require_POST
def passkey_ask(request: HttpRequest) -> HttpResponse:
    """What the browser is to ask a passkey: for coming in, as a second step, or to prove who is there."""
    member, purpose = _asked_for(request)
    if member is None:
        # Anybody can ask: what is kept of it is short-lived.
        request.session.set_expiry(_SECONDS)
    return JsonResponse(passkeys.begin_asking(request, member, purpose=purpose))


@never_cache
@require_POST
def passkey_asked(request: HttpRequest) -> HttpResponse:
    """What the passkey answered."""
    member, purpose = _asked_for(request)
    patience = {
        "account": f"passkey of {member.pk if member else ''}",
        "address": address_of_request(request),
    }
    # Whoever is nobody yet must not shut this door for everybody.
    waits = signing_in.throttle.wait(**patience) if member else 0
    try:
        if waits > 0:
            raise passkeys.RefusedPasskey
        found = passkeys.finish_asking(request, member, purpose=purpose)
    except passkeys.RefusedPasskey:
        if member:
            signing_in.throttle.failed(**patience)
            notes.note(member, "passkey", "wrong_passkey", request=request)
        told = _("This passkey was not accepted. Try again, or come in another way.")
        return JsonResponse({"told": told}, status=403)
    if purpose == "prove":
        proving.prove(request)
        return JsonResponse({"next": proving.asked_for(request)})
    if purpose == "second step":
        return JsonResponse({"next": _finish(request, found, "password_passkey")})
    _enter(request, found, "passkey", remember=False)
    return JsonResponse({"next": _safe(request, request.GET.get("next", ""))})


def _asked_for(request: HttpRequest) -> tuple[Member | None, str]:
    user: Any = request.user
    if user.is_authenticated:
        return user, "prove"
    waiting = _at_door(request) if request.GET.get("step") == "second" else None
    return (waiting, "second step") if waiting else (None, "come in")


def _at_door(request: HttpRequest) -> Member | None:
    """Whose password was right in this session a moment ago."""
    waiting = request.session.get(_AT_DOOR)
    if request.user.is_authenticated or not waiting or not 0 <= time.time() - waiting["at"] <= _SECONDS:
        return None
    member = Member.objects.filter(pk=waiting["member"], is_active=True).first()
    if member is None or not constant_time_compare(member.get_session_auth_hash(), waiting["stamp"]):
        return None
    return member


def _finish(request: HttpRequest, member: Member, how: str) -> str:
    """Let a member in after the second step; returns where to."""
    waiting = request.session.pop(_AT_DOOR)
    _enter(request, member, how, remember=waiting["remember"])
    return _safe(request, waiting["next"])


def _enter(request: HttpRequest, member: Member, how: str, *, remember: bool) -> None:
    login(request, member, backend=_BACKEND)
    request.session.set_expiry(None if remember else 0)
    sessions.set_two_steps(request, how != "password")
    proving.prove(request)
    notes.note(member, how, "in", request=request)


def _safe(request: HttpRequest, address: str) -> str:
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address and safe else reverse("wagtailadmin_home")
