"""Posts taken off the site, deleted, or given to somebody else, many at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from broadsheet.newsroom.bulk.asking import Asking, StoryAction
from broadsheet.newsroom.models import Member, Story
from broadsheet.newsroom.stories.guard import may_open

__all__ = ["Assign", "DeleteStories", "Unpublish"]


class Unpublish(StoryAction):
    """Takes posts off the site; their addresses say that they are gone."""

    display_name = _("Take off the site")
    aria_label = _("Take the posts that are ticked off the site")
    action_type = "unpublish"
    action_priority = 20
    question = _("Take off the site")
    button = _("Yes, take them off the site")
    why_not = _("You may not take these off the site.")
    note = _("They stay here as drafts. Their addresses will say that they are gone.")
    idle = _("Not on the site, and left as they are")

    def may_touch(self, story: Story) -> bool:
        user: Any = self.request.user
        return may_open(user, story, right="publish")

    def touched_by(self, stories: list[Story]) -> list[Story]:
        """Those that are there."""
        return [story for story in stories if story.live]

    def act(self, stories: list[Story]) -> int:
        for story in stories:
            story.unpublish(user=self.request.user)
        return len(stories)

    def get_success_message(self, count: int, _children: int) -> str:
        """How many left."""
        return ngettext(
            "One post was taken off the site.", "%(count)s posts were taken off the site.", count
        ) % {"count": count}


class _MemberForm(forms.Form):
    member = forms.ModelChoiceField(queryset=Member.objects.none(), label=_("Give them to"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        member: Any = self.fields["member"]
        active = Member.objects.filter(is_active=True)
        with_role = active.filter(groups__isnull=False) | active.filter(is_superuser=True)
        member.queryset = with_role.distinct().order_by("username")
        member.label_from_instance = lambda each: each.called


class Assign(StoryAction):
    """Gives posts to another member, who may then change them as their own. Readers see nothing of it."""

    display_name = _("Assign")
    aria_label = _("Give the posts that are ticked to somebody")
    action_type = "assign"
    action_priority = 25
    form_class = _MemberForm
    question = _("Assign")
    button = _("Yes, give them")
    why_not = _("You may not give these to anybody.")
    note = _("Whoever has a post sees and changes it as their own. The byline stays as it is.")

    def may_touch(self, story: Story) -> bool:
        user: Any = self.request.user
        return bool(user.has_perm("newsroom.change_story")) and may_open(user, story)

    def act(self, stories: list[Story]) -> int:
        member: Member = self.cleaned_form.cleaned_data["member"]
        Story.objects.filter(pk__in=[story.pk for story in stories]).update(owner=member)
        for story in stories:
            log(
                instance=story,
                action="newsroom.assign",
                user=self.request.user,
                data={"to": member.get_username()},
            )
        return len(stories)

    def get_success_message(self, count: int, _children: int) -> str:
        """How many were given to whom."""
        member: Member = self.cleaned_form.cleaned_data["member"]
        told = ngettext("One post belongs to %(name)s now.", "%(count)s posts belong to %(name)s now.", count)
        return told % {"count": count, "name": member.called}


class DeleteStories(Asking, DeleteBulkAction):  # type: ignore[misc]
    """Wagtail's own, which asks about each post, and deletes of "all" those that the list showed."""

    aria_label = _("Delete the posts that are ticked")

    def may_touch(self, story: Story) -> bool:
        """Whether the member may delete this post."""
        return may_open(self.request.user, story, right="delete")
