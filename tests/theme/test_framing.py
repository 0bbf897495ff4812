"""A body in its page: no word of it is in an element that readers' modes and archives leave out."""

from broadsheet.theme.framing import frame_body


def framed(body: str) -> str:
    return frame_body(body, top=2, picture_lost="Picture lost")


def test_a_lost_picture_says_so_with_its_words_and_its_caption() -> None:
    figure = '<figure><span class="missing-picture">A rally</span><figcaption>The <em>square</em></figcaption></figure>'
    assert framed(figure) == (
        '<div class="lost"><p class="label">Picture lost</p><p>A rally</p><p>The <em>square</em></p></div>'
    )


def test_a_caption_alone_is_a_lost_picture_too() -> None:
    figure = '<figure lang="fa" dir="rtl">\n<figcaption>میدان</figcaption></figure>'
    assert framed(figure) == (
        '<div class="lost" lang="fa" dir="rtl"><p class="label">Picture lost</p><p>میدان</p></div>'
    )


def test_a_figure_whose_picture_is_there_stays_as_it_is() -> None:
    figure = '<figure><img src="a.jpg" alt="A rally"><figcaption>The square</figcaption></figure>'
    assert framed(figure) == figure


def test_the_lost_ones_of_a_gallery_are_told_each_at_its_place() -> None:
    kept = '<figure><img src="a.jpg" alt="A rally"></figure>'
    lost = '<figure><span class="missing-picture">A march</span></figure>'
    gallery = f'<figure class="gallery">{kept}{lost}<figcaption>All of May</figcaption></figure>'
    told = '<div class="lost"><p class="label">Picture lost</p><p>A march</p></div>'
    assert framed(gallery) == gallery.replace(lost, told)


def test_a_link_card_is_part_of_the_text() -> None:
    assert framed('<p>One.</p><aside class="card"><p><a href="x/">Two</a></p></aside>') == (
        '<p>One.</p><div class="card"><p><a href="x/">Two</a></p></div>'
    )
