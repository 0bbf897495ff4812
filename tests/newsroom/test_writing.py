"""A post is written, published, changed and taken off; the press learns of what readers get, and of no more."""

from django.test import Client

from broadsheet.archive import selectors
from broadsheet.archive.models import Change, Post, PostTag, Tag
from broadsheet.newsroom.models import Story
from tests.gardening import merge
from tests.newsroom.desk import POSTS, edit, write


def told() -> list[dict[str, object]]:
    """What the press was told of posts."""
    return list(Change.objects.filter(noun="post").order_by("id").values_list("before", flat=True))


def test_a_draft_is_on_no_page_and_told_to_nobody(editor: Client) -> None:
    story = write(editor, headline="Harbour opens", body="<p>At last.</p>", tag_names="Harbour")
    assert not story.live
    assert selectors.live_post_ids(limit=10) == []
    assert told() == []


def test_where_a_headline_goes_is_seen_and_said(editor: Client) -> None:
    opened = editor.get(f"{POSTS}add/").content.decode()
    assert 'placeholder="Headline"' in opened
    assert opened.count("<h1") == 1


def test_a_draft_may_lack_everything(editor: Client) -> None:
    story = write(editor, headline="")
    assert str(story) == "(no headline yet)"


def test_a_published_post_has_its_address_tags_byline_and_beginning(editor: Client) -> None:
    write(
        editor,
        action="publish",
        headline="Harbour opens",
        body="<p>At last it did.</p>",
        tag_names="Harbour\nTrade",
        author_names="Shirin Farhadi",
    )
    (post,) = selectors.posts(selectors.live_post_ids(limit=10))
    assert post.card.path.endswith("/harbour-opens/")
    assert [tag.name for tag in post.card.tags] == ["Harbour", "Trade"]
    assert [author.name for author in post.card.authors] == ["Shirin Farhadi"]
    assert post.card.excerpt == "At last it did."
    assert post.card.certainty == "exact"
    assert len(told()) == 1
    assert PostTag.objects.filter(live=True, year=post.card.year).count() == 2


def test_a_draft_over_a_live_post_changes_nothing_for_readers(editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens", body="<p>Old.</p>", tag_names="Harbour")
    edit(editor, story, headline="Harbour closes", body="<p>New.</p>", tag_names="Closed")
    (post,) = selectors.posts([story.pk])
    assert (post.card.headline, post.body) == ("Harbour opens", "<p>Old.</p>")
    assert [tag.name for tag in post.card.tags] == ["Harbour"]
    assert len(told()) == 1
    assert story.has_unpublished_changes


def test_publishing_the_draft_replaces_the_live_post_and_tells_of_the_state_before(editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens", tag_names="Harbour")
    path = story.path
    edit(editor, story, action="publish", headline="Harbour closes", tag_names="Closed")
    (post,) = selectors.posts([story.pk])
    assert post.card.headline == "Harbour closes"
    assert post.card.path == path
    assert post.card.updated_at is not None
    before = told()[-1]
    assert before["tags"] == [Tag.objects.get(slug="harbour").pk]
    assert before["path"] == path


def test_an_unpublished_post_is_on_no_page_and_its_listings_are_told(editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens", tag_names="Harbour")
    assert editor.post(f"{POSTS}unpublish/{story.pk}/").status_code == 302
    assert selectors.live_post_ids(limit=10) == []
    assert not PostTag.objects.filter(live=True).exists()
    assert told()[-1]["tags"] == [Tag.objects.get(slug="harbour").pk]
    assert Post.objects.get(pk=story.pk).status == "draft"


def test_a_post_that_is_published_again_comes_back_to_its_address(editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    path = story.path
    editor.post(f"{POSTS}unpublish/{story.pk}/")
    edit(editor, story, action="publish")
    assert selectors.post_paths([story.pk]) == {story.pk: path}


def test_a_deleted_live_post_is_told_and_its_address_says_gone(editor: Client) -> None:
    story = write(editor, action="publish", headline="Harbour opens", tag_names="Harbour")
    path, count = story.path, len(told())
    assert editor.post(f"{POSTS}delete/{story.pk}/").status_code == 302
    assert not Post.objects.filter(pk=story.pk).exists()
    assert len(told()) == count + 1
    assert [row.old for _, row in selectors.redirects(limit=10) if row.target is None] == [path]


def test_posts_deleted_together_are_told_too(editor: Client) -> None:
    stories = [write(editor, action="publish", headline=f"Post {number}") for number in range(2)]
    count = len(told())
    Story.objects.filter(pk__in=[story.pk for story in stories]).delete()
    assert len(told()) == count + 2
    assert not Post.objects.exists()


def test_a_body_is_sanitised_in_drafts_and_revisions_too(editor: Client) -> None:
    story = write(editor, headline="Hostile", body='<p onclick="x()">A</p><script>alert(1)</script>')
    assert story.body == "<p>A</p>"
    assert story.latest_revision.content["body"] == "<p>A</p>"
    story.body = "<p>B</p><script>x()</script>"
    story.save_revision()
    assert story.get_latest_revision().content["body"] == "<p>B</p>"


def test_an_old_revision_brings_back_words_but_no_address(editor: Client) -> None:
    story = write(editor, action="publish", headline="First headline")
    first = story.latest_revision
    edit(editor, story, action="publish", headline="Second headline")
    restored = first.as_object()
    assert restored.headline == "First headline"
    assert restored.path == story.path is not None
    assert restored.excerpt == story.excerpt


def test_a_name_written_otherwise_is_the_tag_that_is_there(editor: Client) -> None:
    write(editor, action="publish", headline="One", tag_names="بندر کیش")
    write(editor, action="publish", headline="Two", tag_names="بندر كيش")
    assert Tag.objects.count() == 1


def test_neither_a_draft_nor_a_preview_makes_a_tag(editor: Client) -> None:
    story = write(editor, headline="Draft", tag_names="Rumour")
    url = f"{POSTS}preview/{story.pk}/"
    fields = {"headline": "Draft", "tag_names": "Hearsay", "language": "en"}
    assert editor.post(url, fields).json()["is_valid"]
    assert "Hearsay" in editor.get(url).content.decode()
    assert not Tag.objects.exists()


def test_a_tag_that_was_merged_since_the_draft_is_the_merged_one(editor: Client) -> None:
    write(editor, action="publish", headline="One", tag_names="MEK Abania")
    write(editor, action="publish", headline="Two", tag_names="MEK Albania")
    draft = write(editor, headline="Three", tag_names="MEK Abania")
    wrong, right = Tag.objects.get(name="MEK Abania"), Tag.objects.get(name="MEK Albania")
    merge(wrong.pk, right.pk)
    edit(editor, draft, action="publish")
    (post,) = selectors.posts([draft.pk])
    assert [tag.name for tag in post.card.tags] == ["MEK Albania"]


def test_two_versions_are_compared_word_by_word_names_included(editor: Client) -> None:
    story = write(editor, headline="Harbour opens", tag_names="Harbour", body="<p>On Monday.</p>")
    edit(editor, story, headline="Harbour closes", tag_names="Harbour\nStrikes", body="<p>On Friday.</p>")
    page = editor.get(f"{POSTS}history/{story.pk}/revisions/compare/earliest...latest/").content.decode()
    for words in ("closes", "Strikes", "Friday"):
        assert words in page
    assert editor.get(f"{POSTS}history/{story.pk}/").status_code == 200


def test_an_old_version_is_restored_as_a_draft(editor: Client) -> None:
    story = write(editor, headline="First words", tag_names="Harbour")
    first = story.latest_revision_id
    edit(editor, story, headline="Later words", tag_names="Strikes")
    url = f"{POSTS}history/{story.pk}/revisions/{first}/revert/"
    page = editor.get(url).content.decode()
    assert "First words" in page
    assert "Harbour" in page


def test_wagtail_s_parts_that_publish_or_leak_by_themselves_are_not_installed() -> None:
    from django.conf import settings

    apps = " ".join(settings.INSTALLED_APPS)
    for part in (
        "simple_translation",
        "wagtail.images",
        "wagtail.documents",
        "wagtail.embeds",
        "wagtail.api",
    ):
        assert part not in apps
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_AUTOSAVE_INTERVAL >= 5000
