"""Bringing back a copy: the pages.

Guarantees: each asks for the right before it reads anything; nothing is changed but by a button's POST; a page that
shows work under way reloads itself without a script, and with one only its numbers change.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.auth import require_admin_access

from broadsheet.newsroom import paper
from broadsheet.newsroom.models import Copy
from broadsheet.newsroom.preview import preview_of
from broadsheet.newsroom.returning import folders, running, steps
from broadsheet.newsroom.returning.reports import read_report, sample_story, without_places
from broadsheet.newsroom.returning.uploads import LARGEST, UploadError, receive

__all__ = ["bring", "copy_page", "press_button", "report_file", "sample", "state", "take_upload"]

View = Callable[..., HttpResponse]


def _for_those_who_may(view: View) -> View:
    """Administrators alone, unless the table of roles says otherwise."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("newsroom.bring_back"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return require_admin_access(asked)  # type: ignore[no-any-return]


@csrf_exempt
@_for_those_who_may
def bring(request: HttpRequest) -> HttpResponse:
    """The copies that are here, and the form that takes another."""
    if request.method == "POST":
        return take_upload(request, kind=Copy.Kind.POSTS, back="newsroom:bring_back")
    copies = [steps.look_at(copy) for copy in Copy.objects.select_related("brought_by")[:50]]
    return render(
        request,
        "newsroom/returning/index.html",
        {"copies": copies, "days": folders.KEPT_DAYS, "largest": LARGEST // 1_000_000},
    )


def take_upload(request: HttpRequest, *, kind: str, back: str) -> HttpResponse:
    """Take in the files of a form, and begin to examine them. The form's token is checked as its fields are known."""

    def check() -> None:
        if _checked(request) is not None:
            raise PermissionDenied

    member: Any = request.user
    try:
        upload = receive(request, check=check, pasted="pasted" if kind == Copy.Kind.ADDRESSES else "")
    except UploadError as error:
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"complaint": str(error)}, status=400)
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse(back))
    copy = steps.examine(upload.folder, upload.files, by=member, kind=kind)
    url = reverse("newsroom:copy", args=[copy.pk])
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"next": url})
    return HttpResponseRedirect(url)


@csrf_protect
def _token_is_right(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _checked(request: HttpRequest) -> HttpResponse | None:
    """What Django's own check refuses with, or None."""
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    answer = _token_is_right(request)
    return answer if answer.status_code != 200 else None


def _allowed(request: HttpRequest, pk: int) -> Copy:
    """A copy that this member may look at: lists of addresses are for all who may date posts.

    Raises:
        PermissionDenied: it is not for this member.
        Http404: there is none.
    """
    right = {"posts": "newsroom.bring_back", "addresses": "newsroom.publish_story"}
    if not any(request.user.has_perm(each) for each in right.values()):
        raise PermissionDenied
    copy = get_object_or_404(Copy, pk=pk)
    if not request.user.has_perm(right[copy.kind]):
        raise PermissionDenied
    return steps.look_at(copy)


@require_admin_access
@require_GET
def copy_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a copy stands: under way, its report, or what became of it."""
    copy = _allowed(request, pk)
    context = {"copy": copy, "days": folders.KEPT_DAYS, **_work(copy)}
    if copy.kind == Copy.Kind.POSTS:
        context["sources"] = sources = read_report(copy)
        context["readable"] = any(source.format for source in sources)
        context["settings"] = copy.report.get("settings", ())
    else:
        context["told"] = copy.report or copy.outlook
    context["site"] = paper.current().settings.url.rstrip("/")
    return render(request, f"newsroom/returning/{copy.kind}.html", context)


@require_admin_access
@require_GET
def state(request: HttpRequest, pk: int) -> JsonResponse:
    """The numbers of work under way, for the script of its page."""
    copy = _allowed(request, pk)
    work = _work(copy)
    html = render_to_string("newsroom/returning/work.html", {"copy": copy, **work}, request=request)
    return JsonResponse({"working": copy.is_working, "html": html})


def _work(copy: Copy) -> dict[str, Any]:
    """How far work has come, how fast, and how long it will take: known once a copy was examined."""
    if not copy.folder:
        return {}
    place = folders.folder_of(copy.folder)
    told = running.progress(place)
    total = sum(
        source["posts"]["kept"] + source["posts"]["already"] + source["pages"]
        for source in copy.outlook.get("sources", ())
    )
    rate = told.done / told.seconds if told.seconds >= 1 else 0
    left = max(0, total - told.done) / rate if total and rate else None
    return {
        "progress": told, "total": total, "rate": round(rate), "left": None if left is None else int(left) + 1,
        "log": running.log_lines(place), "percent": min(100, 100 * told.done // total) if total else 0,
    }  # fmt: skip


@require_admin_access
@require_POST
def press_button(request: HttpRequest, pk: int, button: str) -> HttpResponse:
    """Accept, stop, go on or discard."""
    copy = _allowed(request, pk)
    back = reverse("newsroom:bring_back" if copy.kind == Copy.Kind.POSTS else "newsroom:undated")
    page = reverse("newsroom:copy", args=[pk])
    try:
        if button == "discard":
            steps.discard(copy)
            messages.success(request, _("The files were deleted, and what was told of them."))
            return HttpResponseRedirect(back)
        if button == "dates":
            left_out = [int(each) for each in request.POST.getlist("leave_out") if each.isdecimal()]
            count = steps.take_dates(copy, but=left_out)
            messages.success(
                request, _("Posts dated: %(count)d. They are on the site within seconds.") % {"count": count}
            )
        else:
            {"accept": steps.accept, "stop": steps.stop, "go-on": steps.go_on}[button](copy)
    except steps.StepError as error:
        messages.error(request, str(error))
    except KeyError:
        raise Http404 from None
    return HttpResponseRedirect(page)


@require_admin_access
@require_GET
def sample(request: HttpRequest, pk: int, source: int, number: int) -> HttpResponse:
    """A post of the copy, as readers would get it."""
    copy = _allowed(request, pk)
    try:
        told = copy.outlook["sources"][source]["outlook"]["samples"][number]
    except (KeyError, IndexError):
        raise Http404 from None
    return preview_of(sample_story(told))


@require_admin_access
@require_GET
def report_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The whole report, to keep: for people or for programs."""
    copy = _allowed(request, pk)
    told = without_places(copy.report or copy.outlook)
    if form == "json":
        content, kind = json.dumps(told, ensure_ascii=False, indent=1), "application/json"
    else:
        content = render_to_string("newsroom/returning/report.txt", {"copy": copy, "told": told})
        kind = "text/plain; charset=utf-8"
    name = f"report-{copy.pk}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
