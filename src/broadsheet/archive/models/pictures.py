"""Pictures as they were taken in: cleaned, and filed under the hash of their own bytes."""

from django.db import models

__all__ = ["Image"]


class Image(models.Model):
    """A picture. Its file lies in the private ``media/`` folder; only derivatives are published.

    A picture that a copy names but does not hold has an empty ``file`` and keeps its ``source_url``,
    so that it can be supplied later.
    """

    file = models.CharField(max_length=300, blank=True, help_text="path below media/")
    digest = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="SHA-256 of the stored file"
    )
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300, blank=True)
    alt = models.TextField(blank=True)
    caption = models.TextField(blank=True)
    credit = models.TextField(blank=True)
    taken_on = models.DateField(
        null=True, blank=True, help_text="the day it was taken, where it is kept; the hour is not"
    )
    focus_x = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="what a crop keeps, in hundredths from the left; empty: the middle"
    )
    focus_y = models.PositiveSmallIntegerField(null=True, blank=True, help_text="in hundredths from the top")
    source_url = models.CharField(max_length=1000, blank=True)
    source_key = models.CharField(
        max_length=400,
        blank=True,
        db_index=True,
        help_text="the source URL without host, size suffix and query",
    )

    def __str__(self) -> str:
        return self.title or self.file or self.source_url
