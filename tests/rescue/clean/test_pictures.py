"""Which picture is meant, and where it stands."""

import pytest

from broadsheet.rescue.clean import clean_body
from broadsheet.rescue.finds import PictureFind


def figure(src: str, alt: str = "", more: str = "") -> str:
    return f'<figure><img src="{src}" alt="{alt}"{more}></figure>'


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("<p><img class='alignleft' src='a.jpg' alt='x'></p>", figure("a.jpg", "x")),
        ("<img src='a.jpg' width='300' height='200'>", figure("a.jpg", more=' width="300" height="200"')),
        ("<img src='a.jpg' width='100%' height='auto'>", figure("a.jpg")),
        ("<img src='a.jpg'>Text beside it.", figure("a.jpg") + "<p>Text beside it.</p>"),
        ("Text <img src='a.jpg'> goes on.", "<p>Text goes on.</p>" + figure("a.jpg")),
        ("Text.\n<img src='a.jpg'>\nMore.", "<p>Text.</p>" + figure("a.jpg") + "<p>More.</p>"),
        ("<h2>Head <img src='a.jpg'></h2>", "<h2>Head</h2>" + figure("a.jpg")),
        ("<ul><li>a<img src='a.jpg'></li></ul>", f"<ul><li><p>a</p>{figure('a.jpg')}</li></ul>"),
    ],
)
def test_a_picture_is_a_figure_that_breaks_no_sentence(written: str, body: str) -> None:
    assert clean_body(written).body == body


def test_a_link_to_the_full_size_gives_the_full_size() -> None:
    written = (
        "<a href='https://o.org/a.jpg'><img src='https://o.org/a-300x200.jpg' width='300' height='200'></a>"
    )
    assert clean_body(written).body == figure("https://o.org/a.jpg")


def test_a_size_in_the_name_stays_when_nothing_names_the_full_size() -> None:
    assert clean_body("<img src='a-300x200.jpg'>").pictures == ("a-300x200.jpg",)


def test_a_link_to_the_page_of_the_file_goes() -> None:
    written = "<a href='https://o.org/?attachment_id=4'><img src='a.jpg'></a>"
    assert clean_body(written).body == figure("a.jpg")


def test_a_link_that_leads_elsewhere_stays_around_its_picture() -> None:
    cleaned = clean_body("<a href='https://b.org/story/'><img src='a.jpg'></a>")
    assert cleaned.body == '<figure><a href="https://b.org/story/"><img src="a.jpg" alt=""></a></figure>'
    assert cleaned.links == ("https://b.org/story/",)


@pytest.mark.parametrize(
    "written",
    [
        "<img src='data:image/gif;base64,R0' data-src='a.jpg'>",
        "<img class='lazyload' src='small.jpg' data-src='a.jpg'>",
        "<img src='https://o.org/blank.gif' data-lazy-src='a.jpg'><noscript><img src='a.jpg'></noscript>",
        "<img data-original='a.jpg'>",
        "<img srcset='b.jpg 300w, a.jpg 900w, c.jpg 600w'>",
        "<noscript><img src='a.jpg'></noscript>",
        "<img src='a.jpg'><noscript><img src='a-300x200.jpg'></noscript>",
    ],
)
def test_a_picture_that_a_script_loads_late_is_found(written: str) -> None:
    assert clean_body(written).pictures == ("a.jpg",)


@pytest.mark.parametrize(
    "written",
    [
        "<img src='https://o.org/t.gif' width='1' height='1'>",
        "<img src='https://feeds.wordpress.com/1.0/comments/x/1/'>",
        "<img src='https://stats.wordpress.com/b.gif?x=1'>",
        "<noscript><img src='https://www.facebook.com/tr?id=1' height='1' width='1'></noscript>",
    ],
)
def test_a_picture_that_only_counts_readers_goes(written: str) -> None:
    assert clean_body(f"a {written} b").body == "<p>a b</p>"


@pytest.mark.parametrize(
    "written",
    [
        "<img class='wp-smiley' src='https://o.org/wp-includes/images/smilies/icon_smile.gif' alt=':-)'>",
        "<img class='emoji' src='https://s.w.org/images/core/emoji/2/svg/1f642.svg' alt=':-)'>",
    ],
)
def test_a_smiley_is_its_letters(written: str) -> None:
    assert clean_body(f"Good {written} day").body == "<p>Good :-) day</p>"


def test_a_picture_without_an_address_leaves_its_description_in_a_remark() -> None:
    cleaned = clean_body("<img src='data:image/png;base64,AA' alt='A chart of prices'>")
    assert cleaned.body == ""
    assert cleaned.remarks[0].quote == "A chart of prices"


def test_a_description_that_the_copy_keeps_elsewhere_is_used() -> None:
    known = {
        "12": PictureFind("https://o.org/a.jpg", alt="A rally"),
        "b.jpg": PictureFind("b.jpg", alt="A hall"),
    }
    cleaned = clean_body(
        "<img class='size-full wp-image-12' src='a.jpg'>\n<img src='b.jpg'>", picture_of=known.get
    )
    assert cleaned.body == figure("a.jpg", "A rally") + figure("b.jpg", "A hall")
