"""The shipped host configurations before real servers: old addresses lead to their pages, and nowhere else."""

from urllib.parse import quote

import pytest

from .hosting import HOSTILE, TOO_LONG, Ask, ask

__all__ = ["ask"]


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/2019/05/05/old-news/", "/2020/01/01/news/"),
        ("/2019/05/05/old-news/?utm_source=x", "/2020/01/01/news/"),
        (f"/{quote('۱۳۹۸/خبر قدیمی')}/", f"/2019/05/05/{quote('خبر')}/"),
        (f"/{quote('۱۳۹۸/خبر قدیمی').lower()}/", f"/2019/05/05/{quote('خبر')}/"),
        ("/?p=123", "/2020/01/01/news/"),
        ("/?p=123&utm_source=x", "/2020/01/01/news/"),
        ("/?page_id=7", "/about/"),
        ("/Old/Index.PHP?id=3&lang=fa", "/about/"),
        ("/About/", "/about/"),
    ],
)
def test_an_old_address_leads_to_the_page(ask: Ask, address: str, target: str) -> None:
    answer = ask(address)
    assert (answer.status, answer.location) == (301, target)


@pytest.mark.parametrize("old", HOSTILE)
def test_an_old_address_of_any_characters_leads_to_the_page(ask: Ask, old: str) -> None:
    answer = ask("/" + quote(old))
    assert (answer.status, answer.location) == (301, "/2020/01/01/news/")


@pytest.mark.parametrize("old", TOO_LONG)
def test_an_old_address_longer_than_any_file_name_stops_no_server(ask: Ask, old: str) -> None:
    assert ask("/" + quote(old)).status in (301, 403)


@pytest.mark.parametrize(
    "address", ["/oldxdots/", "/aaa/", "/abc/", "/2019/05/05/OLD-NEWS/", "/?p=1234", "/?p=", "/default/"]
)
def test_an_address_that_only_resembles_an_old_one_leads_nowhere(ask: Ask, address: str) -> None:
    assert ask(address).status in (200, 404)


def test_a_page_is_not_redirected_by_an_old_address_in_other_case(ask: Ask) -> None:
    assert ask("/about/").body == "about us"


@pytest.mark.parametrize("address", ["/withdrawn/", "/?p=666"])
def test_a_withdrawn_address_is_gone(ask: Ask, address: str) -> None:
    answer = ask(address)
    assert (answer.status, answer.body) == (410, "withdrawn for good")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/feed/", "/atom.xml"),
        ("/feed", "/atom.xml"),
        ("/feed/rss2/", "/atom.xml"),
        ("/feed/?x=1", "/atom.xml"),
        ("/tag/iran/feed/", "/tag/iran/atom.xml"),
        (f"/tag/{quote('ایران')}/feed/", f"/tag/{quote('ایران')}/atom.xml"),
        ("/author/ali/feed/", "/author/ali/atom.xml"),
        ("/category/world/", "/tag/world/"),
        ("/category/world/asia/", "/tag/asia/"),
        ("/category/world/asia/feed/", "/tag/asia/atom.xml"),
        ("/category/world/page/4/", "/tag/world/"),
        ("/tag/iran/page/2/", "/tag/iran/"),
        ("/page/2/", "/"),
        ("/2019/05/", "/2019/"),
        ("/2019/05/05/", "/2019/"),
        ("/2019/page/2/", "/2019/"),
        ("/2020/01/01/news/amp/", "/2020/01/01/news/"),
        ("/2020/01/01/news/feed/", "/2020/01/01/news/"),
    ],
)
def test_what_every_wordpress_site_answered_still_answers(ask: Ask, address: str, target: str) -> None:
    answer = ask(address)
    assert (answer.status, answer.location) == (301, target)


def test_a_post_that_lives_at_such_an_address_keeps_it(ask: Ask) -> None:
    assert ask("/page/3/").body == "a post that really lives at page/3"


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/amp/", "/\\evil.example/amp/", "/%5Cevil.example/amp/", "/category//evil.example/",
        "/category/%2F%2Fevil.example/", "/tag/x%0d%0aSet-Cookie:a=b/feed/", "/%0d%0aSet-Cookie:a=b/amp/",
        "//evil.example/%2e%2e/amp/",
    ],
)  # fmt: skip
def test_no_address_leads_off_the_site_or_into_a_header(ask: Ask, address: str) -> None:
    answer = ask(address)
    assert "set-cookie" not in answer.headers
    assert "evil.example" not in answer.headers.get("location", "").partition("//")[2].partition("/")[0]
    assert not answer.location.startswith(("//", "/\\"))
