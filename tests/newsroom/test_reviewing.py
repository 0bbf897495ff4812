"""A reporter submits, an editor asks for changes or approves; what is approved is on the site."""

from django.test import Client

from broadsheet.archive import selectors
from broadsheet.newsroom.models import Story
from tests.newsroom.desk import POSTS, edit, write


def review(client: Client, story: Story, action: str, comment: str = "") -> None:
    task = Story.objects.get(pk=story.pk).current_workflow_task_state
    url = f"{POSTS}workflow/action/{story.pk}/{action}/{task.pk}/"
    assert client.post(url, {"comment": comment}).status_code in (200, 302)
    story.refresh_from_db()


def test_what_is_approved_is_on_the_site(reporter: Client, editor: Client) -> None:
    story = write(reporter, action="submit", headline="Harbour opens", tag_names="Harbour")
    assert story.workflow_in_progress
    assert selectors.live_post_ids(limit=10) == []
    review(editor, story, "approve")
    (post,) = selectors.posts(selectors.live_post_ids(limit=10))
    assert [tag.name for tag in post.card.tags] == ["Harbour"]


def test_a_writer_waits_while_their_post_is_reviewed(reporter: Client, editor: Client) -> None:
    story = write(reporter, action="submit", headline="Harbour opens")
    opened = reporter.get(f"{POSTS}edit/{story.pk}/")
    assert "action-publish" not in opened.content.decode()
    assert story.get_lock() is not None


def test_changes_are_asked_for_with_a_comment_and_submitted_again(reporter: Client, editor: Client) -> None:
    story = write(reporter, action="submit", headline="Harbour opens")
    review(editor, story, "reject", comment="Who said so?")
    assert not selectors.live_post_ids(limit=10)
    edit(reporter, story, action="submit", standfirst="The harbour master said so")
    review(editor, story, "approve")
    assert selectors.posts([story.pk])[0].card.standfirst == "The harbour master said so"


def test_a_reporter_can_not_approve(reporter: Client, sign_in: object) -> None:
    story = write(reporter, action="submit", headline="Harbour opens")
    task = story.current_workflow_task_state
    reporter.post(f"{POSTS}workflow/action/{story.pk}/approve/{task.pk}/", {"comment": ""})
    assert selectors.live_post_ids(limit=10) == []


def test_a_submitted_post_waits_on_the_editors_front_page(reporter: Client, editor: Client) -> None:
    write(reporter, action="submit", headline="Harbour opens")
    assert "Harbour opens" in editor.get("/newsroom/").content.decode()
