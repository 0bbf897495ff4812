"""Players and frames become cards that lead to what they showed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.rescue.clean import Beside, clean_body


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


MESSAGE = "https://twitter.com/harbour/status/1124"
KEPT_MESSAGE = (
    '<blockquote class="twitter-tweet" width="550"><p lang="en" dir="ltr">No ferry today. <a href='
    '"https://twitter.com/hashtag/storm"><s>#</s><b>storm</b></a></p>&mdash; Harbour (@harbour) <a href='
    f'"{MESSAGE}?ref_src=twsrc">May 5, 2019</a></blockquote>'
    '<script async src="//platform.twitter.com/widgets.js"></script>'
)
QUOTED_MESSAGE = (
    '<blockquote><p lang="en">No ferry today. <a href="https://twitter.com/hashtag/storm">#storm</a></p>'
    f'<p>— Harbour (@harbour) <a href="{MESSAGE}?ref_src=twsrc">May 5, 2019</a></p></blockquote>'
)


@pytest.mark.parametrize(
    "written",
    [
        MESSAGE,
        "https://mobile.twitter.com/harbour/status/1124",
        "https://x.com/harbour/status/1124?s=20",
        f"[embed]{MESSAGE}[/embed]",
        f"[tweet {MESSAGE}]",
        f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n{MESSAGE}\n</div></figure>',
    ],
)
def test_a_message_is_quoted_in_the_words_that_the_copy_kept_of_it(written: str) -> None:
    cleaned = clean_body(written, beside=Beside(embeds=["{{unknown}}", KEPT_MESSAGE]))
    assert cleaned.body == QUOTED_MESSAGE
    assert f"{MESSAGE}?ref_src=twsrc" in cleaned.links
    assert [remark.kind for remark in cleaned.remarks] == ["note"]
    assert clean_body(cleaned.body).body == cleaned.body


def test_words_are_kept_of_the_message_that_is_shown_and_of_no_other() -> None:
    other = "https://twitter.com/harbour/status/11245"
    for url in (other, "https://twitter.com/harbour", "https://twitter.com/hashtag/storm"):
        assert clean_body(url, beside=Beside(embeds=[KEPT_MESSAGE])).body == card(url, "Twitter")


@pytest.mark.parametrize(
    ("url", "kept", "title"),
    [
        (
            "https://youtu.be/abc",
            '<iframe title="The march, in full" src="https://www.youtube.com/embed/abc?feature=oembed"></iframe>',
            "The march, in full",
        ),
        (
            "https://other.example/storm/",
            '<blockquote class="wp-embedded-content"><a href="https://other.example/storm/">The storm</a></blockquote>',
            "The storm",
        ),
        (
            "https://www.flickr.com/photos/mona/12/",
            '<a href="https://www.flickr.com/photos/mona/12/"><img src="https://f.example/12.jpg" alt="Quay"></a>',
            "Quay",
        ),
        ("https://vimeo.com/12", '<iframe src="https://player.vimeo.com/video/12?h=1"></iframe>', "Vimeo"),
    ],
)
def test_a_card_has_the_title_that_the_copy_kept(url: str, kept: str, title: str) -> None:
    assert clean_body(url, beside=Beside(embeds=[kept])).body == card(url, title)


def test_a_picture_that_was_shown_leaves_the_words_around_it() -> None:
    kept = (
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Xy/?utm_source=x">'
        '<svg><path d=""/></svg><p><a href="https://www.instagram.com/p/Xy/">A post shared by Mona</a> on May 5</p>'
        "</blockquote>"
    )
    body = clean_body("https://www.instagram.com/p/Xy/", beside=Beside(embeds=[kept])).body
    assert body == (
        '<blockquote><p><a href="https://www.instagram.com/p/Xy/">A post shared by Mona</a> on May 5</p></blockquote>'
    )


def test_words_that_hold_no_link_to_the_message_are_followed_by_it() -> None:
    url = "https://www.tiktok.com/@mona/video/12"
    kept = (
        f'<blockquote class="tiktok-embed" cite="{url}"><section><a href="https://www.tiktok.com/@mona">@mona</a> '
        "The quay at dawn</section></blockquote>"
    )
    cleaned = clean_body(url, beside=Beside(embeds=[kept]))
    words = (
        '<blockquote><p><a href="https://www.tiktok.com/@mona">@mona</a> The quay at dawn</p></blockquote>'
    )
    assert cleaned.body == words + card(url, "TikTok")
    assert cleaned.links == ("https://www.tiktok.com/@mona", url)
    assert clean_body(cleaned.body).body == cleaned.body


@given(st.text(), st.sampled_from([MESSAGE, WATCH, "https://other.example/"]))
@example("<", MESSAGE)
@example("<blockquote cite='https://twitter.com/harbour/status/1124'>", MESSAGE)
@example("<blockquote><p>\x00 a <a href='https://twitter.com/harbour/status/1124'>b</a>", MESSAGE)
def test_whatever_was_kept_a_body_is_canonical(kept: str, url: str) -> None:
    for markup in (kept, f"<{kept}", f"<blockquote>{kept} <a href='{url}'>at</a></blockquote>"):
        body = clean_body(f"One.\n\n{url}\n\nTwo.", beside=Beside(embeds=[markup])).body
        assert clean_body(body).body == body
