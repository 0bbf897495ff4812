"""A post on an editor's desk: the archive's post, and what writing it together needs.

Guarantees, whichever view, command or hook of Wagtail acts: what readers get changes only in
:meth:`Story.publish`, in a :meth:`Story.save` of what is live no more, and by a deletion; each writes the
archive's rows and the change that tells the press in one transaction; a post that is only scheduled is never
live; a body is sanitised before it is stored, in drafts and revisions too; an old revision brings back words,
never the post's address or its origin.

A child table of the archive's posts, and not fields in it: the press and the command line know nothing of
Wagtail and stay small (docs/decisions). Receivers of Wagtail's signals were not chosen: ``published`` is also
sent for a post that is only scheduled, and nothing is sent when a live one is deleted.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowMixin

from broadsheet.archive.models import Post
from broadsheet.archive.services import editing
from broadsheet.language import direction_of, fold, guess_language
from broadsheet.newsroom import paper
from broadsheet.newsroom.models.desk import OnDesk
from broadsheet.newsroom.names import NamesField

__all__ = ["Story", "sought_of"]


def sought_of(headline: str, standfirst: str) -> str:
    """The folded words of a post that a search in the newsroom looks at."""
    return fold(f"{headline} {standfirst}")[:2000]


class Story(Post, WorkflowMixin, OnDesk):  # type: ignore[misc]
    """A post, as those who write it see it.

    ``Post`` stands first so that its own ``live`` is the one there is. No constraint ties the row to the
    post's, so that a process without the newsroom can delete posts.
    """

    post = models.OneToOneField(
        Post,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        db_constraint=False,
        related_name="story",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("written by"),
    )
    tag_names = NamesField(subject="tag", verbose_name=_("tags"))
    author_names = NamesField(subject="author", verbose_name=_("byline"))
    sought = models.TextField(blank=True, editable=False, help_text="the folded words that a search looks at")
    edit_kind = models.CharField(
        _("what is this change?"),
        max_length=13,
        blank=True,
        choices=[
            ("typo", _("A typo: readers are not told")),
            ("update", _("An update: something new")),
            ("correction", _("A correction: something was wrong")),
            ("retraction", _("A retraction: none of it stands")),
            ("reinstatement", _("The end of a retraction: it stands after all")),
        ],
    )
    edit_note = models.TextField(_("what readers are told"), blank=True)

    OF_THE_WHOLE = (
        "path", "excerpt", "updated_at", "retracted_on", "sticky", "status", "status_note", "year", "chronology",
        "origin_key", "origin_source", "origin_format", "origin_rank", "origin_url", "fingerprint", "headline_key",
        "has_lead", "lead_source_url", "translation_group", "owner_id",
    )  # fmt: skip

    class Meta:
        """Rights beside those that Django makes; who has which is in ``roles``."""

        verbose_name = _("post")
        verbose_name_plural = _("posts")
        permissions: ClassVar = [
            ("publish_story", "Can publish any post"),
            ("lock_story", "Can lock any post"),
            ("unlock_story", "Can unlock any post"),
            ("revise_own_story", "Can change their own posts after publication"),
        ]
        # What the front page of the newsroom asks for, which is little, in an archive of any size.
        indexes: ClassVar = [
            # The whole order of the list, so that its last page is as near as its first.
            models.Index(fields=["-edited_at", "-post"], name="stories_by_edit"),
            models.Index(fields=["owner", "-edited_at", "-post"], name="stories_of_an_owner"),
            models.Index(
                fields=["-edited_at", "-post"],
                name="stories_published",
                condition=models.Q(live_revision__isnull=False),
            ),
            models.Index(
                fields=["-edited_at", "-post"],
                name="stories_changed",
                condition=models.Q(has_unpublished_changes=True),
            ),
            models.Index(
                fields=["expire_at"], name="stories_expiring", condition=models.Q(expire_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("(no headline yet)"))

    @property
    def runs(self) -> str:
        """Which way the headline runs: as most of its letters do, since the first may be those of a foreign name."""
        return (
            direction_of(guess_language(self.headline, declared=self.language)) if self.headline else "auto"
        )

    def save(self, *args: Any, **options: Any) -> None:
        """Store the row as it is, and the words by which a search finds it."""
        fields = options.get("update_fields")
        if fields is not None and "headline" in fields:
            options["update_fields"] = [*fields, "sought"]
        super().save(*args, **options)

    def tidy(self) -> None:
        """A search finds the words that are stored, too."""
        super().tidy()
        self.sought = sought_of(self.headline, self.standfirst)

    def state_in_archive(self) -> dict[str, Any]:
        """With the listings that it stands in."""
        return editing.state_before(self.pk)

    def leave_site(self, before: Mapping[str, Any]) -> None:
        """Readers get it no more; here it is a draft again."""
        editing.take_off_site(self.pk, before=before)

    def preview(self) -> HttpResponse:
        """The very page that the press would write."""
        from broadsheet.newsroom.preview import preview_of

        return preview_of(self)

    def get_latest_revision_as_object(self) -> Any:
        """What an editor goes on with: the draft, or what is live with the names it is filed under now."""
        story = super().get_latest_revision_as_object()
        if story is self:
            self.read_filing()
        return story

    def read_filing(self) -> None:
        """Take the names from the archive, which tags may have been renamed, merged or given in since."""
        if self.live or not self.latest_revision_id:
            filing = editing.filings([self.pk])[self.pk]
            self.tag_names, self.author_names = list(filing.tags), list(filing.authors)

    def publish(self, revision: Any, **options: Any) -> None:
        """Make a revision what readers get, now or (where it says so) when its time comes."""
        with transaction.atomic():
            before = self.state_in_archive()
            self.keep_what_is_live(revision)
            super().publish(revision, **options)
            stored = Story.objects.get(pk=self.pk)
            if stored.live and stored.live_revision_id == revision.pk:
                stored._put_on_site(before)
            elif not stored.live:
                Post.objects.filter(pk=self.pk).update(status="scheduled")

    def _put_on_site(self, before: dict[str, Any]) -> None:
        filing = editing.Filing(tags=tuple(self.tag_names), authors=tuple(self.author_names))
        kind: Any = self.edit_kind
        edit = editing.Edit(at=timezone.now(), zone=paper.zone(), kind=kind, text=self.edit_note.strip())
        editing.put_on_site(self.pk, filing, edit=edit, before=before)
        # Asked anew at the next edit.
        Story.objects.filter(pk=self.pk).update(edit_kind="", edit_note="", edited_at=edit.at)

    def scheduled_for(self) -> datetime | None:
        """When it goes onto the site by itself, if it does."""
        revision = self.scheduled_revision
        return revision.approved_go_live_at if revision else None


@receiver(pre_delete, sender=Story)
def _note_deletion(instance: Story, **_: Any) -> None:
    # Also where many are deleted by one query, which calls no method of a story.
    editing.note_deletion(instance.pk)
