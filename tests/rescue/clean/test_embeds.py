"""Players and frames become cards that lead to what they showed."""

import pytest

from broadsheet.rescue.clean import clean_body


def card(url: str, name: str) -> str:
    return f'<aside class="card"><p><a href="{url}">{name}</a></p></aside>'


WATCH = "https://www.youtube.com/watch?v=abc"


@pytest.mark.parametrize(
    "written",
    [
        WATCH,
        f"<p>{WATCH}</p>",
        f"[embed width='3']{WATCH}[/embed]",
        f"[youtube {WATCH}]",
        f"[youtube={WATCH}]",
        "[youtube]abcd[/youtube]".replace("abcd", WATCH),
        '<iframe width="560" src="https://www.youtube.com/embed/abc?rel=0" allowfullscreen></iframe>',
        '<iframe src="//www.youtube-nocookie.com/embed/abc"></iframe>',
        '<iframe data-src="https://www.youtube.com/embed/abc" src="about:blank"></iframe>',
        '<object><param name="movie" value="https://www.youtube.com/v/abc"><embed src="https://www.youtube.com/v/abc"></object>',
        f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n{WATCH}\n</div></figure>',
        f'<!-- wp:core-embed/youtube {{"url":"{WATCH}"}} /-->',
    ],
)
def test_every_way_to_embed_a_video_gives_the_same_card(written: str) -> None:
    cleaned = clean_body(written)
    assert cleaned.body == card(WATCH, "YouTube")
    assert cleaned.links == (WATCH,)


@pytest.mark.parametrize(
    ("source", "page", "name"),
    [
        ("https://player.vimeo.com/video/12", "https://vimeo.com/12", "Vimeo"),
        (
            "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Ffb.com%2Fp",
            "https://fb.com/p",
            "fb.com",
        ),
        (
            "https://www.aparat.com/video/video/embed/videohash/Xy/vt/frame",
            "https://www.aparat.com/v/Xy",
            "Aparat",
        ),
        ("https://archive.org/embed/thing", "https://archive.org/details/thing", "Internet Archive"),
        ("https://maps.example.org/x?a=1&b=2", "https://maps.example.org/x?a=1&amp;b=2", "maps.example.org"),
    ],
)
def test_a_frame_leads_to_the_page_that_readers_can_open(source: str, page: str, name: str) -> None:
    assert clean_body(f'<iframe src="{source}"></iframe>').body == card(page, name)


def test_the_title_of_a_frame_names_its_card() -> None:
    written = '<iframe src="https://www.youtube.com/embed/abc" title="The march, in full"></iframe>'
    assert clean_body(written).body == card(WATCH, "The march, in full")


@pytest.mark.parametrize(
    "written",
    [
        "<audio controls src='https://o.org/talk.mp3'></audio>",
        "<video><source src='https://o.org/talk.mp3' type='x'></video>",
        "[audio https://o.org/talk.mp3]",
        '[audio mp3="https://o.org/talk.mp3"][/audio]',
        "<!-- wp:audio --><figure><audio src='https://o.org/talk.mp3'></audio></figure><!-- /wp:audio -->",
    ],
)
def test_a_sound_or_a_film_is_a_card_with_its_file(written: str) -> None:
    assert clean_body(written).body == card("https://o.org/talk.mp3", "talk.mp3")


def test_the_caption_of_a_video_follows_its_card() -> None:
    written = f"<figure><div>\n{WATCH}\n</div><figcaption>The march</figcaption></figure>"
    assert clean_body(written).body == card(WATCH, "YouTube") + "<p>The march</p>"


def test_a_bare_address_in_a_sentence_stays_in_it() -> None:
    assert clean_body(f"See {WATCH} for more.").text == f"See {WATCH} for more."


def test_a_list_of_addresses_stays_a_list() -> None:
    assert (
        clean_body("Sources:\nhttps://a.org/x\nhttps://b.org/y").text
        == "Sources:\nhttps://a.org/x\nhttps://b.org/y"
    )


def test_a_player_on_a_line_of_its_own_leaves_the_paragraph() -> None:
    assert clean_body(f"Watch:\n{WATCH}\nThen read.").body == (
        "<p>Watch:</p>" + card(WATCH, "YouTube") + "<p>Then read.</p>"
    )


def test_any_address_alone_in_its_paragraph_is_a_card() -> None:
    assert clean_body("a\n\nhttps://www.old.org/story/\n\nb").body == (
        "<p>a</p>" + card("https://www.old.org/story/", "old.org") + "<p>b</p>"
    )


def test_a_tweet_keeps_its_words_and_its_link() -> None:
    written = (
        '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Breaking: rain.</p>&mdash; Ann (@ann) '
        '<a href="https://twitter.com/ann/status/1">May 5, 2019</a></blockquote>\n'
        '<script async src="https://platform.twitter.com/widgets.js"></script>'
    )
    cleaned = clean_body(written)
    assert cleaned.text == "Breaking: rain.\n— Ann (@ann) May 5, 2019"
    assert cleaned.links == ("https://twitter.com/ann/status/1",)


def test_a_script_that_shows_code_from_elsewhere_is_a_card_and_others_are_noted() -> None:
    cleaned = clean_body(
        '<script src="https://gist.github.com/ann/1f.js"></script><script>alert("x")</script>'
    )
    assert cleaned.body == card("https://gist.github.com/ann/1f", "GitHub Gist")
    assert [remark.kind for remark in cleaned.remarks] == ["note"]


def test_a_player_without_an_address_is_reported() -> None:
    assert clean_body("[youtube id='']").remarks[0].kind == "leftover"
    assert clean_body("<iframe src='about:blank'></iframe>").body == ""


def test_a_card_stays_a_card() -> None:
    written = card("https://o.org/a/", "A title")
    assert clean_body(written).body == written
