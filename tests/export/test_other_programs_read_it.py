"""Markdown and JSON of a paper say what the archive says, read by other programs."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from broadsheet.archive.body import sanitise, text_of
from broadsheet.archive.models import Post
from broadsheet.export.markdown.prose import markdown_of
from broadsheet.publication import Publication
from tests.export.holding import exported


def read_back(markdown: str) -> str:
    return sanitise(MarkdownIt("commonmark", {"html": True}).render(markdown))


def front_of(file: Path) -> tuple[dict[str, Any], str]:
    """The front matter, of which each value is JSON but for moments, and the text."""
    _, front, text = file.read_text(encoding="utf-8").split("---\n", 2)
    values: dict[str, Any] = {}
    for line in front.splitlines():
        name, _, written = line.partition(": ")
        values[name] = json.loads(written) if written[:1] in '"[{tf' else written
    return values, text


def test_each_post_is_a_file_that_says_everything(full_paper: Publication, tmp_path: Path) -> None:
    exported(full_paper, "markdown", tmp_path / "out")
    content = tmp_path / "out" / "content"
    for post in Post.objects.filter(live=True):
        front, text = front_of(content / str(post.path) / "index.md")
        assert (front["title"], front["url"], front["draft"]) == (post.headline, f"/{post.path}", False)
        assert text_of(read_back(text)) == text_of(post.body)
    front, _ = front_of(content / "2019/05/05/نان/index.md")
    assert front["date"] == "2019-05-05T01:15:00+03:30"
    assert (front["tags"], front["categories"]) == (["تهران"], ["Culture", "General"])
    assert (front["authors"], front["aliases"]) == (["مریم احمدی", "Jo Lane"], ["/2019/05/05/bread/"])
    assert (front["summary"], front["image_caption"]) == ("قیمت < دیروز & فردا", "The square.")
    assert (content / "2019/05/05/نان" / front["image"]).resolve().is_file()
    drafts = [front_of(file)[0] for file in (content / "drafts").rglob("*.md")]
    assert len(drafts) == 6
    assert all(front["draft"] for front in drafts)


def test_a_page_below_another_is_not_swallowed_by_it(full_paper: Publication, tmp_path: Path) -> None:
    exported(full_paper, "markdown", tmp_path / "out")
    below = [front_of(file)[0] for file in (tmp_path / "out/content/more").rglob("index.md")]
    assert [front["url"] for front in below] == ["/about/house/"]


def test_a_line_of_json_is_a_post(full_paper: Publication, tmp_path: Path) -> None:
    exported(full_paper, "json", tmp_path / "out")
    lines = (tmp_path / "out" / "posts.jsonl").read_text(encoding="utf-8").splitlines()
    told = {post["headline"]: post for post in map(json.loads, lines)}
    assert len(told) == 11
    bread = told["نان & <شیر>"]
    assert (bread["path"], bread["tags"], bread["byline"]) == (
        "2019/05/05/نان/", ["تهران", "Culture", "General"], ["مریم احمدی", "Jo Lane"],
    )  # fmt: skip
    assert bread["old_addresses"] == ["?p=7", "2019/05/05/bread/"]
    assert (tmp_path / "out" / bread["picture"]["path"]).is_file()
    assert f'src="{bread["picture"]["path"]}"' in bread["body"]
    assert 'href="https://paper.example/2020/01/02/two/"' in bread["body"]
    assert told["Behind a password"]["status"] == "password"


_WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zs", "Zl", "Zp"), include_characters=" "),
    max_size=30,
)
_SIGNS = st.text("*_`[]()<>#+-=~|!\\{}&;:.1a ", max_size=15)
_MARKS = ["em", "strong", "code", "s", "cite", "u"]


@st.composite
def _inline(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        words = draw(_WORDS | _SIGNS).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        mark = draw(st.none() | st.sampled_from(_MARKS))
        parts.append(f"<{mark}>{words}</{mark}>" if mark else words)
    return "".join(parts)


@st.composite
def _body(draw: st.DrawFn) -> str:
    shapes = [
        "<p>{}</p>", "<h2>{}</h2>", "<blockquote><p>{}</p></blockquote>", "<ul><li>{}</li><li>x</li></ul>",
        "<ol><li><p>{}</p><p>more</p></li></ol>", "<pre>{}</pre>", '<p dir="rtl">{}</p>', "<hr>",
        "<figure><figcaption>{}</figcaption></figure>", "<table><tbody><tr><td>{}</td></tr></tbody></table>",
        '<p>See <a href="https://a.example/x_(y)?a=1&amp;b=*">{}</a>.</p>', "<p>a<br>{}</p>",
    ]  # fmt: skip
    return sanitise(
        "".join(
            draw(st.sampled_from(shapes)).replace("{}", draw(_inline()))
            for _ in range(draw(st.integers(1, 4)))
        )
    )


@given(_body())
def test_any_text_reads_the_same_as_markdown(body: str) -> None:
    assert text_of(read_back(markdown_of(body))).split() == text_of(body).split()


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <em>b</em> c</p>", "a *b* c\n"),
        ("<h2>Two</h2><p>1. No list</p>", "## Two\n\n1\\. No list\n"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
        ('<p dir="ltr">a</p>', '<p dir="ltr">a</p>\n'),
        ("<p>{{&lt; youtube x &gt;}}</p>", "\\{\\{\\< youtube x \\>\\}\\}\n"),
    ],
)
def test_what_markdown_can_say_is_said_in_it(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown
