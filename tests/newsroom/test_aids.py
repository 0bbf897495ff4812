"""What helps while somebody writes: tags that the text names, and what is worth another look."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from broadsheet.archive.models import Image, Tag, TagAlias
from broadsheet.language import fold
from broadsheet.newsroom.aids.tags_in_text import tags_in
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.names.alike import tags_alike
from broadsheet.publication import Publication
from tests.newsroom.desk import POSTS, write

TAGS, WARNINGS = "/newsroom/aids/tags/", "/newsroom/aids/warnings/"


def add_tags(*names: str) -> None:
    for name in names:
        Tag.objects.create(name=name, key=fold(name), slug=fold(name).replace(" ", "-"))


def named(*texts: str, **more: Any) -> list[str]:
    return [found["name"] for found in tags_in(*texts, **more)]


def told(client: Client, **fields: str) -> list[str]:
    warnings: list[str] = client.post(WARNINGS, fields).json()["warnings"]
    return warnings


def test_tags_that_the_text_names_are_offered_most_named_first(newsroom: Publication) -> None:
    add_tags("Harbour Board", "Strikes", "Fishing")
    body = "<p>Strikes again. The <b>Harbour</b> Board met; strikes go on.</p>"
    assert named("Strikes", body=body) == ["Strikes", "Harbour Board"]


def test_a_tag_inside_a_longer_word_is_not_named(newsroom: Publication) -> None:
    add_tags("Port", "Iran")
    assert named("The report on portraits", body="<p>Iran-based</p>") == ["Iran"]


def test_a_name_that_two_paragraphs_share_is_not_named(newsroom: Publication) -> None:
    add_tags("Harbour Board")
    assert named(body="<p>At the harbour</p><p>Board games</p>") == []


def test_an_alias_is_offered_as_the_tag_it_stands_for(newsroom: Publication) -> None:
    add_tags("Harbour Board")
    TagAlias.objects.create(tag=Tag.objects.get(), name="HB", key="hb")
    assert tags_in("HB meets") == [{"name": "Harbour Board", "alias": "hb", "posts": 0}]


@pytest.mark.parametrize("text", ["بندر كيش", "بندر کیش", "در بندرِ کیش نه، در بندر کيش"])
def test_persian_and_arabic_writings_of_a_letter_are_one(newsroom: Publication, text: str) -> None:
    add_tags("بندر کیش")
    assert named(text) == ["بندر کیش"]


def test_a_joiner_and_a_space_are_one(newsroom: Publication) -> None:
    add_tags("روزنامه نگاران")
    assert named("روزنامه\u200cنگاران آزادند") == ["روزنامه نگاران"]


def test_what_the_post_bears_already_is_not_offered(editor: Client) -> None:
    add_tags("Harbour", "Strikes")
    sent = {"headline": "Harbour strikes", "tag_names": "HARBOUR"}
    assert [tag["name"] for tag in editor.post(TAGS, sent).json()["tags"]] == ["Strikes"]


def test_twenty_thousand_tags_do_not_slow_it_down(newsroom: Publication) -> None:
    Tag.objects.bulk_create(
        Tag(name=f"word{number} place", key=f"word{number} place", slug=f"t-{number}")
        for number in range(20_000)
    )
    body = "".join(
        f"<p>{' '.join(f'word{line}{word} place' for word in range(50))}</p>" for line in range(20)
    )
    began = time.process_time()
    assert tags_in("A headline", body=body)
    # 50 ms on an idle machine; the bound is for one that does much else.
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("MEK Abania", "MEK Albania"), ("Refguees", "Refugees"), ("Sharin Farhadi", "Shirin Farhadi"),
        ("Farhadi Shirin", "Shirin Farhadi"), ("پناهندگن", "پناهندگان"), ("Harbour-Board", "Harbour Board"),
    ],
)  # fmt: skip
def test_a_tag_almost_like_another_is_found(newsroom: Publication, name: str, known: str) -> None:
    add_tags(known)
    assert tags_alike([name]) == {name: [known]}


@pytest.mark.parametrize(
    ("name", "known"),
    [("Iran", "Iraq"), ("Elections 2019", "Elections 2018"), ("Harbour", "Market"), ("Harbour", "harbour")],
)
def test_what_is_another_thing_is_not_taken_for_almost_the_same(
    newsroom: Publication, name: str, known: str
) -> None:
    add_tags(known)
    assert tags_alike([name]) == {}


def test_a_picture_without_words_is_told(editor: Client) -> None:
    picture = Image.objects.create(file="a.jpg")
    (warning,) = told(editor, lead_image=str(picture.pk))
    assert "lead picture" in warning
    assert told(editor, lead_image=str(picture.pk), lead_alt="A quay") == []
    assert "Picture 1" in told(editor, body='<figure><img src="/a.jpg" alt=""></figure>')[0]


def test_words_that_the_picture_itself_has_are_enough(editor: Client) -> None:
    picture = Image.objects.create(file="a.jpg", alt="A quay")
    body = f'<figure><img src="/a.jpg" alt="" data-image="{picture.pk}"></figure>'
    assert told(editor, lead_image=str(picture.pk), body=body) == []


def test_a_skipped_heading_is_told(editor: Client) -> None:
    (warning,) = told(editor, body="<h2>Costs</h2><h4>Of the quay</h4>")
    assert "Of the quay" in warning
    assert told(editor, body="<h2>Costs</h2><h3>Of the quay</h3><h2>Dates</h2>") == []


def test_a_link_to_a_draft_is_told_by_whatever_it_names_it(editor: Client) -> None:
    draft = write(editor, headline="Draft")
    live = write(editor, action="publish", headline="Live")
    for href, hint in (
        ("/x/", f' data-post="{draft.pk}"'),
        (f"/newsroom/posts/edit/{draft.pk}/", ""),
        ("/2019/01/01/x/", ""),
    ):
        (warning,) = told(editor, body=f'<p><a href="{href}"{hint}>there</a></p>')
        assert "link" in warning
    body = f'<p><a href="/{live.path}" data-post="{live.pk}">a</a> <a href="https://elsewhere.example/">b</a></p>'
    assert told(editor, body=body) == []


def test_of_a_draft_nothing_is_told_but_that_it_is_not_on_the_site(sign_in: Callable[..., Client]) -> None:
    secret = write(sign_in("mina", "reporter"), headline="The source is Mina Karimi")
    other = sign_in("arta", "reporter")
    at_draft = told(other, body=f'<p><a href="/x/" data-post="{secret.pk}">there</a></p>')
    at_nothing = told(other, body='<p><a href="/x/" data-post="999999">there</a></p>')
    assert at_draft == at_nothing != []


def test_a_tag_almost_like_another_is_told(editor: Client) -> None:
    add_tags("MEK Albania")
    assert "MEK Albania" in told(editor, tag_names="MEK Abania")[0]


def test_a_post_with_every_warning_is_published_all_the_same(editor: Client) -> None:
    picture = Image.objects.create(file="a.jpg")
    body = '<h4>Skipped</h4><p><a href="/nowhere/">there</a></p>'
    story = write(editor, action="publish", headline="All at once", body=body, lead_image=str(picture.pk))
    assert story.live
    assert len(told(editor, body=body, lead_image=str(picture.pk))) == 3


def test_without_a_script_they_stand_in_the_form_that_was_saved(editor: Client) -> None:
    add_tags("Harbour")
    story = write(editor, headline="Harbour opens", body="<h4>Skipped</h4><p>می‌شود – یک دو</p>")
    page = editor.get(f"{POSTS}edit/{story.pk}/").content.decode()
    assert "none of level 2" in page
    assert 'data-name="Harbour"' in page
    assert "Words: 4" in page


def test_what_is_hostile_is_answered_too(editor: Client) -> None:
    body = '<p><a href="//[">x</a><a href="javascript:x()">y</a></p><h9>' + "<div>" * 500
    assert (
        editor.post(WARNINGS, {"body": body, "lead_image": "٣x", "tag_names": "\0" * 400}).status_code == 200
    )
    assert editor.post(TAGS, {"body": body, "headline": "\0" * 9000}).status_code == 200
    assert not Story.objects.exists()


@pytest.mark.parametrize("url", [TAGS, WARNINGS])
def test_only_members_who_write_may_ask(
    sign_in: Callable[..., Client], newsroom: Publication, url: str
) -> None:
    for role in ("contributor", "reporter", "editor", "administrator"):
        assert sign_in(role, role).post(url, {}).status_code == 200
    reporter = sign_in("reporter", "reporter")
    assert reporter.get(url).status_code == 405
    stranger = Client(SERVER_NAME="127.0.0.1").post(url, {})
    assert (stranger.status_code, stranger.headers["Location"][:17]) == (302, "/newsroom/login/?")


def test_a_form_of_another_site_is_refused(editor: Client) -> None:
    strict = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert strict.post(TAGS, {"headline": "x"}).status_code == 403
