"""The shipped host configurations before real servers: pages, their headers and types, and what is never served."""

from urllib.parse import quote, unquote

import pytest

from broadsheet.press.hosts import CONTENT_SECURITY_POLICY, SAFETY_HEADERS
from broadsheet.press.hosts.headers import FOREVER, REVALIDATE

from .hosting import COMPRESSED, Ask, ask

__all__ = ["ask"]


@pytest.fixture
def brotli_server(request: pytest.FixtureRequest) -> bool:
    """Whether the server sends Brotli without a module that Debian does not install with it."""
    return "nginx" not in request.node.name


@pytest.mark.parametrize(("address", "text"), [("/", "the front page"), ("/2020/01/01/news/", "news")])
def test_a_page_is_served_with_its_charset_and_is_asked_for_again(ask: Ask, address: str, text: str) -> None:
    answer = ask(address)
    assert (answer.status, answer.body) == (200, text)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == REVALIDATE


@pytest.mark.parametrize(("file", "kind"), [(file, kind) for file, (kind, _) in COMPRESSED.items()])
def test_a_text_that_lies_there_compressed_is_sent_as_it_lies(ask: Ask, file: str, kind: str) -> None:
    answer = ask(f"/{file.removesuffix('index.html')}", accept="gzip, deflate")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.body == COMPRESSED[file][1].format("gz")
    assert answer.headers["content-type"].startswith(kind)
    assert "Accept-Encoding" in answer.headers["vary"]


def test_a_browser_that_knows_brotli_gets_it_where_the_server_can(ask: Ask, brotli_server: bool) -> None:
    answer = ask("/long/", accept="gzip, deflate, br")
    assert answer.body == ("words as br" if brotli_server else "words as gz")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_browser_that_takes_nothing_compressed_gets_the_plain_text(ask: Ask) -> None:
    assert ask("/long/").body == "plain words"
    assert ask("/long/").headers.get("content-encoding", "") == ""


@pytest.mark.parametrize("address", ["/", "/no/such/page/", "/withdrawn/", "/?p=123", "/atom.xml"])
def test_every_answer_carries_the_safety_headers(ask: Ask, address: str) -> None:
    answer = ask(address)
    assert {name: answer.headers.get(name.lower()) for name in SAFETY_HEADERS} == dict(SAFETY_HEADERS)
    assert "script" not in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("address", ["/assets/site.0123abcd.css", "/media/0123abcd.jpg"])
def test_files_named_by_their_content_are_kept_for_ever(ask: Ask, address: str) -> None:
    assert ask(address).headers["cache-control"] == FOREVER


def test_a_picture_that_is_not_there_yet_is_asked_for_again(ask: Ask) -> None:
    answer = ask("/media/0000.jpg")
    assert answer.status == 404
    assert answer.headers.get("cache-control", REVALIDATE) == REVALIDATE


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/atom.xml", "application/atom+xml"),
        ("/tag/iran/atom.xml", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
        ("/sitemap.xml", "text/xml"),
        ("/2020/01/01/news/post.json", "application/json"),
        ("/robots.txt", "text/plain"),
    ],
)
def test_feeds_and_data_have_their_own_types(ask: Ask, address: str, kind: str) -> None:
    assert ask(address).headers["content-type"].partition(";")[0] == kind


@pytest.mark.parametrize(
    "address", ["/no/such/", "/2019/05/", "/nothing.html", "/2019/05/05/", "/tag/iran/nothing"]
)
def test_an_address_without_a_page_shows_the_paper_s_own_404(ask: Ask, address: str) -> None:
    answer = ask(address)
    if answer.status == 301:
        assert answer.location == "/2019/"
    else:
        assert (answer.status, answer.body) == (404, "nothing here")


def test_a_folder_without_its_slash_leads_to_the_one_with_it(ask: Ask) -> None:
    answer = ask(f"/2019/05/05/{quote('خبر')}")
    assert answer.status in (301, 308)
    assert unquote(answer.location) == "/2019/05/05/خبر/"


@pytest.mark.parametrize(
    "address",
    [
        "/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "/media/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt", "/assets..%2fsecret.txt", "/assets../secret.txt", "/hosting/nginx/paths.map",
        "/.hidden/secret.txt", "/%2ehidden/secret.txt",
    ],
)  # fmt: skip
def test_nothing_outside_of_the_site_is_served(ask: Ask, address: str) -> None:
    answer = ask(address)
    assert answer.status in (400, 403, 404)
    assert "outside" not in answer.body
    assert "not for readers" not in answer.body


def test_the_well_known_folder_is_served(ask: Ask) -> None:
    assert ask("/.well-known/security.txt").status == 200
