"""Choosing a picture: those the archive has, newest first, or a new one."""

import json
from typing import Any

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import BaseChooser

from broadsheet.archive.models import Image
from broadsheet.newsroom.pictures.thumbnails import thumbnail_path
from broadsheet.newsroom.pictures.upload import DescriptionForm, UploadForm

__all__ = ["PictureChooser", "PictureViewSet"]


class _PictureIndex(IndexView):  # type: ignore[misc]
    """Pictures, newest first; those that a copy named and did not bring are listed too, to be supplied."""

    def get_base_queryset(self) -> Any:
        return Image.objects.order_by("-pk")


class _UsedIn(Column):  # type: ignore[misc]
    """In how many posts it is."""

    def get_value(self, instance: Image) -> str:
        count = instance.led_posts.count() + instance.uses.count()
        return str(count) if count else ""


class PictureViewSet(ModelViewSet):  # type: ignore[misc]
    """The pictures of the paper: found, described, uploaded."""

    model = Image
    icon = "image"
    menu_label = _("Pictures")
    menu_name = "pictures"
    menu_order = 200
    add_to_admin_menu = True
    url_prefix = "picture"
    index_view_class = _PictureIndex
    list_per_page = 24
    search_fields = ("alt", "caption", "credit", "title")
    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = False

    @property
    def list_display(self) -> list[Any]:
        return [
            "__str__",
            Column("thumbnail", label=_("Picture"), accessor=_thumbnail),
            Column("alt", label=_("What it shows"), accessor="alt"),
            Column("credit", label=_("Credit"), accessor="credit"),
            _UsedIn("used", label=_("Posts")),
        ]

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """A file can be given once; after that, words are changed."""
        return DescriptionForm if for_update else UploadForm


class _Filter(SearchFilterMixin, BaseFilterForm):  # type: ignore[misc]
    """Looks for a word in what is said of a picture."""

    def filter(self, objects: Any) -> Any:
        words = (self.cleaned_data.get("q") or "").split()
        for word in words[:8]:
            objects = objects.filter(_says(word))
        self.search_query = " ".join(words)
        self.is_searching = bool(words)
        return objects


def _says(word: str) -> Any:
    return (
        Q(alt__icontains=word)
        | Q(caption__icontains=word)
        | Q(credit__icontains=word)
        | Q(title__icontains=word)
    )


def _thumbnail(image: Image) -> SafeString:
    path = thumbnail_path(image)
    return (
        format_html('<img class="picture-thumbnail" src="{}" alt="" loading="lazy">', path)
        if path
        else SafeString("")
    )


class _Pictures:
    """Only pictures whose file is there."""

    filter_form_class = _Filter
    ordering = "-pk"

    def get_object_list(self) -> Any:
        return Image.objects.exclude(file="")

    @property
    def columns(self) -> list[Any]:
        return [Column("thumbnail", label=_("Picture"), accessor=_thumbnail, width="20%"), *super().columns]  # type: ignore[misc]


class _Choose(_Pictures, ChooseView):  # type: ignore[misc]
    pass


class _ChooseResults(_Pictures, ChooseResultsView):  # type: ignore[misc]
    pass


class _Widget(BaseChooser):  # type: ignore[misc]
    """The field that opens the dialogue; it says in attributes how it is started, not in a script."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ARG002 - Django's signature
    ) -> SafeString:
        chosen = self.get_value_data(value)
        id_ = (attrs or {})["id"]
        options = json.dumps(self.get_js_init_options(id_, name, chosen))
        start = format_html(
            '<span hidden data-start="{}" data-for="{}" data-options="{}"></span>',
            self.js_constructor,
            id_,
            options,
        )
        return SafeString(self.render_html(name, chosen, attrs) + start)


class PictureChooser(ChooserViewSet):  # type: ignore[misc]
    """The dialogue in which a picture is chosen or uploaded."""

    model = Image
    icon = "image"
    per_page = 12
    choose_one_text = _("Choose a picture")
    choose_another_text = _("Choose another picture")
    create_action_label = _("Upload")
    create_action_clicked_label = _("Uploading…")
    search_tab_label = _("Pictures there are")
    edit_item_text = _("Describe this picture")
    creation_form_class = UploadForm
    base_widget_class = _Widget
    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
