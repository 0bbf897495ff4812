"""Asking about the very post, on every view that has one.

Wagtail's snippet views ask whether somebody may change *some* post, so that a reporter could open, edit and
delete another's draft and read its history. Every view of the viewset is made with
:class:`PerPost` in front, and lists only what :func:`visible_stories` gives.
"""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.permissions import policy_registry

from broadsheet.newsroom.models import Story

__all__ = ["PerPost", "linkable_stories", "may_open", "visible_stories"]


def visible_stories(user: Any) -> QuerySet[Story]:
    """The posts that a member may see."""
    found: QuerySet[Story] = policy_registry.get_by_type(Story).instances_user_has_any_permission_for(
        user, ["change", "view"]
    )
    return found


def linkable_stories(user: Any) -> QuerySet[Story]:
    """The posts that a member may link to: those that they may see, and those that everybody can read."""
    return visible_stories(user) | Story.objects.filter(live=True)


def may_open(user: Any, story: Story, *, right: str = "change") -> bool:
    """True where the member has the right to this post, or reviews it just now."""
    if policy_registry.get_by_type(Story).user_has_permission_for_instance(user, right, story):
        return True
    task = story.current_workflow_task if right == "change" else None
    return bool(task and task.user_can_access_editor(story, user))


class PerPost:
    """Put in front of a view's class: refuses before anything else happens."""

    kwargs: dict[str, Any]
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Ask first: some of Wagtail's views read the post in their own ``setup``."""
        pk = kwargs.get("pk")
        if pk is not None and request.user.is_authenticated:
            story = get_object_or_404(Story, pk=unquote(str(pk)))
            wanted = getattr(self, "permission_required", None)
            right = wanted if wanted == "delete" else "change"
            if not may_open(request.user, story, right=right):
                raise PermissionDenied
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
