"""The front page of the newsroom: what waits for whom, what goes out when, and what went wrong.

Guarantees: names only posts that the member may see; each panel is one query by index, whatever the archive's
size; a panel with nothing in it is not there.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Revision

from broadsheet.newsroom import paper
from broadsheet.newsroom.editions.panels import CheckupPanel, EditionsPanel
from broadsheet.newsroom.editions.views import may_see_editions
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.scheduling import find_late
from broadsheet.newsroom.stories.guard import visible_stories
from broadsheet.newsroom.stories.listing import read_states

__all__ = ["panels_for"]

_SHOWN = 7


class _Posts(Component):  # type: ignore[misc]
    """A heading and a few posts."""

    template_name = "newsroom/posts_panel.html"

    def __init__(
        self, name: str, heading: Any, stories: list[Story], *, order: int, alarm: bool = False
    ) -> None:
        self.name, self.heading, self.stories, self.order, self.alarm = name, heading, stories, order, alarm

    def get_context_data(self, _parent: Any) -> dict[str, Any]:
        site = paper.current().settings.url.rstrip("/")
        return {
            "name": self.name, "heading": self.heading, "stories": self.stories, "alarm": self.alarm, "site": site
        }  # fmt: skip


def panels_for(request: HttpRequest) -> list[Component]:
    """The panels that have something to say to this member."""
    user: Any = request.user
    seen = visible_stories(user).defer("body", "sought", "excerpt")
    may_publish = user.has_perm("newsroom.publish_story")
    due = Revision.objects.filter(approved_go_live_at__isnull=False).order_by("approved_go_live_at")
    scheduled = {int(id) for id in due.values_list("object_id", flat=True)[:_SHOWN]}
    drafts = seen.filter(owner=user, live=False).order_by("-edited_at", "-pk")
    changed = seen.filter(live=True, has_unpublished_changes=True).order_by("-edited_at", "-pk")
    # By the order of edits, which is an index; a rescue sets the date of publication for thousands.
    published = seen.filter(live=True, live_revision__isnull=False).order_by("-edited_at", "-pk")
    late = find_late() if may_publish else []
    panels = [
        _Posts("late", _("Late: these should have gone out or come off by now"), late, order=10, alarm=True),
        _Posts("drafts", _("My drafts"), list(drafts[:_SHOWN]), order=200),
        _Posts(
            "scheduled", _("Scheduled"), list(seen.filter(pk__in=scheduled).order_by("go_live_at")), order=210
        ),
        _Posts("changed", _("Published, with changes that are not"), list(changed[:_SHOWN]), order=220),
        _Posts("published", _("Published last"), list(published[:_SHOWN]), order=230),
    ]
    for panel in panels:
        read_states(panel.stories)
    press = [EditionsPanel(), CheckupPanel()] if may_see_editions(user) else []
    return [*(panel for panel in panels if panel.stories), *press]
