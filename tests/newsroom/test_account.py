"""What a member sets of their own account."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from broadsheet.newsroom.models import Member
from broadsheet.publication import Publication
from tests.newsroom.desk import POSTS
from tests.photographs import jpeg

ACCOUNT = "/newsroom/account/"


def fields(client: Client) -> dict[str, str]:
    """What a browser would send of the page."""
    page = html.fromstring(client.get(ACCOUNT).content.decode())
    (sent,) = [form for form in page.forms if "byline-signs_as" in form.fields]  # type: ignore[attr-defined]
    return dict(sent.form_values())


def test_new_posts_begin_with_the_byline_that_a_member_set(reporter: Client) -> None:
    assert reporter.post(ACCOUNT, {**fields(reporter), "byline-signs_as": "Arta M."}).status_code == 302
    assert Member.objects.get(username="arta").signs_as == "Arta M."
    assert "Arta M." in reporter.get(f"{POSTS}add/").content.decode()


def test_a_member_writes_in_persian_from_right_to_left(reporter: Client) -> None:
    reporter.post(ACCOUNT, {**fields(reporter), "locale-preferred_language": "fa"})
    page = reporter.get(POSTS).content.decode()
    assert 'lang="fa" dir="rtl"' in page


def test_no_portrait_is_asked_for_and_one_that_is_sent_is_kept_nowhere(
    newsroom: Publication, reporter: Client
) -> None:
    assert "avatar" not in reporter.get(ACCOUNT).content.decode().split("<main")[1]
    portrait = SimpleUploadedFile("me.jpg", jpeg())
    reporter.post(ACCOUNT, {**fields(reporter), "avatar-avatar": portrait})
    assert not [path for path in newsroom.folder.rglob("*") if path.name.startswith("me")]
    assert not Member.objects.filter(wagtail_userprofile__avatar__gt="").exists()
