"""What every action on many posts shares: which posts are meant, which of them may be touched, the page that asks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import classproperty
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from broadsheet.newsroom.models import Story
from broadsheet.newsroom.stories.guard import may_open, visible_stories
from broadsheet.newsroom.stories.listing import StoryFilters, read_states, search

__all__ = ["MOST", "Asking", "StoryAction"]

MOST = 500
"""Above so many posts an answer would keep the member waiting too long."""


class Asking:
    """Which posts are meant. In front of an action of Wagtail's, whose "all" are all there are."""

    request: HttpRequest
    model: Any
    next_url: str

    @classproperty
    def models(cls) -> list[Any]:  # noqa: N805 - Wagtail's way to say it of a class
        """Posts alone."""
        return [Story]

    def dispatch(self, request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
        """Refuse what is too much before anything is looked at."""
        ids = self._asked()
        if len(ids) > MOST:
            told = _("couldn't do that to %(count)s posts at once: narrow the list down to %(most)s at most")
            messages.error(request, told % {"count": len(ids), "most": MOST})
            return HttpResponseRedirect(self.next_url)
        if not ids:
            messages.error(request, _("couldn't do anything: no post is ticked"))
            return HttpResponseRedirect(self.next_url)
        answer: HttpResponse = super().dispatch(request, *args, **parts)  # type: ignore[misc]
        return answer

    def _asked(self) -> list[int]:
        asked = self.request.GET.getlist("id")
        if "all" in asked:
            return list(self.get_all_objects_in_listing_query(None))
        return [int(id) for id in dict.fromkeys(asked) if id.isdecimal()]

    def get_all_objects_in_listing_query(self, _parent: Any) -> Any:
        """The posts that the list showed: what was asked for is in this address too."""
        stories = visible_stories(self.request.user)
        filters = StoryFilters(data=self.request.GET, request=self.request, queryset=stories)
        found = filters.qs if filters.is_valid() else stories.none()
        return search(found, self.request.GET.get("q", "")).values_list("pk", flat=True)[: MOST + 1]

    @classmethod
    def get_queryset(cls, _model: Any, object_ids: Any) -> list[Story]:
        """The posts, with what is scheduled and in review."""
        found = Story.objects.filter(pk__in=list(object_ids)).select_related("owner", "latest_revision")
        stories = list(found.order_by("-edited_at", "-pk"))
        read_states(stories)
        return stories

    def check_perm(self, snippet: Story) -> bool:
        """Whether the member may do it to this post; one that they may not see is not even named.

        Raises:
            PermissionDenied: they may not see it.
        """
        if not may_open(self.request.user, snippet, right="view") and not may_open(
            self.request.user, snippet
        ):
            raise PermissionDenied
        return self.may_touch(snippet)

    def may_touch(self, story: Story) -> bool:
        """Whether the member may do this to the post."""
        raise NotImplementedError


class StoryAction(Asking, SnippetBulkAction):  # type: ignore[misc]
    """An action of our own: a page that says how many posts it happens to, with a form where it needs one."""

    template_name = "newsroom/bulk/confirm.html"
    question: Any = ""
    button: Any = ""
    why_not: Any = ""
    """What is said of posts that this member may not touch."""
    note: Any = ""
    idle: Any = ""
    """What is said of posts on which it has no effect."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """What the page says."""
        found: dict[str, Any] = super().get_context_data(**context)
        shown = [each["item"] for each in found["items"]]
        return found | {
            "action": self,
            "media": found["form"].media,
            "touched": len(self.touched_by(shown)),
            "untouched": len(shown) - len(self.touched_by(shown)),
            "shown": shown[:20],
            "more": max(0, len(shown) - 20),
            "refused": len(found["items_with_no_access"]),
        }

    def touched_by(self, stories: list[Story]) -> list[Story]:
        """Those on which it has an effect, as far as that is known before the form is filled in."""
        return stories

    @classmethod
    def execute_action(cls, objects: list[Story], **context: Any) -> tuple[int, int]:
        """Act on those posts alone on which it has an effect."""
        action: StoryAction = context["self"]
        return action.act(action.touched_by(objects)), 0

    def act(self, stories: list[Story]) -> int:
        """Do it to these posts; how many it changed."""
        raise NotImplementedError
