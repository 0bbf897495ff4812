"""Feeds as a feed reader reads them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from broadsheet.press.feeds import (
    NEVER,
    FeedEntry,
    FeedHead,
    FeedPicture,
    atom_document,
    atom_entry,
    atom_feed,
    post_id,
)
from broadsheet.press.jsonfeed import json_feed, json_item

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "]]> & <b>\"'</title><script>alert(1)</script> \x00\x0b\ufffe"
HEAD = FeedHead(
    title="Posts tagged ‘Iran’",
    path="tag/iran/atom.xml",
    page_path="tag/iran/",
    root="https://paper.example/",
    language="en",
    author="The Paper",
    identity="paper.example",
    subtitle="News & views",
    rights="© The Paper",
    logo_path="assets/logo.svg",
)
ENTRY = FeedEntry(
    path="2019/05/05/rally/",
    headline="A rally in the rain",
    language="en",
    published=datetime(2019, 5, 5, 8, 30, tzinfo=UTC),
    updated=None,
    certainty="exact",
    summary="Thousands came.",
    content="<p>Thousands came to the square.</p>",
    tags=("Iran", "protests/2019"),
    authors=("Ava Karimi", "Omid R."),
    picture=FeedPicture(
        "media/0a.jpg",
        "image/jpeg",
        length=1234,
        width=960,
        height=640,
        alt="A crowd",
        caption="By day\nBy night",
        credit="AP",
    ),
)
PERSIAN = FeedEntry(
    path="2019/05/06/خبر/",
    headline="می‌گویند: «باران» آمد",
    language="fa",
    published=datetime(2019, 5, 6, tzinfo=UTC),
    updated=datetime(2019, 5, 7, tzinfo=UTC),
    certainty="day",
    summary="",
    content="<p>باران آمد.</p>",
)
UNDATED = replace(ENTRY, path="undated/old/", published=None, certainty="unknown")


def json_of(entries: Sequence[FeedEntry], *, feed: FeedHead) -> bytes:
    return json_feed([json_item(each, root=feed.root, identity=feed.identity) for each in entries], feed=feed)


def read(feed: bytes) -> Any:
    """The feed as a reader reads it; anything wrong in it fails."""
    parsed = feedparser.parse(feed)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def test_a_reader_finds_all_of_a_post_in_its_entry() -> None:
    (entry,) = read(atom_feed([ENTRY], feed=HEAD)).entries
    assert (entry.title, entry.link) == ("A rally in the rain", "https://paper.example/2019/05/05/rally/")
    assert entry.published == entry.updated == "2019-05-05T08:30:00Z"
    assert [author.name for author in entry.authors] == ["Ava Karimi", "Omid R."]
    assert [tag.term for tag in entry.tags] == ["Iran", "protests/2019"]
    assert entry.summary == "Thousands came."
    assert "<p>Thousands came to the square.</p>" in entry.content[0].value
    (enclosure,) = entry.enclosures
    assert (enclosure.href, enclosure.type, enclosure.length) == (
        "https://paper.example/media/0a.jpg",
        "image/jpeg",
        "1234",
    )


def test_the_lead_picture_stands_before_the_text_with_its_words() -> None:
    value = read(atom_feed([ENTRY], feed=HEAD)).entries[0].content[0].value
    assert 'src="https://paper.example/media/0a.jpg"' in value
    assert (
        value.index("By day<br") < value.index("By night") < value.index("AP") < value.index("<p>Thousands")
    )
    assert 'alt="A crowd"' in value


def test_a_feed_says_whose_it_is_and_where_its_page_is() -> None:
    feed = read(atom_feed([ENTRY], feed=HEAD)).feed
    assert (feed.title, feed.subtitle, feed.author, feed.rights) == (
        "Posts tagged ‘Iran’", "News & views", "The Paper", "© The Paper",
    )  # fmt: skip
    links = {link.rel: link.href for link in feed.links}
    assert links == {
        "self": "https://paper.example/tag/iran/atom.xml",
        "alternate": "https://paper.example/tag/iran/",
    }
    assert feed.logo == "https://paper.example/assets/logo.svg"


def test_a_persian_post_names_its_language_and_direction() -> None:
    (entry,) = read(atom_feed([PERSIAN], feed=HEAD)).entries
    assert entry.title == "می‌گویند: «باران» آمد"
    assert entry.title_detail.language == "fa"
    assert entry.link == "https://paper.example/2019/05/06/%D8%AE%D8%A8%D8%B1/"
    assert 'dir="rtl"' in entry.content[0].value
    assert 'lang="fa"' in entry.content[0].value


def test_a_post_whose_date_is_not_known_is_in_no_atom_feed_but_in_the_json_feed_without_a_date() -> None:
    assert [entry.link for entry in read(atom_feed([UNDATED, ENTRY], feed=HEAD)).entries] == [
        "https://paper.example/2019/05/05/rally/"
    ]
    item = json.loads(json_of([UNDATED], feed=HEAD))["items"][0]
    assert "date_published" not in item
    assert "date_modified" not in item


def test_an_inferred_date_is_never_given_as_the_date_of_publication() -> None:
    inferred = replace(ENTRY, certainty="inferred")
    assert "published" not in read(atom_feed([inferred], feed=HEAD)).entries[0]
    assert "date_published" not in json.loads(json_of([inferred], feed=HEAD))["items"][0]


def test_a_feed_without_dated_posts_is_valid_and_says_never() -> None:
    parsed = read(atom_feed([UNDATED], feed=HEAD))
    assert parsed.entries == []
    assert parsed.feed.updated == NEVER


def test_a_feed_was_updated_when_its_newest_entry_was() -> None:
    assert read(atom_feed([ENTRY, PERSIAN], feed=HEAD)).feed.updated == "2019-05-07T00:00:00Z"


def test_a_time_keeps_the_offset_it_was_given_in() -> None:
    moved = replace(ENTRY, published=datetime.fromisoformat("2019-05-05T12:00:00+04:30"))
    assert read(atom_feed([moved], feed=HEAD)).entries[0].published == "2019-05-05T12:00:00+04:30"


def test_ids_stay_the_same_when_the_site_moves_and_differ_between_papers() -> None:
    here = read(atom_feed([ENTRY], feed=HEAD))
    there = read(atom_feed([ENTRY], feed=replace(HEAD, root="http://paperonion.onion/")))
    assert (here.feed.id, here.entries[0].id) == (there.feed.id, there.entries[0].id)
    assert post_id("a.example", ENTRY.path) != post_id("b.example", ENTRY.path)


def test_the_id_of_a_post_is_the_one_its_readers_already_know() -> None:
    assert post_id("paper.example", "2019/05/05/rally/") == "urn:uuid:ef96560a-4ca5-5b1f-8a0f-c2e5950acbdd"


def test_without_an_address_the_links_lead_from_the_feed_to_the_page() -> None:
    feed = atom_feed([ENTRY], feed=replace(HEAD, root="../../"))
    (entry,) = read(feed).entries
    assert entry.link == "../../2019/05/05/rally/"
    assert b"paper.example" not in feed.replace(b"urn:", b"")


def test_an_entry_is_the_same_alone_and_in_every_feed_with_its_root() -> None:
    text = atom_entry(ENTRY, root=HEAD.root, identity=HEAD.identity)
    assert atom_document(HEAD, [text.encode()], updated=ENTRY.published) == atom_feed([ENTRY], feed=HEAD)


def test_the_json_feed_holds_the_same_posts_under_the_same_ids() -> None:
    feed = json.loads(json_of([ENTRY, PERSIAN], feed=replace(HEAD, path="feed.json", page_path="")))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["feed_url"], feed["home_page_url"]) == (
        "https://paper.example/feed.json",
        "https://paper.example/",
    )
    first = feed["items"][0]
    assert first["id"] == post_id(HEAD.identity, ENTRY.path)
    assert first["url"] == "https://paper.example/2019/05/05/rally/"
    assert first["date_published"] == "2019-05-05T08:30:00+00:00"
    assert first["authors"] == [{"name": "Ava Karimi"}, {"name": "Omid R."}]
    assert first["attachments"] == [
        {"url": "https://paper.example/media/0a.jpg", "mime_type": "image/jpeg", "size_in_bytes": 1234}
    ]
    assert feed["items"][1]["language"] == "fa"


@pytest.mark.parametrize("write", [atom_feed, json_of])
def test_a_feed_is_the_same_bytes_each_time(write: Callable[..., bytes]) -> None:
    assert write([ENTRY, PERSIAN], feed=HEAD) == write([ENTRY, PERSIAN], feed=HEAD)


@given(st.text() | st.just(HOSTILE))
def test_no_text_breaks_a_feed(text: str) -> None:
    entry = replace(
        ENTRY, headline=text, summary=text, tags=(text,), authors=(text,), path=text, content=text
    )
    root = etree.fromstring(atom_feed([entry], feed=replace(HEAD, title=text, subtitle=text)))
    title = root.findtext(f"{ATOM}entry/{ATOM}title") or ""
    plain = "".join(letter for letter in text if letter.isprintable())
    assert "".join(letter for letter in title if letter.isprintable()) == plain
    assert json.loads(json_of([entry], feed=HEAD))["items"][0].get("title", "") == text


def test_markup_in_a_headline_is_words_to_the_reader() -> None:
    feed = etree.fromstring(atom_feed([replace(ENTRY, headline="<b>5 < 6</b> & more")], feed=HEAD))
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "<b>5 < 6</b> & more"
