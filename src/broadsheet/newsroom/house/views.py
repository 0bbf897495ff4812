"""The pages on which the paper's settings are changed.

Guarantees: each section is shown and changed only by who has its right; what can't be is told beside its field or in
one sentence, and then nothing is written; what was sent is still in the form.
"""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from broadsheet.archive import tallies
from broadsheet.archive.models import StandingPage, Tag
from broadsheet.errors import BroadsheetError, SettingChangedError
from broadsheet.newsroom import paper
from broadsheet.newsroom.editions.selecting import newest_number
from broadsheet.newsroom.house.saving import save_section, seen_values
from broadsheet.newsroom.house.sections import SECTIONS, Section, SectionForm
from broadsheet.newsroom.interpreter import interpret

__all__ = ["logo_file", "section", "sections_for", "settings_front"]

_SUGGESTED_TAGS = 40


def sections_for(user: Any) -> list[Section]:
    """The sections that a member may change."""
    return [each for each in SECTIONS if user.has_perm(each.right)]


@require_admin_access
@require_GET
def settings_front(request: HttpRequest) -> HttpResponse:
    """Leads to the first section there is for this member."""
    mine = sections_for(request.user)
    if not mine:
        raise PermissionDenied
    return HttpResponseRedirect(reverse("newsroom:settings", args=[mine[0].key]))


@require_admin_access
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, key: str) -> HttpResponse:
    """Shows a section, and changes what is sent of it."""
    found = next((each for each in SECTIONS if each.key == key), None)
    if found is None:
        raise Http404
    if found not in sections_for(request.user):
        raise PermissionDenied
    trouble = paper.trouble()
    settings = paper.current().settings
    if request.method != "POST":
        form = found.form(settings=settings)
        return _page(request, found, form, seen=seen_values(form))
    form = found.form(request.POST, request.FILES, settings=settings)
    seen = _seen(request)
    if trouble:
        form.add_error(None, trouble)
    elif not seen:
        form.add_error(None, _("Not all of the form was sent, and nothing was saved: load this page again."))
    elif form.is_valid():
        edition = newest_number()
        if _save(request, form, seen):
            return HttpResponseRedirect(f"{reverse('newsroom:settings', args=[key])}?after={edition}")
    return _page(request, found, form, seen=seen)


def _seen(request: HttpRequest) -> dict[str, Any]:
    try:
        seen = json.loads(request.POST.get("seen", ""))
    except ValueError:
        seen = None
    return seen if isinstance(seen, dict) else {}


def _save(request: HttpRequest, form: SectionForm, seen: dict[str, Any]) -> bool:
    """True where the settings are what was sent; else the form, and what was seen, say why not."""
    try:
        saved = save_section(form, seen)
    except SettingChangedError as conflict:
        now = seen_values(type(form)(settings=paper.current().settings))[conflict.name]
        seen[conflict.name] = now
        shown = "\n".join(f"{each['text']}: {each['url']}" for each in now) if _are_links(now) else now
        sentence = _(
            "Somebody else changed this meanwhile: it is now “%s”. Save again to have it as it stands here."
        )
        field = conflict.name.replace(".", "__")
        form.add_error(field if field in form.fields else None, sentence % shown)
        return False
    except ValidationError as error:
        form.add_error("logo", error)
        return False
    except BroadsheetError as error:
        form.add_error(None, interpret(str(error)))
        return False
    if not saved.changed:
        messages.success(request, _("Nothing was changed."))
        return True
    messages.success(request, " ".join((_("Saved."), str(saved.touches))))
    for warning in saved.warnings:
        messages.warning(request, warning)
    return True


def _are_links(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _page(request: HttpRequest, shown: Section, form: SectionForm, *, seen: dict[str, Any]) -> HttpResponse:
    after = request.GET.get("after", "")
    context = {
        "sections": sections_for(request.user),
        "section": shown,
        "form": form,
        "media": form.media,
        "seen": json.dumps(seen, ensure_ascii=False),
        "after": after if after.isdecimal() else "",
        "logo": form.settings.look.logo if shown.key == "look" else "",
        "places": _places() if shown.key == "menu" else [],
        "trouble": paper.trouble(),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "newsroom/house/section.html", context, status=status)


def _places() -> list[tuple[str, str]]:
    """What a link of the menu often leads to: an address and what it is called."""
    pages = StandingPage.objects.filter(live=True, path__isnull=False).order_by("title")
    tags = Tag.objects.in_bulk(tallies.largest_tags(_SUGGESTED_TAGS)).values()
    return [
        ("/tags/", _("All tags")),
        *((f"/{page.path}", page.title) for page in pages[:_SUGGESTED_TAGS]),
        *((f"/tag/{tag.slug}/", tag.name) for tag in sorted(tags, key=lambda tag: tag.name)),
    ]


@require_admin_access
@require_GET
def logo_file(request: HttpRequest) -> HttpResponse:
    """The logo as the site shows it, for who may change it."""
    from broadsheet.press.desk import Desk

    if not request.user.has_perm("newsroom.change_settings"):
        raise PermissionDenied
    try:
        logo = Desk(paper.current()).logo
    except BroadsheetError:
        logo = None
    if logo is None:
        raise Http404
    kinds = {
        "svg": "image/svg+xml",
        "jpg": "image/jpeg",
        "png": "image/png",
        "gif": "image/gif",
        "webp": "image/webp",
    }
    kind = kinds.get(logo.path.rpartition(".")[2], "image/jpeg")
    # A drawing that the operator put there by hand may hold a script; as a picture of a page it runs none.
    headers = {"Cache-Control": "private, no-store", "Content-Security-Policy": "default-src 'none'; sandbox"}
    return HttpResponse(logo.content, content_type=kind, headers=headers)
