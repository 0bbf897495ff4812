"""Who came in, who is in, and what opens the door when a telephone is lost.

No row holds an address: who worked here from where is nobody's business, not even that of whoever takes the archive.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from broadsheet.newsroom.models.members import Member

__all__ = ["OpenSession", "RecoveryCode", "SignInNote"]


class OpenSession(models.Model):
    """A browser that is signed in. A session without its row here is none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="open_sessions")
    since = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now)
    browser = models.CharField(max_length=60, blank=True)
    two_steps = models.BooleanField(default=False)


class SignInNote(models.Model):
    """One line of the sign-in log: ``how`` and ``outcome`` are words of :mod:`~broadsheet.newsroom.doors.notes`."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="sign_in_notes")
    at = models.DateTimeField(default=timezone.now)
    how = models.CharField(max_length=30)
    outcome = models.CharField(max_length=30)
    browser = models.CharField(max_length=60, blank=True)
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        """Read newest first, of one member or of all."""

        indexes: ClassVar = [
            models.Index(fields=["-at"], name="sign_in_note_at"),
            models.Index(fields=["member", "-at"], name="sign_in_note_of_member"),
        ]


class RecoveryCode(models.Model):
    """The digest of a code that opens the door once, in place of a lost telephone or key."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)
