"""Attachments, and the posts that call them by number."""

from pathlib import Path

import pytest

from broadsheet.rescue.wxr.addresses import file_hints
from tests.rescue.wxr.exports import Post, export, read

URL = "https://harbour.example/wp-content/uploads/2019/05/ferry-scaled.jpg"
PICTURE = Post(
    id=40,
    title="Ferry at dawn",
    type="attachment",
    status="inherit",
    content="",
    excerpt="The ferry leaves.",
    link="https://harbour.example/ferry-at-dawn/",
    extra=f"\t\t<wp:attachment_url>{URL}</wp:attachment_url>\n",
    meta=(("_wp_attached_file", "2019/05/ferry-scaled.jpg"), ("_wp_attachment_image_alt", "A ferry")),
)


def test_an_attachment_is_a_picture_with_its_words(tmp_path: Path) -> None:
    (picture,) = read(tmp_path, export(PICTURE)).pictures
    assert (picture.key, picture.source_url, picture.title) == ("40", URL, "Ferry at dawn")
    assert (picture.alt, picture.caption) == ("A ferry", "The ferry leaves.")
    assert picture.page_url == "https://harbour.example/ferry-at-dawn/"
    assert picture.hints == ("2019/05/ferry-scaled.jpg", "2019/05/ferry.jpg")


@pytest.mark.parametrize("order", [1, -1])
def test_the_lead_picture_is_found_before_and_behind_its_post(tmp_path: Path, order: int) -> None:
    post = Post(meta=(("_thumbnail_id", "40"),))
    (found,) = read(tmp_path, export(*(post, PICTURE)[::order])).posts
    assert found.lead is not None
    assert (found.lead.source_url, found.lead.alt, found.lead.caption) == (
        URL,
        "A ferry",
        "The ferry leaves.",
    )


def test_a_lead_picture_that_is_not_in_the_file_is_reported(tmp_path: Path) -> None:
    reading = read(tmp_path, export(Post(meta=(("_thumbnail_id", "41"),))))
    assert reading.post.lead is None
    assert reading.said("lead picture").count == 1


def test_a_credit_field_is_the_credit(tmp_path: Path) -> None:
    picture = Post(type="attachment", extra=PICTURE.extra, meta=(("_media_credit", "Photo: Ada"),))
    assert read(tmp_path, export(picture)).pictures[0].credit == "Photo: Ada"


def test_a_description_is_left_over_not_taken_for_a_caption(tmp_path: Path) -> None:
    picture = Post(type="attachment", content="Taken from the north pier.", extra=PICTURE.extra)
    reading = read(tmp_path, export(picture))
    assert reading.pictures[0].caption == ""
    assert reading.said("description").quote == "Taken from the north pier."


@pytest.mark.parametrize(
    ("attached", "url", "hint"),
    [
        ("", "https://a.example/wp-content/uploads/2019/05/x-300x200.jpg", "2019/05/x.jpg"),
        ("", "https://a.example/wp-content/uploads/2019/05/x.jpg", "2019/05/x-scaled.jpg"),
        ("", "https://a.files.example/2013/06/y.png", "2013/06/y.png"),
        ("", "https://a.example/wp-content/uploads/sites/3/2019/05/x.jpg", "2019/05/x.jpg"),
        ("", "https://a.example/wp-content/uploads/2019/05/%D8%A2.jpg", "2019/05/آ.jpg"),
        ("2019/05/x.jpg", "", "2019/05/x.jpg"),
    ],
)
def test_a_file_is_looked_for_where_it_may_lie(attached: str, url: str, hint: str) -> None:
    assert hint in file_hints(attached, url)


@pytest.mark.parametrize("attached", ["../../etc/passwd", "a/../../b.jpg", "https://a.example/x.jpg"])
def test_a_hint_never_leads_out_of_the_folder(attached: str) -> None:
    assert file_hints(attached, "") == ()
