"""A copy of the old site that somebody brought to the newsroom, and how far it has come."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

__all__ = ["Copy"]


class Copy(models.Model):
    """Files that were uploaded and not yet decided on, or the report of what became of them.

    The files themselves lie in a private folder named ``folder``; the row never holds what is in them but for
    what the report quotes.
    """

    class Kind(models.TextChoices):
        """What is in the files."""

        POSTS = "posts", _("a copy of posts")
        ADDRESSES = "addresses", _("a list of addresses")

    class Stage(models.TextChoices):
        """How far it has come. A process works on it while it is examined or stored."""

        EXAMINING = "examining", _("being examined")
        EXAMINED = "examined", _("waiting for your decision")
        STORING = "storing", _("being brought back")
        STORED = "stored", _("brought back")

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.POSTS)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.EXAMINING)
    halted = models.BooleanField(default=False, help_text="its process ended before it was done")
    complaint = models.TextField(blank=True, help_text="why, in the process's own sentence")
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    brought_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(default=timezone.now, help_text="when its last process began")
    ended_at = models.DateTimeField(null=True)
    folder = models.CharField(max_length=40, blank=True, help_text="empty once the files are deleted")
    files = models.JSONField(default=list, help_text="name and size of each file, in the order given")
    process = models.PositiveIntegerField(default=0, help_text="the id of its last process")
    outlook = models.JSONField(default=dict, help_text="the report of the dry run")
    report = models.JSONField(default=dict, help_text="the report of the rescue")

    class Meta:
        """One right: a copy holds what nobody has read yet, and accepting it changes thousands of posts."""

        default_permissions = ()
        permissions: ClassVar = [("bring_back", "Can bring back copies of the old site")]
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        names = [str(each["name"]) for each in self.files]
        return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")

    @property
    def is_working(self) -> bool:
        """True while a process works on it, as far as the row knows."""
        return self.stage in (self.Stage.EXAMINING, self.Stage.STORING) and not self.halted

    @property
    def standing(self) -> str:
        """How it stands, in a few words for lists."""
        if self.halted:
            return str(_("ended early"))
        if self.stage == self.Stage.EXAMINED and not self.folder:
            return str(_("deleted, since nobody decided"))
        return str(self.Stage(self.stage).label)

    @property
    def sources(self) -> list[dict[str, Any]]:
        """The last report's sources."""
        told: dict[str, Any] = self.report or self.outlook
        return list(told.get("sources", []))
