"""A standing page (About, Contact) on an editor's desk: the archive's page, and what writing it needs.

Guarantees, as for a post: what readers get changes only in :meth:`DeskPage.publish`, in a :meth:`DeskPage.save` of
what is live no more, and by a deletion; each writes the archive's rows and the change that tells the press in one
transaction; a body is sanitised before it is stored; an old revision brings back words, never the address.

Whether a link to it stands in the menu is what ``broadsheet.toml`` says; ``in_menu`` is what a draft wants, and
becomes true with it.
"""

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin

from broadsheet.archive.models import StandingPage
from broadsheet.archive.services import pages
from broadsheet.newsroom.body import sanitise

__all__ = ["DeskPage"]

_KEPT = (
    "path", "updated_at", "status", "status_note", "origin_key", "origin_source", "origin_url", "fingerprint",
    "edited_at", "live_revision_id", "last_published_at", "locked", "locked_at", "locked_by_id",
)  # fmt: skip
"""What belongs to the page as a whole and is not brought back by an old revision."""


class DeskPage(StandingPage, PreviewableMixin, DraftStateMixin, LockableMixin, RevisionMixin):  # type: ignore[misc]
    """A standing page, as those who write it see it.

    ``StandingPage`` stands first so that its own ``live`` is the one there is. No constraint ties the row to the
    page's, so that a process without the newsroom can delete pages.
    """

    page = models.OneToOneField(
        StandingPage,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        db_constraint=False,
        related_name="desk",
    )
    in_menu = models.BooleanField(
        _("in the menu"), default=False, help_text=_("A link to it stands in the menu of every page.")
    )
    edited_at = models.DateTimeField(db_index=True, editable=False, default=timezone.now)

    heir: int | None = None
    """The page that this one's addresses lead to once it is deleted; without one they say that it is gone."""

    class Meta:
        """Rights beside those that Django makes; who has which is in ``roles``."""

        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
        permissions: ClassVar = [
            ("publish_deskpage", "Can publish any standing page"),
            ("change_menu", "Can change the menu and the links of the site"),
            ("change_settings", "Can change the settings of the paper"),
        ]

    def __str__(self) -> str:
        return self.title or str(_("(no title yet)"))

    @property
    def full_title(self) -> str:
        """What lists and messages call it."""
        return str(self)

    @classmethod
    def get_base_content_type(cls) -> ContentType:
        """A page of the desk, and not the archive's, which knows nothing of revisions."""
        return ContentType.objects.get_for_model(cls, for_concrete_model=False)

    def save(self, *args: Any, **options: Any) -> None:
        """Store the row as it is. What was live and is no more leaves the site and its menu, whoever asked for it."""
        self.body = sanitise(self.body)
        fields = options.get("update_fields")
        leaves = not self.live and (fields is None or "live" in fields) and self._is_on_site()
        with transaction.atomic():
            before = pages.page_state(self.pk) if leaves else {}
            super().save(*args, **options)
            if leaves:
                pages.take_page_off_site(self.pk, before=before)
                _tell_menu(self.path, self.title, wanted=False)

    def _is_on_site(self) -> bool:
        return self.pk is not None and StandingPage.objects.filter(pk=self.pk, live=True).exists()

    def save_revision(self, *args: Any, **options: Any) -> Any:
        """A revision holds what was typed, sanitised."""
        self.body = sanitise(self.body)
        return super().save_revision(*args, **options)

    def _update_from_revision(self, revision: Any, changed: bool = True) -> None:
        self.edited_at = timezone.now()
        super()._update_from_revision(revision, changed)
        DeskPage.objects.filter(pk=self.pk).update(edited_at=self.edited_at)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """The words of a revision; what belongs to the page as a whole stays as it is now."""
        page = super().with_content_json(content)
        for name in _KEPT:
            setattr(page, name, getattr(self, name))
        return page

    def get_latest_revision_as_object(self) -> Any:
        """What an editor goes on with: the draft, or what is live, with the menu as it is now."""
        from broadsheet.newsroom.house import menu

        page = super().get_latest_revision_as_object()
        if self.live and not self.has_unpublished_changes:
            page.in_menu = menu.is_in_menu(self.path or "")
        return page

    def publish(self, revision: Any, **options: Any) -> None:
        """Make a revision what readers get, now or (where it says so) when its time comes."""
        with transaction.atomic():
            before = pages.page_state(self.pk)
            self._keep_what_is_live(revision)
            super().publish(revision, **options)
            stored = DeskPage.objects.get(pk=self.pk)
            if stored.live and stored.live_revision_id == revision.pk:
                at = timezone.now()
                pages.put_page_on_site(self.pk, at=at, before=before)
                DeskPage.objects.filter(pk=self.pk).update(edited_at=at)
                stored.refresh_from_db()
                _tell_menu(stored.path, stored.title, wanted=stored.in_menu)

    def _keep_what_is_live(self, revision: Any) -> None:
        """A rescued page is live without a revision; its words are kept as one before they are replaced."""
        live = DeskPage.objects.get(pk=self.pk)
        if not live.live or live.live_revision_id is not None:
            return
        kept = Revision.objects.create(
            content_object=live,
            base_content_type=live.get_base_content_type(),
            content=live.serializable_data(),
            object_str=str(live),
            created_at=live.last_published_at or live.edited_at,
        )
        DeskPage.objects.filter(pk=self.pk).update(live_revision=kept)
        for page in (self, revision.content_object):
            page.live_revision = kept

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,  # noqa: ARG002 - Wagtail calls it so
        preview_mode: str | None = None,  # noqa: ARG002
        extra_request_attrs: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> Any:
        """The very page that the press would write of this state."""
        from broadsheet.newsroom.preview import preview_of_page

        return preview_of_page(self)


def _tell_menu(path: str | None, title: str, *, wanted: bool) -> None:
    """Once the page's own change is true. A file of settings that can't be written is the operator's to mend."""
    from broadsheet.newsroom.house import menu

    if path:
        transaction.on_commit(lambda: menu.set_in_menu(path, title, wanted=wanted), robust=True)


@receiver(pre_delete, sender=DeskPage)
def _note_deletion(instance: DeskPage, **_: Any) -> None:
    # Also where many are deleted by one query, which calls no method of a page.
    heir = instance.heir
    if (
        heir is not None
        and not StandingPage.objects.filter(pk=heir, live=True).exclude(pk=instance.pk).exists()
    ):
        heir = None
    pages.note_page_deletion(instance.pk, heir=heir)
    _tell_menu(instance.path, instance.title, wanted=False)
