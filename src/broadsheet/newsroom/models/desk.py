"""What is written on an editor's desk, a post or a standing page: versions of it, of which readers get one.

Guarantees, whichever view, command or hook of Wagtail acts: a body is sanitised before it is stored, in drafts and
versions too; what was live and is no more leaves the site in the transaction that says so; an old version brings back
words, and nothing that belongs to the whole.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin

from broadsheet.newsroom.body import sanitise

__all__ = ["OnDesk"]

_OF_THE_DESK = ("edited_at", "live_revision_id", "last_published_at", "locked", "locked_at", "locked_by_id")


class OnDesk(PreviewableMixin, DraftStateMixin, LockableMixin, RevisionMixin):  # type: ignore[misc]
    """Goes behind the archive's own model among the bases, so that the archive's ``live`` is the one there is."""

    edited_at = models.DateTimeField(db_index=True, editable=False, default=timezone.now)

    body: Any
    OF_THE_WHOLE: ClassVar[tuple[str, ...]]
    """The archive's columns that an old version does not bring back."""

    class Meta:
        """Each has a table of its own."""

        abstract = True

    @property
    def full_title(self) -> str:
        """What lists and messages call it."""
        return str(self)

    @classmethod
    def get_base_content_type(cls) -> ContentType:
        """That of the desk, and not of the archive, which knows nothing of versions."""
        return ContentType.objects.get_for_model(cls, for_concrete_model=False)

    def save(self, *args: Any, **options: Any) -> None:
        """Store the row as it is. What was live and is no more leaves the site, whoever asked for it."""
        self.tidy()
        fields = options.get("update_fields")
        leaves = not self.live and (fields is None or "live" in fields) and self._is_on_site()
        with transaction.atomic():
            before = self.state_in_archive() if leaves else {}
            super().save(*args, **options)
            if leaves:
                self.leave_site(before)

    def _is_on_site(self) -> bool:
        return self.pk is not None and type(self).objects.filter(pk=self.pk, live=True).exists()

    def tidy(self) -> None:
        """Make true what holds of every version that is stored."""
        self.body = sanitise(self.body)

    def state_in_archive(self) -> dict[str, Any]:
        """What is true of it in the archive, for the change that tells the press."""
        raise NotImplementedError

    def leave_site(self, before: Mapping[str, Any]) -> None:
        """Readers get it no more."""
        raise NotImplementedError

    def preview(self) -> HttpResponse:
        """The very page that the press would write of this state."""
        raise NotImplementedError

    def read_filing(self) -> None:
        """Take from the archive what it keeps beside the row; nothing, where there is no such thing."""

    def save_revision(self, *args: Any, **options: Any) -> Any:
        """A revision holds what was typed, sanitised."""
        self.tidy()
        return super().save_revision(*args, **options)

    def _update_from_revision(self, revision: Any, changed: bool = True) -> None:
        self.edited_at = timezone.now()
        super()._update_from_revision(revision, changed)
        type(self).objects.filter(pk=self.pk).update(edited_at=self.edited_at)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """The words of a revision; what belongs to the whole stays as it is now."""
        written = super().with_content_json(content)
        for name in (*self.OF_THE_WHOLE, *_OF_THE_DESK):
            setattr(written, name, getattr(self, name))
        return written

    def keep_what_is_live(self, revision: Any) -> None:
        """A rescued post is live without a revision; Wagtail would take it off the site to schedule a change of it."""
        live = type(self).objects.get(pk=self.pk)
        if not live.live or live.live_revision_id is not None:
            return
        live.read_filing()
        kept = Revision.objects.create(
            content_object=live,
            base_content_type=live.get_base_content_type(),
            content=live.serializable_data(),
            object_str=str(live),
            created_at=live.last_published_at or live.edited_at,
        )
        type(self).objects.filter(pk=self.pk).update(live_revision=kept)
        for written in (self, revision.content_object):
            written.live_revision = kept

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,  # noqa: ARG002 - Wagtail calls it so
        preview_mode: str | None = None,  # noqa: ARG002
        extra_request_attrs: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> HttpResponse:
        """What the panel beside the form shows."""
        return self.preview()
