"""Remembering that two tags which look alike are not the same."""

from broadsheet.archive.models import TagsApart

__all__ = ["set_apart"]


def set_apart(one: int, other: int) -> None:
    """Two tags are not the same, whatever they look like."""
    first, second = sorted((one, other))
    TagsApart.objects.get_or_create(first_id=first, second_id=second)
