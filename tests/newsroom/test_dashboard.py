"""The front page says what waits, what goes out when and what is late, to whom it concerns."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from broadsheet.newsroom.models import Story
from broadsheet.newsroom.stories.listing import search
from tests.newsroom.desk import POSTS, edit, write
from tests.newsroom.test_scheduling import come_due, tomorrow


def front(client: Client) -> str:
    return client.get("/newsroom/").content.decode()


def test_my_drafts_and_what_i_scheduled_and_published_are_there(editor: Client) -> None:
    write(editor, headline="A draft of mine")
    write(editor, action="publish", headline="For tomorrow", go_live_at=tomorrow())
    write(editor, action="publish", headline="Out now")
    page = front(editor)
    for words in ("My drafts", "A draft of mine", "Scheduled", "For tomorrow", "Published last", "Out now"):
        assert words in page
    assert "Late:" not in page


def test_what_is_late_raises_an_alarm_for_whoever_can_publish(editor: Client, reporter: Client) -> None:
    story = write(editor, action="publish", headline="Embargoed", go_live_at=tomorrow())
    come_due(story, minutes=6)
    assert "Late:" in front(editor)
    assert "Late:" not in front(reporter)


def test_nothing_that_belongs_to_sites_of_pages_is_there(editor: Client) -> None:
    page = front(editor)
    assert "Search all pages" not in page
    assert "editor guide" not in page


def test_a_list_of_many_posts_asks_no_more_than_one_of_few(editor: Client) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            editor.get(POSTS)
        return len(asked)

    write(editor, headline="Post 0")
    questions()
    few = questions()
    for number in range(1, 6):
        write(editor, headline=f"Post {number}")
    assert questions() == few


def test_a_search_finds_every_word_whatever_its_letters(editor: Client) -> None:
    write(editor, headline="کارگران بندر", standfirst="Harbour strike")
    write(editor, headline="Harbour opens")
    assert [str(story) for story in search(Story.objects.all(), "كارگران STRIKE")] == ["کارگران بندر"]


def test_filters_find_by_tag_byline_and_state(editor: Client) -> None:
    story = write(
        editor, action="publish", headline="Tagged", tag_names="Harbour", author_names="Arta Moradi"
    )
    edit(editor, story)
    write(editor, headline="Untagged draft")
    for query in ("tag=harbour", "author=arta", "live=true", "language=en&live=true"):
        page = editor.get(f"{POSTS}results/?{query}").content.decode()
        assert "Tagged" in page, query
        assert "Untagged draft" not in page, query
