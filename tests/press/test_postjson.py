"""A post as data: what a stranger can restore from it, and what must not be in it."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.archive.rows import AuthorRow, CorrectionRow, PictureRow, PostRow, TagRow
from broadsheet.press.postjson import post_json
from tests.press.cards import card, post

BODY = (
    '<p>Text.</p><figure><img src="../../m/1.jpg" alt="figcaption &lt;figcaption&gt;">'
    "<figcaption>By <b>day</b><br>and  night <cite>AP</cite></figcaption></figure>"
    "<figure><figure><img src='2'><figcaption>First</figcaption></figure><figcaption>All</figcaption></figure>"
)
WHOLE = post(
    of=card(
        tags=(TagRow(1, "Iran", "iran"), TagRow(2, "World", "world", kind="section")),
        authors=(AuthorRow(1, "Ava Karimi", "ava-karimi"),),
        has_lead=True,
        lead_alt="A crowd",
        lead_caption="By night\nin rain",
        lead_credit="AP",
        lead_source_url="https://user:word@old.example/rally.jpg",
        picture=PictureRow(9, "2019/05/private-name.jpg", "ab" * 32, 960, 640),
        not_before=date(2019, 5, 1),
        date_evidence="caption: May 1",
        updated_at=datetime(2019, 6, 1, tzinfo=UTC),
        sticky=True,
    ),
    corrections=(CorrectionRow(date(2019, 5, 6), "It was Sunday."),),
    origin_source="/home/somebody/copies/old-site.xml",
    origin_url="https://old.example/2019/05/05/rally/?x=1",
)


def read(row: PostRow, *, body: str = BODY) -> Any:
    content = post_json(
        row, body=body, url="https://paper.example/2019/05/05/rally/", picture_path="media/0a-960.jpg"
    )
    return json.loads(content)


def test_a_post_as_data_has_its_whole_content() -> None:
    data = read(WHOLE)
    assert (data["headline"], data["standfirst"], data["body"]) == (
        "A rally in the rain",
        "Thousands came.",
        BODY,
    )
    assert (data["path"], data["url"]) == ("2019/05/05/rally/", "https://paper.example/2019/05/05/rally/")
    assert (data["language"], data["direction"]) == ("en", "ltr")
    assert data["published_at"] == "2019-05-05T08:30:00+00:00"
    assert (data["certainty"], data["not_before"], data["not_after"]) == ("exact", "2019-05-01", None)
    assert (data["date_evidence"], data["updated_at"]) == ("caption: May 1", "2019-06-01T00:00:00+00:00")
    assert (data["tags"], data["tag_slugs"]) == (["Iran", "World"], ["iran", "world"])
    assert data["tag_kinds"] == ["topic", "section"]
    assert (data["byline"], data["byline_slugs"], data["sticky"]) == (["Ava Karimi"], ["ava-karimi"], True)
    assert data["corrections"] == [{"kind": "correction", "day": "2019-05-06", "text": "It was Sunday."}]
    assert data["retracted_on"] is None


def test_the_lead_picture_comes_with_its_words_and_the_published_file() -> None:
    picture = read(WHOLE)["picture"]
    assert (picture["alt"], picture["caption"], picture["credit"]) == ("A crowd", "By night\nin rain", "AP")
    assert (picture["path"], picture["width"], picture["height"]) == ("media/0a-960.jpg", 960, 640)


def test_captions_are_the_lead_s_and_then_the_body_s_in_order() -> None:
    assert read(WHOLE)["captions"] == ["By night\nin rain", "By day\nand night AP", "First", "All"]


def test_a_house_byline_is_a_byline() -> None:
    assert read(post(of=card(house_byline="Staff writer")))["byline"] == ["Staff writer"]


def test_an_unknown_date_is_null() -> None:
    data = read(post(of=card(published_at=None, certainty="unknown")))
    assert (data["published_at"], data["certainty"]) == (None, "unknown")


def test_a_picture_of_which_only_the_words_were_rescued_is_told() -> None:
    data = read(post(of=card(has_lead=True, lead_caption="Only words")))
    assert data["picture"]["caption"] == "Only words"
    assert data["picture"]["digest"] == ""


def test_a_post_without_picture_says_so() -> None:
    data = read(post(), body="<p>Text.</p>")
    assert (data["picture"], data["captions"]) == (None, [])


def test_nothing_of_the_machine_or_of_an_account_is_told() -> None:
    text = post_json(WHOLE, body=BODY, url="").decode()
    assert read(WHOLE)["origin"] == {
        "source": "old-site.xml",
        "url": "https://old.example/2019/05/05/rally/?x=1",
    }
    for private in ("somebody", "word@", "user:", "private-name"):
        assert private not in text


@pytest.mark.parametrize(
    "address", ["file:///home/somebody/x.html", "/home/somebody/x.html", "javascript:1", "http://[", ""]
)
def test_only_web_addresses_are_told_as_origins(address: str) -> None:
    assert read(post(origin_url=address))["origin"]["url"] == ""


def test_persian_text_is_readable_in_the_file() -> None:
    content = post_json(post(of=card(headline="می‌آید", language="fa")), body="", url="")
    assert "می‌آید".encode() in content
    assert json.loads(content)["direction"] == "rtl"


@given(st.text(), st.text())
def test_any_text_comes_back_as_it_was(headline: str, body: str) -> None:
    row = post(of=card(headline=headline))
    content = post_json(row, body=body, url="")
    assert (json.loads(content)["headline"], json.loads(content)["body"]) == (headline, body)
    assert content == post_json(row, body=body, url="")


def test_a_sign_that_no_file_can_hold_becomes_a_question_mark_and_changes_nothing_else() -> None:
    broken, whole = (
        post_json(post(of=card(headline=f"Half {sign} pair", tags=())), body=BODY, url="")
        for sign in ("\ud83d", "?")
    )
    assert broken == whole
    assert whole.splitlines()[2] == b'  "headline": "Half ? pair",'
