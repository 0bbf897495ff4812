"""What Wagtail brings for sites of pages and is not needed here: its addresses answer "not found".

A newsroom of posts has no page tree, no collections and no free tags of Wagtail's own; what isn't there can't be
asked too much. Its templates still want to name some of these addresses, so that they exist.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

__all__ = ["CLOSED", "NoEndpoint", "not_found"]


def not_found(_request: HttpRequest, **_parts: Any) -> HttpResponse:
    """There is nothing here."""
    raise Http404


class NoEndpoint:
    """An endpoint of Wagtail's programming interface that holds nothing."""

    class model:  # noqa: N801 - the name by which Wagtail asks which model this is
        """No model is this one."""

    @classmethod
    def get_urlpatterns(cls) -> list[Any]:
        """The one address that Wagtail's templates name."""
        return [path("", not_found, name="listing")]


CLOSED = [
    re_path(
        r"^newsroom/(?:pages|choose-page|choose-(?:external|email|phone|anchor)-link|collections|tag-autocomplete|"
        r"block-preview|snippets|test404|failwhale|password_reset|users|choose-post/create|reports/(?:aging-pages|locked|page-types-usage))/",
        not_found,
    )
]
