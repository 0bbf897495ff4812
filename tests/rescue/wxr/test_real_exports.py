"""Real exports give what independent programs counted in them.

The copies lie beside the checkout (../shared/rescue) and are no part of the project; without them these
tests skip.
"""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from broadsheet.archive import models
from broadsheet.archive.body import sanitise, text_of
from broadsheet.errors import RescueError
from broadsheet.press import publish
from broadsheet.publication import Publication
from broadsheet.rescue import RescueOrder, rescue
from broadsheet.rescue.finds import PageFind, PostFind
from tests.rescue.wxr.exports import Reading, read_path

COPIES = Path(__file__).resolve().parents[4] / "shared" / "rescue"
TRUTH: dict[str, Any] = json.loads((COPIES / "wxr/expected.json").read_text()) if COPIES.is_dir() else {}
EXPORTS = sorted(name for name, truth in TRUTH.items() if truth["is_wxr"])
RAW = {"published": "publish", "password": "publish", "scheduled": "future", "trashed": "trash"}
OTHERS = sorted(name for name, truth in TRUTH.items() if not truth["is_wxr"])

pytestmark = pytest.mark.skipif(
    not TRUTH, reason="the collected copies of real sites (../shared/rescue) are not on this machine"
)


def was_public(find: PostFind | PageFind) -> bool:
    """Published in WordPress, whether or not readers needed a password; of WordPress's own kinds."""
    return find.status in ("published", "password") and "of the kind" not in find.status_note


def comments_kept(reading: Reading) -> int:
    found: list[PostFind | PageFind] = [*reading.posts, *reading.pages]
    return sum(len(find.comments) for find in found)


@pytest.mark.parametrize("name", EXPORTS)
def test_items_and_terms_are_as_counted(name: str) -> None:
    reading, truth = read_path(COPIES / name), TRUTH[name]
    public = [post for post in reading.posts if was_public(post)]
    slugs = {tag.slug for post in public for tag in post.tags if tag.kind == "topic"}
    # WXR 1.0 names a tag once more without its slug, which the count took for a slug of its own.
    nameless = b'<category domain="tag"><![CDATA[' in (COPIES / name).read_bytes()
    assert len(public) == truth["published_posts"]
    assert sum(map(was_public, reading.pages)) == truth["published_pages"]
    assert len(reading.pictures) == truth["attachments"]
    assert len(slugs) + nameless == truth["tag_slugs_on_published_posts"]
    assert comments_kept(reading) == truth["comments"].get("comment:1", 0)


@pytest.mark.parametrize("name", EXPORTS)
def test_every_item_is_a_find_or_counted(name: str) -> None:
    reading = read_path(COPIES / name)
    counted = sum(remark.count for remark in reading.remarks if "passed over" in remark.what)
    blocks = sum(remark.count for remark in reading.remarks if "reusable" in remark.what.lower())
    finds = len(reading.posts) + len(reading.pages) + len(reading.pictures)
    assert finds + counted + blocks == TRUTH[name]["items"]


@pytest.mark.parametrize("name", EXPORTS)
def test_sections_and_authors_are_as_counted(name: str) -> None:
    reading, truth = read_path(COPIES / name), TRUTH[name]
    sections = {tag.name for post in reading.posts for tag in post.tags if tag.kind == "section"}
    unfiled = {
        name
        for remark in reading.remarks
        if "default category" in remark.what
        for name in remark.quote.split(", ")
    }
    of_pages = {
        name
        for remark in reading.remarks
        if "Pages had tags" in remark.what
        for name in remark.quote.split(", ")
    }
    everything = sections | unfiled | of_pages
    assert len(sections) <= truth["categories_used"]
    assert len(everything) >= truth["categories_used"] - 1
    assert len(reading.people) >= min(truth["authors_declared"], truth["creators_used"])


@pytest.mark.parametrize("name", EXPORTS)
def test_no_address_of_a_person_is_told(name: str) -> None:
    reading = read_path(COPIES / name)
    people = [person for post in reading.posts for person in post.authors] + reading.people
    commenters = [comment.author for post in reading.posts for comment in post.comments]
    assert "@" not in repr(people) + repr(commenters)


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_export_is_refused(name: str) -> None:
    with pytest.raises(RescueError, match="couldn't read"):
        read_path(COPIES / name)


def test_a_persian_paper_below_an_english_channel_is_persian() -> None:
    posts = read_path(COPIES / "wxr/fa-parchlinux.xml").posts
    public = [post for post in posts if post.status == "published"]
    assert {"fa", "en"} == {post.language for post in public}
    assert len({post.translation_group for post in public if post.translation_group}) == 2
    assert all(post.date.at and post.date.at.utcoffset() for post in public)


def test_a_test_suite_of_themes_keeps_its_hierarchy_and_order_of_authors() -> None:
    reading = read_path(COPIES / "wxr/themeunittest.xml")
    tags = {tag.slug: tag for tag in reading.tags if tag.kind == "section"}
    assert any(tag.parent in tags for tag in tags.values() if tag.parent)
    assert sum(post.sticky for post in reading.posts) == 1
    assert {post.status for post in reading.posts} == {"published", "password", "scheduled", "draft"}
    authors = read_path(COPIES / "wxr/ghost-mg-wp-xml/co-authors-plus.xml").posts[0].authors
    assert [author.name for author in authors] == ["Alice Smith", "Bob Jones"]


@pytest.mark.parametrize("name", EXPORTS)
def test_statuses_are_as_counted(name: str) -> None:
    """Of WordPress's own two kinds; a post behind a password says ``publish``."""
    reading, truth = read_path(COPIES / name), TRUTH[name]
    for kind, finds in (("post", reading.posts), ("page", reading.pages)):
        found: Counter[str] = Counter()
        for find in finds:
            if "of the kind" not in find.status_note:
                found[RAW.get(find.status, find.status)] += 1
        told = Counter(truth["status"].get(kind, {}))
        told["draft"] += told.pop("(none)", 0)
        if sum(told.values()) == truth["by_type"].get(kind, 0) == sum(found.values()):
            assert found == +told


@pytest.mark.parametrize("name", EXPORTS)
def test_the_site_and_its_declared_lists_are_as_counted(name: str) -> None:
    reading, truth = read_path(COPIES / name), TRUTH[name]
    assert reading.facts.name == " ".join(truth["site_title"].split())
    assert reading.facts.language == truth["language"]
    assert reading.facts.url == truth["base_blog_url"].rstrip("/") or not truth["base_blog_url"]
    declared = Counter(tag.kind for tag in reading.tags)
    assert declared["topic"] <= truth["tags_declared"] + truth["terms_declared"]
    assert declared["section"] <= truth["categories_declared"] + truth["terms_declared"]
    assert len(reading.people) >= len({find.name for find in reading.people})


@pytest.mark.parametrize("name", EXPORTS)
def test_comments_that_are_not_kept_are_counted(name: str) -> None:
    reading, comments = read_path(COPIES / name), TRUTH[name]["comments"]
    left_out = sum(remark.count for remark in reading.remarks if "Comments were left out" in remark.what)
    assert left_out + comments_kept(reading) == comments.get("total", 0)


@pytest.mark.parametrize("name", EXPORTS)
def test_every_body_is_canonical_and_no_headline_holds_markup(name: str) -> None:
    reading = read_path(COPIES / name)
    for body in [post.body for post in reading.posts] + [page.body for page in reading.pages]:
        assert sanitise(body) == body
    # Some titles show markup on purpose; what they escape stays letters.
    assert not [
        post.headline for post in reading.posts if re.search(r"</?(?:em|strong|span|br)\b", post.headline)
    ]


@pytest.fixture
def published(paper: Publication, request: pytest.FixtureRequest) -> Path:
    """The site that an export gives."""
    rescue(RescueOrder(paper, sources=[COPIES / request.param]))
    publish(paper)
    return paper.site


def pages_of(site: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in site.rglob("index.html")]


@pytest.mark.parametrize("published", ["wxr/themeunittest.xml"], indirect=True)
def test_a_test_suite_of_themes_is_published_but_for_what_was_hidden(published: Path) -> None:
    live = models.Post.objects.filter(live=True)
    hidden = models.Post.objects.filter(live=False)
    assert (live.count(), models.StandingPage.objects.filter(live=True).count()) == (55, 21)
    assert {post.status for post in hidden} == {"password", "scheduled", "draft"}
    everything = "".join(
        path.read_text(encoding="utf-8", errors="replace") for path in published.rglob("*") if path.is_file()
    )
    for post in hidden:
        assert post.headline not in everything
        for line in text_of(post.body).splitlines():
            assert line not in everything or any(line in text_of(other.body) for other in live)


@pytest.mark.parametrize("published", ["wxr/fa-parchlinux.xml"], indirect=True)
def test_a_persian_paper_is_published_right_to_left(published: Path) -> None:
    live = list(models.Post.objects.filter(live=True))
    assert len(live) == 22
    for post in live:
        assert post.path is not None
        page = (published / post.path / "index.html").read_text(encoding="utf-8")
        tag = re.search(r"<article[^>]*>|<html[^>]*>", page)
        assert tag is not None
        if post.language == "fa":
            assert re.search(r'lang="?fa"?[^>]*dir="?rtl|dir="?rtl"?[^>]*lang="?fa', page)
    for post in models.Post.objects.filter(live=False):
        assert not post.headline or all(f">{post.headline}<" not in page for page in pages_of(published))
