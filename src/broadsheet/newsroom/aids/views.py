"""The form as it is, asked about while it is written."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from broadsheet.newsroom.aids.tags_in_text import tags_in
from broadsheet.newsroom.aids.warnings import Draft, warnings_of
from broadsheet.newsroom.body import sanitise
from broadsheet.newsroom.names import split_names

__all__ = ["tags_of_form", "warnings_of_form"]


def _asked_by_a_writer(request: HttpRequest) -> dict[str, Any]:
    user: Any = request.user
    if not user.has_perm("newsroom.add_story"):
        raise PermissionDenied
    return request.POST.dict()


@require_admin_access
@require_POST
def tags_of_form(request: HttpRequest) -> JsonResponse:
    """Tags that exist and that the text names, without those it bears."""
    sent = _asked_by_a_writer(request)
    found = tags_in(
        sent.get("headline", ""),
        sent.get("standfirst", ""),
        body=sanitise(sent.get("body", "")),
        without=split_names(sent.get("tag_names", "")),
    )
    return JsonResponse({"tags": found})


@require_admin_access
@require_POST
def warnings_of_form(request: HttpRequest) -> JsonResponse:
    """What is better looked at once more; never a reason to refuse anything."""
    sent = _asked_by_a_writer(request)
    lead = str(sent.get("lead_image", ""))
    draft = Draft(
        body=sanitise(sent.get("body", "")),
        language=sent.get("language", "en"),
        tags=tuple(split_names(sent.get("tag_names", ""))),
        lead_image=int(lead) if lead.isascii() and lead.isdigit() and len(lead) < 19 else None,
        lead_alt=sent.get("lead_alt", ""),
    )
    return JsonResponse({"warnings": warnings_of(draft)})
