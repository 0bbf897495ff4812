"""A preview is the page that the press will write."""

import re
from typing import Any

from django.test import Client

from broadsheet.archive import selectors
from broadsheet.archive.models import Image
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.proof import proof_place, proof_row
from broadsheet.press import publish
from broadsheet.press.proof import ProofDesk
from broadsheet.publication import Publication
from tests.newsroom.desk import POSTS, edit, write
from tests.newsroom.uploading import upload
from tests.photographs import jpeg

WORDS = {
    "headline": "Harbour opens",
    "standfirst": "After years",
    "body": "<h2>At last</h2><p>It opened.</p><p>بندر باز شد.</p>",
    "tag_names": "Harbour\nبندر",
    "author_names": "Shirin Farhadi",
    "lead_caption": "The quay",
}


def preview(client: Client, story: Story, **typed: object) -> Any:
    """What the panel beside the form shows."""
    url = f"{POSTS}preview/{story.pk}/"
    assert client.post(url, WORDS | {"language": "en"} | typed).json()["is_valid"]
    return client.get(url)


def test_it_is_byte_for_byte_the_page_on_the_site(newsroom: Publication, editor: Client) -> None:
    write(editor, action="publish", headline="An older post")
    picture = upload(editor, jpeg())
    story = write(editor, action="publish", lead_image=picture, **WORDS)
    publish(newsroom, executor=0)
    on_site = (newsroom.site / str(story.path) / "index.html").read_bytes()
    stored = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    older, newer = selectors.neighbours_at(proof_place(stored))
    assert ProofDesk(newsroom).proof(proof_row(stored), older=older, newer=newer) == on_site


def test_it_shows_what_is_typed_and_not_what_is_live(editor: Client) -> None:
    story = write(editor, action="publish", headline="Old words")
    page = preview(editor, story).content.decode()
    assert "<h1" in page
    assert "Harbour opens" in page
    assert "Old words" not in page
    assert Story.objects.get(pk=story.pk).headline == "Old words"


def test_a_post_that_was_never_saved_can_be_previewed(editor: Client) -> None:
    assert editor.post(f"{POSTS}preview/", WORDS | {"language": "en"}).json()["is_valid"]
    assert "Harbour opens" in editor.get(f"{POSTS}preview/").content.decode()
    assert not Story.objects.exists()


def test_the_style_sheets_and_pictures_of_a_preview_are_there(editor: Client) -> None:
    picture = upload(editor, jpeg(size=(1200, 800)))
    story = write(editor, lead_image=picture, **WORDS)
    page = preview(editor, story, lead_image=picture).content.decode()
    links = set(re.findall(r"/newsroom/preview/(?:assets|media)/[^\"\s,]+", page))
    assert len(links) >= 3
    for link in links:
        assert editor.get(link).status_code == 200, link


def test_a_preview_may_load_nothing_but_styles_fonts_and_pictures(editor: Client) -> None:
    story = write(editor, **WORDS)
    answer = preview(editor, story)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_old_revision_can_be_looked_at_as_it_would_have_been(editor: Client) -> None:
    story = write(editor, **WORDS)
    first = story.latest_revision_id
    edit(editor, story, headline="Later words")
    page = editor.get(f"{POSTS}history/{story.pk}/revisions/{first}/view/").content.decode()
    assert "Harbour opens" in page


def test_a_lost_picture_is_told_and_breaks_nothing(editor: Client) -> None:
    lost = Image.objects.create(source_url="https://old.example/lost.jpg", alt="A lost ferry")
    story = write(editor, lead_image=lost.pk, **WORDS)
    assert "A lost ferry" in preview(editor, story, lead_image=lost.pk).content.decode()
