"""Finding posts: the list, its columns, filters and search.

Guarantees: lists only what the member may see; each page is a fixed number of queries; newest edit first; a
search looks for every word, anywhere in headline and standfirst, and knows no difference between Persian and
Arabic writings of a letter. Measured at 100,000 posts: see docs/decisions.

The words are a folded column that is scanned. Wagtail's own index was not chosen: on SQLite it ranks with a query
per hit, and filling it takes minutes after a rescue, where a newsroom should show the posts at once.
"""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.models import Revision, WorkflowState
from wagtail.snippets.views.snippets import IndexView

from broadsheet.archive.models import Author, Post, PostAuthor, PostTag, Tag
from broadsheet.language import fold
from broadsheet.newsroom.cells import MomentColumn, NameColumn, StatusColumn, TickColumn, WordsColumn
from broadsheet.newsroom.counting import ListPaginator
from broadsheet.newsroom.models import Member, Story
from broadsheet.newsroom.names.suggestions import find_names
from broadsheet.newsroom.stories.adopting import adopt_new_posts
from broadsheet.newsroom.stories.guard import visible_stories

__all__ = ["COLUMNS", "StoryFilters", "StoryIndex", "read_states", "search"]

_SHORT = 2000
"""Up to so many posts of a tag or an author are listed rather than looked for."""


def search(stories: QuerySet[Story], words: str) -> QuerySet[Story]:
    """Those posts that have every word."""
    for word in fold(words).split()[:8]:
        stories = stories.filter(sought__contains=word)
    return stories


def _linked(stories: QuerySet[Story], links: QuerySet[Any], *, post: str = "post_id") -> QuerySet[Story]:
    """Those that one of these rows names in its column ``post``."""
    # A short list is quick to look into; of what half the paper bears, each post in turn is asked instead.
    if _is_short(links):
        return stories.filter(pk__in=links.values(post))
    return stories.filter(Exists(links.filter(**{post: OuterRef("pk")})))


def _is_short(rows: QuerySet[Any]) -> bool:
    return rows[: _SHORT + 1].count() <= _SHORT


class StoryFilters(WagtailFilterSet):  # type: ignore[misc]
    """How a list is narrowed down. A tag or author is typed, since there are thousands."""

    live = django_filters.BooleanFilter(label=_("On the site"), method="by_live", widget=BooleanRadioSelect)
    mine = django_filters.BooleanFilter(label=_("Mine"), method="by_mine", widget=BooleanRadioSelect)
    tag = django_filters.CharFilter(label=_("Tag"), method="by_tag")
    author = django_filters.CharFilter(label=_("Byline"), method="by_author")
    language = django_filters.CharFilter(label=_("Language"), field_name="language")
    published_at = django_filters.DateFromToRangeFilter(
        label=_("Date"), field_name="published_at", widget=DateRangePickerWidget
    )

    class Meta:
        """Only the filters above."""

        model = Story
        fields: tuple[str, ...] = ()

    def by_live(self, stories: QuerySet[Story], _name: str, wanted: bool) -> QuerySet[Story]:
        """What readers get, or what they don't."""
        others = Post.objects.filter(live=not wanted)
        if _is_short(others):
            return stories.exclude(pk__in=others.values("pk"))
        return _linked(stories, Post.objects.filter(live=wanted), post="pk")

    def by_mine(self, stories: QuerySet[Story], _name: str, wanted: bool) -> QuerySet[Story]:
        """Written by the member who asks."""
        member: Member = self.request.user
        return stories.filter(owner=member) if wanted else stories.exclude(owner=member)

    def by_tag(self, stories: QuerySet[Story], _name: str, typed: str) -> QuerySet[Story]:
        """Filed under the tag with that name or alias, or the first that begins so."""
        names = [found["name"] for found in find_names("tag", typed)[:1]]
        ids = list(Tag.objects.filter(name__in=names).values_list("pk", flat=True))
        return _linked(stories, PostTag.objects.filter(tag_id__in=ids))

    def by_author(self, stories: QuerySet[Story], _name: str, typed: str) -> QuerySet[Story]:
        """Signed by the author with that name, or the first that begins so."""
        names = [found["name"] for found in find_names("author", typed)[:1]]
        ids = list(Author.objects.filter(name__in=names).values_list("pk", flat=True))
        return _linked(stories, PostAuthor.objects.filter(author_id__in=ids))


COLUMNS = [
    "__str__",
    WordsColumn("owner", label=_("Written by"), accessor="owner", width="14%", classname="stories-owner"),
    MomentColumn("published_at", label=_("Date"), sort_key="published_at", width="12%"),
    MomentColumn(
        "edited_at", label=_("Edited"), sort_key="edited_at", width="12%", classname="stories-edited"
    ),
    StatusColumn(label=_("Status")),
]


def read_states(stories: Sequence[Story]) -> None:
    """What is scheduled and what is in review, for all of them in two queries instead of two each."""
    keys = {"object_id__in": [str(story.pk) for story in stories], "content_type": Story.get_content_type()}
    due = {
        each.object_id: each for each in Revision.objects.filter(approved_go_live_at__isnull=False, **keys)
    }
    reviewed: dict[str, list[WorkflowState]] = {}
    states = WorkflowState.objects.filter(**keys).active().select_related("current_task_state__task")
    for state in states:
        reviewed.setdefault(state.object_id, []).append(state)
    for story in stories:
        # The places where Wagtail itself looks before it asks.
        story.__dict__["scheduled_revision"] = due.get(str(story.pk))
        story._current_workflow_states = reviewed.get(str(story.pk), [])


class _ByKeys(ListPaginator):
    """Finds the keys of a page by index alone, and then its posts: the last page is as near as the first."""

    def page(self, number: Any) -> Any:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = list(self.object_list.values_list("pk", flat=True)[first : first + self.per_page])
        stories = list(self.object_list.filter(pk__in=keys))
        read_states(stories)
        return self._get_page(stories, number, self)


class StoryIndex(IndexView):  # type: ignore[misc]
    """The list of posts."""

    paginator_class = _ByKeys
    is_searchable = True
    is_explicitly_ordered = True

    @cached_property
    def columns(self) -> list[Any]:
        """Wagtail's, but for the first."""
        return [TickColumn("bulk_actions", obj_type="snippet"), *super().columns[1:]]

    def _get_title_column(self, field_name: str, **more: Any) -> Any:
        return super()._get_title_column(field_name, column_class=NameColumn, **more)

    def get_base_queryset(self) -> QuerySet[Story]:
        """What the member may see; posts that were rescued a moment ago too."""
        adopt_new_posts()
        found = visible_stories(self.request.user).defer("body", "sought", "excerpt")
        return found.select_related("owner", "latest_revision")

    def search_queryset(self, queryset: QuerySet[Story]) -> QuerySet[Story]:
        """Narrow down to what was typed."""
        return search(queryset, self.search_query) if self.is_searching else queryset
