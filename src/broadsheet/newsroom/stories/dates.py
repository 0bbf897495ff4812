"""A date of a post, compared as people read dates."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from wagtail.admin.compare import FieldComparison
from wagtail.admin.panels import FieldPanel

__all__ = ["DatePanel"]


class _DateComparison(FieldComparison):  # type: ignore[misc]
    """The day and the hour that each version has, or a dash."""

    def htmldiff(self) -> SafeString:
        return format_html(
            '<span class="deletion">{}</span> <span class="addition">{}</span>',
            *map(_told, (self.val_a, self.val_b)),
        )


def _told(at: datetime | None) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT") if at else "—"


class DatePanel(FieldPanel):  # type: ignore[misc]
    """The panel of a date."""

    def get_comparison_class(self) -> type[_DateComparison]:
        """As people read dates, instead of as they are kept."""
        return _DateComparison
