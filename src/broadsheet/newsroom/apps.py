"""The newsroom as a Django app."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Names the app; what it adds to Wagtail stands in :mod:`broadsheet.newsroom.wagtail_hooks`."""

    name = "broadsheet.newsroom"
    label = "newsroom"
    verbose_name = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Begin to watch what ends sessions."""
        from broadsheet.newsroom.doors import watching  # noqa: F401
