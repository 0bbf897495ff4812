"""Finding tags: the list, its columns, filters and search.

Guarantees: a search looks for every word in names and aliases, whatever the form of a letter; a page is a fixed
number of queries; the number of posts is counted when the list is asked for, and not kept.
"""

from typing import Any

import django_filters
from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets import BooleanRadioSelect

from broadsheet.archive.models import PostTag, Tag, TagAlias
from broadsheet.language import fold
from broadsheet.newsroom.cells import NameColumn, WordsColumn
from broadsheet.newsroom.counting import CountingPaginator
from broadsheet.newsroom.tags.form import KINDS

__all__ = ["TagFilters", "TagIndex", "count_posts", "unused_tags"]


def unused_tags() -> QuerySet[Tag]:
    """Tags that no post bears, on the site or not."""
    return Tag.objects.filter(~_borne())


def _borne() -> Exists:
    # Asked of each tag by index; a list of what all posts bear would be built anew at each asking.
    return Exists(PostTag.objects.filter(tag=OuterRef("pk")))


def count_posts(ids: list[int]) -> dict[int, int]:
    """How many posts on the site bear each tag."""
    bearing = PostTag.objects.filter(tag_id__in=ids, live=True).values_list("tag_id")
    return dict(bearing.annotate(n=Count("post_id")))


class TagFilters(WagtailFilterSet):  # type: ignore[misc]
    """How the list is narrowed down."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=KINDS)
    used = django_filters.BooleanFilter(label=_("Used"), method="by_use", widget=BooleanRadioSelect)
    described = django_filters.BooleanFilter(
        label=_("Described"), method="by_description", widget=BooleanRadioSelect
    )

    class Meta:
        """Only the filters above."""

        model = Tag
        fields: tuple[str, ...] = ()

    def by_use(self, tags: QuerySet[Tag], _name: str, wanted: bool) -> QuerySet[Tag]:
        """Borne by a post, or by none."""
        return tags.filter(_borne() if wanted else ~_borne())

    def by_description(self, tags: QuerySet[Tag], _name: str, wanted: bool) -> QuerySet[Tag]:
        """With or without one."""
        return tags.exclude(description="") if wanted else tags.filter(description="")


class _Counted(CountingPaginator):
    count_posts = staticmethod(count_posts)


class TagIndex(IndexView):  # type: ignore[misc]
    """The list of tags."""

    paginator_class = _Counted
    is_searchable = True
    default_ordering = "key"
    page_title = _("Tags")

    def get_base_queryset(self) -> QuerySet[Tag]:
        """Every tag; which are below which is told by name."""
        return Tag.objects.select_related("parent")

    def search_queryset(self, queryset: QuerySet[Tag]) -> QuerySet[Tag]:
        """Those with every word in their name, or with every word in one of their aliases."""
        if not self.is_searching:
            return queryset
        named, called = Q(), Q()
        for word in fold(self.search_query).split()[:8]:
            named, called = named & Q(key__contains=word), called & Q(key__contains=word)
        aliases = TagAlias.objects.filter(called).values("tag_id")
        return queryset.filter(named | Q(pk__in=aliases))

    def order_queryset(self, queryset: QuerySet[Tag]) -> QuerySet[Tag]:
        """By name, or by how many posts bear them."""
        if self.ordering not in ("on_site", "-on_site"):
            return queryset.order_by(self.ordering or "key", "pk")
        # Not Count, which groups the rows of each tag by that tag and takes half as long again.
        count = Func(function="COUNT", template="COUNT(*)", output_field=IntegerField())
        bearing = (
            PostTag.objects.filter(tag=OuterRef("pk"), live=True).order_by().annotate(n=count).values("n")
        )
        order = F("bearing").asc() if self.ordering == "on_site" else F("bearing").desc()
        return queryset.annotate(bearing=Subquery(bearing)).order_by(order, "key", "pk")

    @property
    def columns(self) -> list[Any]:
        """Name, kind, number of posts, what it stands below."""
        kinds = dict(KINDS)
        title = self._get_title_column_class(NameColumn)
        return [
            title("name", label=_("Name"), sort_key="key", width="40%", get_url=self.get_edit_url),
            WordsColumn(
                "kind", label=_("Kind"), accessor=lambda tag: kinds.get(tag.kind, tag.kind), sort_key="kind"
            ),
            WordsColumn("on_site", label=_("Posts"), accessor="on_site", sort_key="on_site"),
            WordsColumn(
                "parent", label=_("Below"), accessor=lambda tag: tag.parent.name if tag.parent else ""
            ),
        ]
