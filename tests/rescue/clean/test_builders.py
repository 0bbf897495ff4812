"""What a page builder keeps in the settings of its tags comes back in its place."""

import base64
from urllib.parse import quote

import pytest

from broadsheet.rescue.clean import clean_body
from broadsheet.rescue.finds import PictureFind

PICTURES = {
    "11": PictureFind("https://h.example/quay.jpg", key="11", alt="A quay", caption="At dawn"),
    "12": PictureFind("https://h.example/boat.jpg", key="12"),
}


def body(markup: str) -> str:
    return clean_body(markup, picture_of=PICTURES.get).body


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ('[vc_custom_heading text="Boats" font_container="tag:h2|text_align:left"]', "<h2>Boats</h2>"),
        ('[fusion_title size="2" title="Boats" /]', "<h3>Boats</h3>"),
        (
            '[vc_single_image image="11" img_size="full"]',
            '<figure><img src="https://h.example/quay.jpg" alt="A quay"><figcaption>At dawn</figcaption></figure>',
        ),
        (
            '[et_pb_image src="https://h.example/a.jpg" alt="Nets" title_text="x"][/et_pb_image]',
            '<figure><img src="https://h.example/a.jpg" alt="Nets"></figure>',
        ),
        (
            '[vc_btn title="The letter" link="url:https%3A%2F%2Fo.example%2Fl|title:x||"]',
            '<p><a href="https://o.example/l">The letter</a></p>',
        ),
        (
            '[et_pb_button button_url="https://o.example/l" button_text="The letter"][/et_pb_button]',
            '<p><a href="https://o.example/l">The letter</a></p>',
        ),
        (
            '[vc_video link="https://youtu.be/abcdefghijk"]',
            '<aside class="card"><p><a href="https://youtu.be/abcdefghijk">YouTube</a></p></aside>',
        ),
        ("[vc_separator]", "<hr>"),
        ('[vc_empty_space height="32px"]', ""),
        (
            '[et_pb_blurb title="Nets" image="https://h.example/n.jpg"]<p>Mended.</p>[/et_pb_blurb]',
            '<figure><img src="https://h.example/n.jpg" alt=""></figure><h3>Nets</h3><p>Mended.</p>',
        ),
        (
            '[et_pb_testimonial author="Mona Reyes"]<p>It was cold.</p>[/et_pb_testimonial]',
            "<p>It was cold.</p><p><cite>Mona Reyes</cite></p>",
        ),
        ('[vc_tta_section title="First day"]Words.[/vc_tta_section]', "<h3>First day</h3><p>Words.</p>"),
        ('[su_button url="https://o.example/"]Go[/su_button]', '<p><a href="https://o.example/">Go</a></p>'),
    ],
)
def test_settings_that_readers_saw_are_shown(markup: str, shown: str) -> None:
    assert body(markup) == shown


def test_a_gallery_by_numbers_is_a_gallery() -> None:
    shown = body('[vc_gallery images="11,12"]')
    assert shown.startswith('<figure class="gallery">')
    assert shown.count("<img") == 2


def test_columns_are_set_one_after_the_other() -> None:
    assert body("[vc_row][vc_column]a[/vc_column][vc_column]b[/vc_column][/vc_row]") == "<p>a</p><p>b</p>"


def test_a_tag_within_a_sentence_does_not_break_it() -> None:
    assert body("A [fusion_highlight color='red']lit[/fusion_highlight] word.") == "<p>A lit word.</p>"


def test_raw_html_is_unpacked() -> None:
    packed = base64.b64encode(quote("<p>Hidden words</p>").encode()).decode()
    assert body(f"[vc_raw_html]{packed}[/vc_raw_html]") == "<p>Hidden words</p>"


def test_settings_of_looks_are_no_words() -> None:
    assert body(
        '[vc_row el_class="wide" css_animation="fade in"][vc_column width="1/2"]x[/vc_column][/vc_row]'
    ) == ("<p>x</p>")


def test_a_builders_tag_that_shows_nothing_known_is_left_over() -> None:
    cleaned = clean_body('[vc_flickr flickr_id="76@N1"]')
    assert cleaned.remarks[0].kind == "leftover"
