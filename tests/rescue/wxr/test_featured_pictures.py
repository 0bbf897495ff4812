"""A post's featured picture leads it, once."""

from pathlib import Path

import pytest

from broadsheet.archive.finds import PostFind
from broadsheet.rescue.wxr import read_wxr

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>T</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://paper.example</wp:base_blog_url>
<item><title>Pier</title><wp:post_id>7</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://paper.example/wp-content/uploads/2019/05/pier.jpg</wp:attachment_url></item>
"""
ITEM = """<item><title>Story</title><content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>1</wp:post_id>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{stray}
<category domain="post_tag" nicename="pier"><![CDATA[Pier]]></category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta></item>
</channel></rss>"""
SHOWN = (
    '[caption width="300"]<img src="https://paper.example/wp-content/uploads/2019/05/{file}" alt="A pier" /> '
    "The old pier[/caption]\n\nThe pier was closed on Monday."
)


def story(path: Path, body: str, *, stray: str = "") -> PostFind:
    path.write_text(HEAD + ITEM.format(body=body, stray=stray), encoding="utf-8")
    (post,) = [find for find in read_wxr(path) if isinstance(find, PostFind)]
    return post


@pytest.mark.parametrize("file", ["pier.jpg", "pier-300x200.jpg"])
def test_one_that_is_also_on_top_of_the_text_is_shown_once_with_its_words(tmp_path: Path, file: str) -> None:
    post = story(tmp_path / "e.xml", SHOWN.format(file=file))
    assert post.lead is not None
    assert (post.lead.alt, post.lead.caption) == ("A pier", "The old pier")
    assert post.lead.source_url.endswith("/pier.jpg")
    assert "<img" not in post.body
    assert "closed on Monday" in post.body


def test_another_picture_on_top_of_the_text_stays_there(tmp_path: Path) -> None:
    post = story(tmp_path / "e.xml", SHOWN.format(file="gate.jpg"))
    assert post.lead is not None
    assert post.lead.source_url.endswith("/pier.jpg")
    assert "gate.jpg" in post.body


def test_a_stray_character_between_elements_swallows_none_of_them(tmp_path: Path) -> None:
    post = story(tmp_path / "e.xml", "Text", stray="'")
    assert [tag.slug for tag in post.tags] == ["pier"]
