"""Choosing a picture: those the archive has, newest first, or a new one."""

import json
from typing import Any

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from broadsheet.archive.models import Image
from broadsheet.newsroom.pictures.thumbnails import thumbnail_path
from broadsheet.newsroom.pictures.upload import UploadForm

__all__ = ["PictureChooser"]


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
