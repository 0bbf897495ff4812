"""Who works here, for administrators: adding a member, giving another role, a new link for whoever forgot a password.

Guarantees: for administrators alone; nobody is given a password, and none is asked for but their name and role; nobody
changes their own role, so that a newsroom keeps its administrator; a link is shown to whoever made it, once.

Wagtail's own pages for users are closed: they ask for an e-mail and for full names, which a newsroom at risk should not
have, and set passwords for others.
"""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from broadsheet.errors import UsageError
from broadsheet.newsroom import members
from broadsheet.newsroom.doors import notes
from broadsheet.newsroom.doors.guarding import ROLE_NAMES, need_administrator
from broadsheet.newsroom.doors.steps import has_step
from broadsheet.newsroom.models import Member
from broadsheet.newsroom.roles import give_role, role_of

__all__ = ["member_link", "member_list", "member_role"]


class RoleForm(forms.Form):
    """One of four."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=list(ROLE_NAMES.items()))


class MemberForm(RoleForm):
    """A new account."""

    field_order = ("name", "role")
    name = forms.CharField(
        label=gettext_lazy("Name of the account"),
        max_length=150,
        help_text=gettext_lazy("Letters, digits and @ . + - _ only; it need not be anybody's real name."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


@never_cache
@require_admin_access
@require_http_methods(["GET", "POST"])
def member_list(request: HttpRequest) -> HttpResponse:
    """Everybody, and a form for one more."""
    need_administrator(request)
    form = MemberForm(request.POST or None)
    if form.is_valid():
        try:
            added = members.add_member(form.cleaned_data["name"], form.cleaned_data["role"])
        except UsageError:
            form.add_error("name", _("This name is taken, or has something in it that a name can't have."))
        else:
            notes.note(added, "administrator", "added", by=request.user.get_username())
            return _show_link(request, added)
    context = {"form": form, "members": [_row(each) for each in Member.objects.order_by("username")]}
    return TemplateResponse(request, "newsroom/doors/members.html", context)


@never_cache
@require_admin_access
@require_POST
def member_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link, by which a member sets a new password."""
    need_administrator(request)
    member = get_object_or_404(Member, pk=pk)
    notes.note(member, "administrator", "link_made", by=request.user.get_username())
    return _show_link(request, member)


@require_admin_access
@require_POST
def member_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Another role, from now on."""
    need_administrator(request)
    member, form = get_object_or_404(Member, pk=pk), RoleForm(request.POST)
    if member.pk == request.user.pk:
        messages.error(request, _("Nobody changes their own role: ask another administrator."))
    elif form.is_valid():
        give_role(member, form.cleaned_data["role"])
        messages.success(request, _("The role is another one now; the member was signed out."))
    return redirect("newsroom:door_of", pk=pk)


def _row(member: Member) -> dict[str, Any]:
    return {
        "pk": member.pk, "name": member.get_username(), "role": ROLE_NAMES.get(role_of(member) or "", ""),
        "locked": not member.is_active, "waiting": not member.has_usable_password(), "step": has_step(member),
        "last": member.last_login,
    }  # fmt: skip


def _show_link(request: HttpRequest, member: Member) -> HttpResponse:
    address = request.build_absolute_uri("/")
    context = {"member": member, "link": members.link_for(member.get_username(), address=address)}
    return TemplateResponse(request, "newsroom/doors/link.html", context)
