"""Who may tend tags, and under which name the journal has them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.auth import require_admin_access

from broadsheet.archive.services import garden

__all__ = ["MERGES", "TENDS", "gardener", "with_rights"]

TENDS = ("archive.change_tag",)
MERGES = ("archive.change_tag", "archive.delete_tag")

View = Callable[..., HttpResponse]


def gardener(request: HttpRequest) -> garden.Gardener:
    """Whoever asks, as the journal of tags will name them, and the moment."""
    user: Any = request.user
    return garden.Gardener(user.called, timezone.now())


def with_rights(*rights: str) -> Callable[[View], View]:
    """A view for members with all of these rights."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
            user: Any = request.user
            if not user.has_perms(rights):
                raise PermissionDenied
            return view(request, *args, **parts)

        asked: View = require_admin_access(guarded)
        return asked

    return guard
