"""A post goes onto the site when its time has come, and not a moment before."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from broadsheet.archive import changes, selectors
from broadsheet.archive.checkup.schedule import check_schedule
from broadsheet.archive.finds import PostFind
from broadsheet.archive.models import Post, PostTag, Tag
from broadsheet.archive.services import Origin, store_posts
from broadsheet.newsroom.models import DeskPage, Story
from broadsheet.newsroom.scheduling import Clock, find_late, publish_due
from broadsheet.newsroom.stories.adopting import adopt_posts
from tests.newsroom.desk import edit, write


def tomorrow() -> str:
    return (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")


def come_due(story: Story, *, minutes: int = 1) -> None:
    """As if its time had come some minutes ago."""
    past = timezone.now() - timedelta(minutes=minutes)
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        revision.approved_go_live_at = past
        revision.content["go_live_at"] = past.isoformat()
        revision.save()
    Story.objects.filter(pk=story.pk).update(go_live_at=past)


def spoil(story: Story) -> None:
    """As if a version had been written by a program that knows no dates."""
    for revision in Revision.objects.filter(object_id=str(story.pk)):
        revision.content["published_at"] = "one fine day"
        revision.save()


def test_a_scheduled_post_is_on_no_page_and_told_to_nobody(editor: Client) -> None:
    story = write(editor, action="publish", headline="Embargoed", tag_names="Secret", go_live_at=tomorrow())
    assert not story.live
    assert Post.objects.get(pk=story.pk).status == "scheduled"
    assert selectors.live_post_ids(limit=10) == []
    assert not PostTag.objects.filter(live=True).exists()
    assert not Tag.objects.exists()
    assert changes.pending_count() == 0


def test_it_goes_onto_the_site_when_it_is_due(editor: Client) -> None:
    story = write(editor, action="publish", headline="Embargoed", tag_names="Harbour", go_live_at=tomorrow())
    publish_due()
    assert selectors.live_post_ids(limit=10) == []
    come_due(story)
    publish_due()
    (post,) = selectors.posts(selectors.live_post_ids(limit=10))
    assert [tag.name for tag in post.card.tags] == ["Harbour"]
    assert changes.pending_count() == 1


def test_a_scheduled_change_leaves_the_live_post_as_it_is(editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    edit(editor, story, action="publish", headline="Harbour closes", go_live_at=tomorrow())
    (post,) = selectors.posts([story.pk])
    assert post.card.headline == "Harbour opens"
    assert changes.pending_count() == 1
    come_due(story)
    publish_due()
    (post,) = selectors.posts([story.pk])
    assert post.card.headline == "Harbour closes"


def test_a_scheduled_change_of_a_rescued_post_does_not_take_it_off(editor: Client) -> None:
    store_posts([PostFind(key="k", headline="Rescued", body="<p>Old.</p>")], origin=Origin("copy.xml", "wxr"))
    adopt_posts()
    story = Story.objects.get()
    edit(editor, story, action="publish", headline="Rescued and revised", go_live_at=tomorrow())
    (post,) = selectors.posts([story.pk])
    assert post.card.headline == "Rescued"


def test_an_expired_post_leaves_the_site_by_itself(editor: Client) -> None:
    story = write(editor, action="publish", headline="Until noon", expire_at=tomorrow())
    Story.objects.filter(pk=story.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    publish_due()
    assert selectors.live_post_ids(limit=10) == []
    assert changes.pending_count() == 2


def test_what_should_have_gone_out_minutes_ago_raises_the_alarm(editor: Client) -> None:
    story = write(editor, action="publish", headline="Embargoed", go_live_at=tomorrow())
    assert find_late() == []
    come_due(story, minutes=6)
    assert [late.pk for late in find_late()] == [story.pk]


def test_one_that_cannot_go_out_holds_up_no_other_and_is_told(editor: Client) -> None:
    broken = write(editor, action="publish", headline="Broken", go_live_at=tomorrow())
    write(editor, action="publish", headline="Embargoed", go_live_at=tomorrow())
    come_due(broken)
    spoil(broken)
    (told,) = publish_due()
    assert told.startswith("couldn't publish 'Broken', which is due: ")
    (post,) = selectors.posts(selectors.live_post_ids(limit=10))
    assert post.card.headline == "Embargoed"


def test_a_scheduled_post_that_somebody_deleted_waits_for_nothing(editor: Client) -> None:
    story = write(editor, action="publish", headline="Embargoed", go_live_at=tomorrow())
    come_due(story, minutes=6)
    with connection.cursor() as cursor:
        for table, column in (("newsroom_story", "post_id"), ("archive_post", "id")):
            cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [story.pk])
    assert list(check_schedule(now=timezone.now())) == []
    assert publish_due() == []
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_standing_page_that_is_planned_is_not_taken_for_the_post_of_its_number(editor: Client) -> None:
    story = write(editor, headline="A draft of the same number")
    page = DeskPage(pk=story.pk, title="Fair", body="<p>Soon.</p>", path="fair/")
    page.save()
    revision = page.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=6)
    revision.save()
    assert find_late() == []
    assert [each.where for each in check_schedule(now=timezone.now())] == [f"page {page.pk}"]


def test_the_clock_tells_once_what_fails_at_every_look(editor: Client) -> None:
    broken = write(editor, action="publish", headline="Broken", go_live_at=tomorrow())
    come_due(broken)
    spoil(broken)
    told: list[str] = []
    clock = Clock(tell=told.append)
    clock.look()
    clock.look()
    assert len(told) == 1


def test_the_checkup_finds_what_is_late_also_a_change_of_what_is_live(editor: Client) -> None:
    new = write(editor, action="publish", headline="Embargoed", go_live_at=tomorrow())
    live = write(editor, action="publish", headline="Harbour opens")
    edit(editor, live, action="publish", headline="Harbour closes", go_live_at=tomorrow())
    assert list(check_schedule(now=timezone.now())) == []
    come_due(new, minutes=6)
    found = list(check_schedule(now=timezone.now()))
    assert [each.where for each in found] == [f"post {new.pk}", f"post {live.pk}"]
    assert all("still waits" in each.what for each in found)


def test_the_checkup_finds_what_should_have_left_the_site(editor: Client) -> None:
    story = write(editor, action="publish", headline="Until noon", expire_at=tomorrow())
    draft = write(editor, headline="A draft", expire_at=tomorrow())
    page = DeskPage(title="Fair", body="<p>Until noon.</p>", path="fair/", live=True)
    page.save()
    assert list(check_schedule(now=timezone.now())) == []
    past = timezone.now() - timedelta(minutes=6)
    for desk, pk in ((Story, story.pk), (Story, draft.pk), (DeskPage, page.pk)):
        desk.objects.filter(pk=pk).update(expire_at=past)
    found = list(check_schedule(now=timezone.now()))
    assert [each.where for each in found] == [f"post {story.pk}", f"page {page.pk}"]
    assert f"{found[0].where} {found[0].what}." == (
        f"post {story.pk} was to leave the site at {past:%Y-%m-%d %H:%M} UTC and is still on it."
    )
    publish_due()
    assert list(check_schedule(now=timezone.now())) == []
