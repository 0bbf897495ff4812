"""Emphasis, links, direction and the like within a line."""

import pytest

from broadsheet.rescue.clean import clean_body


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("<b>a</b> <i>b</i>", "<p><strong>a</strong> <em>b</em></p>"),
        ("a<b> b </b>c", "<p>a <strong>b</strong> c</p>"),
        ("<b>a</b><b>b</b>", "<p><strong>ab</strong></p>"),
        ("<b><strong>a</strong></b><i></i>", "<p><strong>a</strong></p>"),
        ('<span style="font-weight: bold">a</span>', "<p><strong>a</strong></p>"),
        ('<span style="font-style:italic; color:red">a</span>', "<p><em>a</em></p>"),
        ('<font color="red" face="x">a</font>', "<p>a</p>"),
        ('<b style="font-weight:normal"><p>a</p></b>', "<p>a</p>"),
        (
            "<strike>a</strike><tt>b</tt><acronym title='c d'>e</acronym>",
            '<p><s>a</s><code>b</code><abbr title="c d">e</abbr></p>',
        ),
        ('<p align="center" style="text-align:center" class="x">a</p>', "<p>a</p>"),
        ('<span lang="fa" dir="rtl">ب</span>', '<p><span dir="rtl" lang="fa">ب</span></p>'),
    ],
)
def test_marks_keep_their_meaning_and_lose_their_looks(written: str, body: str) -> None:
    assert clean_body(written).body == body


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ('<p dir="rtl">CNN گزارش داد</p>', '<p dir="rtl">CNN گزارش داد</p>'),
        ('<p style="direction: rtl; text-align: right">CNN گزارش</p>', '<p dir="rtl">CNN گزارش</p>'),
        (
            '<div dir="rtl">CNN گزارش<br><br>BBC گزارش</div>',
            '<p dir="rtl">CNN گزارش</p><p dir="rtl">BBC گزارش</p>',
        ),
        ('<p dir="rtl">سلام</p>', "<p>سلام</p>"),
        (
            '<blockquote dir="rtl">CNN گزارش</blockquote>',
            '<blockquote dir="rtl"><p>CNN گزارش</p></blockquote>',
        ),
    ],
)
def test_a_direction_stays_where_the_letters_alone_do_not_show_it(written: str, body: str) -> None:
    assert clean_body(written).body == body


def test_links_keep_their_address_and_are_listed() -> None:
    cleaned = clean_body(
        '<a href=" https://a.org/b " target="_blank" rel="x">c</a> <a href="mailto:a@b.org">d</a>'
    )
    assert cleaned.body == '<p><a href="https://a.org/b">c</a> <a href="mailto:a@b.org">d</a></p>'
    assert cleaned.links == ("https://a.org/b", "mailto:a@b.org")


def test_a_relative_address_becomes_whole_when_the_site_is_known() -> None:
    cleaned = clean_body(
        '<a href="/2019/a/">b</a><img src="wp-content/c.jpg">', site_url="https://old.org/blog/"
    )
    assert cleaned.links == ("https://old.org/2019/a/",)
    assert cleaned.pictures == ("https://old.org/blog/wp-content/c.jpg",)


def test_a_link_that_would_run_something_is_only_its_words() -> None:
    assert clean_body('<a href="javascript:x()">a</a>').body == "<p>a</p>"


def test_footnotes_lead_to_each_other_and_other_anchors_go() -> None:
    written = (
        '<p id="top">Text<a href="#_ftn1" name="_ftnref1">[1]</a></p>'
        '<p><a href="file:///C:/x.doc#_ftnref1" name="_ftn1">[1]</a> Note.</p>'
    )
    wanted = (
        '<p>Text<a href="#_ftn1" id="_ftnref1">[1]</a></p><p><a href="#_ftnref1" id="_ftn1">[1]</a> Note.</p>'
    )
    assert clean_body(written).body == wanted


def test_an_empty_named_place_passes_its_name_to_what_follows() -> None:
    written = '<a href="#n">1</a>\n\n<a name="n"></a>Note.'
    assert clean_body(written).body == '<p><a href="#n">1</a></p><p id="n">Note.</p>'


def test_a_link_to_a_part_of_the_old_page_is_only_its_words() -> None:
    assert clean_body('<a href="#respond">Reply</a> <a href="#">top</a>').body == "<p>Reply top</p>"


def test_an_id_is_given_once() -> None:
    body = clean_body('<a href="#n">1</a>\n\n<p id="n">a</p><p id="n">b</p>').body
    assert body.count('id="n"') == 1


def test_a_heading_keeps_its_id_since_pages_elsewhere_may_link_to_it() -> None:
    assert clean_body('<h2 id="h-facts">Facts</h2>').body == '<h2 id="h-facts">Facts</h2>'
