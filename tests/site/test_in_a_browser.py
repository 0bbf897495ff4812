"""The site in Chromium, on a phone and on a desk, with script switched off."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from broadsheet.press.layout import GONE, NOT_FOUND
from tests.site.browsing import PAGES, SCREENS, Reading, visiting

EVERY = [f"{name} on a {screen}" for screen in SCREENS for name in PAGES]


@pytest.mark.parametrize("reading", EVERY)
def test_a_page_asks_nobody_but_its_own_host(
    readings: dict[str, Reading], site_server: str, reading: str
) -> None:
    requests = [url for url in readings[reading].requests if not url.startswith("data:")]
    assert len(requests) >= 3
    assert {urlsplit(url).netloc for url in requests} == {urlsplit(site_server).netloc}


@pytest.mark.parametrize("reading", EVERY)
def test_the_browser_has_nothing_to_complain_of(readings: dict[str, Reading], reading: str) -> None:
    expected = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert readings[reading].complaints == (expected if "not found" in reading else [])


@pytest.mark.parametrize("reading", EVERY)
def test_nothing_sticks_out_of_the_screen(readings: dict[str, Reading], reading: str) -> None:
    assert readings[reading].overflow == 0


@pytest.mark.parametrize("reading", EVERY)
def test_every_picture_is_there(readings: dict[str, Reading], reading: str) -> None:
    assert readings[reading].lost == 0


def test_pages_that_should_have_pictures_have_them(readings: dict[str, Reading]) -> None:
    assert readings["front on a phone"].pictures >= 8
    assert readings["tag on a desk"].pictures >= 4
    assert readings["persian post on a phone"].pictures == 1


@pytest.mark.parametrize("name", PAGES)
def test_links_are_big_enough_for_a_thumb(readings: dict[str, Reading], name: str) -> None:
    assert readings[f"{name} on a phone"].small == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_persian_post_reads_from_the_right(readings: dict[str, Reading], screen: str) -> None:
    reading = readings[f"persian post on a {screen}"]
    assert (reading.language, reading.direction) == ("fa", "rtl")
    assert reading.articles == [["fa", "rtl"]]
    assert "۹ خرداد ۱۴۰۱" in reading.text


def test_an_english_post_reads_from_the_left(readings: dict[str, Reading]) -> None:
    reading = readings["post on a phone"]
    assert (reading.language.partition("-")[0], reading.direction) == ("en", "ltr")


def test_each_post_of_a_mixed_page_reads_in_its_own_direction(readings: dict[str, Reading]) -> None:
    assert {tuple(article) for article in readings["year on a phone"].articles} == {
        ("en", "ltr"),
        ("fa", "rtl"),
    }
    assert {tuple(article) for article in readings["persian tag on a phone"].articles} == {("fa", "rtl")}


def test_everything_can_be_read_without_script(readings: dict[str, Reading]) -> None:
    post = readings["post on a phone"].text
    assert "“Mud returns,” the authority’s director, Dovrin Hask, told reporters" in post
    assert "Three contracts, one depth" in post
    assert "Posts tagged ‘Free Press’" in readings["tag on a phone"].text
    assert "There is no page here" in readings["not found on a phone"].text


def test_a_wide_table_scrolls_by_itself_and_by_keyboard(chromium: Browser, site_server: str) -> None:
    with visiting(chromium) as visit:
        visit.page.goto(site_server + PAGES["post"])
        frames, overflow = visit.page.locator(".story table").evaluate(
            """table => {
              let frames = 0;
              for (let each = table; each; each = each.parentElement) frames += each.tabIndex === 0 ? 1 : 0;
              return [frames, getComputedStyle(table.parentElement).overflowX];
            }"""
        )
    assert (frames, overflow) == (1, "auto")


def test_readers_are_told_what_is_known_of_a_date_that_is_not_known(readings: dict[str, Reading]) -> None:
    assert "Date unknown" in readings["undated post on a phone"].text


def test_a_reader_gets_from_the_front_to_a_tag_to_a_year_to_a_post_and_back(
    chromium: Browser, site_server: str
) -> None:
    with visiting(chromium) as visit:
        page = visit.page
        page.goto(site_server)
        page.click("article .kicker >> text=Free Press")
        tag = page.url
        assert urlsplit(tag).path == "/tag/free-press/"
        page.click("svg a[aria-label^='2019']")
        assert urlsplit(page.url).path == "/tag/free-press/2019/"
        page.click("article h2 a")
        assert re.fullmatch(r"/2019/\d\d/\d\d/[^/]+/", unquote(urlsplit(page.url).path))
        # A reader who leaves before a page is there breaks its loading off, which would count as a complaint.
        page.wait_for_load_state("load")
        page.go_back()
        page.wait_for_load_state("load")
        page.go_back()
        page.wait_for_load_state("load")
        assert page.url == tag
        assert visit.complaints == []


def test_the_share_links_of_a_post_are_links_and_load_nothing(chromium: Browser, site_server: str) -> None:
    with visiting(chromium) as visit:
        visit.page.goto(site_server + PAGES["post"])
        links = visit.page.locator(".share a").evaluate_all("links => links.map(link => link.href)")
        hosts = {urlsplit(link).netloc or urlsplit(link).scheme for link in links}
    assert {"t.me", "wa.me", "x.com", "bsky.app", "www.facebook.com", "mailto"} <= hosts
    assert {urlsplit(url).netloc for url in visit.requests} <= {urlsplit(site_server).netloc, ""}


def test_a_page_that_is_not_there_shows_the_way_from_any_depth(chromium: Browser, site_server: str) -> None:
    with visiting(chromium) as visit:
        answer = visit.page.goto(site_server + "a/b/c/d/e.html")
        assert answer is not None
        assert answer.status == 404
        visit.page.click("main a >> nth=0")
        assert visit.page.url == site_server
        assert visit.page.goto(site_server + NOT_FOUND)


def test_the_page_that_hosts_show_for_what_is_gone_says_so_and_shows_the_way(
    chromium: Browser, site_server: str
) -> None:
    with visiting(chromium) as visit:
        visit.page.goto(site_server + GONE)
        assert "This page was withdrawn" in visit.page.inner_text("main")
        assert visit.page.locator("main a").first.get_attribute("href") == "/"


@pytest.mark.parametrize("name", ["front", "tag", "persian post", "tags"])
def test_on_a_dark_screen_the_paper_is_dark(chromium: Browser, site_server: str, name: str) -> None:
    with visiting(chromium, scheme="dark") as visit:
        visit.page.goto(site_server + PAGES[name])
        paper, ink = colours(visit.page.evaluate(LIGHTNESS))
    assert paper < 0.15
    assert ink > 0.8


def test_in_print_there_is_ink_on_white_paper_and_nothing_to_click(
    chromium: Browser, site_server: str
) -> None:
    with visiting(chromium, screen="desk", scheme="dark") as visit:
        visit.page.goto(site_server + PAGES["post"])
        visit.page.emulate_media(media="print")
        paper, ink = colours(visit.page.evaluate(LIGHTNESS))
        seen = visit.page.locator("nav, .skip, .share ul").evaluate_all(
            "parts => parts.filter(part => getComputedStyle(part).display !== 'none').length"
        )
        assert visit.page.locator("h1").is_visible()
        assert visit.page.locator(".lead img").is_visible()
    assert (paper, ink, seen) == (1, 0, 0)


def test_the_site_looks_the_same_below_a_path_of_another_host(
    chromium: Browser, subpath_server: str, readings: dict[str, Reading]
) -> None:
    with visiting(chromium) as visit:
        visit.page.goto(subpath_server)
        assert visit.page.inner_text("body") == readings["front on a phone"].text
        visit.page.click("article h2 a")
        assert visit.page.locator(".story h1").is_visible()
        assert visit.page.locator("img").first.evaluate("image => image.naturalWidth") > 0
    assert all(url.startswith((subpath_server, "data:")) for url in visit.requests)
    assert visit.complaints == []


def test_a_page_opened_from_a_disk_has_its_looks_and_pictures(chromium: Browser, site: Path) -> None:
    with visiting(chromium) as visit:
        visit.page.goto((site / "index.html").as_uri())
        assert (
            visit.page.locator(".masthead").evaluate("part => getComputedStyle(part).textAlign") == "center"
        )
        assert visit.page.locator("img").first.evaluate("image => image.naturalWidth") > 0
    assert all(url.startswith((site.as_uri(), "data:")) for url in visit.requests)


LIGHTNESS = """() => {
  const style = getComputedStyle(document.body);
  return [style.backgroundColor, style.color];
}"""


def colours(values: list[str]) -> tuple[float, float]:
    """How light two opaque colours are, 0 to 1."""
    found = []
    for value in values:
        parts = [int(part) for part in re.findall(r"\d+", value)[:3]]
        found.append(sum(parts) / 765)
    return found[0], found[1]
