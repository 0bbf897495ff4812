"""Tags in brackets: read where they are WordPress's, left alone where they are prose."""

import pytest

from broadsheet.rescue.clean import Beside, clean_body, clean_page
from broadsheet.rescue.finds import PictureFind


@pytest.mark.parametrize(
    "prose",
    [
        "He said it was [sic] fine.",
        "It [laughs] works.",
        "[U.S. President Donald Trump] spoke.",
        "A note [1] and another [2].",
        "[Editor's note: this changed.]",
        "[President Trump] and [video] and [Audio]",
        "[…] and [...] and []",
        "array[i] = list[0]",
        "[a link](https://example.org/)",
        "[sub-editor] wrote it [/sarcasm]",
        "[see also=nothing",
    ],
)
def test_brackets_of_prose_stay(prose: str) -> None:
    cleaned = clean_body(prose)
    assert cleaned.text == prose
    assert cleaned.remarks == ()


def test_an_unknown_enclosing_tag_goes_and_what_it_encloses_stays() -> None:
    cleaned = clean_body('[spoiler title="Ending"]He <b>wins</b>.[/spoiler]')
    assert cleaned.body == "<p>He <strong>wins</strong>.</p>"
    assert cleaned.remarks[0].quote == '[spoiler title="Ending"]'


def test_layout_tags_are_one_remark_a_name() -> None:
    cleaned = clean_body("[vc_row][vc_column]a[/vc_column][vc_column]b[/vc_column][/vc_row]")
    assert cleaned.text == "a\nb"
    assert {remark.count for remark in cleaned.remarks} == {1, 2}


def test_an_unknown_tag_that_stands_alone_is_quoted_in_a_remark() -> None:
    cleaned = clean_body('a [rev_slider alias="x"] b [ninja_form id=3] c')
    assert cleaned.text == "a b c"
    assert [remark.quote for remark in cleaned.remarks] == ['[rev_slider alias="x"]', "[ninja_form id=3]"]
    assert {remark.kind for remark in cleaned.remarks} == {"leftover"}


def test_an_unknown_tag_that_names_a_page_leaves_a_link_to_it() -> None:
    cleaned = clean_body('[pdf_viewer url="https://a.org/report.pdf"]')
    assert cleaned.links == ("https://a.org/report.pdf",)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("[code]", "[/code]"),
        ('[perl highlight="2"]', "[/perl]"),
        ('[cc lang="php"]', "[/cc]"),
        ("[ccN_php]", "[/ccN_php]"),
    ],
)
def test_a_program_is_shown_as_it_was_written(opening: str, closing: str) -> None:
    program = 'while ($a < 3) {\n\n    print "<option>$b[0]</option>";\n}'
    body = clean_body(f"Look:\n\n{opening}{program}{closing}\n\nSo.").body
    shown = program.replace("<", "&lt;").replace(">", "&gt;")
    assert body == f"<p>Look:</p><pre>{shown}</pre><p>So.</p>"


def test_an_escaped_tag_is_shown_as_it_is_meant() -> None:
    body = clean_body("Write [[gallery]] to show pictures.").body
    assert body == "<p>Write <code>[gallery]</code> to show pictures.</p>"
    assert clean_body(body).body == body


def test_tags_in_code_and_in_attributes_are_not_read() -> None:
    written = (
        '<pre>[gallery ids="1"]</pre><p><code>[foo a="b"]</code> <a href="/x" title="[gallery]">c</a></p>'
    )
    assert clean_body(written).text == '[gallery ids="1"]\n[foo a="b"] c'


def test_enclosed_code_is_shown_letter_by_letter() -> None:
    assert (
        clean_body("[code lang='js']\nif (a < b) {\n\n  c;\n}\n[/code]").body
        == "<pre>if (a &lt; b) {\n\n  c;\n}</pre>"
    )


def test_tags_of_bulletin_boards_are_read() -> None:
    written = "[b]a[/b] [i]b[/i] [url=https://a.org/]c[/url] [url]https://b.org/[/url]"
    wanted = '<p><strong>a</strong> <em>b</em> <a href="https://a.org/">c</a> <a href="https://b.org/">https://b.org/</a></p>'
    assert clean_body(written).body == wanted


def test_a_tag_cut_in_two_by_another_is_still_read() -> None:
    cleaned = clean_body('a [gal[foo x="1"]lery] b')
    assert "[" not in cleaned.body
    assert clean_body(cleaned.body).body == cleaned.body


def test_in_a_rendered_page_brackets_are_prose() -> None:
    assert clean_page("<p>[gallery] [foo a='b']</p>").text == "[gallery] [foo a='b']"


PICTURES = {
    "7": PictureFind("https://old.org/7.jpg", key="7", alt="Seven", caption="The <seventh>", credit="Ann"),
    "8": PictureFind("https://old.org/8.jpg", key="8"),
}


def test_a_gallery_shows_its_pictures_with_their_captions() -> None:
    cleaned = clean_body('a\n\n[gallery ids="7,8" link="file"]\n\nb', picture_of=PICTURES.get)
    wanted = (
        '<p>a</p><figure class="gallery"><figure><img src="https://old.org/7.jpg" alt="Seven">'
        "<figcaption>The &lt;seventh&gt; <cite>Ann</cite></figcaption></figure>"
        '<figure><img src="https://old.org/8.jpg" alt=""></figure></figure><p>b</p>'
    )
    assert cleaned.body == wanted
    assert cleaned.pictures == ("https://old.org/7.jpg", "https://old.org/8.jpg")


def test_a_gallery_of_one_is_a_figure() -> None:
    assert clean_body("[gallery include='8']", picture_of=PICTURES.get).body == (
        '<figure><img src="https://old.org/8.jpg" alt=""></figure>'
    )


def test_a_bare_gallery_shows_what_is_attached_to_its_post() -> None:
    cleaned = clean_body("[gallery]", picture_of=PICTURES.get, beside=Beside(attached=("7", "8")))
    assert len(cleaned.pictures) == 2


def test_a_picture_that_a_gallery_names_and_the_copy_lacks_is_reported() -> None:
    cleaned = clean_body('[gallery ids="8,9"]', picture_of=PICTURES.get)
    assert len(cleaned.pictures) == 1
    assert "9" in cleaned.remarks[0].what


def test_a_playlist_becomes_cards() -> None:
    songs = {"3": PictureFind("https://old.org/song.mp3", key="3", title="Song")}
    assert clean_body('[playlist ids="3"]', picture_of=songs.get).body == (
        '<aside class="card"><p><a href="https://old.org/song.mp3">Song</a></p></aside>'
    )
