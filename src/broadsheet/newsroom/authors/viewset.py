"""Authors in Wagtail's admin: listed and renamed. One is made by signing a post, and goes by being merged."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.admin.widgets.button import Button

from broadsheet.archive.models import Author
from broadsheet.archive.services.bylines import BylineRefusal, rename_author
from broadsheet.newsroom.authors.listing import AuthorIndex, count_signed

__all__ = ["AuthorViewSet"]


class _AuthorForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A name."""

    name = forms.CharField(
        label=_("Name"),
        max_length=300,
        widget=AdminAutoHeightTextInput(attrs={"rows": 1, "dir": "auto"}),
        help_text=_(
            "Every post they signed shows it. The address of their page stays; the name they had still finds them."
        ),
    )

    leaves_address = forms.BooleanField(
        label=_("Leave the address of their page, for their safety"),
        required=False,
        help_text=_(
            "The address holds the name that they had when they first signed. Their page moves to one of the new name; "
            "the old one says that it is gone, and nothing leads from it to the new one."
        ),
    )

    class Meta:
        """The archive's author."""

        model = Author
        fields = ("name",)


class _Edit(EditView):  # type: ignore[misc]
    """An author's name; merging is in the menu beside it."""

    def form_valid(self, form: Any) -> HttpResponse:
        """What the archive refuses is said where it was typed."""
        try:
            answer: HttpResponse = super().form_valid(form)
        except BylineRefusal as refusal:
            form.add_error("name", str(refusal))
            self.produced_error_message = self.get_error_message()
            answer = self.form_invalid(form)
        return answer

    def save_instance(self) -> Author:
        typed = self.form.cleaned_data
        kept = rename_author(self.object.pk, typed["name"], leave_address=typed["leaves_address"])
        return Author.objects.get(pk=kept)

    def get_side_panels(self) -> Any:
        return MediaContainer([])

    def get_page_subtitle(self) -> str:
        # The form has given the row in memory what was typed, whether or not it was refused.
        return str(Author.objects.filter(pk=self.object.pk).values_list("name", flat=True).first())

    @property
    def header_more_buttons(self) -> list[Any]:
        url = reverse("newsroom:author_merge", args=[self.object.pk])
        named = urlencode({"author": self.get_page_subtitle()})
        posts = f"{reverse('wagtailsnippets_newsroom_story:list')}?{named}"
        count = count_signed([self.object.pk]).get(self.object.pk, 0)
        return [
            Button(_now("Merge into another author"), url=url, icon_name="redirect", priority=5),
            Button(
                _now("Posts on the site: %(count)s") % {"count": count},
                url=posts,
                icon_name="doc-full",
                priority=6,
            ),
        ]


class AuthorViewSet(ModelViewSet):  # type: ignore[misc]
    """The authors of the paper."""

    model = Author
    icon = "user"
    menu_label = _("Authors")
    menu_name = "authors"
    menu_order = 155
    add_to_admin_menu = True
    url_prefix = "authors"
    index_view_class = AuthorIndex
    edit_view_class = _Edit
    list_per_page = 40
    search_fields = ("key",)
    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = False
    _kept: ClassVar = ("index", "index_results", "edit")

    def get_form_class(self, for_update: bool = False) -> type[_AuthorForm]:  # noqa: ARG002 - Wagtail's signature
        """The only one."""
        return _AuthorForm

    def get_common_view_kwargs(self, **options: Any) -> dict[str, Any]:
        """Authors are neither made nor deleted here, and have no history of Wagtail's."""
        found: dict[str, Any] = super().get_common_view_kwargs(**options)
        none = dict.fromkeys(("add_url_name", "delete_url_name", "history_url_name", "usage_url_name"))
        return found | none

    def get_urlpatterns(self) -> list[Any]:
        """The list and the form."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self._kept]
