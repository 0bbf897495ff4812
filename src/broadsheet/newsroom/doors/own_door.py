"""A member's own door: second steps, recovery codes, where they are signed in, and their sign-ins.

Guarantees: nobody sees or changes here what is another's; setting up or taking away a step ends the member's other
sessions; recovery codes and the key of a telephone are shown on the one page that made them, which no browser keeps.
"""

import uuid
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from broadsheet.newsroom.doors import codes, notes, passkeys, sessions, steps
from broadsheet.newsroom.doors.entering import CodeForm
from broadsheet.newsroom.doors.keeper import opened_session
from broadsheet.newsroom.doors.proving import proved
from broadsheet.newsroom.models import Member, OpenSession

__all__ = [
    "door", "door_code", "door_code_remove", "door_recovery", "passkey_add", "passkey_added", "passkey_remove",
    "passkey_rename", "session_end", "sessions_end",
]  # fmt: skip

_LINES = 20


@never_cache
@require_admin_access
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Everything on one page."""
    member: Any = request.user
    here = opened_session(request)
    context = {
        "has": steps.steps_of(member), "must": steps.must_have_step(member), "here": here,
        "sessions": sessions.open_sessions(member), "passkey_place": passkeys.place(request),
        "lines": notes.telling(Q(member=member), most=_LINES), "kept_days": notes.KEPT_DAYS,
    }  # fmt: skip
    return TemplateResponse(request, "newsroom/doors/door.html", context)


@never_cache
@require_admin_access
@require_http_methods(["GET", "POST"])
@proved
def door_code(request: HttpRequest) -> HttpResponse:
    """Tells a telephone the key, and asks for its first code."""
    member: Any = request.user
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if codes.confirm_code(member, form.cleaned_data["code"]):
            notes.note(member, "account", "code_set", request=request)
            _stepped(request, member)
            messages.success(request, _("From now on your telephone's code is asked for when you sign in."))
            return _after_a_step(request, member)
        form.add_error("code", _("This is not the code that the telephone shows now. Is its clock right?"))
    context = {"form": form, "key": codes.begin_code(member)}
    return TemplateResponse(request, "newsroom/doors/code.html", context)


@require_admin_access
@require_POST
@proved
def door_code_remove(request: HttpRequest) -> HttpResponse:
    """Codes are asked for no more."""
    member: Any = request.user
    if not steps.steps_of(member).code:
        return redirect("newsroom:door")
    if not _is_needed(request, member):
        TOTPDevice.objects.filter(user=member).delete()
        _taken_away(request, member, "code_removed")
    return redirect("newsroom:door")


@never_cache
@require_admin_access
@require_POST
@proved
def door_recovery(request: HttpRequest) -> HttpResponse:
    """Makes new recovery codes and shows them, this once."""
    member: Any = request.user
    if not steps.has_step(member):
        messages.error(request, _("Recovery codes stand in for a second step: set one up first."))
        return redirect("newsroom:door")
    return _show_new_recovery_codes(request, member)


@never_cache
@require_admin_access
@require_POST
@proved
def passkey_add(request: HttpRequest) -> HttpResponse:
    """What the browser is to ask for a new key."""
    member: Any = request.user
    return JsonResponse(passkeys.begin_adding(request, member))


@never_cache
@require_admin_access
@require_POST
@proved
def passkey_added(request: HttpRequest) -> HttpResponse:
    """Store the key that the browser made, or say in a sentence why it was not accepted."""
    member: Any = request.user
    try:
        passkeys.finish_adding(request, member)
    except passkeys.RefusedPasskey:
        told = _("This passkey was not accepted: it took too long, or is there already. Try again.")
        return JsonResponse({"told": told}, status=403)
    notes.note(member, "account", "passkey_added", request=request)
    _stepped(request, member)
    messages.success(request, _("The passkey was added. You can sign in with it alone."))
    return JsonResponse({"next": reverse("newsroom:door")})


@require_admin_access
@require_POST
@proved
def passkey_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Calls a key what its owner calls it."""
    key = get_object_or_404(WebAuthnCredential, pk=pk, user=request.user)
    name = " ".join(request.POST.get("name", "").split())[:60]
    if name:
        key.name = name
        key.save(update_fields=["name"])
    return redirect("newsroom:door")


@require_admin_access
@require_POST
@proved
def passkey_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """This key opens nothing any more."""
    member: Any = request.user
    key = get_object_or_404(WebAuthnCredential, pk=pk, user=member)
    if not _is_needed(request, member):
        key.delete()
        _taken_away(request, member, "passkey_removed")
    return redirect("newsroom:door")


@require_admin_access
@require_POST
def session_end(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Puts one browser out."""
    member: Any = request.user
    if OpenSession.objects.filter(pk=pk, member=member).delete()[0] == 0:
        raise Http404
    messages.success(request, _("Signed out there."))
    return redirect("newsroom:door")


@require_admin_access
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Puts all other browsers out."""
    member: Any = request.user
    sessions.end_all(member, but=opened_session(request))
    messages.success(request, _("Signed out everywhere but here."))
    return redirect("newsroom:door")


def _stepped(request: HttpRequest, member: Member) -> None:
    """A step was set up here: it counts as given here, and nowhere else."""
    sessions.set_two_steps(request, True)
    sessions.end_all(member, but=opened_session(request))


def _taken_away(request: HttpRequest, member: Member, outcome: str) -> None:
    notes.note(member, "account", outcome, request=request)
    sessions.end_all(member, but=opened_session(request))
    if not steps.has_step(member):
        member.recovery_codes.all().delete()
        sessions.set_two_steps(request, False)
    messages.success(request, _("It was taken away. It opens nothing any more."))


def _is_needed(request: HttpRequest, member: Member) -> bool:
    """True for the last step of a member who must have one; says so."""
    needed = steps.must_have_step(member) and steps.steps_of(member).count == 1
    if needed:
        messages.error(
            request, _("Your role needs a second step: add another before you take this one away.")
        )
    return needed


def _after_a_step(request: HttpRequest, member: Member) -> HttpResponse:
    if steps.steps_of(member).recovery_left:
        return redirect("newsroom:door")
    return _show_new_recovery_codes(request, member)


def _show_new_recovery_codes(request: HttpRequest, member: Member) -> HttpResponse:
    made = codes.make_recovery_codes(member)
    notes.note(member, "account", "recovery_made", request=request)
    return TemplateResponse(request, "newsroom/doors/recovery.html", {"codes": made})
