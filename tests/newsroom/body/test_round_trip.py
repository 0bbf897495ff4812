"""Whatever a body may hold is written back as it was, or shown as HTML where the editor could not."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from broadsheet.archive.body import sanitise, text_of
from broadsheet.rescue.clean import clean_body
from tests.newsroom.body.writing import body, hold, put, text, tool

HELD = [
    "<p>One</p>",
    '<p dir="rtl" lang="fa">سلام</p><p lang="en">Hello</p>',
    '<h2 id="top">A</h2><h3>B</h3><h4 dir="ltr">C</h4>',
    '<p>One <a href="https://e.example/" hreflang="fa">two</a> <a href="/2019/05/x/" data-post="7">three</a></p>',
    "<p><em>a</em><strong>b</strong><s>c</s><u>d</u><sub>e</sub><sup>f</sup><code>g</code><mark>h</mark></p>",
    '<p><q lang="fr">a</q><abbr title="Long">b</abbr><small>c</small><del>d</del><ins>e</ins><kbd>f</kbd></p>',
    '<p><bdi>a</bdi><bdo dir="rtl">b</bdo><cite>c</cite><span dir="ltr" lang="de">d</span></p>',
    "<p>One<br>two</p>",
    '<p>Note<a href="#n1"><sup id="r1">1</sup></a></p><ol><li id="n1">There</li></ol>',
    '<p><a id="n2"></a>Anchor</p>',
    "<p><ruby>漢<rt>kan</rt></ruby> and 字</p>",
    "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li><p>d</p><p>e</p></li></ul>",
    '<ol start="4"><li>a</li></ol><ol reversed=""><li>b</li></ol>',
    "<ul><li><p>only</p></li><li></li></ul>",
    "<blockquote><p>a</p><p>b</p></blockquote><blockquote>bare</blockquote>",
    '<blockquote class="pullquote"><p>a</p><cite>Mina</cite></blockquote>',
    "<blockquote><p>a</p><ul><li>b</li></ul><p><cite>Mina</cite></p></blockquote>",
    '<figure><img src="/media/a.jpg" alt="A" width="3" height="4" data-image="5"></figure>',
    '<figure><img src="https://old.example/a.jpg" alt=""><figcaption>Cap <cite>Who</cite></figcaption></figure>',
    '<figure id="f"><a href="https://e.example/"><img src="/a.jpg" alt="A"></a><figcaption>Cap</figcaption></figure>',
    '<figure class="gallery"><figure><img src="/a" alt="A"></figure><figure><img src="/b" alt=""></figure></figure>',
    '<figure class="gallery"><figure><img src="/a.jpg" alt=""></figure><figcaption>all</figcaption></figure>',
    "<figure><blockquote><p>a</p></blockquote><figcaption>who</figcaption></figure>",
    "<figure><pre>a\n  b</pre><figcaption>c</figcaption></figure>",
    "<figure><table><tbody><tr><td>a</td></tr></tbody></table><figcaption>T</figcaption></figure>",
    '<p>In <img src="/i.png" alt="i" width="1" height="2"> line</p>',
    "<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></tbody></table>",
    '<table><caption>T</caption><tbody><tr><td rowspan="2">c</td><td>d</td></tr><tr><td>e</td></tr></tbody></table>',
    '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>',
    "<table><tbody><tr><td>a</td></tr></tbody><tbody><tr><td><p>b</p></td></tr></tbody></table>",
    "<pre>  a\n\n<code>b</code>\tc</pre><hr>",
    "<dl><dt>a</dt><dd>b</dd><dd><p>c</p><p>d</p></dd></dl>",
    "<details><summary>a</summary><p>b</p></details>",
    '<aside class="card"><p><a href="https://v.example/">V</a></p></aside><aside><p>plain</p></aside>',
    '<div dir="ltr"><p>a</p></div>',
    "<ul>stray<li>x</li></ul><p>after</p>",
    "<figure>odd<p>x</p></figure>",
    "<p>a&nbsp;b &amp; c &lt; d</p>",
]


@pytest.mark.parametrize("written", HELD, ids=range(len(HELD)))
def test_every_construct_is_written_back_as_it_was(page: Page, written: str) -> None:
    assert sanitise(written) == written
    holds, again = hold(page, written)
    assert holds
    assert sanitise(again) == written


_WORDS = (
    st.text("abc نج漢-،.", min_size=1, max_size=8).map(lambda words: " ".join(words.split())).filter(bool)
)
_MARKS = [
    "a href='https://e.example/'", "em", "strong", "s", "u", "sub", "sup", "code", "cite", "mark", "span lang='fa'",
    "q", "small", "del", "ins", "kbd", "bdi",
]  # fmt: skip
_OPEN = st.lists(st.sampled_from(range(len(_MARKS))), max_size=2, unique=True).map(sorted)


def _marked(piece: tuple[list[int], str]) -> str:
    marks, words = piece
    for each in reversed([_MARKS[place].replace("'", '"') for place in marks]):
        words = f"<{each}>{words}</{each.split()[0]}>"
    return words


# A word between two marked ones, so that equal marks do not stand side by side.
_LINE = st.lists(st.tuples(_OPEN, _WORDS).map(_marked), min_size=1, max_size=3).map(" and ".join)
_DIR = st.sampled_from(["", ' dir="rtl"', ' dir="ltr"', ' lang="en"', ' id="x"'])
_LEAF = st.one_of(
    st.tuples(st.sampled_from(["p", "h2", "h3", "h4"]), _DIR, _LINE).map(
        lambda t: f"<{t[0]}{t[1]}>{t[2]}</{t[0]}>"
    ),
    _LINE.map(
        lambda line: (
            f'<figure><img src="/a.jpg" alt="" data-image="3"><figcaption>{line}</figcaption></figure>'
        )
    ),
    st.just("<hr>"),
    _WORDS.map(lambda words: f"<pre>{words}\n  {words}</pre>"),
)


def _flow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = st.lists(inner, min_size=1, max_size=3).map("".join)
    items = st.lists(_LINE.map(lambda line: f"<li>{line}</li>"), min_size=1, max_size=3).map("".join)
    row = st.tuples(_LINE, _LINE).map(lambda t: f"<tr><td>{t[0]}</td><td>{t[1]}</td></tr>")
    rows = st.lists(row, min_size=1, max_size=3).map("".join)
    return st.one_of(
        blocks.map(lambda html: f"<blockquote>{html}</blockquote>"),
        st.tuples(st.sampled_from(["ul", "ol"]), items).map(lambda t: f"<{t[0]}>{t[1]}</{t[0]}>"),
        st.tuples(_LINE, inner).map(lambda t: f"<ul><li>{t[0]}<ul><li>{t[0]}</li></ul></li></ul>{t[1]}"),
        rows.map(lambda html: f"<table><tbody>{html}</tbody></table>"),
        blocks.map(lambda html: f'<aside class="card">{html}</aside>'),
        st.tuples(_LINE, blocks).map(lambda t: f"<details><summary>{t[0]}</summary>{t[1]}</details>"),
        st.tuples(_LINE, _LINE).map(lambda t: f"<dl><dt>{t[0]}</dt><dd>{t[1]}</dd></dl>"),
    )


_BODY = st.lists(st.recursive(_LEAF, _flow, max_leaves=6), min_size=1, max_size=4).map("".join)


@given(_BODY)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_body_is_written_back_as_it_was(page: Page, written: str) -> None:
    written = sanitise(written)
    holds, again = hold(page, written)
    assert holds
    assert sanitise(again) == written


def test_bodies_of_real_copies_are_held_and_keep_their_words(page: Page, copies: Path) -> None:
    found: set[str] = set()
    for path in sorted((copies / "wxr").rglob("*.xml")):
        found |= _bodies(path)
    assert len(found) > 100
    for written in sorted(found):
        holds, again = hold(page, written)
        assert holds, written[:300]
        assert text_of(sanitise(again)).split() == text_of(written).split()


def _bodies(path: Path) -> set[str]:
    from lxml import etree

    tree = etree.parse(path, etree.XMLParser(recover=True, huge_tree=True))
    texts = (each.text for each in tree.iter("{http://purl.org/rss/1.0/modules/content/}encoded"))
    return {clean_body(text).body for text in texts if text and text.strip()} - {""}


def test_what_the_editor_can_not_hold_is_shown_as_html_with_a_sentence(page: Page) -> None:
    odd = '<p>Before</p><p><u lang="fa">One <u lang="en">two</u></u></p>'
    put(page, odd)
    assert (
        page.locator(".body-notice")
        .inner_text()
        .startswith("This text has parts that the editor would change")
    )
    assert page.locator(".body-source").is_visible()
    assert body(page) == odd
    assert not text(page).is_visible()


def test_showing_it_nevertheless_asks_first(page: Page) -> None:
    odd = '<p>Before</p><p><u lang="fa">One <u lang="en">two</u></u></p>'
    put(page, odd)
    tool(page, "source").click()
    page.get_by_role("button", name="Cancel").click()
    assert body(page) == odd
    tool(page, "source").click()
    page.get_by_role("button", name="Show it nevertheless").click()
    assert text(page).inner_text().split() == ["Before", "One", "two"]


def test_opening_a_body_changes_nothing_of_it(page: Page) -> None:
    loose = "<p>One</p>\n\n<p>Two</p>\n"
    put(page, loose)
    assert body(page) == loose


def test_a_part_that_is_kept_as_html_can_be_changed_as_html(page: Page) -> None:
    put(page, "<ul>stray<li>x</li></ul>")
    page.get_by_role("button", name="Change its HTML").click()
    page.fill("dialog textarea", "<ul><li>mended</li></ul>")
    page.get_by_role("button", name="Apply").click()
    assert body(page) == "<ul><li>mended</li></ul>"


def test_the_source_is_what_is_sent(page: Page) -> None:
    put(page, "<p>One</p><ul><li>a</li></ul>")
    tool(page, "source").click()
    area = page.locator(".body-source")
    assert area.input_value() == "<p>One</p>\n<ul>\n<li>a</li>\n</ul>"
    area.fill("<p>One</p>\n<ul>\n<li>b</li>\n</ul>\n<p>End</p>")
    assert body(page) == "<p>One</p><ul><li>b</li></ul><p>End</p>"
    tool(page, "source").click()
    assert text(page).locator("li").inner_text() == "b"
    assert json.dumps(body(page)) == json.dumps("<p>One</p><ul><li>b</li></ul><p>End</p>")
