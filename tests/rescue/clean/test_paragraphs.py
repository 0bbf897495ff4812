"""Where a paragraph begins and ends, in text of any age."""

import pytest

from broadsheet.rescue.clean import clean_body, clean_page


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One\ntwo.", "<p>One<br>two.</p>"),
        ("One.\r\n\r\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One.<br><br>Two.", "<p>One.</p><p>Two.</p>"),
        ("One<br />\ntwo.", "<p>One<br>two.</p>"),
        ("<div>One.<div>Two.</div>Three.</div>", "<p>One.</p><p>Two.</p><p>Three.</p>"),
        ("<p>One.<p>Two.", "<p>One.</p><p>Two.</p>"),
        ("<p><div>One.</div></p>", "<p>One.</p>"),
        ("<center>One.</center>", "<p>One.</p>"),
        ("<strong>One.\n\nTwo.</strong>", "<p><strong>One.</strong></p><p><strong>Two.</strong></p>"),
        ("Before\n<h2>Head</h2>\nafter", "<p>Before</p><h2>Head</h2><p>after</p>"),
        ("<p>One.</p>\n\n<p>&nbsp;</p>\n<p></p><p>Two.</p>", "<p>One.</p><p>Two.</p>"),
        ("One.<!--more-->\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One.<!--nextpage-->Two.", "<p>One.</p><p>Two.</p>"),
        ("<p>a\u200b</p><p>\u200b</p>", "<p>a\u200b</p>"),
        ("&nbsp;&nbsp;Indented.&nbsp;", "<p>Indented.</p>"),
    ],
)
def test_paragraphs_are_those_that_readers_saw(written: str, body: str) -> None:
    assert clean_body(written).body == body


def test_newlines_in_preformatted_text_stay_and_mean_nothing_else() -> None:
    assert clean_body("<pre>\na\n\n  b\n</pre>").body == "<pre>a\n\n  b</pre>"


def test_newlines_between_the_parts_of_a_list_or_a_table_mean_nothing() -> None:
    written = "<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>\n<table>\n<tr>\n<td>c</td>\n<td>d</td>\n</tr>\n</table>"
    wanted = "<ul><li>a</li><li>b</li></ul><table><tbody><tr><td>c</td><td>d</td></tr></tbody></table>"
    assert clean_body(written).body == wanted


def test_in_a_rendered_page_a_newline_is_a_space() -> None:
    assert clean_page("<p>One\ntwo.</p>\n\nthree\n\nfour").body == "<p>One two.</p><p>three four</p>"


def test_headings_begin_below_the_headline_and_are_not_bold_twice() -> None:
    written = "<h1>A</h1><h2><strong>B</strong></h2><h5>C</h5><h6>D</h6><h3></h3>"
    assert clean_body(written).body == "<h2>A</h2><h2>B</h2><h4>C</h4><h4>D</h4>"


def test_a_rule_stays() -> None:
    assert clean_body("a\n<hr />\nb").body == "<p>a</p><hr><p>b</p>"


def test_an_empty_text_gives_an_empty_body() -> None:
    assert clean_body("").body == ""
    assert clean_body(" \n<p>&nbsp;</p>").body == ""
