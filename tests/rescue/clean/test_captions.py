"""Pictures keep their captions, whichever way the copy wrote them."""

import pytest

from broadsheet.rescue.clean import clean_body
from broadsheet.rescue.finds import FigureFind

FIGURE = '<figure><img src="a.jpg" alt=""><figcaption>The hall</figcaption></figure>'


@pytest.mark.parametrize(
    "written",
    [
        '[caption id="x" align="alignleft" width="300"]<img src="a.jpg" /> The hall[/caption]',
        '[caption id="x" caption="The hall"]<img src="a.jpg" />[/caption]',
        "[caption]<img src='a.jpg'>\nThe hall\n[/caption]",
        "<p>[caption]<img src='a.jpg'> The hall[/caption]</p>",
        "[caption width=&quot;300&quot;]<img src='a.jpg'> The hall[/caption]",
        "[wp_caption]<img src='a.jpg'> The hall[/wp_caption]",
        "<figure class='wp-block-image'><img src='a.jpg'/><figcaption>The hall</figcaption></figure>",
        '<div class="wp-caption alignright"><img src="a.jpg"><p class="wp-caption-text">The hall</p></div>',
        "<dl class='gallery-item'><dt><img src='a.jpg'></dt><dd class='wp-caption-text'>The hall</dd></dl>",
        "<table class='tr-caption-container'><tr><td><img src='a.jpg'></td></tr><tr><td>The hall</td></tr></table>",
        "<figure><figcaption>The hall</figcaption><img src='a.jpg'></figure>",
    ],
)
def test_every_way_to_write_a_caption_gives_one_figure(written: str) -> None:
    assert clean_body(written).body == FIGURE


def test_a_caption_with_a_line_break_stays_one_caption() -> None:
    written = "[caption]<img src='a.jpg'> One<br />\ntwo\n\nthree[/caption]"
    assert clean_body(written).body == (
        '<figure><img src="a.jpg" alt=""><figcaption>One<br>two<br>three</figcaption></figure>'
    )


def test_a_caption_keeps_its_links_marks_and_credit() -> None:
    written = '[caption]<img src="a.jpg"> <em>The</em> <a href="/x/">hall</a> <cite>Ann</cite>[/caption]'
    caption = '<em>The</em> <a href="/x/">hall</a> <cite>Ann</cite>'
    assert f"<figcaption>{caption}</figcaption>" in clean_body(written).body


def test_captions_in_captions_become_one() -> None:
    written = "[caption]<a href='a.jpg'>[caption]<img src='a.jpg'> One[/caption]</a> two[/caption]"
    assert clean_body(written).text == "One\ntwo"


def test_a_caption_that_was_never_closed_loses_no_word() -> None:
    assert clean_body('[caption id="x"]<img src="a.jpg"> The hall\n\nText.').text == "The hall\nText."


def test_text_around_a_captioned_picture_keeps_its_order() -> None:
    cleaned = clean_body("Before [caption]<img src='a.jpg'> The hall[/caption] after.")
    assert cleaned.text == "Before\nThe hall\nafter."


def test_a_gallery_of_blocks_keeps_each_caption_and_its_own() -> None:
    written = (
        "<figure class='wp-block-gallery'><ul class='blocks-gallery-grid'><li><figure><img src='a.jpg'/>"
        "<figcaption>A</figcaption></figure></li><li><figure><img src='b.jpg'/></figure></li></ul>"
        "<figcaption>Both</figcaption></figure>"
    )
    assert clean_body(written).body == (
        '<figure class="gallery"><figure><img src="a.jpg" alt=""><figcaption>A</figcaption></figure>'
        '<figure><img src="b.jpg" alt=""></figure><figcaption>Both</figcaption></figure>'
    )


def test_the_figure_at_the_very_top_leaves_the_body_if_a_lead_is_wanted() -> None:
    written = '[caption]<img src="a.jpg" alt="x"> The hall<br>at night. <cite>Ann</cite>[/caption]\n\nText.'
    cleaned = clean_body(written, take_lead=True)
    assert cleaned.lead == FigureFind("a.jpg", "x", "The hall\nat night.", "Ann")
    assert cleaned.body == "<p>Text.</p>"
    assert cleaned.pictures == ("a.jpg",)


@pytest.mark.parametrize(
    "written", ["Text.\n\n<img src='a.jpg'>", "<a href='/story/'><img src='a.jpg'></a> Text.", "Text."]
)
def test_a_body_that_does_not_begin_with_a_plain_picture_has_no_lead(written: str) -> None:
    cleaned = clean_body(written, take_lead=True)
    assert cleaned.lead is None
    assert cleaned.body == clean_body(written).body
