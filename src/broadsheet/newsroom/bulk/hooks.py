"""How the actions are made known, and what the history of a post says of them."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from broadsheet.newsroom.bulk.handling import Assign, DeleteStories, Unpublish
from broadsheet.newsroom.bulk.tagging import AddTags, RemoveTag
from broadsheet.newsroom.interpreter import apart, listed

__all__ = ["register"]


def register() -> None:
    """Call once, when the admin's hooks are gathered; after Wagtail's own, one of which is replaced."""
    for action in (AddTags, RemoveTag, Unpublish, Assign, DeleteStories):
        hooks.register("register_bulk_action", action, order=100)
    hooks.register("register_log_actions", _log_actions)


class _Tagged(LogFormatter):  # type: ignore[misc]
    label = _("Tags")

    def format_message(self, log_entry: Any) -> str:
        added, removed = log_entry.data.get("added"), log_entry.data.get("removed")
        if added:
            return _now("Tags added: %(names)s") % {"names": listed(map(apart, added))}
        return _now("Tags removed: %(names)s") % {"names": listed(map(apart, removed or ()))}


class _Assigned(LogFormatter):  # type: ignore[misc]
    label = _("Assign")

    def format_message(self, log_entry: Any) -> str:
        return _now("Given to %(name)s") % {"name": log_entry.data.get("to", "")}


def _log_actions(actions: Any) -> None:
    actions.register_action("newsroom.tags")(_Tagged)
    actions.register_action("newsroom.assign")(_Assigned)
