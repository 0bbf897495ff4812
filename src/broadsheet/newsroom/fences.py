"""Views of Wagtail's that would tell a member of posts that are not theirs: fenced before they run.

Reports list every post's history to anybody who may write one; a bulk action prints the titles of posts that it
then refuses to touch. Here both answer "not found" to whoever may not see all the posts asked for. The dialogue
for tasks of a workflow asks for no right at all; here it is the administrators'. Members are
never changed many at a time.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from broadsheet.newsroom.models import Story
from broadsheet.newsroom.stories.guard import visible_stories

__all__ = ["Fences"]


class Fences:
    """Looks at the address before a view is called."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, parts: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse what is not for this member.

        Raises:
            Http404: it is not.
        """
        user: Any = request.user
        root = reverse("wagtailadmin_home")
        if user.is_authenticated and not user.is_superuser and request.path.startswith(f"{root}workflows/"):
            raise Http404
        if request.path.startswith(f"{root}bulk/") and parts.get("model_name") == "member":
            raise Http404
        if not user.is_authenticated or user.has_perm("newsroom.change_story"):
            return None
        if request.path.startswith(f"{root}reports/"):
            raise Http404
        if request.path.startswith(f"{root}bulk/"):
            _check_bulk(request, parts)
        return None


def _check_bulk(request: HttpRequest, parts: dict[str, Any]) -> None:
    asked = [*request.GET.getlist("id"), *request.POST.getlist("id")]
    if (parts.get("app_label"), parts.get("model_name")) != ("newsroom", "story"):
        raise Http404
    ids = {int(id) for id in asked if id.isdecimal()}
    if len(ids) != len(set(asked)):
        raise Http404
    if visible_stories(request.user).filter(pk__in=ids).count() != Story.objects.filter(pk__in=ids).count():
        raise Http404
