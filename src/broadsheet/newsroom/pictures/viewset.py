"""Choosing a picture: those the archive has, newest first, or a new one."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from broadsheet.archive.models import Image
from broadsheet.newsroom.counting import ListPaginator
from broadsheet.newsroom.pictures.thumbnails import proof_path, thumbnail_path
from broadsheet.newsroom.pictures.upload import DescriptionForm, UploadForm
from broadsheet.newsroom.pictures.uses import uses_of

__all__ = ["PictureChooser", "PictureViewSet"]


class _PictureIndex(IndexView):  # type: ignore[misc]
    """Pictures, newest first; those that a copy named and did not bring are listed too, to be supplied."""

    paginator_class = ListPaginator

    @property
    def header_buttons(self) -> list[Any]:
        """Many at once, beside one at a time."""
        url = reverse("newsroom:upload_many")
        buttons: list[Any] = super().header_buttons
        if self.request.user.has_perm("archive.add_image"):
            buttons.append(HeaderButton(_("Upload many"), url=url, icon_name="upload"))
        return buttons

    def get_base_queryset(self) -> Any:
        return Image.objects.order_by("-pk")


class _Edit(EditView):  # type: ignore[misc]
    """A picture, its words, and where it is used."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Above this size no file is held at all, and the rest of the form would be saved without it."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            messages.error(
                request, _("The file is larger than 64 MB. Nothing was changed; save a smaller copy.")
            )
            return HttpResponseRedirect(request.path)
        return super().post(request, *args, **kwargs)

    def get_side_panels(self) -> Any:
        """None: where it is used is on the page, and a picture is on the site with what shows it."""
        return MediaContainer([])

    def get_context_data(self, **context: Any) -> Any:
        picture: Image = self.object
        more = {"picture": proof_path(picture), "uses": uses_of(picture, self.request.user)}
        return super().get_context_data(**context) | more


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
    edit_view_class = _Edit
    edit_template_name = "newsroom/pictures/edit.html"
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
            Column("alt", label=_("What it shows"), accessor="alt", classname="on-a-desk"),
            Column("credit", label=_("Credit"), accessor="credit", classname="on-a-desk"),
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
        format_html(
            '<img class="picture-thumbnail" src="{}" alt="" loading="lazy" style="object-position: {}% {}%">',
            path,
            50 if image.focus_x is None else image.focus_x,
            50 if image.focus_y is None else image.focus_y,
        )
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
    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
