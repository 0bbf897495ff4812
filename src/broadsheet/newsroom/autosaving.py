"""What a form saves by itself never comes after what its writer, or anybody else, saved since it was opened.

Wagtail compares the version that a form was opened with. A rescued post has none: its form names no version, and what
such a form saved by itself was stored whatever had been saved meanwhile. ``saving.js`` does the other half, in the
browser: once Save was pressed, nothing more is sent by itself.
"""

from typing import Any

from django.utils.functional import cached_property
from wagtail.snippets.views.snippets import EditView

__all__ = ["NewerStays"]


class NewerStays(EditView):  # type: ignore[misc]
    """The form of what has versions."""

    request: Any

    @cached_property
    def is_out_of_date(self) -> bool:
        """Whether there is a newer version than the form knows of."""
        sent = self.request.POST
        knows_one = sent.get("loaded_revision_id") or sent.get("overwrite_revision_id")
        return bool(super().is_out_of_date) if knows_one else self.latest_revision is not None
