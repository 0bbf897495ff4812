"""What was done to tags, newest first, and taking it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from broadsheet.archive.models import JournalEntry, Tag
from broadsheet.archive.services import garden
from broadsheet.newsroom.interpreter import apart, listed
from broadsheet.newsroom.tags.form import KINDS
from broadsheet.newsroom.tags.rights import MERGES, TENDS, gardener, with_rights

__all__ = ["Line", "show_journal", "undo_entry"]

_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as people read it: what was done, in one sentence and perhaps a few more."""

    entry: JournalEntry
    deed: str
    details: tuple[str, ...]


@with_rights(*TENDS)
@require_GET
def show_journal(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """The journal, of all tags or of one, and of what was merged into it."""
    entries = JournalEntry.objects.order_by("-pk")
    tag = None
    if pk:
        tag = Tag.objects.filter(pk=pk).first()
        entries = entries.filter(tag=pk) | entries.filter(other=pk)
    # What a merge keeps may be every post of the paper, and is not told.
    page = Paginator(entries.defer("kept"), _ON_A_PAGE).get_page(request.GET.get("p"))
    edits = [entry.pk for entry in page.object_list if entry.deed == JournalEntry.Deed.EDIT]
    kept = JournalEntry.objects.in_bulk(edits)
    names = _names_of(kept.values())
    lines = [_line(kept.get(entry.pk, entry), names) for entry in page.object_list]
    return TemplateResponse(request, "newsroom/tags/journal.html", {"page": page, "lines": lines, "tag": tag})


@with_rights(*MERGES)
@require_POST
def undo_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry back, or say why that can't be."""
    entry = get_object_or_404(JournalEntry, pk=pk)
    try:
        garden.undo(pk, by=gardener(request))
    except garden.Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("newsroom:tags_journal"))
    edit = messages.button(reverse("tags:edit", args=[entry.tag]), _("Edit"))
    messages.success(request, _("Undone: “%(name)s” is as it was.") % {"name": entry.name}, buttons=[edit])
    return HttpResponseRedirect(reverse("newsroom:tags_journal"))


def _names_of(entries: Iterable[JournalEntry]) -> dict[int, str]:
    """The names of parents that entries tell of."""
    told = [entry.kept[side] for entry in entries for side in ("before", "after")]
    return dict(Tag.objects.filter(pk__in=[each["parent"] for each in told]).values_list("pk", "name"))


def _line(entry: JournalEntry, names: dict[int, str]) -> Line:
    facts = {"name": apart(entry.name), "other": apart(entry.other_name), "count": entry.posts}
    if entry.deed == JournalEntry.Deed.MERGE:
        details = (_("Posts moved: %(count)s") % facts,)
        return Line(entry, _("“%(name)s” was merged into “%(other)s”.") % facts, details)
    if entry.deed == JournalEntry.Deed.MAKE:
        return Line(entry, _("“%(name)s” was made.") % facts, ())
    if entry.deed == JournalEntry.Deed.DELETE:
        return Line(entry, _("“%(name)s” was deleted; no post bore it.") % facts, ())
    before, after = entry.kept["before"], entry.kept["after"]
    renamed = before["name"] != after["name"]
    deed = _("“%(other)s” was renamed “%(name)s”.") if renamed else _("“%(name)s” was changed.")
    return Line(entry, deed % facts, tuple(_differences(before, after, names)))


def _differences(before: dict[str, Any], after: dict[str, Any], names: dict[int, str]) -> Iterable[str]:
    kinds = dict(KINDS)
    if before["kind"] != after["kind"]:
        yield _("Kind: %(kind)s") % {"kind": kinds.get(after["kind"], after["kind"])}
    if before["parent"] != after["parent"]:
        yield _("Below: %(name)s") % {"name": apart(names.get(after["parent"], "—"))}
    if before["description"] != after["description"]:
        yield _("Description: %(text)s") % {"text": apart(after["description"][:200] or "—")}
    fresh = [name for name in after["aliases"] if name not in before["aliases"]]
    gone = [name for name in before["aliases"] if name not in after["aliases"]]
    if fresh:
        yield _("New aliases: %(names)s") % {"names": listed(map(apart, fresh))}
    if gone:
        yield _("Aliases taken away: %(names)s") % {"names": listed(map(apart, gone))}
