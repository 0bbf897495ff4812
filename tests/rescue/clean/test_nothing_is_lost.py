"""For any markup: a canonical body, the same when cleaned again, and every word kept or quoted."""

import html
import re
from collections import Counter
from pathlib import Path

import nh3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from broadsheet.archive.body import sanitise, text_of
from broadsheet.rescue.clean import clean_body, clean_page

TAGS = [
    "p", "div", "b", "strong", "i", "span", "font", "a", "h1", "h3", "ul", "ol", "li", "blockquote", "pre", "code",
    "table", "tr", "td", "th", "tbody", "figure", "figcaption", "cite", "center", "section", "aside", "dl", "dt", "dd",
    "details", "summary", "sup", "q", "label", "form",
]  # fmt: skip
PIECES = [
    "\n", "\n\n", " ", "<br>", "<br/>\n", "<hr>", "<img src='http://x.org/a.jpg' alt='p'>", "<img src=b.png>",
    "[gallery ids='1']", "[caption id='a']", "[/caption]", "[foo]", "[/foo]", "[foo a='b']", "[sic]", "[[gallery]]",
    "[gallery", "<!--more-->", "<!-- wp:paragraph -->", "<!-- /wp:paragraph -->", "<!-- wp:latest-posts /-->", "&nbsp;",
    "&amp;", "&lt;b&gt;", "\u200c", "سلام", " http://example.org/x ", "\nhttps://youtu.be/abc\n", "<a href='#n1'>",
    "<a id=n1></a>", "<a name='n1'>", "<iframe src='https://www.youtube.com/embed/abc'></iframe>", "<input value=x>",
    "<a href='http://x.org/a.jpg'><img src='http://x.org/a-300x200.jpg'></a>", "[embed]http://x.org/v[/embed]",
    "<noscript><img src=c.jpg></noscript>", "<video src=v.mp4></video>", "<p dir=rtl>", "<div style='direction:rtl'>",
    "<span style='font-weight:bold'>", "<p>&nbsp;</p>", "[b]", "[/b]",
    "[vc_row]", "[/vc_row]", "[vc_column_text]", "[/vc_column_text]", "[et_pb_blurb title='T']", "[/et_pb_blurb]",
    "[vc_separator]", "[vc_single_image image='3']", "[vc_btn title='T' link='url:http%3A%2F%2Fx.org']",
    "[fusion_highlight]", "[/fusion_highlight]", "[tab title='T']", "[/tab]", "<!--nextpage-->",
    "[su_button url='http://x.org']", "[/su_button]",
]  # fmt: skip
WORD = re.compile(r"w\d+\b")


@st.composite
def manuscripts(draw: st.DrawFn) -> str:
    """Markup of all ages, badly mixed, in which each word occurs once."""
    opened, closed = (st.sampled_from([f"<{mark}{tag}>" for tag in TAGS]) for mark in ("", "/"))
    pieces = draw(
        st.lists(st.sampled_from(["word", "word"]) | st.sampled_from(PIECES) | opened | closed, max_size=40)
    )
    return "".join(f"w{place} " if piece == "word" else piece for place, piece in enumerate(pieces))


def visible_words(markup: str) -> list[str]:
    """The words that a browser shows, found without the code under test."""
    plain = nh3.Cleaner(tags={"br"}, attributes={}).clean(markup)
    return WORD.findall(html.unescape(re.sub(r"<[^>]*>", " ", plain)))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(manuscripts())
def test_every_word_is_in_the_body_or_quoted_in_a_remark(markup: str) -> None:
    for clean in (clean_body, clean_page):
        cleaned = clean(markup)
        kept = Counter(WORD.findall(cleaned.text))
        quoted = Counter(WORD.findall(" ".join(remark.quote for remark in cleaned.remarks)))
        wanted = Counter(visible_words(markup))
        assert not wanted - kept - quoted
        assert not kept - wanted


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(manuscripts() | st.text(max_size=80))
def test_a_body_is_canonical_and_cleaning_it_again_changes_nothing(markup: str) -> None:
    for clean in (clean_body, clean_page):
        cleaned = clean(markup)
        assert sanitise(cleaned.body) == cleaned.body
        assert text_of(cleaned.body) == cleaned.text
        assert clean(cleaned.body).body == cleaned.body


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text(alphabet="abcxyz éسلام", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=6)
)
def test_plain_text_keeps_its_paragraphs_in_order(paragraphs: list[str]) -> None:
    cleaned = clean_body("\n\n".join(paragraphs))
    assert cleaned.text.split() == " ".join(paragraphs).split()
    assert cleaned.body.count("<p>") == len(paragraphs)


@pytest.mark.parametrize(
    "opening", ["<div>", "<blockquote>", "<ul><li>", "<b><i>", "<table><tr><td>", "[a]", "<a href=x>"]
)
def test_a_thousand_levels_neither_break_anything_nor_hide_a_word(opening: str) -> None:
    cleaned = clean_body(opening * 1000 + "word")
    assert "word" in cleaned.text


SHARED = Path(__file__).resolve().parents[4] / "shared/rescue/wxr"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the collected copies are not beside this checkout")
@pytest.mark.parametrize(
    "name", ["themeunittest.xml", "theme-blocks64.xml", "fa-parchlinux.xml", "nikola-example.xml"]
)
def test_no_word_of_a_real_export_is_lost(name: str) -> None:
    """What stands in brackets of shortcodes is no word; an address may have become a link."""
    tree = etree.parse(str(SHARED / name), etree.XMLParser(recover=True, huge_tree=True))
    for written in (item.findtext(CONTENT) or "" for item in tree.iter("item")):
        cleaned = clean_body(written)
        assert sanitise(cleaned.body) == cleaned.body
        assert clean_body(cleaned.body).body == cleaned.body
        shown = re.sub(
            r"<(?:script|style)\b.*?</", "</", re.sub(r"<!--.*?-->", " ", written, flags=re.S), flags=re.S
        )
        shown = re.sub(r"</?(?:sup|sub|em|strong|b|i|s|u|span|code|mark|kbd)\b[^>]*>", "", shown)
        wanted = Counter(re.findall(r"\w+", html.unescape(re.sub(r"<[^>]*>", " ", shown))))
        kept = re.findall(r"\w+", cleaned.text) + re.findall(
            r"\w+", " ".join(f"{remark.quote} " * remark.count for remark in cleaned.remarks)
        )
        elsewhere = " ".join((*cleaned.links, *cleaned.pictures, "".join(cleaned.text.split())))
        missing = [word for word in wanted - Counter(kept) if word not in elsewhere]
        assert [
            word for word in missing if not re.search(rf"\[[^\]]*{re.escape(word)}[^\[]*\]", written)
        ] == []
