"""Pages on the press's editions: the last ones, what one wrote and why, how far the press is, and the checkup.

Guarantees: only for who may publish, since what is told names posts that others write; nothing is changed here.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from broadsheet.errors import PublishError
from broadsheet.newsroom import paper
from broadsheet.newsroom.editions.checkup import begin_checkup, is_running
from broadsheet.newsroom.editions.selecting import (
    last_editions,
    newest_number,
    one_edition,
    waiting,
    written_files,
)
from broadsheet.newsroom.editions.wording import reasons_of, what_it_wrote
from broadsheet.newsroom.interpreter import interpret
from broadsheet.press.explaining import explain

__all__ = ["begin", "edition", "editions", "may_see_editions", "press_state", "why"]

_LISTED = 50
_FILES = 300


def may_see_editions(user: Any) -> bool:
    """Who may publish may see what was."""
    return bool(user.has_perm("newsroom.publish_story"))


def _check(request: HttpRequest) -> None:
    if not may_see_editions(request.user):
        raise PermissionDenied


@require_admin_access
@require_GET
def editions(request: HttpRequest) -> HttpResponse:
    """The last editions."""
    _check(request)
    lines = [(line, reasons_of(line)) for line in last_editions(_LISTED)]
    return TemplateResponse(request, "newsroom/editions/list.html", {"lines": lines, "waiting": waiting()})


@require_admin_access
@require_GET
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """One edition: its files, each with its address and why it is as it is."""
    _check(request)
    line = one_edition(number)
    if line is None:
        raise Http404
    files = written_files(number, limit=_FILES + 1)
    context = {
        "line": line,
        "sentence": what_it_wrote(line),
        "reasons": reasons_of(line),
        "files": files[:_FILES],
        "more": len(files) > _FILES,
        "rewritten": max(0, line.written + line.removed - len(files)) if len(files) <= _FILES else 0,
        "site": paper.current().settings.url.rstrip("/"),
    }
    return TemplateResponse(request, "newsroom/editions/one.html", context)


@require_admin_access
@require_GET
def why(request: HttpRequest) -> HttpResponse:
    """Why a file of the site is as it is: asked by its path or its full address."""
    _check(request)
    asked = request.GET.get("path", "").strip()
    try:
        found, fault = (explain(paper.current(), asked), "") if asked else (None, "")
    except PublishError as error:
        found, fault = None, interpret(str(error))
    context: dict[str, Any] = {"asked": asked, "found": found, "fault": fault}
    if found:
        context |= {
            "page": _interpreted(found.page),
            "reasons": [_interpreted(each) for each in found.reasons],
        }
    return TemplateResponse(request, "newsroom/editions/why.html", context, status=404 if fault else 200)


def _interpreted(told: str) -> str:
    """Two sentences that stand for one: what, and what that has to do with it."""
    return ": ".join(interpret(part) for part in told.split(": ", 1))


@require_admin_access
@require_GET
def press_state(request: HttpRequest) -> HttpResponse:
    """How far the press is with what was changed after an edition."""
    if not (may_see_editions(request.user) or request.user.has_perm("newsroom.change_menu")):
        raise PermissionDenied
    after = request.GET.get("after", "")
    number = newest_number()
    line = one_edition(number) if after.isdecimal() and number > int(after) else None
    if line is None:
        return JsonResponse({"done": False, "sentence": _("The press is at work …")})
    return JsonResponse(
        {"done": True, "number": number, "sentence": _("On the site.") + " " + what_it_wrote(line)}
    )


@require_admin_access
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a checkup in the background."""
    _check(request)
    if is_running():
        messages.success(request, _("A checkup is under way already."))
    else:
        begin_checkup(paper.current().folder)
        messages.success(request, _("The checkup has begun; what it finds will be on this page."))
    return HttpResponseRedirect(reverse("wagtailadmin_home"))
