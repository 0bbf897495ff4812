"""What was rescued from where."""

from django.db import models

__all__ = ["Rescue"]


class Rescue(models.Model):
    """One source that was read, with its report as last printed."""

    path = models.CharField(max_length=1000)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the source file")
    format = models.CharField(max_length=20)
    undated_below = models.BigIntegerField(
        default=0, help_text="its undated posts stand below this chronology"
    )
    finished = models.BooleanField(default=False)
    hosts = models.JSONField(default=list, help_text="hosts that the copied site lived at")
    report = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.path
