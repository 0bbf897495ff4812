"""The archive as a Django app."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Names the app; nothing happens at start-up."""

    name = "broadsheet.archive"
    label = "archive"
    default_auto_field = "django.db.models.BigAutoField"
