"""Posts without a date are dated from the browser: by a pasted list, or one by hand."""

from collections.abc import Callable

import pytest
from django.test import Client

from broadsheet.archive.finds import ClaimedDate
from broadsheet.archive.models import Post
from broadsheet.archive.services import store_posts
from broadsheet.newsroom.models import Copy, Story
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.stories.adopting import adopt_posts
from tests.archive.finding import PROSE, TEXT, post
from tests.newsroom.copies import RETURNING, UNDATED, press, wait_for
from tests.newsroom.desk import edit

Sign = Callable[[str, Role], Client]
URL = "https://old.example/2011/03/05/the-ferry-sank/"


@pytest.fixture
def ferry(newsroom: object) -> Story:
    """A post without a date."""
    store_posts(
        [post("text:1", "The Ferry Sank", date=ClaimedDate()),
         post("text:2", "Bridge Opened", date=ClaimedDate(), body=f"<p>A bridge. {PROSE[40:]}</p>")],
        origin=TEXT,
    )  # fmt: skip
    adopt_posts()
    return Story.objects.get(headline="The Ferry Sank")


def paste(client: Client, text: str) -> Copy:
    answer = client.post(f"{UNDATED}list/", {"pasted": text, "whole": "yes"})
    assert answer.headers["Location"].startswith(RETURNING), answer.headers["Location"]
    return wait_for(client, int(answer.headers["Location"].rstrip("/").rpartition("/")[2]))


def test_a_pasted_list_shows_its_evidence_before_anything_changes(ferry: Story, editor: Client) -> None:
    copy = paste(editor, f"{URL}\nhttps://old.example/2010/01/01/unheard-of-things/\n")
    shown = editor.get(f"{RETURNING}{copy.pk}/").content.decode()
    for words in (
        "The Ferry Sank",
        "2011-03-05",
        f"its old address {URL}",
        "/undated/the-ferry-sank/",
        "unheard-of",
    ):
        assert words in shown
    assert Post.objects.filter(published_at=None).count() == 2


def test_accepting_dates_all_but_those_that_are_left_out_and_moves_them(ferry: Story, editor: Client) -> None:
    copy = paste(editor, f"{URL}\nhttps://old.example/2012/02/02/bridge-opened/")
    bridge = Post.objects.get(headline="Bridge Opened")
    press(editor, copy, "dates", leave_out=[bridge.pk])
    assert Post.objects.get(pk=ferry.pk).path == "2011/03/05/the-ferry-sank/"
    assert Post.objects.filter(published_at=None).count() == 1
    assert "These posts were dated." in editor.get(f"{RETURNING}{copy.pk}/").content.decode()
    press(editor, copy, "dates")
    assert Post.objects.filter(published_at=None).count() == 1, "a list is decided on once"


def test_one_post_is_dated_by_hand_and_says_how_we_know(ferry: Story, editor: Client) -> None:
    shown = editor.get(UNDATED).content.decode()
    assert "The Ferry Sank" in shown
    editor.post(f"{UNDATED}{ferry.pk}/", {"day": "2011-03-05", "evidence": "the printed paper"})
    dated = Post.objects.get(pk=ferry.pk)
    assert (dated.path, dated.certainty) == ("2011/03/05/the-ferry-sank/", "day")
    assert dated.date_evidence == "the printed paper"
    assert "The Ferry Sank" not in editor.get(UNDATED).content.decode().split("</form>", 1)[1]


@pytest.mark.parametrize("day", ["", "yesterday", "2999-01-01", "1066-10-14"])
def test_a_day_that_is_none_is_refused(ferry: Story, editor: Client, day: str) -> None:
    editor.post(f"{UNDATED}{ferry.pk}/", {"day": day})
    assert Post.objects.get(pk=ferry.pk).published_at is None


def test_publishing_a_draft_that_was_begun_before_does_not_take_the_date_away(
    ferry: Story, editor: Client
) -> None:
    edit(editor, ferry, standfirst="Begun before it was dated")
    editor.post(f"{UNDATED}{ferry.pk}/", {"day": "2011-03-05"})
    edit(editor, ferry, action="publish")
    dated = Post.objects.get(pk=ferry.pk)
    assert dated.standfirst == "Begun before it was dated"
    assert dated.published_at is not None
    assert (dated.path, dated.year) == ("2011/03/05/the-ferry-sank/", 2011)


def test_a_list_without_any_address_says_so(ferry: Story, editor: Client) -> None:
    copy = paste(editor, "no address here")
    shown = editor.get(f"{RETURNING}{copy.pk}/").content.decode()
    assert "couldn&#x27;t find any page&#x27;s address" in shown
    press(editor, copy, "discard")
    assert not Copy.objects.exists()


@pytest.mark.parametrize("role", ["contributor", "reporter"])
def test_whoever_may_not_publish_dates_nothing(ferry: Story, sign_in: Sign, role: Role) -> None:
    client = sign_in("arta", role)
    assert client.get(UNDATED).status_code == 302
    client.post(f"{UNDATED}{ferry.pk}/", {"day": "2011-03-05"})
    client.post(f"{UNDATED}list/", {"pasted": URL, "whole": "yes"})
    assert Post.objects.get(pk=ferry.pk).published_at is None
    assert not Copy.objects.exists()
