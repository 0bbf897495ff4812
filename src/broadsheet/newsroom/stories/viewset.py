"""Posts in Wagtail's admin: each of its views asks about the very post, and a chooser offers what may be linked to."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from broadsheet.newsroom.autosaving import NewerStays
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.stories.adopting import adopt_new_posts
from broadsheet.newsroom.stories.form import edit_handler
from broadsheet.newsroom.stories.guard import PerPost, linkable_stories
from broadsheet.newsroom.stories.listing import COLUMNS, StoryFilters, StoryIndex

__all__ = ["StoryViewSet"]


class _Create(CreateView):  # type: ignore[misc]
    """A new post belongs to whoever begins it."""

    def save_instance(self) -> Story:
        if self.form.instance.owner_id is None:
            self.form.instance.owner = self.request.user
        story: Story = super().save_instance()
        return story


class _Visible:
    """A chooser offers only what the member may see, and what everybody can read."""

    request: Any

    def get_object_list(self) -> Any:
        adopt_new_posts()
        return linkable_stories(self.request.user).defer("body", "sought", "excerpt").order_by("-edited_at")


class _Choose(_Visible, ChooseView):  # type: ignore[misc]
    pass


class _ChooseResults(_Visible, ChooseResultsView):  # type: ignore[misc]
    pass


class _Chosen(_Visible, SnippetChosenView):  # type: ignore[misc]
    def get_object(self, pk: Any) -> Story:
        story: Story = get_object_or_404(self.get_object_list(), pk=pk)
        return story


class _ChosenMultiple(_Visible, SnippetChosenMultipleView):  # type: ignore[misc]
    def get_objects(self, pks: Any) -> Any:
        return self.get_object_list().filter(pk__in=pks)


class _StoryChooser(SnippetChooserViewSet):  # type: ignore[misc]
    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
    chosen_view_class = _Chosen
    chosen_multiple_view_class = _ChosenMultiple


class StoryViewSet(SnippetViewSet):  # type: ignore[misc]
    """Every view of posts, each asking about the very post."""

    model = Story
    icon = "doc-full"
    menu_label = _("Posts")
    menu_name = "posts"
    menu_order = 100
    add_to_admin_menu = True
    base_url_path = "posts"
    chooser_base_url_path = "choose-post"
    index_view_class = StoryIndex
    index_template_name = "newsroom/posts_index.html"
    add_view_class = _Create
    edit_view_class = NewerStays
    chooser_viewset_class = _StoryChooser
    list_display = COLUMNS
    list_per_page = 40
    filterset_class = StoryFilters
    search_fields = ("sought",)
    ordering = ("-edited_at", "-post_id")
    # A crafted request to it changes the post that it should copy.
    copy_view_enabled = False
    inspect_view_enabled = False

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Wagtail says the first of them in the language in which the process began."""
        first, *others = super().breadcrumbs_items
        return [{**first, "label": _("Home")}, *others]

    def construct_view(self, view_class: type, **options: Any) -> Any:
        """Put the question about the very post in front."""
        return super().construct_view(type(view_class.__name__, (PerPost, view_class), {}), **options)

    def get_edit_handler(self) -> Any:
        """As a post is written, from the headline down."""
        return edit_handler().bind_to_model(Story)
