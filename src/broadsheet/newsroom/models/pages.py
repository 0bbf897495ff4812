"""A standing page (About, Contact) on an editor's desk: the archive's page, and what writing it needs.

Guarantees, as for a post: what readers get changes only in :meth:`DeskPage.publish`, in a :meth:`DeskPage.save` of
what is live no more, and by a deletion; each writes the archive's rows and the change that tells the press in one
transaction; a body is sanitised before it is stored; an old revision brings back words, never the address.

Whether a link to it stands in the menu is what ``broadsheet.toml`` says; ``in_menu`` is what a draft wants, and
becomes true with it.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from broadsheet.archive.models import StandingPage
from broadsheet.archive.services import pages
from broadsheet.newsroom.models.desk import OnDesk

__all__ = ["DeskPage"]


class DeskPage(StandingPage, OnDesk):
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

    OF_THE_WHOLE = (
        "path", "updated_at", "status", "status_note", "origin_key", "origin_source", "origin_url", "fingerprint",
    )  # fmt: skip
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

    def state_in_archive(self) -> dict[str, Any]:
        """With the address and the title that readers know."""
        return pages.page_state(self.pk)

    def leave_site(self, before: Mapping[str, Any]) -> None:
        """Readers get it no more, nor the menu's link to it."""
        pages.take_page_off_site(self.pk, before=before)
        _tell_menu(self.path, self.title, wanted=False)

    def preview(self) -> HttpResponse:
        """The very page that the press would write."""
        from broadsheet.newsroom.preview import preview_of_page

        return preview_of_page(self)

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
            before = self.state_in_archive()
            self.keep_what_is_live(revision)
            super().publish(revision, **options)
            stored = DeskPage.objects.get(pk=self.pk)
            if stored.live and stored.live_revision_id == revision.pk:
                at = timezone.now()
                pages.put_page_on_site(self.pk, at=at, before=before)
                DeskPage.objects.filter(pk=self.pk).update(edited_at=at)
                stored.refresh_from_db()
                _tell_menu(stored.path, stored.title, wanted=stored.in_menu)


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
