"""Tags on many posts: what is on the site, and the drafts beside it.

A post that is live with a draft beside it has its tags twice: readers get the archive's, the draft brings its own
when it is published. Both are changed, the draft as a new version, so that somebody who has it open is told of it
and the history keeps what was.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import TaskState

from broadsheet.archive.addresses import name_key
from broadsheet.archive.models import Tag
from broadsheet.archive.services import filing, garden
from broadsheet.newsroom.bulk.asking import StoryAction
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.names.fields import NamesFormField
from broadsheet.newsroom.stories.guard import may_open
from broadsheet.newsroom.tags.form import OneTagField

__all__ = ["AddTags", "RemoveTag"]

Names = list[str]
Change = Callable[[Names], Names]


class _NamesForm(forms.Form):
    names = NamesFormField(subject="tag", label=_("Tags to add"))


class _OneTagForm(forms.Form):
    tag = OneTagField(label=_("Tag to remove"))


class _Tagging(StoryAction):
    """May be done by whoever may change the post; of one on the site, by whoever may publish it."""

    button = _("Yes, change their tags")
    why_not = _(
        "You may not change these now: they are not yours, on the site, locked, in review or scheduled."
    )

    def may_touch(self, story: Story) -> bool:
        user: Any = self.request.user
        if not may_open(user, story) or (story.live and not user.has_perm("newsroom.publish_story")):
            return False
        lock = story.get_lock()
        return not (lock and lock.for_user(user))

    def _refile(self, stories: list[Story], change: Change, on_file: set[int], told: dict[str, Names]) -> int:
        """Change the names on drafts; what readers get has been changed already."""
        touched = 0
        for story in stories:
            before = list(story.tag_names)
            story.tag_names = change(before)
            if story.tag_names != before:
                Story.objects.filter(pk=story.pk).update(tag_names=story.tag_names)
            drafted = _new_version(story, change, self.request.user)
            if drafted or story.pk in on_file or story.tag_names != before:
                touched += 1
                log(instance=story, action="newsroom.tags", user=self.request.user, data=told)
        return touched

    def get_success_message(self, count: int, _children: int) -> str:
        """How many were changed."""
        return ngettext(
            "The tags of one post were changed.", "The tags of %(count)s posts were changed.", count
        ) % {"count": count}


def _new_version(story: Story, change: Change, user: Any) -> bool:
    """A draft gets a version with the changed names, which whoever reviews it has before them from now on."""
    former = story.latest_revision
    if not story.has_unpublished_changes or former is None:
        return False
    draft = former.as_object()
    before = list(draft.tag_names)
    draft.tag_names = change(before)
    if draft.tag_names == before:
        return False
    version = draft.save_revision(user=user, clean=False)
    reviewed = TaskState.objects.filter(revision=former, status=TaskState.STATUS_IN_PROGRESS)
    reviewed.update(revision=version)
    return True


class AddTags(_Tagging):
    """Adds tags."""

    display_name = _("Add tags")
    aria_label = _("Add tags to the posts that are ticked")
    action_type = "add_tags"
    action_priority = 10
    form_class = _NamesForm
    question = _("Add tags")

    def act(self, stories: list[Story]) -> int:
        names: Names = self.cleaned_form.cleaned_data["names"]
        known = [tag.name if (tag := garden.find_tag(name)) else name for name in names]

        def with_them(held: Names) -> Names:
            have = {name_key(name) for name in held}
            return [*held, *(name for name in known if name_key(name) not in have)]

        # A draft that never was on the site keeps its names to itself, and makes no tag.
        filed = [story.pk for story in stories if story.live or not story.latest_revision_id]
        on_file = filing.file_under(filed, names)
        return self._refile(stories, with_them, on_file, {"added": names})


class RemoveTag(_Tagging):
    """Takes one tag off."""

    display_name = _("Remove a tag")
    aria_label = _("Remove a tag from the posts that are ticked")
    action_type = "remove_tag"
    action_priority = 11
    form_class = _OneTagForm
    question = _("Remove a tag")

    def act(self, stories: list[Story]) -> int:
        tag: Tag = self.cleaned_form.cleaned_data["tag"]
        keys = {tag.key, *tag.aliases.values_list("key", flat=True)}

        def without_it(held: Names) -> Names:
            return [name for name in held if name_key(name) not in keys]

        on_file = filing.take_off([story.pk for story in stories], tag.pk)
        return self._refile(stories, without_it, on_file, {"removed": [tag.name]})
