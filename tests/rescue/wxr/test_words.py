"""Titles, standfirsts and further texts of an item, as a reader saw them."""

import json
from pathlib import Path

import pytest

from tests.rescue.wxr.exports import FOOT, Post, cdata, export, head, item, read


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("It&#8217;s <em>late</em>", "It’s late"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("  two\n lines ", "two lines"),
        ("می‌روند", "می‌روند"),
    ],
)
def test_a_title_reads_as_it_was_shown(tmp_path: Path, raw: str, seen: str) -> None:
    assert read(tmp_path, export(Post(title=raw))).post.headline == seen


def test_an_excerpt_is_the_standfirst(tmp_path: Path) -> None:
    assert read(tmp_path, export(Post(excerpt="<p>Earlier\nboats.</p>"))).post.standfirst == "Earlier boats."


def test_text_before_the_more_tag_is_no_standfirst(tmp_path: Path) -> None:
    post = read(tmp_path, export(Post(content="<p>Opening.</p><!--more--><p>Rest.</p>"))).post
    assert post.standfirst == ""
    assert "Opening." in post.body


def test_a_subtitle_field_is_the_standfirst_where_there_is_no_excerpt(tmp_path: Path) -> None:
    post = Post(meta=(("subtitle", "Six is the new seven"),))
    assert read(tmp_path, export(post)).post.standfirst == "Six is the new seven"


def test_custom_fields_that_hold_sentences_are_left_over(tmp_path: Path) -> None:
    note = "This text was shown beside the post by the old theme."
    meta = (("sidebox", note), ("opts", 'a:1:{s:3:"foo";s:30:"a b c d e f g h i j k l m n o";}'))
    reading = read(tmp_path, export(Post(meta=meta)))
    assert [remark.quote for remark in reading.remarks if remark.kind == "leftover"] == [note]


def test_a_message_from_elsewhere_is_quoted_as_the_export_kept_it(tmp_path: Path) -> None:
    url = "https://twitter.com/harbour/status/1124"
    kept = f'<blockquote class="twitter-tweet"><p>No ferry.</p>&mdash; Harbour <a href="{url}">May 5</a></blockquote>'
    digest = "0123456789abcdef0123456789abcdef"
    meta = (
        (f"_oembed_{digest}", kept),
        (f"_oembed_time_{digest}", "1557080000"),
        ("_oembed_" + "0" * 32, "{{unknown}}"),
    )
    reading = read(tmp_path, export(Post(content=f"They wrote:\n\n{url}\n\nThen silence.", meta=meta)))
    assert reading.post.body == (
        f'<p>They wrote:</p><blockquote><p>No ferry.</p><p>— Harbour <a href="{url}">May 5</a></p></blockquote>'
        "<p>Then silence.</p>"
    )
    assert ["kept of it" in remark.what for remark in reading.remarks] == [True]


def test_footnotes_stand_below_the_text(tmp_path: Path) -> None:
    notes = json.dumps([{"id": "a", "content": "As told to the Gazette."}])
    post = Post(content="<p>Six.</p><!-- wp:footnotes /-->", meta=(("footnotes", notes),))
    assert "As told to the Gazette." in read(tmp_path, export(post)).post.body


def test_a_text_about_exports_stays_whole(tmp_path: Path) -> None:
    quoted = "<pre>&lt;item&gt;</pre> </item>\n<item><title><![CDATA[x]]></title></item> the end"
    posts = read(tmp_path, export(Post(id=1, content=quoted), Post(id=2))).posts
    assert len(posts) == 2
    assert "the end" in posts[0].body


def test_escaped_content_reads_like_cdata(tmp_path: Path) -> None:
    text = "<p>Fish &amp; chips</p>"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    copy = export(Post(content="HERE")).replace(cdata("HERE"), escaped)
    assert read(tmp_path, copy).post.body == read(tmp_path, export(Post(content=text))).post.body


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3", "abc"])
def test_any_version_is_read(tmp_path: Path, version: str) -> None:
    assert read(tmp_path, export(Post(), version=version)).post.date.at is not None


def test_prefixes_that_another_program_chose_are_understood(tmp_path: Path) -> None:
    copy = (
        export(Post()).replace("xmlns:wp=", "xmlns:ns0=").replace("<wp:", "<ns0:").replace("</wp:", "</ns0:")
    )
    copy = copy.replace("xmlns:content=", "xmlns:ns1=").replace("content:encoded", "ns1:encoded")
    post = read(tmp_path, copy).post
    assert (post.key, post.status) == ("wxr:harbour.example:7", "published")
    assert "six" in post.body


def test_a_default_namespace_is_understood(tmp_path: Path) -> None:
    copy = item(Post()).replace("<wp:post_id>", '<post_id xmlns="http://wordpress.org/export/1.2/">')
    copy = copy.replace("</wp:post_id>", "</post_id>")
    assert read(tmp_path, head() + copy + FOOT).post.key == "wxr:harbour.example:7"


def test_elements_of_other_vocabularies_are_not_taken_for_ours(tmp_path: Path) -> None:
    copy = export(Post(extra="<media:title>Wrong</media:title><itunes:category>Wrong</itunes:category>"))
    assert read(tmp_path, copy).post.headline == "Ferry timetable changes"
