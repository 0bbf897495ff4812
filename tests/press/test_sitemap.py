"""Sitemaps and robots.txt as search engines read them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from broadsheet.press import sitemap
from broadsheet.press.robots import robots_txt
from broadsheet.press.sitemap import SitemapEntry, sitemap_entry, sitemap_index, sitemap_shards
from broadsheet.publication import Settings
from tests.press.cards import card

SPEC = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ADDRESS = "https://paper.example/"


def addresses(document: bytes) -> list[str]:
    """The addresses of a sitemap or an index."""
    return [str(found.text) for found in etree.fromstring(document).findall(".//s:loc", SPEC)]


def entries(count: int) -> list[SitemapEntry]:
    return [SitemapEntry(f"2019/{number}/") for number in range(count)]


def test_a_year_is_one_sitemap_and_names_every_post() -> None:
    ((path, content),) = sitemap_shards("2019", entries(3), address=ADDRESS)
    assert path == "sitemap-2019.xml"
    assert addresses(content) == [f"https://paper.example/2019/{number}/" for number in range(3)]


def test_a_persian_address_is_percent_encoded() -> None:
    ((_, content),) = sitemap_shards("2019", [SitemapEntry("2019/خبر & روز/")], address=ADDRESS)
    assert addresses(content) == ["https://paper.example/2019/%D8%AE%D8%A8%D8%B1%20%26%20%D8%B1%D9%88%D8%B2/"]


def test_more_addresses_than_a_sitemap_may_hold_go_on_in_the_next() -> None:
    shards = list(sitemap_shards("2019", entries(7), address=ADDRESS, most=3))
    assert [path for path, _ in shards] == ["sitemap-2019.xml", "sitemap-2019-2.xml", "sitemap-2019-3.xml"]
    assert [len(addresses(content)) for _, content in shards] == [3, 3, 1]


def test_a_sitemap_never_grows_larger_than_the_protocol_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_BYTES", 3000)
    shards = list(sitemap_shards("2019", entries(200), address=ADDRESS))
    assert all(len(content) <= 3000 for _, content in shards)
    assert sum(len(addresses(content)) for _, content in shards) == 200


@given(st.integers(0, 40), st.integers(1, 7))
def test_a_new_post_changes_only_the_last_sitemap_of_its_year(count: int, most: int) -> None:
    before = list(sitemap_shards("2019", entries(count), address=ADDRESS, most=most))
    after = list(sitemap_shards("2019", entries(count + 1), address=ADDRESS, most=most))
    changed = [path for path, content in after if (path, content) not in before]
    assert changed == [after[-1][0]]


def test_the_index_names_the_sitemaps() -> None:
    index = sitemap_index(["sitemap-2018.xml", "sitemap-2019.xml"], address=ADDRESS)
    assert addresses(index) == [
        "https://paper.example/sitemap-2018.xml",
        "https://paper.example/sitemap-2019.xml",
    ]


def test_without_an_address_of_the_site_there_is_no_sitemap() -> None:
    assert list(sitemap_shards("2019", entries(3), address="")) == []
    assert b"Sitemap" not in robots_txt(Settings())


def test_robots_are_told_where_the_sitemap_is_and_nothing_is_forbidden() -> None:
    text = robots_txt(Settings(url="https://paper.example/news")).decode()
    assert "\nSitemap: https://paper.example/news/sitemap.xml\n" in text
    assert "\nDisallow:\n" in text


@pytest.mark.parametrize(
    ("certainty", "updated", "lastmod"),
    [
        ("exact", None, "2019-05-05T08:30:00+00:00"),
        ("day", None, "2019-05-05"),
        ("inferred", None, ""),
        ("inferred", datetime(2020, 1, 1, tzinfo=UTC), "2020-01-01T00:00:00+00:00"),
    ],
)
def test_a_sitemap_gives_a_date_only_where_it_is_known(
    certainty: str, updated: datetime, lastmod: str
) -> None:
    assert sitemap_entry(card(certainty=certainty, updated_at=updated)).lastmod == lastmod


def test_a_post_without_a_date_has_none_in_the_sitemap() -> None:
    assert sitemap_entry(card(published_at=None, certainty="unknown")).lastmod == ""
