"""A published post is corrected in public, or removed for somebody's safety without a trace but "gone"."""

from django.test import Client

from broadsheet.archive import selectors
from broadsheet.archive.models import Image, Post
from broadsheet.newsroom.models import Story
from broadsheet.press import publish
from broadsheet.publication import Publication
from tests.newsroom.desk import POSTS, edit, form, write
from tests.newsroom.uploading import upload
from tests.photographs import jpeg

SECRET = "Mina Karimi of Harbour Street"


def test_a_typo_is_not_told_to_readers(editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbor opens")
    edit(editor, story, action="publish", headline="Harbour opens", edit_kind="typo")
    (post,) = selectors.posts([story.pk])
    assert post.card.headline == "Harbour opens"
    assert post.card.updated_at is None
    assert post.corrections == ()


def test_a_correction_is_on_the_page_with_its_day(newsroom: Publication, editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    edit(
        editor,
        story,
        action="publish",
        edit_kind="correction",
        edit_note="It opened on Monday, not on Sunday.",
    )
    (post,) = selectors.posts([story.pk])
    assert [fix.text for fix in post.corrections] == ["It opened on Monday, not on Sunday."]
    assert post.card.updated_at is not None
    publish(newsroom, executor=0)
    assert "not on Sunday" in (newsroom.site / str(story.path) / "index.html").read_text(encoding="utf-8")


def test_a_retracted_post_says_so_at_its_address(newsroom: Publication, editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens", body="<p>It did.</p>")
    edit(editor, story, action="publish", edit_kind="retraction", edit_note="It never opened.")
    publish(newsroom, executor=0)
    page = (newsroom.site / str(story.path) / "index.html").read_text(encoding="utf-8")
    assert page.index("It never opened.") < page.index("<p>It did.</p>")
    assert "Retracted" in (newsroom.site / "index.html").read_text(encoding="utf-8")


def test_a_preview_shows_the_notice_before_it_is_published(editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    sent = form(headline="Harbour opens", edit_kind="retraction", edit_note="It never opened.")
    assert editor.post(f"{POSTS}preview/{story.pk}/", sent).json()["is_valid"]
    page = editor.get(f"{POSTS}preview/{story.pk}/").content.decode()
    assert 'class="retraction"' in page
    assert selectors.posts([story.pk])[0].card.retracted_on is None


def test_an_old_version_does_not_undo_a_retraction(editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    first = story.latest_revision
    edit(editor, story, action="publish", edit_kind="retraction", edit_note="It never opened.")
    first.as_object().publish(first)
    assert selectors.posts([story.pk])[0].card.retracted_on is not None


def test_a_retraction_is_taken_back_where_there_is_one(editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    assert "reinstatement" not in editor.get(f"{POSTS}edit/{story.pk}/").content.decode()
    edit(editor, story, action="publish", edit_kind="retraction", edit_note="It never opened.")
    assert "reinstatement" in editor.get(f"{POSTS}edit/{story.pk}/").content.decode()
    edit(editor, story, action="publish", edit_kind="reinstatement", edit_note="It did open.")
    (post,) = selectors.posts([story.pk])
    assert post.card.retracted_on is None
    assert [fix.kind for fix in post.corrections] == ["retraction", "reinstatement"]


def test_the_question_is_asked_anew_at_the_next_edit(editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    edit(editor, story, action="publish", edit_kind="correction", edit_note="Monday.")
    edit(editor, story, action="publish", edit_kind="update")
    (post,) = selectors.posts([story.pk])
    assert len(post.corrections) == 1


def test_a_correction_that_says_nothing_is_not_published(editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    sent = form(headline="Harbour closes", edit_kind="correction") | {"action-publish": "action-publish"}
    assert "Say what was wrong" in editor.post(f"{POSTS}edit/{story.pk}/", sent).content.decode()
    assert selectors.posts([story.pk])[0].card.headline == "Harbour opens"


def test_what_is_removed_for_safety_is_in_no_file_but_as_gone(newsroom: Publication, editor: Client) -> None:
    write(editor, action="publish", headline="Another post")
    picture = upload(editor, jpeg(), caption=SECRET)
    story = write(editor, action="publish", headline="Witness", body=f"<p>{SECRET}</p>", lead_image=picture)
    edit(editor, story, body=f"<p>{SECRET}, says a draft</p>")
    editor.post(f"{POSTS}preview/{story.pk}/", form(headline="Witness", body=f"<p>{SECRET}</p>"))
    publish(newsroom, executor=0)
    file = newsroom.media / Image.objects.get().file
    page = newsroom.site / str(story.path) / "index.html"
    assert SECRET in page.read_text(encoding="utf-8")

    assert editor.post(f"/newsroom/remove/{story.pk}/").status_code == 302
    publish(newsroom, executor=0)

    assert not Post.objects.filter(pk=story.pk).exists()
    assert not file.exists()
    assert "noindex" in page.read_text(encoding="utf-8")
    assert [row.old for _, row in selectors.redirects(limit=10) if row.target is None] == [story.path]
    files = [path for path in newsroom.folder.rglob("*") if path.is_file()]
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []


def test_a_picture_that_another_post_shows_stays(editor: Client) -> None:
    picture = upload(editor, jpeg())
    story = write(editor, action="publish", headline="One", lead_image=picture)
    write(editor, action="publish", headline="Two", lead_image=picture)
    editor.post(f"/newsroom/remove/{story.pk}/")
    assert Image.objects.filter(pk=picture).exists()


def test_only_who_may_delete_any_post_removes_one(reporter: Client) -> None:
    story = write(reporter, headline="Mine")
    reporter.post(f"/newsroom/remove/{story.pk}/")
    assert Story.objects.filter(pk=story.pk).exists()
