"""Every path has its place below the site's folder, and the same place always."""

from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press.layout import (
    data_path,
    file_of,
    listing_path,
    page_count,
    root_of,
    served_path,
    url_of,
    year_path,
)

hostile = st.text(st.sampled_from("ab./\\\0\n%é سلا \ud800~"), max_size=40) | st.text(max_size=600)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("", "index.html"),
        ("2019/05/05/slug/", "2019/05/05/slug/index.html"),
        ("2019/slug", "2019/slug/index.html"),
        ("old/story.html", "old/story.html"),
        ("old/story.php", "old/story.php/index.html"),
        ("2019/05/05/خبر/", "2019/05/05/خبر/index.html"),
    ],
)
def test_a_page_lies_where_any_host_finds_it(path: str, file: str) -> None:
    assert file_of(path) == file


@given(hostile)
def test_no_path_leads_out_of_the_site_or_breaks_a_file_system(path: str) -> None:
    for file in (file_of(path), data_path(path)):
        parts = PurePosixPath(file).parts
        assert not file.startswith("/")
        assert not any(part.startswith(".") for part in parts)
        assert all(len(part.encode()) <= 255 for part in parts)
        assert len(file) <= 1000
        assert not {"\0", "\\", "\n", "//"} & ({*file} | ({"//"} if "//" in file else set()))


@given(hostile)
def test_an_address_decodes_to_its_file(path: str) -> None:
    address = unquote(url_of(path), errors="strict")
    assert address == served_path(path)
    assert file_of(address) == file_of(path)


@given(hostile, hostile)
def test_two_places_share_a_file_only_when_they_are_one(one: str, other: str) -> None:
    if file_of(one) == file_of(other):
        assert served_path(one) == served_path(other) or {"index.html"} & {
            PurePosixPath(served_path(path)).name for path in (one, other)
        }


@given(hostile)
def test_a_pages_root_leads_to_the_sites_root(path: str) -> None:
    depth = file_of(path).count("/")
    assert root_of(path) == ("../" * depth or "./")


@pytest.mark.parametrize(
    ("year", "number", "path"),
    [
        (2019, 1, "tag/x/2019/"),
        (2019, 2, "tag/x/2019/2/"),
        (0, 1, "tag/x/undated/"),
        (0, 3, "tag/x/undated/3/"),
    ],
)
def test_the_oldest_page_of_a_year_has_the_years_own_address(year: int, number: int, path: str) -> None:
    assert year_path(listing_path("tag", "x"), year, number) == path


@given(st.integers(0, 10_000), st.integers(1, 500))
def test_a_years_pages_hold_all_its_posts_and_none_is_empty(posts: int, size: int) -> None:
    pages = page_count(posts, size=size)
    assert pages * size >= posts > (pages - 1) * size or posts == pages == 0
