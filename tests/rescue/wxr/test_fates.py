"""What becomes of each item: published, kept as a draft with a note, or counted."""

import re
from pathlib import Path

import pytest

from tests.rescue.wxr.exports import FOOT, Post, export, head, item, read


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("publish", "published"),
        ("draft", "draft"),
        ("auto-draft", "draft"),
        ("pending", "pending"),
        ("future", "scheduled"),
        ("private", "private"),
        ("trash", "trashed"),
        ("inherit", "draft"),
        ("archived", "draft"),
    ],
)
def test_only_what_was_public_is_public(tmp_path: Path, raw: str, status: str) -> None:
    post = read(tmp_path, export(Post(status=raw))).post
    assert post.status == status
    assert bool(post.status_note) == (status != "published")


def test_a_status_nobody_knows_is_named_in_the_note(tmp_path: Path) -> None:
    assert "“archived”" in read(tmp_path, export(Post(status="archived"))).post.status_note


def test_a_scheduled_post_stays_scheduled_when_its_day_has_passed(tmp_path: Path) -> None:
    assert (
        read(tmp_path, export(Post(status="future", date="2001-01-01 10:00:00"))).post.status == "scheduled"
    )


@pytest.mark.parametrize("password", ["enter", " ", "0"])
def test_a_post_with_a_password_is_not_public(tmp_path: Path, password: str) -> None:
    reading = read(tmp_path, export(Post(password=password)))
    assert reading.post.status == "password"
    assert "enter" not in repr(reading.finds)


def test_a_post_whose_status_is_missing_is_a_draft(tmp_path: Path) -> None:
    bare = "<item><title>Bare</title><wp:post_id>3</wp:post_id><wp:post_type>post</wp:post_type></item>"
    post = read(tmp_path, head() + bare + FOOT).post
    assert post.status == "draft"
    assert "does not say" in post.status_note


def test_a_page_becomes_a_standing_page(tmp_path: Path) -> None:
    reading = read(tmp_path, export(Post(type="page", title="About us", slug="about", excerpt="Who we are.")))
    assert [(page.title, page.status, page.slug) for page in reading.pages] == [
        ("About us", "published", "about")
    ]
    assert reading.said("summary").quote == "Who we are."


def test_a_custom_type_is_kept_as_a_draft_that_names_it(tmp_path: Path) -> None:
    post = read(tmp_path, export(Post(type="portfolio"))).post
    assert post.status == "draft"
    assert "“portfolio”" in post.status_note


@pytest.mark.parametrize("kind", ["nav_menu_item", "revision", "wp_navigation", "custom_css", "feedback"])
def test_machinery_is_counted_by_kind(tmp_path: Path, kind: str) -> None:
    reading = read(tmp_path, export(Post(id=1, type=kind), Post(id=2, type=kind, title="Other")))
    assert not reading.posts
    assert reading.said(f"“{kind}”").count == 2


def test_a_draft_without_title_and_text_is_counted_only(tmp_path: Path) -> None:
    reading = read(tmp_path, export(Post(status="draft", title="", content="")))
    assert not reading.posts
    assert reading.said("passed over").count == 1


def test_a_public_post_without_title_and_text_keeps_its_address(tmp_path: Path) -> None:
    assert read(tmp_path, export(Post(title="", content=""))).post.status == "published"


def test_a_reusable_block_that_no_post_uses_is_left_over_whole(tmp_path: Path) -> None:
    block = Post(type="wp_block", title="Notice", content="<p>Ring the quay office.</p>")
    assert read(tmp_path, export(block)).said("used by no post").quote == "Ring the quay office."


def test_a_reusable_block_that_a_post_uses_is_not_left_over(tmp_path: Path) -> None:
    user = Post(id=2, content='<p>Before.</p><!-- wp:block {"ref":9} /-->')
    block = Post(id=9, type="wp_block", title="Notice", content="<p>Ring the quay office.</p>")
    assert "leftover" not in {remark.kind for remark in read(tmp_path, export(user, block)).remarks}


def test_an_item_that_stands_twice_is_read_once(tmp_path: Path) -> None:
    reading = read(tmp_path, export(Post(), Post()))
    assert len(reading.posts) == 1
    assert reading.said("more than once").count == 1


def test_two_items_with_one_number_are_both_kept(tmp_path: Path) -> None:
    reading = read(
        tmp_path, export(Post(slug="a", title="A"), Post(slug="b", title="B"), Post(slug="b", title="C"))
    )
    keys = [post.key for post in reading.posts]
    assert [post.headline for post in reading.posts] == ["A", "B", "C"]
    assert keys[:2] == ["wxr:harbour.example:7", "wxr:harbour.example:7:b"]
    assert len(set(keys)) == 3
    assert reading.said("number of another one").count == 2


def test_sticky_posts_are_known(tmp_path: Path) -> None:
    assert read(tmp_path, export(Post(sticky="1"))).post.sticky


def test_the_newest_post_has_position_zero_whichever_way_the_file_runs(tmp_path: Path) -> None:
    old, new = Post(id=1, title="Old"), Post(id=2, title="New")
    rising, falling = (read(tmp_path, export(*posts)).posts for posts in ((old, new), (new, old)))
    assert {post.headline: post.position for post in rising} == {"Old": 1, "New": 0}
    assert {post.headline: post.position for post in falling} == {"Old": 1, "New": 0}


def test_an_export_of_terms_only_has_no_posts_and_is_no_error(tmp_path: Path) -> None:
    assert not read(tmp_path, head() + FOOT).posts


def test_an_item_without_type_is_a_post_as_in_the_oldest_exports(tmp_path: Path) -> None:
    old = item(Post()).replace("<wp:post_type><![CDATA[post]]></wp:post_type>", "")
    assert read(tmp_path, head() + old + FOOT).post.headline == "Ferry timetable changes"


@pytest.mark.parametrize("kind", ["news", "press_release", "articles", "press-releases"])
def test_an_article_under_another_name_is_a_post(tmp_path: Path, kind: str) -> None:
    reading = read(tmp_path, export(Post(type=kind, link="https://harbour.example/news/ferry-timetable/")))
    assert (reading.post.status, reading.post.status_note) == ("published", "")
    assert f"https://harbour.example/?post_type={kind}&p=7" in reading.post.old_addresses
    assert reading.said("articles under another name").count == 1


@pytest.mark.parametrize("kind", ["product", "slide", "staff"])
def test_any_other_kind_waits_for_an_editor_and_is_counted(tmp_path: Path, kind: str) -> None:
    reading = read(tmp_path, export(Post(id=1, type=kind), Post(id=2, type=kind, title="Other")))
    assert {post.status for post in reading.posts} == {"draft"}
    assert kind in reading.posts[0].status_note
    assert reading.said("neither posts nor pages").count == 2


@pytest.mark.parametrize(
    ("password", "status"), [("", "published"), ("enter", "password"), (" ", "password")]
)
def test_an_export_that_a_browser_laid_out_has_only_the_passwords_it_had(
    tmp_path: Path, password: str, status: str
) -> None:
    text = export(Post(password=password))
    laid_out = re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\n<![CDATA[ \1 ]]>\n", text, flags=re.DOTALL)
    assert laid_out.count("\n<![CDATA[ ") > 10
    assert read(tmp_path, laid_out).post.status == status


def test_an_article_under_another_name_with_a_password_stays_hidden(tmp_path: Path) -> None:
    assert read(tmp_path, export(Post(type="news", password="x"))).post.status == "password"
