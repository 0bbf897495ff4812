"""What readers get of a body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from broadsheet.archive.body import PictureUse, print_body, sanitise, text_of
from broadsheet.language import Direction


def printed(body: str, direction: Direction = "ltr", anchors: str = "") -> str:
    return print_body(
        body,
        direction=direction,
        link=lambda href, _: href,
        picture=lambda use: f'<img src="{use.src}" alt="">',
        anchors=anchors,
    )


def test_a_link_is_printed_with_the_address_that_was_found_for_it() -> None:
    asked: list[tuple[str, int | None]] = []

    def link(href: str, post: int | None) -> str:
        asked.append((href, post))
        return "../b/?x=1&y=2"

    body = '<p><a href="/a/" data-post="4" hreflang="fa">a</a></p>'
    out = print_body(body, direction="ltr", link=link, picture=lambda _: "")
    assert out == '<p><a href="../b/?x=1&amp;y=2" hreflang="fa">a</a></p>'
    assert asked == [("/a/", 4)]


def test_a_link_to_what_is_not_published_is_printed_as_its_words() -> None:
    body = '<p>see <a href="/draft/" data-post="4">the <em>draft</em></a>.</p>'
    assert (
        print_body(body, direction="ltr", link=lambda *_: None, picture=lambda _: "")
        == "<p>see the <em>draft</em>.</p>"
    )


def test_a_picture_is_replaced_by_given_markup_and_its_caption_stays() -> None:
    seen: list[PictureUse] = []

    def picture(use: PictureUse) -> str:
        seen.append(use)
        return "<picture>P</picture>"

    body = '<figure><img src="a.jpg" alt="x" width="4" height="3" data-image="9"><figcaption>Cap</figcaption></figure>'
    out = print_body(body * 2, direction="ltr", link=lambda href, _: href, picture=picture)
    assert out == "<figure><picture>P</picture><figcaption>Cap</figcaption></figure>" * 2
    assert seen[0] == PictureUse("a.jpg", 9, "x", 4, 3, first=True)
    assert not seen[1].first


def test_a_figure_of_which_nothing_is_left_is_not_printed() -> None:
    body = '<p>a</p><figure><img src="a.jpg"></figure><figure><img src="b.jpg"><figcaption>Cap</figcaption></figure>'
    out = print_body(body, direction="ltr", link=lambda href, _: href, picture=lambda _: "")
    assert out == "<p>a</p><figure><figcaption>Cap</figcaption></figure>"


def test_only_a_block_that_runs_against_the_post_gets_a_direction() -> None:
    assert printed("<p>سلام</p><p>Hello</p><p>123</p>") == '<p dir="rtl">سلام</p><p>Hello</p><p>123</p>'
    assert printed("<p>سلام</p><p>Hello</p>", "rtl") == '<p>سلام</p><p dir="ltr">Hello</p>'


def test_a_quotation_turns_as_a_whole_and_its_paragraphs_only_against_it() -> None:
    body = "<blockquote><p>سلام</p><p>Hello</p></blockquote>"
    assert printed(body) == '<blockquote dir="rtl"><p>سلام</p><p dir="ltr">Hello</p></blockquote>'


def test_a_direction_that_an_editor_forced_wins_over_the_first_letter() -> None:
    assert printed('<p dir="rtl">CNN گزارش داد</p>') == '<p dir="rtl">CNN گزارش داد</p>'
    assert printed('<p dir="rtl">CNN گزارش داد</p>', "rtl") == "<p>CNN گزارش داد</p>"


def test_a_span_keeps_its_direction_and_language() -> None:
    body = '<p>a <span dir="rtl" lang="fa">ب</span></p>'
    assert printed(body) == '<p>a <span dir="rtl" lang="fa">ب</span></p>'


def test_a_first_row_of_header_cells_becomes_the_head_of_its_table() -> None:
    body = "<table><tbody><tr><th>A</th></tr><tr><td>1</td></tr></tbody></table>"
    wanted = (
        '<div class="table" tabindex="0"><table><thead><tr><th scope="col">A</th></tr></thead>'
        "<tbody><tr><td>1</td></tr></tbody></table></div>"
    )
    assert printed(body) == wanted


def test_a_corner_without_words_heads_nothing() -> None:
    body = (
        '<table><tbody><tr><th scope="col"> </th><th>A</th></tr><tr><th></th><td>1</td></tr></tbody></table>'
    )
    assert printed(body) == (
        '<div class="table" tabindex="0"><table><thead><tr><td></td><th scope="col">A</th></tr></thead>'
        "<tbody><tr><td></td><td>1</td></tr></tbody></table></div>"
    )


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><th>A</th></tr>",
        "<tr><th>A</th><td>1</td></tr><tr><td>2</td></tr>",
        '<tr><th rowspan="2">A</th></tr><tr><td>1</td></tr>',
    ],
)
def test_a_table_without_a_clear_head_keeps_its_rows(rows: str) -> None:
    assert "<thead>" not in printed(f"<table><tbody>{rows}</tbody></table>")


def test_anchors_are_kept_apart_where_several_bodies_share_a_page() -> None:
    body = '<p><a href="#n1">1</a></p><p id="n1">note</p>'
    assert printed(body, anchors="p7-") == '<p><a href="#p7-n1">1</a></p><p id="p7-n1">note</p>'


def test_letters_that_mean_something_in_markup_are_escaped() -> None:
    assert printed("<p>1 &lt; 2 &amp; 3</p>") == "<p>1 &lt; 2 &amp; 3</p>"


MARKUP = [
    "<p>", "</p>", "<blockquote>", "<ul>", "<li>", "<table>", "<tr>", "<td>", "<th>", "<a href='/x'>", "</a>",
    "<strong>", "</strong>", "<pre>", "<figure>", "<figcaption>", "<h2>", "<br>", "<hr>", "word", "سلام",
    "&lt;", "<img src=x>", "<p dir=rtl>", "<li id=n>", " ",
]  # fmt: skip
PIECES = st.lists(st.sampled_from(MARKUP), max_size=25).map("".join)


@given(PIECES, st.sampled_from(["ltr", "rtl"]))
def test_printing_loses_no_word_and_leaves_no_hint(html: str, direction: Direction) -> None:
    body = sanitise(html)
    out = printed(body, direction)
    assert "data-" not in out
    shown = "".join(str(words) for words in lxml_html.fromstring(f"<div>{out}</div>").itertext())
    assert "".join(shown.split()) == "".join(text_of(body).split())


@given(PIECES)
def test_what_is_printed_is_read_by_browsers_as_it_was_meant(html: str) -> None:
    out = printed(sanitise(html))
    assert text_of(sanitise(out)) == text_of(sanitise(html))


@given(PIECES)
def test_a_plain_body_is_printed_as_any_other_is(html: str) -> None:
    body = sanitise(html)
    if "id=" not in body and "#" not in body:
        # Only a body that stands alone on its page can be printed as it is stored.
        assert printed(body) == printed(body, anchors="p1-")
