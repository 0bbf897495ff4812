"""Posts that a rescue brought are in the newsroom at once, and open as what they are."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from broadsheet.archive import selectors
from broadsheet.archive.finds import FigureFind, PersonFind, PostFind, TagFind
from broadsheet.archive.models import Post
from broadsheet.archive.services import Origin, store_posts
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.stories.adopting import adopt_new_posts, adopt_posts
from tests.newsroom.desk import POSTS, edit, form

FIND = PostFind(
    key="wxr:old.example:7",
    headline="The ferry sank",
    body="<p>Nobody was hurt.</p>",
    url="https://old.example/2011/03/ferry/",
    lead=FigureFind(source_url="https://old.example/ferry.jpg", alt="A ferry"),
    tags=(TagFind("Ferries, old"), TagFind("Harbour")),
    authors=(PersonFind("Arta Moradi"),),
)


def rescue(*finds: PostFind) -> None:
    store_posts(finds, origin=Origin("copy.xml", "wxr", rank=30))


def test_a_rescued_post_is_listed_without_anybody_doing_anything(editor: Client) -> None:
    rescue(FIND)
    assert "The ferry sank" in editor.get(POSTS).content.decode()


def test_it_opens_with_its_tags_and_byline_and_keeps_its_address_when_published_again(editor: Client) -> None:
    rescue(FIND)
    adopt_posts()
    story = Story.objects.get()
    edit(editor, story, action="publish", headline="The ferry sank twice")
    (post,) = selectors.posts([story.pk])
    assert [tag.name for tag in post.card.tags] == ["Ferries, old", "Harbour"]
    assert [author.name for author in post.card.authors] == ["Arta Moradi"]
    assert post.card.path == "2011/03/ferry/"
    assert post.card.certainty == "unknown", "editing a post invents no date for it"
    assert post.card.has_lead


def test_what_its_form_saves_by_itself_never_comes_after_what_was_saved_since(editor: Client) -> None:
    rescue(FIND)
    adopt_posts()
    story = Story.objects.get()
    edit(editor, story, headline="The ferry sank twice")
    late = editor.post(
        f"{POSTS}edit/{story.pk}/", form(headline="The ferry sank tw"), headers={"accept": "application/json"}
    )
    assert late.json()["error_code"] == "invalid_revision"
    story.refresh_from_db()
    assert story.get_latest_revision_as_object().headline == "The ferry sank twice"


def test_a_post_that_the_command_line_deleted_leaves_no_story(editor: Client) -> None:
    rescue(FIND)
    adopt_posts()
    with connection.cursor() as cursor:
        # As a process without the newsroom does it: it knows nothing of stories.
        for table in ("archive_posttag", "archive_postauthor", "archive_oldaddress"):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("DELETE FROM archive_post")
    assert editor.get(POSTS).status_code == 200
    adopt_posts()
    assert not Story.objects.exists()


def test_adopting_twice_makes_nothing_the_second_time(newsroom: object) -> None:
    rescue(FIND)
    assert adopt_posts() == 1
    assert adopt_posts() == 0


def test_asking_whether_there_is_anything_to_adopt_costs_two_look_ups(newsroom: object) -> None:
    rescue(FIND)
    adopt_posts()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        adopt_new_posts()
    assert len(asked) == 2


def test_a_headline_that_a_later_copy_completed_is_found_by_its_new_words(newsroom: object) -> None:
    rescue(FIND)
    adopt_posts()
    Post.objects.update(headline="The ferry was raised")
    adopt_posts()
    assert Story.objects.filter(sought__contains="raised").exists()
