"""Finding authors: the list, its columns and its search.

Guarantees: a search looks for every word in names and former names, whatever the form of a letter; a page is a fixed
number of queries.
"""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import IndexView

from broadsheet.archive.models import Author, AuthorAlias, PostAuthor
from broadsheet.language import fold
from broadsheet.newsroom.cells import NameColumn, WordsColumn
from broadsheet.newsroom.counting import CountingPaginator
from broadsheet.newsroom.interpreter import apart, listed

__all__ = ["AuthorIndex", "count_signed"]


def count_signed(ids: list[int]) -> dict[int, int]:
    """How many posts on the site each author signed."""
    signed = PostAuthor.objects.filter(author_id__in=ids, live=True).values_list("author_id")
    return dict(signed.annotate(n=Count("post_id")))


class _Counted(CountingPaginator):
    count_posts = staticmethod(count_signed)


class AuthorIndex(IndexView):  # type: ignore[misc]
    """The list of authors."""

    paginator_class = _Counted
    is_searchable = True
    default_ordering = "key"
    page_title = _("Authors")

    def get_base_queryset(self) -> QuerySet[Author]:
        """Every author, with the names they had."""
        return Author.objects.prefetch_related("aliases")

    def search_queryset(self, queryset: QuerySet[Author]) -> QuerySet[Author]:
        """Those with every word in their name, or with every word in one that they had."""
        if not self.is_searching:
            return queryset
        named = Q()
        for word in fold(self.search_query).split()[:8]:
            named &= Q(key__contains=word)
        had = AuthorAlias.objects.filter(named).values("author_id")
        return queryset.filter(named | Q(pk__in=had))

    @property
    def columns(self) -> list[Any]:
        """Name, number of posts, the names they had."""
        title = self._get_title_column_class(NameColumn)
        return [
            title("name", label=_("Name"), sort_key="key", width="45%", get_url=self.get_edit_url),
            WordsColumn("on_site", label=_("Posts"), accessor="on_site"),
            WordsColumn("had", label=_("Also found as"), accessor=_former_names, classname="on-a-desk"),
        ]


def _former_names(author: Author) -> str:
    return listed(apart(alias.name) for alias in author.aliases.all())
