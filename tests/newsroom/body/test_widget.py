"""The form's textarea: what it is without a script, and what it tells the script."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation
from lxml import html

from broadsheet.newsroom import body
from broadsheet.newsroom.body.words import WORDS
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.roles import Role
from tests.newsroom.conftest import Sign
from tests.newsroom.desk import POSTS, edit, write
from tests.newsroom.uploading import upload
from tests.photographs import jpeg


def textarea(client: Client, story: Story) -> Any:
    page: Any = html.fromstring(client.get(f"{POSTS}edit/{story.pk}/").content.decode())
    return page.get_element_by_id("id_body")


def test_without_a_script_it_is_a_textarea_that_holds_the_html(editor: Client) -> None:
    story = write(editor, headline="A", body="<p>One</p>")
    field = textarea(editor, story)
    assert field.tag == "textarea"
    assert field.text.strip() == "<p>One</p>"
    assert field.get("hidden") is None


def test_it_names_every_address_and_says_everything_in_the_members_language(editor: Client) -> None:
    field = textarea(editor, write(editor, headline="A"))
    for name in ("data-pictures", "data-posts", "data-picture", "data-picture-words", "data-post-address"):
        assert field.get(name).startswith("/newsroom/"), name
    assert json.loads(field.get("data-words"))["strong"] == "Bold"


def test_its_scripts_are_modules_and_none_is_written_into_the_page(editor: Client) -> None:
    page = editor.get(f"{POSTS}add/").content.decode()
    assert re.search(
        r'<script[^>]*newsroom/body/start[^>]*type="module"|<script[^>]*type="module"[^>]*start', page
    )
    assert "importmap" not in page


def test_what_was_posted_is_sanitised_whatever_the_editor_would_send(editor: Client) -> None:
    story = write(editor, headline="A", body='<p onclick="x()">One<script>x()</script></p>')
    assert story.get_latest_revision_as_object().body == "<p>One</p>"


def test_a_picture_tells_its_words_and_its_address_on_the_site(editor: Client) -> None:
    picture = upload(editor, jpeg(), alt="The quay", caption="In May", credit="Mina")
    told = editor.get(f"/newsroom/body/picture/{picture}/").json()
    assert (told["alt"], told["caption"], told["credit"]) == ("The quay", "In May", "Mina")
    assert told["src"].startswith("/media/")
    shown = editor.get(f"/newsroom/body/picture/{picture}/file/", follow=True)
    assert shown.status_code == 200
    assert shown.headers["Content-Type"].startswith("image/")
    assert editor.get("/newsroom/body/picture/999/").status_code == 404
    assert editor.get("/newsroom/body/picture/999/file/").status_code == 404


def test_a_post_tells_its_address_once_it_has_one(editor: Client) -> None:
    story = write(editor, headline="The bridge reopens")
    assert editor.get(f"/newsroom/body/post/{story.pk}/").json() == {
        "href": "/undated/the-bridge-reopens/", "headline": "The bridge reopens", "live": False,
    }  # fmt: skip
    edit(editor, story, action="publish")
    told = editor.get(f"/newsroom/body/post/{story.pk}/").json()
    assert told["live"]
    assert told["href"] == f"/{Story.objects.get(pk=story.pk).path}"


@pytest.mark.parametrize("role", ["contributor", "reporter"])
def test_a_member_may_link_to_what_everybody_reads_and_to_no_draft_of_others(
    editor: Client, sign_in: Sign, role: Role
) -> None:
    published = write(editor, action="publish", headline="The bridge reopens")
    secret = write(editor, headline="Not yet")
    client = sign_in("arta", role)
    assert client.get(f"/newsroom/body/post/{published.pk}/").status_code == 200
    assert client.get(f"/newsroom/body/post/{secret.pk}/").status_code == 404
    listed = client.get("/newsroom/choose-post/").content.decode()
    assert "The bridge reopens" in listed
    assert "Not yet" not in listed


def test_the_editor_speaks_persian_wholly() -> None:
    with translation.override("fa"):
        english = [key for key, words in WORDS.items() if str(words).isascii()]
    assert english == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    folder = Path(body.__file__).parent / "locale" / "fa" / "LC_MESSAGES"
    with (folder / "django.po").open("rb") as file:
        written = {str(each.id): each.string for each in read_po(file) if each.id}
    with (folder / "django.mo").open("rb") as file:
        compiled = {str(each.id): each.string for each in read_mo(file) if each.id}
    assert compiled == written
