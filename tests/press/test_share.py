"""Share links as a reader follows them."""

from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press.share import SERVICES, share_links
from broadsheet.publication import SHARE_SERVICES, Settings

PAPER = Settings(name="The Paper", url="https://paper.example/")
URL = "https://paper.example/2019/05/05/%D8%AE%D8%A8%D8%B1/"


def links(title: str, settings: Settings = PAPER) -> dict[str, str]:
    return {link.kind: link.href for link in share_links(title, "2019/05/05/خبر/", settings)}


def test_every_service_is_offered_in_the_order_of_the_settings() -> None:
    assert list(links("News")) == ["telegram", "whatsapp", "x", "bluesky", "facebook", "mastodon", "email"]
    assert list(links("News", Settings(url=PAPER.url, share=("email", "telegram")))) == ["email", "telegram"]


def test_telegram_and_x_get_the_address_and_the_headline() -> None:
    for kind in ("telegram", "x"):
        query = parse_qs(urlsplit(links("می‌آید & 100%")[kind]).query)
        assert (query["url"], query["text"]) == ([URL], ["می‌آید & 100%"])


def test_whatsapp_and_bluesky_get_both_in_one_text() -> None:
    for kind in ("whatsapp", "bluesky"):
        assert parse_qs(urlsplit(links("News #1")[kind]).query)["text"] == [f"News #1 {URL}"]


def test_facebook_gets_the_address() -> None:
    assert parse_qs(urlsplit(links("News")["facebook"]).query) == {"u": [URL]}


def test_mastodon_s_chooser_gets_the_text_where_no_server_sees_it() -> None:
    parts = urlsplit(links("News")["mastodon"])
    assert (parts.netloc, parts.query, unquote(parts.fragment)) == (
        "share.joinmastodon.org",
        "",
        f"text=News {URL}",
    )


def test_a_paper_can_name_its_own_mastodon_server() -> None:
    href = links("News", Settings(url=PAPER.url, share=("mastodon@social.example",)))["mastodon"]
    assert href.startswith("https://social.example/share?text=News%20https%3A%2F%2Fpaper.example%2F")


def test_an_e_mail_has_the_headline_as_its_subject() -> None:
    parts = urlsplit(links("One\r\nBcc: everybody@example.org")["email"])
    assert parts.scheme == "mailto"
    assert parse_qs(parts.query) == {"subject": ["One Bcc: everybody@example.org"], "body": [URL]}


def test_without_an_address_of_the_site_only_e_mail_is_offered() -> None:
    assert links("News", Settings()) == {"email": "mailto:?subject=News"}


def test_every_service_that_the_settings_may_name_has_a_link() -> None:
    assert tuple(SERVICES) == SHARE_SERVICES


@given(st.text())
def test_no_headline_breaks_out_of_an_address(title: str) -> None:
    for kind, href in links(title).items():
        assert kind in SERVICES
        assert href.isascii()
        assert not set(href) & set("\"'<> \n\r\\")


@given(st.text() | st.text("azAZ09 ._~/:-%&"))
def test_a_service_gets_the_headline_word_for_word(title: str) -> None:
    subject = links(title, Settings())["email"].removeprefix("mailto:?subject=")
    assert unquote(subject) == " ".join(title.split())
