"""Every feed of the site as a feed reader meets it: well formed, and leading to what is there."""

import json
from pathlib import Path
from urllib.parse import unquote

import feedparser
import pytest

from tests.site.sample_paper import ADDRESS


@pytest.fixture(scope="module")
def feeds(site: Path) -> dict[str, feedparser.FeedParserDict]:
    return {
        path.relative_to(site).as_posix(): feedparser.parse(path.read_bytes())
        for path in site.rglob("atom.xml")
    }


def is_there(site: Path, address: str) -> bool:
    path = unquote(address.removeprefix(ADDRESS))
    return address.startswith(ADDRESS) and ((site / path).is_file() or (site / path / "index.html").is_file())


def test_every_listing_has_a_feed(site: Path, feeds: dict[str, feedparser.FeedParserDict]) -> None:
    fronts = [path.parent for kind in ("tag", "author") for path in site.glob(f"{kind}/*/index.html")]
    assert len(feeds) == len(fronts) + 1 > 50


def test_no_feed_is_broken_and_each_says_what_it_is(feeds: dict[str, feedparser.FeedParserDict]) -> None:
    for name, feed in feeds.items():
        assert not feed.bozo, f"{name}: {feed.get('bozo_exception')}"
        assert feed.version == "atom10"
        assert feed.feed.title
        assert feed.feed.id
        assert feed.feed.updated


def test_every_entry_leads_to_a_page_of_the_site_and_has_its_words(
    site: Path, feeds: dict[str, feedparser.FeedParserDict]
) -> None:
    for name, feed in feeds.items():
        for entry in feed.entries:
            assert entry.title and entry.id and entry.updated, name
            assert is_there(site, entry.link), f"{name}: {entry.link}"
            assert entry.get("summary") or entry.get("content"), f"{name}: {entry.link}"
            for enclosure in entry.get("enclosures", ()):
                assert is_there(site, enclosure.href), f"{name}: {enclosure.href}"


def test_the_front_page_s_feed_carries_posts_whole(feeds: dict[str, feedparser.FeedParserDict]) -> None:
    entries = feeds["atom.xml"].entries
    assert len(entries) == 20
    assert all(entry.content[0].type == "text/html" for entry in entries)
    assert {entry.content[0].language for entry in entries} >= {"fa"}


def test_ids_of_posts_are_the_same_in_every_feed(feeds: dict[str, feedparser.FeedParserDict]) -> None:
    ids: dict[str, set[str]] = {}
    for feed in feeds.values():
        for entry in feed.entries:
            ids.setdefault(entry.link, set()).add(entry.id)
    assert all(len(each) == 1 for each in ids.values())
    assert len({id for each in ids.values() for id in each}) == len(ids) > 35


def test_the_json_feed_leads_to_what_is_there(site: Path) -> None:
    feed = json.loads((site / "feed.json").read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{ADDRESS}feed.json"
    assert len(feed["items"]) == 20
    for item in feed["items"]:
        assert is_there(site, item["url"])
        assert item["content_html"]
        assert is_there(site, item.get("image", item["url"]))
