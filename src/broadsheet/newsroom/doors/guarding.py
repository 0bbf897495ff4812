"""What administrators see and do at the doors of others.

Guarantees: for administrators alone; nobody locks their own account or takes away their own step here, so that
whoever can undo it is still in; everything that is done is in the log, with who did it.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from broadsheet.newsroom.doors import notes, sessions, steps
from broadsheet.newsroom.models import Member
from broadsheet.newsroom.roles import role_of

__all__ = ["lock", "member_act", "member_door", "need_administrator", "sign_in_log", "sign_out", "unlock"]

_LINES, _PAGE = 20, 50
_MOST = 10_000

ROLE_NAMES = {
    "contributor": gettext_lazy("contributor"), "reporter": gettext_lazy("reporter"),
    "editor": gettext_lazy("editor"), "administrator": gettext_lazy("administrator"),
}  # fmt: skip


def sign_out(member: Member, *, how: str, by: str = "") -> int:
    """Put all of a member's browsers out; returns how many were in."""
    ended = sessions.end_all(member)
    notes.note(member, how, "signed_out", by=by)
    return ended


def lock(member: Member, *, how: str, by: str = "") -> None:
    """Nobody comes in with this account until it is unlocked."""
    with transaction.atomic():
        member.is_active = False
        member.save(update_fields=["is_active"])
        sessions.end_all(member)
        notes.note(member, how, "locked", by=by)


def unlock(member: Member, *, how: str, by: str = "") -> None:
    """Its owner comes in as before."""
    with transaction.atomic():
        member.is_active = True
        member.save(update_fields=["is_active"])
        notes.note(member, how, "unlocked", by=by)


ACTIONS: dict[str, Callable[..., Any]] = {
    "sign-out": sign_out, "lock": lock, "unlock": unlock, "reset": steps.reset_steps,
}  # fmt: skip


def need_administrator(request: HttpRequest) -> None:
    """Refuse everybody else.

    Raises:
        PermissionDenied: whoever asks is none.
    """
    if not request.user.is_superuser:
        raise PermissionDenied


@never_cache
@require_admin_access
@require_safe
def sign_in_log(request: HttpRequest) -> HttpResponse:
    """All sign-ins, newest first; of one member where asked."""
    need_administrator(request)
    chosen = request.GET.get("member", "")
    condition = Q(member=int(chosen)) if chosen.isdecimal() and len(chosen) < 18 else Q()
    page = Paginator(notes.telling(condition, most=_MOST), _PAGE).get_page(request.GET.get("p"))
    context = {
        "lines": page, "chosen": chosen, "members": Member.objects.order_by("username"), "kept_days": notes.KEPT_DAYS,
    }  # fmt: skip
    return TemplateResponse(request, "newsroom/doors/log.html", context)


@never_cache
@require_admin_access
@require_safe
def member_door(request: HttpRequest, pk: int) -> HttpResponse:
    """One member's door."""
    need_administrator(request)
    member = get_object_or_404(Member, pk=pk)
    context = {
        "member": member, "role": ROLE_NAMES.get(role_of(member) or "", ""), "has": steps.steps_of(member),
        "must": steps.must_have_step(member), "sessions": sessions.open_sessions(member),
        "lines": notes.telling(Q(member=member), most=_LINES), "own": member.pk == request.user.pk,
        "roles": ROLE_NAMES, "role_key": role_of(member), "kept_days": notes.KEPT_DAYS,
    }  # fmt: skip
    return TemplateResponse(request, "newsroom/doors/member.html", context)


@require_admin_access
@require_POST
def member_act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Puts a member out, locks or unlocks, or takes the second step away."""
    need_administrator(request)
    member = get_object_or_404(Member, pk=pk)
    if member.pk == request.user.pk:
        messages.error(
            request, _("This is your own account: see to it on your own page, or ask another administrator.")
        )
        return redirect("newsroom:door_of", pk=pk)
    ACTIONS[action](member, how="administrator", by=request.user.get_username())
    messages.success(request, _("Done."))
    return redirect("newsroom:door_of", pk=pk)
