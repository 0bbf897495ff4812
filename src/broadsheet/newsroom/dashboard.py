"""The front page of the newsroom: what waits for whom, what goes out when, and what went wrong.

Guarantees: names only posts that the member may see; each panel is asked for by index, whatever the archive's
size; a panel with nothing in it is not there.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from broadsheet.newsroom import paper
from broadsheet.newsroom.editions.panels import CheckupPanel, EditionsPanel
from broadsheet.newsroom.editions.views import may_see_editions
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.scheduling import find_late, scheduled_versions
from broadsheet.newsroom.stories.guard import visible_stories
from broadsheet.newsroom.stories.listing import read_states

__all__ = ["panels_for"]

_SHOWN = 7
_BATCH = 50
_WALKED = 1000
"""So many posts at most are looked at for a panel, the last edited first."""


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
    scheduled = {int(id) for id in scheduled_versions().values_list("object_id", flat=True)[:_SHOWN]}
    drafts = _first(seen, seen.filter(owner=user), live=False)
    changed = _first(seen, seen.filter(has_unpublished_changes=True), live=True)
    # By the order of edits, which is an index; a rescue sets the date of publication for thousands.
    published = _first(seen, seen.filter(live_revision__isnull=False), live=True)
    late = find_late() if may_publish else []
    panels = [
        _Posts("late", _("Late: these should have gone out or come off by now"), late, order=10, alarm=True),
        _Posts("drafts", _("My drafts"), drafts, order=200),
        _Posts(
            "scheduled", _("Scheduled"), list(seen.filter(pk__in=scheduled).order_by("go_live_at")), order=210
        ),
        _Posts("changed", _("Published, with changes that are not"), changed, order=220),
        _Posts("published", _("Published last"), published, order=230),
    ]
    for panel in panels:
        read_states(panel.stories)
    press = [EditionsPanel(), CheckupPanel()] if may_see_editions(user) else []
    return [*(panel for panel in panels if panel.stories), *press]


def _first(seen: Any, few: Any, *, live: bool) -> list[Story]:
    """The last edited of ``few`` that are on the site, or that are not.

    Walked by an index of those few alone: in one question with what is on the site, SQLite begins with all of that.
    """
    ids = few.order_by("-edited_at", "-pk").values_list("pk", flat=True)
    found: list[Story] = []
    for start in range(0, _WALKED, _BATCH):
        some = list(ids[start : start + _BATCH])
        wanted = {story.pk: story for story in seen.filter(pk__in=some, live=live)} if some else {}
        found += [wanted[pk] for pk in some if pk in wanted]
        if len(found) >= _SHOWN or len(some) < _BATCH:
            break
    return found[:_SHOWN]
