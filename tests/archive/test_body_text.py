"""The words of a body: for fingerprints, excerpts and counts."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.archive.body import excerpt_of, sanitise, text_of, word_count


def test_every_block_is_a_line_in_order_captions_included() -> None:
    body = (
        '<h2>Head</h2><figure><img src="a" alt="x"><figcaption>Cap <cite>Ann</cite></figcaption></figure>'
        "<p>One <em>two</em>.</p><ul><li>a<ul><li>b</li></ul></li></ul>"
    )
    assert text_of(body) == "Head\nCap Ann\nOne two.\na\nb"


def test_a_line_break_ends_a_line() -> None:
    assert text_of("<p>a<br>b</p>") == "a\nb"


def test_a_newline_is_a_space_except_in_preformatted_text() -> None:
    assert text_of("<p>a\nb</p><pre>c\n  d</pre>") == "a b\nc\nd"


def test_references_are_read_as_their_letters() -> None:
    assert text_of("<p>a&amp;b&nbsp;c &lt;d&gt;</p>") == "a&b\u00a0c <d>"


def test_the_cells_of_a_row_are_lines() -> None:
    assert text_of("<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>") == "a\nb"


@given(st.text(max_size=80))
def test_any_text_has_words_whatever_it_holds(text: str) -> None:
    assert "<" not in text_of(sanitise(text.replace("<", " ")))


def test_an_excerpt_is_cut_at_a_word_and_says_so() -> None:
    assert excerpt_of("<p>one two, three four</p>", words=2) == "one two…"


def test_a_short_body_is_its_own_excerpt() -> None:
    assert excerpt_of("<p>one two</p><p>three</p>", words=3) == "one two three"


def test_an_excerpt_begins_with_prose_not_with_a_caption_or_a_heading() -> None:
    picture = '<figure><img src="a"><figcaption>Cap</figcaption></figure>'
    assert (
        excerpt_of(f'{picture}<h2>Head</h2><aside class="card"><p>Link</p></aside><p>Prose.</p>') == "Prose."
    )


def test_a_body_without_prose_has_no_excerpt() -> None:
    assert excerpt_of('<figure><img src="a"></figure>') == ""
    assert excerpt_of("") == ""


def test_words_are_counted_over_the_whole_body() -> None:
    assert word_count("<p>one two</p><ul><li>three</li></ul>") == 3
