"""Removing a post for somebody's safety: the post, its pictures, its drafts and its history, at once.

Guarantees: after it, nothing in the publication's folder holds a word or a picture of the post but its address,
which answers "gone", once the press has published (within seconds, where ``serve`` runs). What others have copied
from the site cannot be taken back, and backups are the operator's to clean. Where a server keeps the archive, its
tables hold nothing of it either; the server's log of changes and its copies are the server's operator's to clean.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision, TaskState, WorkflowState

from broadsheet.archive import erasing
from broadsheet.archive.models import Change, Comment, Correction, Image, Post
from broadsheet.archive.services import editing
from broadsheet.newsroom import paper
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.stories.guard import may_open

__all__ = ["remove", "remove_story"]

_HELD_IT = (
    Post, Story, Comment, Correction, Change, Image, Revision, TaskState, WorkflowState, ModelLogEntry, EditingSession,
    FormState, ReferenceIndex,
)  # fmt: skip
"""The tables whose rows may hold words of a post."""


def remove_story(pk: int) -> None:
    """Take a post out of everything."""
    types = [ContentType.objects.get_for_model(model) for model in (Story, Story.post.field.related_model)]
    of_it = {"content_type__in": types, "object_id": str(pk)}
    with transaction.atomic():
        Story.objects.filter(pk=pk).update(latest_revision=None, live_revision=None)
        files = editing.remove_for_safety(pk)
        states = WorkflowState.objects.filter(**of_it)
        TaskState.objects.filter(workflow_state__in=states).delete()
        states.delete()
        for model in (Revision, ModelLogEntry, EditingSession, FormState, ReferenceIndex):
            rows: Any = model
            rows.objects.filter(**of_it).delete()
    # A crash from here on leaves files that no row names; nobody is shown them.
    media = paper.current().media
    for file in files:
        (media / file).unlink(missing_ok=True)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    erasing.rewrite_tables(_HELD_IT)


@require_admin_access
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, and says what will be gone."""
    story = get_object_or_404(Story, pk=pk)
    if not may_open(request.user, story, right="delete") or not request.user.has_perm(
        "newsroom.delete_story"
    ):
        raise PermissionDenied
    if request.method != "POST":
        return TemplateResponse(request, "newsroom/remove.html", {"story": story})
    try:
        remove_story(pk)
    except DatabaseError:
        if Story.objects.filter(pk=pk).exists():
            raise
        # Gone, and committed: only the writing anew of a server's tables failed.
        messages.warning(
            request, _("Removed. The database's files may hold it still: tell whoever runs this paper.")
        )
    else:
        messages.success(request, _("Removed. Its address answers that it is gone."))
    return HttpResponseRedirect(reverse("wagtailsnippets_newsroom_story:list"))
