"""Somebody who tends tags in tests."""

from datetime import UTC, datetime

from broadsheet.archive.models import Tag
from broadsheet.archive.services import garden

__all__ = ["BY", "merge", "tag"]

BY = garden.Gardener("shirin", datetime(2024, 3, 5, 12, tzinfo=UTC))


def tag(name: str) -> Tag:
    """The tag with this name."""
    return Tag.objects.get(name=name)


def merge(source: int, target: int) -> int:
    """Merge two tags; the id of the journal's entry."""
    return garden.merge(source=source, target=target, by=BY).pk
