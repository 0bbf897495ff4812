"""What publishing needs to remember."""

from django.db import models

__all__ = ["Change", "Edition", "SitePath"]


class Change(models.Model):
    """A row that says what an edit touched, written in the edit's own transaction (the outbox).

    ``before`` holds what is needed to know the pages of the state before: path, tags, authors, year.
    """

    noun = models.CharField(max_length=20, help_text="post, page, tag, author, image, settings, theme")
    noun_id = models.BigIntegerField(default=0)
    before = models.JSONField(default=dict)
    edition = models.ForeignKey("Edition", null=True, on_delete=models.SET_NULL, related_name="changes")

    class Meta:
        """Pending changes are found by index."""

        indexes = [models.Index(fields=["edition", "id"], name="pending_changes")]

    def __str__(self) -> str:
        return f"{self.noun} {self.noun_id}"


class Edition(models.Model):
    """One publish. ``finished`` is false from the moment it claims its changes until its last file is durable."""

    finished = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    seconds = models.FloatField(default=0)
    written = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    inputs = models.CharField(max_length=64, blank=True, help_text="fingerprint of settings and theme")

    def __str__(self) -> str:
        return f"edition {self.pk}"


class SitePath(models.Model):
    """A file that was once published: its address answers forever, as a page, a redirect or a 410."""

    path = models.CharField(max_length=1000, unique=True, help_text="below the site's folder")
    digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the file; empty: removed or unsure"
    )
    page = models.CharField(
        max_length=100, blank=True, help_text="what the file shows: post 12, tag 4 2019/2"
    )
    edition = models.BigIntegerField(
        default=0, help_text="the last edition that found the file part of the site"
    )

    def __str__(self) -> str:
        return self.path
