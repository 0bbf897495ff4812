"""Making one tag of two: choose the one that stays, read what will happen, do it."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from broadsheet.archive.models import Tag
from broadsheet.archive.services import garden
from broadsheet.newsroom.tags.form import OneTagField
from broadsheet.newsroom.tags.rights import MERGES, gardener, with_rights

__all__ = ["choose_target", "confirm_merge"]


class _TargetForm(forms.Form):
    """Into which tag."""

    into = OneTagField(
        label=_("Merge it into"), help_text=_("By its name or an alias; it stays, with its address.")
    )


@with_rights(*MERGES)
@require_http_methods(["GET", "POST"])
def choose_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks into which tag."""
    tag = get_object_or_404(Tag, pk=pk)
    form = _TargetForm(request.POST or None)
    if form.is_valid():
        into: Tag = form.cleaned_data["into"]
        if into.pk != tag.pk:
            return HttpResponseRedirect(reverse("newsroom:tag_merge_into", args=[tag.pk, into.pk]))
        form.add_error("into", _now("That is the tag itself: name another one."))
    return TemplateResponse(
        request, "newsroom/tags/merge.html", {"tag": tag, "form": form, "media": form.media}
    )


@with_rights(*MERGES)
@require_http_methods(["GET", "POST"])
def confirm_merge(request: HttpRequest, pk: int, into: int) -> HttpResponse:
    """Says what will happen, and does it."""
    tag, kept = get_object_or_404(Tag, pk=pk), get_object_or_404(Tag, pk=into)
    try:
        if request.method != "POST":
            plan = garden.plan_merge(source=pk, target=into)
            found = {"tag": tag, "kept": kept, "plan": plan, "bearing": plan.moving + plan.both}
            return TemplateResponse(request, "newsroom/tags/confirm_merge.html", found)
        entry = garden.merge(source=pk, target=into, by=gardener(request))
    except garden.Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("newsroom:tag_merge", args=[pk]))
    told = _now("“%(name)s” is a part of “%(into)s” now. Posts moved: %(count)s.")
    button = messages.button(reverse("newsroom:tags_journal"), _now("Journal"))
    facts = {"name": entry.name, "into": entry.other_name, "count": entry.posts}
    messages.success(request, told % facts, buttons=[button])
    return HttpResponseRedirect(reverse("tags:edit", args=[into]))
