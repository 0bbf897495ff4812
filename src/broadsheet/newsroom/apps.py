"""The newsroom as a Django app."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    """Names the app; what it adds to Wagtail stands in :mod:`broadsheet.newsroom.wagtail_hooks`."""

    name = "broadsheet.newsroom"
    label = "newsroom"
    verbose_name = _("newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch what ends sessions, name things in the language of who reads, and do without scripts in pages."""
        from broadsheet.newsroom.choosers import start_by_attributes
        from broadsheet.newsroom.doors import watching  # noqa: F401
        from broadsheet.newsroom.founding.review import name_the_review

        name_the_review()
        start_by_attributes()
        _name_in_words()
        _keep_out_of_wagtails_index()


def _name_in_words() -> None:
    """Lists and buttons name what the archive holds by its models, which know no language but their own."""
    names = {
        "tag": (_("tag"), _("tags")),
        "image": (_("picture"), _("pictures")),
        "author": (_("author"), _("authors")),
    }
    fields = {
        "headline": _("Headline"), "standfirst": _("Standfirst"), "body": _("Body"), "lead_image": _("Picture"),
        "lead_alt": _("What it shows"), "lead_caption": _("Caption"), "lead_credit": _("Credit"),
        "language": _("Language"), "published_at": _("Date"), "slug": _("Last part of its address"),
        "house_byline": _("Byline"),
    }  # fmt: skip
    for field in apps.get_model("archive", "post")._meta.fields:
        field.verbose_name = fields.get(field.name, field.verbose_name)
    for model, (one, many) in names.items():
        about = apps.get_model("archive", model)._meta
        # The migrations read what the class itself says, and see nothing of this.
        about.verbose_name, about.verbose_name_plural = one, many


def _keep_out_of_wagtails_index() -> None:
    """What shows what is in the archive's own tables; Wagtail's index of it would cost a scan for every save."""
    for model in apps.get_app_config("archive").get_models():
        model.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
