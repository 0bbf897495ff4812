"""How many things a list has, as each language counts: Persian has one of anything after a number."""

from typing import Any

from django.utils.translation import get_language
from wagtail.admin.paginator import WagtailPaginator

__all__ = ["CountingPaginator", "ListPaginator"]

_ONE_AFTER_A_NUMBER = ("fa",)


class ListPaginator(WagtailPaginator):  # type: ignore[misc]
    """The pages of a list."""

    @property
    def items_count_label(self) -> str:
        """Such as "12 posts"."""
        alone = self.count == 1 or (get_language() or "").startswith(_ONE_AFTER_A_NUMBER)
        return f"{self.count} {self.verbose_name if alone else self.verbose_name_plural}"


class CountingPaginator(ListPaginator):
    """Tells every subject on a page how many posts on the site it has, as ``on_site``, in one query."""

    @staticmethod
    def count_posts(ids: list[int]) -> dict[int, int]:
        """The numbers of posts by the ids of subjects, those with none left out; each kind counts its own."""
        raise NotImplementedError

    def page(self, number: Any) -> Any:
        """The page of that number, its subjects counted."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        subjects = list(self.object_list[first : first + self.per_page])
        counts = type(self).count_posts([subject.pk for subject in subjects])
        for subject in subjects:
            subject.on_site = counts.get(subject.pk, 0)
        return self._get_page(subjects, number, self)
