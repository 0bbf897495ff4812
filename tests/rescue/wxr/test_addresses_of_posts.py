"""Every address that led to a post is known."""

from pathlib import Path

from tests.rescue.wxr.exports import Post, export, head, read


def test_the_permalink_is_the_url(tmp_path: Path) -> None:
    assert read(tmp_path, export(Post())).post.url == "https://harbour.example/2019/05/ferry-timetable/"


def test_the_guid_and_the_query_lead_there_too(tmp_path: Path) -> None:
    post = Post(guid="https://www.harbour.example/old/ferry.html")
    assert read(tmp_path, export(post)).post.old_addresses == (
        "https://www.harbour.example/old/ferry.html",
        "https://harbour.example/?p=7",
    )


def test_a_guid_elsewhere_is_no_address(tmp_path: Path) -> None:
    addresses = read(tmp_path, export(Post(guid="https://elsewhere.example/7"))).post.old_addresses
    assert addresses == ("https://harbour.example/?p=7",)


def test_old_slugs_make_old_permalinks(tmp_path: Path) -> None:
    post = Post(meta=(("_wp_old_slug", "boats"), ("_wp_old_slug", "ferry")))
    addresses = read(tmp_path, export(post)).post.old_addresses
    assert "https://harbour.example/2019/05/boats/" in addresses
    assert "https://harbour.example/2019/05/ferry/" in addresses


def test_a_page_answers_to_its_number(tmp_path: Path) -> None:
    (page,) = read(tmp_path, export(Post(type="page", guid="x"))).pages
    assert page.old_addresses == ("https://harbour.example/?page_id=7",)


def test_a_post_without_permalink_has_its_query_as_url(tmp_path: Path) -> None:
    post = read(tmp_path, export(Post(link="https://harbour.example/?p=7"))).post
    assert post.url == "https://harbour.example/?p=7"
    assert post.old_addresses == ()


def test_two_sites_on_one_host_do_not_share_keys(tmp_path: Path) -> None:
    keys = {
        read(tmp_path, export(Post(), site=site)).post.key
        for site in ("https://host.example/a", "https://host.example/b", "http://www.host.example/b/")
    }
    assert keys == {"wxr:host.example/a:7", "wxr:host.example/b:7"}


def test_a_site_without_address_is_told_by_its_name(tmp_path: Path) -> None:
    nameless = export(Post(), site="")
    assert "<link></link>" in head(site="")
    assert read(tmp_path, nameless).post.key == "wxr:the-harbour-gazette:7"
