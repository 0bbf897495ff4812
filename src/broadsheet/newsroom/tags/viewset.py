"""Tags in Wagtail's admin: listed, made, edited, deleted; each deed is done by the archive's garden."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from broadsheet.archive.models import Tag
from broadsheet.archive.services import garden
from broadsheet.newsroom.tags.form import TagForm
from broadsheet.newsroom.tags.listing import TagFilters, TagIndex, count_posts
from broadsheet.newsroom.tags.rights import gardener

__all__ = ["TagViewSet"]


class _Refusing:
    """What the garden refuses is said where it was typed."""

    def form_valid(self, form: TagForm) -> HttpResponse:
        try:
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except garden.Refusal as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            answer = self.form_invalid(form)  # type: ignore[attr-defined]
        return answer


class _Create(_Refusing, CreateView):  # type: ignore[misc]
    def save_instance(self) -> Tag:
        return garden.make_tag(self.form.edit(), by=gardener(self.request))


class _Edit(_Refusing, EditView):  # type: ignore[misc]
    """A tag's own words; what is done to it as a whole is in the menu beside its name."""

    def save_instance(self) -> Tag:
        garden.edit_tag(self.object.pk, self.form.edit(), by=gardener(self.request))
        return Tag.objects.get(pk=self.object.pk)

    def get_side_panels(self) -> Any:
        return MediaContainer([])

    def get_page_subtitle(self) -> str:
        # The form has given the row in memory what was typed, whether or not it was refused.
        return str(Tag.objects.filter(pk=self.object.pk).values_list("name", flat=True).first())

    @property
    def header_more_buttons(self) -> list[Any]:
        url = reverse("newsroom:tag_merge", args=[self.object.pk])
        named = urlencode({"tag": self.object.name})
        posts = f"{reverse('wagtailsnippets_newsroom_story:list')}?{named}"
        count = count_posts([self.object.pk]).get(self.object.pk, 0)
        on_site = _now("Posts on the site: %(count)s") % {"count": count}
        return [
            Button(_now("Merge into another tag"), url=url, icon_name="redirect", priority=5),
            Button(on_site, url=posts, icon_name="doc-full", priority=6),
            Button(_now("Journal"), url=self.get_history_url(), icon_name="history", priority=7),
            *super().header_more_buttons,
        ]


class _Delete(DeleteView):  # type: ignore[misc]
    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**context)
        return found | {"unused": garden.is_unused(self.object)}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().form_valid(form)
        except garden.Refusal as refusal:
            messages.error(self.request, str(refusal))
            return HttpResponseRedirect(reverse("tags:edit", args=[self.object.pk]))
        return answer

    def delete_action(self) -> None:
        garden.delete_tag(self.object.pk, by=gardener(self.request))


class TagViewSet(ModelViewSet):  # type: ignore[misc]
    """The tags of the paper."""

    model = Tag
    icon = "tag"
    menu_label = _("Tags")
    menu_name = "tags"
    menu_order = 150
    add_to_admin_menu = True
    url_prefix = "tags"
    index_view_class = TagIndex
    index_template_name = "newsroom/tags/index.html"
    add_view_class = _Create
    edit_view_class = _Edit
    delete_view_class = _Delete
    delete_template_name = "newsroom/tags/delete.html"
    filterset_class = TagFilters
    list_per_page = 40
    search_fields = ("key",)
    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[TagForm]:  # noqa: ARG002 - Wagtail's signature
        """The same for a new tag."""
        return TagForm

    def get_common_view_kwargs(self, **options: Any) -> dict[str, Any]:
        """A tag's history is the journal."""
        found: dict[str, Any] = super().get_common_view_kwargs(**options)
        return found | {"history_url_name": "newsroom:tag_journal", "usage_url_name": None}

    def get_urlpatterns(self) -> list[Any]:
        """Without what tags have no use for."""
        return [
            pattern
            for pattern in super().get_urlpatterns()
            if pattern.name not in ("history", "history_results", "usage")
        ]
