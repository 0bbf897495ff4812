"""Old addresses compare as people meant them, and new ones are safe and readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.archive.addresses import address_of, fresh_path, host_of, kept_path, slug_of


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/2019/05/05/slug/", "2019/05/05/slug/"),
        ("/2019/05/05/slug", "2019/05/05/slug/"),
        ("http://example.org/?p=123", "?p=123"),
        ("http://example.org/%D8%AE%D8%A8%D8%B1/", "خبر/"),
        ("http://example.org/story.html#top", "story.html"),
        ("http://[broken", ""),
    ],
)
def test_an_address_is_a_url_without_what_does_not_tell_pages_apart(url: str, address: str) -> None:
    assert address_of(url) == address


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/?p=1",
        "/tag/x/",
        "/2019/",
        "/2019/2/",
        "/tags/",
        "/feed.xml",
        "/.git/x/",
        "/a/../b/",
        "/410.html",
    ],
)
def test_an_address_that_stands_in_a_listings_place_is_not_kept(url: str) -> None:
    assert kept_path(url) is None


@pytest.mark.parametrize(
    "url", ["/2019/05/story/", "/story.html", "/about/", "/2019/05/05/%D8%AE%D8%A8%D8%B1/"]
)
def test_a_rescued_post_keeps_its_path(url: str) -> None:
    assert kept_path(url) == address_of(url)


@given(st.text(), st.text())
def test_a_kept_path_never_leads_out_of_the_site(start: str, end: str) -> None:
    path = kept_path(f"https://example.org/{start}/{end}")
    assert path is None or not {"", ".", ".."} & set(path.rstrip("/").split("/"))


@given(st.text())
def test_a_slug_fits_a_file_name_and_is_stable(text: str) -> None:
    slug = slug_of(text)
    assert len(slug.encode()) <= 180
    assert slug_of(slug) == slug
    assert "/" not in slug


def test_a_slug_keeps_the_letters_of_any_script() -> None:
    assert (
        slug_of("What’s new? UK Lord: “Divorced from Reality”") == "whats-new-uk-lord-divorced-from-reality"
    )
    assert slug_of("می‌خواهم زنده بمانم!") == "می-خواهم-زنده-بمانم"


def test_a_taken_path_gets_a_number_before_its_end() -> None:
    assert fresh_path("a/story/", lambda path: path in {"a/story/", "a/story-2/"}) == "a/story-3/"
    assert fresh_path("story.html", lambda path: path == "story.html") == "story-2.html"


def test_a_host_is_known_with_and_without_www() -> None:
    assert host_of("https://www.Example.org:8080/x") == host_of("http://example.org/")
