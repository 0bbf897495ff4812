"""Lists, tables and definitions, also broken ones."""

import pytest

from broadsheet.rescue.clean import clean_body


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("<ul><li><p>a</p></li></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul>a<li>b</li>c</ul>", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("<ul><p>a</p><li></li></ul>", "<ul><li>a</li></ul>"),
        ("<li>a</li>\n<li>b</li>", "<ul><li>a</li><li>b</li></ul>"),
        ('<ol start="3" type="a"><li>a</li></ol>', '<ol start="3"><li>a</li></ol>'),
        ("<ul></ul><ol><li>&nbsp;</li></ol>", ""),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<dl><dd>b<p>c</p></dd></dl>", "<dl><dd><p>b</p><p>c</p></dd></dl>"),
    ],
)
def test_a_list_is_repaired(written: str, body: str) -> None:
    assert clean_body(written).body == body


def rows(inner: str) -> str:
    return f"<table><tbody>{inner}</tbody></table>"


@pytest.mark.parametrize(
    ("written", "body"),
    [
        (
            "<table border=1 width='90%'><tr><th>A</th><td colspan=2 style='x'>b</td></tr></table>",
            rows('<tr><th>A</th><td colspan="2">b</td></tr>'),
        ),
        (
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tr><td>1</td><td></td></tr></table>",
            rows("<tr><th>A</th><th>B</th></tr><tr><td>1</td><td></td></tr>"),
        ),
        (
            "<table><caption>C</caption><tr><td>1</td><td>2</td></tr></table>",
            f"<figure>{rows('<tr><td>1</td><td>2</td></tr>')}<figcaption>C</figcaption></figure>",
        ),
        ("<table><tr><td></td><td>&nbsp;</td></tr></table>", ""),
    ],
)
def test_a_table_of_data_stays_a_table(written: str, body: str) -> None:
    assert clean_body(written).body == body


@pytest.mark.parametrize(
    "written",
    [
        "<table><tr><td><p>a</p><p>b</p></td></tr></table>",
        "<table role='presentation'><tr><td>a</td><td>b</td></tr></table>",
        "<table><tr><td>a</td><td><table><tr><td>b</td></tr></table></td></tr></table>",
    ],
)
def test_a_table_that_only_laid_out_a_page_becomes_its_text(written: str) -> None:
    assert clean_body(written).body == "<p>a</p><p>b</p>"


def test_a_quotation_holds_paragraphs_and_its_source() -> None:
    written = "<blockquote>One.\n\nTwo.\n<cite>Ann</cite></blockquote>"
    assert clean_body(written).body == "<blockquote><p>One.</p><p>Two.<br><cite>Ann</cite></p></blockquote>"
