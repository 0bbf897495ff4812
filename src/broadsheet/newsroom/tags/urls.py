"""Addresses of the garden beside those of the list and its forms."""

from django.urls import path

from broadsheet.newsroom.tags.journal import show_journal, undo_entry
from broadsheet.newsroom.tags.lookalikes import alike, keep_apart, unused
from broadsheet.newsroom.tags.merging import choose_target, confirm_merge

__all__ = ["GARDEN"]

GARDEN = [
    path("tags/alike/", alike, name="tags_alike"),
    path("tags/unused/", unused, name="tags_unused"),
    path("tags/apart/<int:one>/<int:other>/", keep_apart, name="tags_apart"),
    path("tags/journal/", show_journal, name="tags_journal"),
    path("tags/journal/<int:pk>/undo/", undo_entry, name="tags_undo"),
    path("tags/<int:pk>/journal/", show_journal, name="tag_journal"),
    path("tags/<int:pk>/merge/", choose_target, name="tag_merge"),
    path("tags/<int:pk>/merge/<int:into>/", confirm_merge, name="tag_merge_into"),
]
