"""How many things a list has, as each language counts: Persian has one of anything after a number."""

from django.utils.translation import get_language
from wagtail.admin.paginator import WagtailPaginator

__all__ = ["ListPaginator"]

_ONE_AFTER_A_NUMBER = ("fa",)


class ListPaginator(WagtailPaginator):  # type: ignore[misc]
    """The pages of a list."""

    @property
    def items_count_label(self) -> str:
        """Such as "12 posts"."""
        alone = self.count == 1 or (get_language() or "").startswith(_ONE_AFTER_A_NUMBER)
        return f"{self.count} {self.verbose_name if alone else self.verbose_name_plural}"
