"""Many posts at once: tagged, taken off the site, deleted, given to somebody; each is asked about by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from broadsheet.archive import selectors
from broadsheet.archive.models import Change, Post, PostTag, Tag
from broadsheet.newsroom.models import Member, Story
from broadsheet.newsroom.roles import Role
from tests.gardening import tag
from tests.newsroom.desk import POSTS, edit, write
from tests.newsroom.test_adopting import FIND, rescue

Sign = Callable[[str, Role], Client]
ACTIONS = {
    "add_tags": {"names": "Harbour\nStrikes"},
    "remove_tag": {"tag": "Harbour"},
    "unpublish": {},
    "assign": {},
    "delete": {},
}


def url(action: str, *stories: Story | str, also: str = "") -> str:
    ids = "&".join(f"id={story if isinstance(story, str) else story.pk}" for story in stories)
    return f"/newsroom/bulk/newsroom/story/{action}/?{ids}{also}&next={POSTS}"


def do(client: Client, action: str, *stories: Story | str, also: str = "", **fields: Any) -> Any:
    return client.post(url(action, *stories, also=also), {**ACTIONS[action], **fields}, follow=True)


def names_on_site(story: Story) -> list[str]:
    (post,) = selectors.posts([story.pk])
    return [each.name for each in post.card.tags]


def test_a_page_says_how_many_posts_before_anything_happens(editor: Client) -> None:
    stories = [write(editor, action="publish", headline=f"Post {n}") for n in range(2)]
    draft = write(editor, headline="Draft")
    for action in ACTIONS:
        told = editor.get(url(action, *stories, draft)).content.decode()
        assert "Post 0" in told
        assert ("<dd>3</dd>" in told) or action in ("unpublish", "delete")
    assert "<dd>2</dd>" in editor.get(url("unpublish", *stories, draft)).content.decode()
    assert Story.objects.filter(live=True).count() == 2
    assert not Tag.objects.exists()


def test_tags_are_added_after_those_that_are_there_and_the_press_is_told(editor: Client) -> None:
    one = write(editor, action="publish", headline="One", tag_names="Strikes\nPort")
    two = write(editor, action="publish", headline="Two")
    Change.objects.all().delete()
    do(editor, "add_tags", one, two)
    assert names_on_site(one) == ["Strikes", "Port", "Harbour"]
    assert names_on_site(two) == ["Harbour", "Strikes"]
    assert set(Change.objects.values_list("noun", "noun_id")) == {("post", one.pk), ("post", two.pk)}
    assert "Tags added" in editor.get(f"{POSTS}history/{one.pk}/").content.decode()


def test_a_live_post_with_a_draft_gets_them_in_both(editor: Client) -> None:
    story = write(editor, action="publish", headline="Live", tag_names="Port")
    edit(editor, story, headline="Better", tag_names="Port\nRumour")
    before = story.revisions.count()
    do(editor, "add_tags", story)
    assert names_on_site(story) == ["Port", "Harbour", "Strikes"]
    story.refresh_from_db()
    assert story.headline == "Live"
    draft = story.get_latest_revision_as_object()
    assert (draft.headline, draft.tag_names) == ("Better", ["Port", "Rumour", "Harbour", "Strikes"])
    assert story.revisions.count() == before + 1, "whoever has it open is told of a newer version"
    do(editor, "remove_tag", story)
    edit(editor, story, action="publish")
    assert names_on_site(story) == ["Port", "Rumour", "Strikes"]


def test_a_draft_gets_names_and_makes_no_tag_before_it_is_published(editor: Client) -> None:
    story = write(editor, headline="Draft")
    do(editor, "add_tags", story)
    assert not Tag.objects.exists()
    edit(editor, story, action="publish")
    assert names_on_site(story) == ["Harbour", "Strikes"]


def test_a_rescued_post_is_tagged_like_any_other(editor: Client) -> None:
    rescue(FIND)
    editor.get(POSTS)
    story = Story.objects.get()
    do(editor, "add_tags", story, names="harbour\nStrikes")
    assert names_on_site(story) == ["Ferries, old", "Harbour", "Strikes"]
    do(editor, "remove_tag", story, tag="Ferries, old")
    assert names_on_site(story) == ["Harbour", "Strikes"]
    assert "Strikes" in editor.get(f"{POSTS}edit/{story.pk}/").content.decode()


def test_a_tag_is_removed_by_any_of_its_names(editor: Client) -> None:
    from broadsheet.archive.services import garden
    from tests.gardening import BY

    story = write(editor, action="publish", headline="One", tag_names="Harbour\nPort")
    draft = write(editor, headline="Two", tag_names="Docks\nPort")
    garden.edit_tag(tag("Harbour").pk, garden.TagEdit("Harbour", aliases=("Docks",)), by=BY)
    do(editor, "remove_tag", story, draft, tag="docks")
    assert names_on_site(story) == ["Port"]
    assert Story.objects.get(pk=draft.pk).get_latest_revision_as_object().tag_names == ["Port"]


def test_posts_leave_the_site_and_stay_as_drafts(editor: Client) -> None:
    stories = [write(editor, action="publish", headline=f"Post {n}", tag_names="Port") for n in range(3)]
    Change.objects.all().delete()
    do(editor, "unpublish", *stories[:2])
    assert [Story.objects.get(pk=story.pk).live for story in stories] == [False, False, True]
    assert PostTag.objects.filter(live=True).count() == 1
    assert set(Change.objects.values_list("noun_id", flat=True)) == {story.pk for story in stories[:2]}


def test_deleting_tells_the_press_of_each(editor: Client) -> None:
    stories = [write(editor, action="publish", headline=f"Post {n}") for n in range(3)]
    Change.objects.all().delete()
    do(editor, "delete", *stories[:2])
    assert list(Post.objects.values_list("headline", flat=True)) == ["Post 2"]
    told = Change.objects.filter(noun="post").values_list("noun_id", flat=True)
    assert set(told) == {story.pk for story in stories[:2]}


def test_posts_are_given_to_another_member_who_may_then_open_them(editor: Client, sign_in: Sign) -> None:
    reporter = sign_in("arta", "reporter")
    story = write(editor, headline="A lead")
    assert reporter.get(f"{POSTS}edit/{story.pk}/").status_code == 302
    do(editor, "assign", story, member=Member.objects.get(username="arta").pk)
    assert reporter.get(f"{POSTS}edit/{story.pk}/").status_code == 200
    assert "Given to arta" in editor.get(f"{POSTS}history/{story.pk}/").content.decode()


def test_all_means_what_the_list_showed(editor: Client) -> None:
    for headline in ("Ferry sinks", "Ferry raised", "Harvest"):
        write(editor, action="publish", headline=headline)
    do(editor, "unpublish", "all", also="&q=ferry")
    assert list(Post.objects.filter(live=True).values_list("headline", flat=True)) == ["Harvest"]
    do(editor, "delete", "all", also="&q=ferry&live=false")
    assert list(Post.objects.values_list("headline", flat=True)) == ["Harvest"]


def test_too_many_posts_at_once_are_refused_in_a_sentence(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet.newsroom.bulk.asking.MOST", 1)
    stories = [write(editor, action="publish", headline=f"Post {n}") for n in range(2)]
    for action in ACTIONS:
        assert "narrow the list down" in do(editor, action, *stories).content.decode()
        assert "narrow the list down" in do(editor, action, "all").content.decode()
    assert Post.objects.filter(live=True).count() == 2


@pytest.mark.parametrize("role", ["contributor", "reporter"])
@pytest.mark.parametrize("action", list(ACTIONS))
def test_nothing_happens_to_what_is_not_theirs(
    editor: Client, sign_in: Sign, role: Role, action: str
) -> None:
    client = sign_in("arta", role)
    mine = write(client, headline="Mine in draft")
    live = write(client, headline="Mine and live")
    edit(editor, live, action="publish", tag_names="Harbour")
    secret = write(editor, headline="The source is Mina")
    before = list(Story.objects.exclude(pk=mine.pk).order_by("pk").values())
    Change.objects.all().delete()
    member = Member.objects.get(username="arta").pk
    for stories in ((secret,), (secret, mine), (live,), ("all",)):
        answer = do(client, action, *stories, member=member)
        assert "Mina" not in answer.content.decode()
    assert list(Story.objects.exclude(pk=mine.pk).order_by("pk").values()) == before
    assert not Change.objects.exists()


def test_a_reporter_tags_and_deletes_their_own_drafts(reporter: Client) -> None:
    story, other = write(reporter, headline="One"), write(reporter, headline="Two")
    do(reporter, "add_tags", story, other)
    assert Story.objects.get(pk=story.pk).tag_names == ["Harbour", "Strikes"]
    do(reporter, "delete", other)
    assert list(Story.objects.values_list("pk", flat=True)) == [story.pk]


def test_a_post_in_review_is_left_to_its_reviewer(reporter: Client, editor: Client) -> None:
    story = write(reporter, action="submit", headline="For review")
    do(reporter, "add_tags", story)
    assert Story.objects.get(pk=story.pk).tag_names == []
    do(editor, "add_tags", story)
    state = Story.objects.get(pk=story.pk).current_workflow_task_state
    assert state.revision.as_object().tag_names == ["Harbour", "Strikes"]


def test_a_scheduled_post_is_left_alone(editor: Client) -> None:
    story = write(editor, action="publish", headline="Later", go_live_at="2040-01-01 10:00")
    told = editor.get(url("add_tags", story)).content.decode()
    assert "nothing to be done" in told
    do(editor, "add_tags", story)
    assert Story.objects.get(pk=story.pk).scheduled_revision.as_object().tag_names == []
