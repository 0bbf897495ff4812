"""What search engines are told of a post."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from broadsheet.archive.rows import AuthorRow, CorrectionRow, PostRow, TagRow
from broadsheet.press.structured import news_article
from broadsheet.publication import Settings
from tests.press.cards import card, post

PAPER = Settings(name="The Paper", url="https://paper.example/")


def read(row: PostRow, **changes: Any) -> Any:
    return json.loads(news_article(row, **{"settings": PAPER, **changes}))


def test_a_post_is_a_news_article_of_its_paper() -> None:
    tags = (TagRow(1, "Iran", "iran"), TagRow(2, "World", "world", kind="section"))
    article = read(
        post(of=card(tags=tags), corrections=(CorrectionRow(date(2019, 5, 6), "It was Sunday."),)),
        image_url="https://paper.example/media/0a.jpg",
        logo_url="https://paper.example/assets/logo.svg",
    )
    assert (article["@type"], article["headline"], article["inLanguage"]) == (
        "NewsArticle",
        "A rally in the rain",
        "en",
    )
    assert article["url"] == article["mainEntityOfPage"] == "https://paper.example/2019/05/05/rally/"
    assert (article["keywords"], article["articleSection"]) == (["Iran"], ["World"])
    assert article["publisher"]["name"] == "The Paper"
    assert article["publisher"]["logo"]["url"] == "https://paper.example/assets/logo.svg"
    assert article["image"]["url"] == "https://paper.example/media/0a.jpg"
    assert article["correction"][0]["text"] == "It was Sunday."
    assert article["isAccessibleForFree"] is True


@pytest.mark.parametrize(
    ("changes", "published"),
    [
        ({}, "2019-05-05T08:30:00+00:00"),
        ({"certainty": "day"}, "2019-05-05"),
        ({"certainty": "inferred"}, None),
        ({"certainty": "unknown", "published_at": None}, None),
    ],
)
def test_a_date_is_given_only_as_far_as_it_is_known(changes: dict[str, Any], published: str | None) -> None:
    assert read(post(of=card(**changes))).get("datePublished") == published


def test_an_update_is_told() -> None:
    assert (
        read(post(of=card(updated_at=datetime(2020, 1, 1, tzinfo=UTC))))["dateModified"]
        == "2020-01-01T00:00:00+00:00"
    )


def test_authors_are_persons_and_a_house_byline_is_an_organisation() -> None:
    signed = read(post(of=card(authors=(AuthorRow(1, "Ava Karimi", "ava"),), house_byline="Staff")))
    assert signed["author"] == [{"@type": "Person", "name": "Ava Karimi"}]
    assert read(post(of=card(house_byline="Staff")))["author"] == [{"@type": "Organization", "name": "Staff"}]
    assert "author" not in read(post())


def test_without_an_address_of_the_site_no_address_is_told() -> None:
    assert "http" not in news_article(post(), settings=Settings(name="The Paper")).replace(
        "https://schema.org", ""
    )


@given(
    st.text() | st.sampled_from(["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028&amp;"])
)
def test_no_text_ends_the_script_element(text: str) -> None:
    structured = news_article(post(of=card(headline=text, standfirst=text)), settings=PAPER)
    assert not set("<>&\u2028\u2029") & set(structured)
    assert json.loads(structured).get("headline", "") == text


def test_the_data_is_one_script_element_on_the_page() -> None:
    structured = news_article(post(of=card(headline="</script><b>x</b><!--")), settings=PAPER)
    page = html.fromstring(f'<div><script type="application/ld+json">{structured}</script><i>after</i></div>')
    assert [element.tag for element in page] == ["script", "i"]
