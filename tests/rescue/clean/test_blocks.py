"""The block editor's documents."""

import pytest

from broadsheet.rescue.clean import clean_body


def block(name: str, inner: str, settings: str = "") -> str:
    return f"<!-- wp:{name} {settings}-->\n{inner}\n<!-- /wp:{name} -->\n\n"


@pytest.mark.parametrize(
    ("written", "body"),
    [
        (block("paragraph", "<p>One\ntwo</p>", '{"dropCap":true} '), "<p>One two</p>"),
        (block("heading", '<h2 class="wp-block-heading">A</h2>'), "<h2>A</h2>"),
        (
            block("list", "<ul><!-- wp:list-item -->\n<li>a</li>\n<!-- /wp:list-item --></ul>"),
            "<ul><li>a</li></ul>",
        ),
        (
            block("quote", "<blockquote class='wp-block-quote'><p>a</p><cite>Ann</cite></blockquote>"),
            "<blockquote><p>a</p><p><cite>Ann</cite></p></blockquote>",
        ),
        (
            block(
                "pullquote",
                "<figure class='wp-block-pullquote'><blockquote><p>a</p><cite>Ann</cite></blockquote></figure>",
            ),
            '<blockquote class="pullquote"><p>a</p><p><cite>Ann</cite></p></blockquote>',
        ),
        (block("verse", "<pre class='wp-block-verse'>a\n  <em>b</em></pre>"), "<pre>a\n  <em>b</em></pre>"),
        (block("code", "<pre class='wp-block-code'><code>a\nb</code></pre>"), "<pre><code>a\nb</code></pre>"),
        (
            block(
                "table",
                "<figure class='wp-block-table'><table><thead><tr><td>H</td></tr></thead>"
                "<tbody><tr><td>a</td></tr></tbody></table><figcaption>C</figcaption></figure>",
            ),
            "<figure><table><tbody><tr><th>H</th></tr><tr><td>a</td></tr></tbody></table><figcaption>C</figcaption></figure>",
        ),
        (
            block(
                "media-text",
                "<div class='wp-block-media-text'><figure><img src='a.jpg'/></figure><div><p>b</p></div></div>",
            ),
            '<figure><img src="a.jpg" alt=""></figure><p>b</p>',
        ),
        (
            block("cover", '<div class="wp-block-cover" style="background-image:url(a.jpg)"><p>b</p></div>'),
            '<figure><img src="a.jpg" alt=""></figure><p>b</p>',
        ),
        (
            block(
                "columns", "<div class='wp-block-columns'><div class='wp-block-column'><p>a</p></div></div>"
            ),
            "<p>a</p>",
        ),
        (
            block(
                "button",
                "<div class='wp-block-button'><a class='wp-block-button__link' href='/x/'>Go</a></div>",
            ),
            '<p><a href="/x/">Go</a></p>',
        ),
        (block("separator", "<hr class='wp-block-separator'/>"), "<hr>"),
        (block("spacer", "<div style='height:20px' aria-hidden='true' class='wp-block-spacer'></div>"), ""),
        (block("more", "<!--more-->"), ""),
        (block("nextpage", "<!--nextpage-->"), ""),
        (block("html", "<b>a</b>\n<i>b</i>"), "<p><strong>a</strong> <em>b</em></p>"),
        (
            block("shortcode", "[embed]https://vimeo.com/1[/embed]"),
            '<aside class="card"><p><a href="https://vimeo.com/1">Vimeo</a></p></aside>',
        ),
        (
            block("details", "<details><summary>a</summary>\n<p>b</p></details>"),
            "<details><summary>a</summary><p>b</p></details>",
        ),
        (
            block("file", "<div class='wp-block-file'><a href='https://o.org/r.pdf'>Report</a></div>"),
            '<aside class="card"><p><a href="https://o.org/r.pdf">Report</a></p></aside>',
        ),
    ],
)
def test_a_block_becomes_what_it_means(written: str, body: str) -> None:
    cleaned = clean_body(written)
    assert cleaned.body == body
    assert cleaned.remarks == ()


def test_classic_text_between_blocks_keeps_its_paragraphs() -> None:
    written = block("paragraph", "<p>a\nb</p>") + "One\ntwo\n\nthree\n\n" + block("freeform", "four\n\nfive")
    assert clean_body(written).body == "<p>a b</p><p>One<br>two</p><p>three</p><p>four</p><p>five</p>"


def test_a_block_that_the_old_site_filled_in_is_noted() -> None:
    cleaned = clean_body('<!-- wp:latest-posts {"postsToShow":5} /--><p>a</p>')
    assert cleaned.body == "<p>a</p>"
    assert "latest-posts" in cleaned.remarks[0].what


def test_words_that_a_block_keeps_in_its_settings_are_left_over_whole() -> None:
    cleaned = clean_body('<!-- wp:acf/quote {"data":{"text":"Nobody saw it coming at all"}} /-->')
    assert cleaned.remarks[0].kind == "leftover"
    assert "Nobody saw it coming at all" in cleaned.remarks[0].quote


def test_a_reusable_block_is_put_in_its_place() -> None:
    kept = {"5": block("paragraph", "<p>Shared.</p>"), "6": "Old\nlines"}
    cleaned = clean_body(
        '<p>a</p><!-- wp:block {"ref":5} /--><!-- wp:block {"ref":6} /-->', reusable=kept.get
    )
    assert cleaned.body == "<p>a</p><p>Shared.</p><p>Old<br>lines</p>"


def test_a_reusable_block_that_is_not_in_the_copy_or_holds_itself_is_reported() -> None:
    again = '<!-- wp:block {"ref":5} /-->'
    assert clean_body(again).remarks[0].kind == "leftover"
    assert clean_body(again, reusable=lambda _: again).remarks[0].kind == "leftover"


def test_footnotes_that_are_kept_elsewhere_are_asked_for_by_name() -> None:
    notes = '<ol><li id="n1">Note.</li></ol>'
    cleaned = clean_body(
        '<p>a<a href="#n1">1</a></p><!-- wp:footnotes /-->', reusable={"footnotes": notes}.get
    )
    assert cleaned.body == '<p>a<a href="#n1">1</a></p><ol><li id="n1">Note.</li></ol>'


def test_a_comment_that_never_ends_hides_nothing() -> None:
    assert clean_body("a <!-- b\n\nc").text == "a b\nc"
