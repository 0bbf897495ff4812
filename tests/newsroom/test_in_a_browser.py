"""The newsroom in Chromium, as `broadsheet serve` runs it: from the one-time link to the page on the site."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.newsroom.served import come_in, noting, served_paper
from tests.site.browsing import open_chromium
from tests.waiting import until


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[str, str, str, Path]]:
    """A new paper, served: the addresses of site and newsroom, the first link, the paper's folder."""
    with served_paper(tmp_path / "paper") as served:
        yield served.site, served.newsroom, served.link, served.folder


@pytest.fixture
def page() -> Iterator[Page]:
    """A page that fails the test when it asks anybody else, or when its policy forbids what it does."""
    wrong: list[str] = []
    with open_chromium() as browser:
        context = browser.new_context(viewport={"width": 1300, "height": 950})
        noting(context, wrong)
        yield context.new_page()
    assert wrong == []


def come_onto_site(folder: Path, *, like: str) -> str:
    """Wait until a page lies there; its address in the site."""
    site = folder / "site"
    found = until(lambda: list(site.glob(f"{like}/index.html")), "it never came onto the site")
    return f"{found[0].parent.relative_to(site).as_posix()}/"


def test_from_the_first_link_to_a_page_on_the_site(running: tuple[str, str, str, Path], page: Page) -> None:
    site, newsroom, link, folder = running
    come_in(page, link, "editor-in-chief")
    page.goto(f"{newsroom}posts/add/")
    # What is typed in the first moments is taken for what was there.
    page.wait_for_timeout(2500)
    page.fill("[name=headline]", "Harbour opens")
    page.fill("[name=body]", "<p>It opened.</p><p>بندر باز شد.</p>")
    page.fill("#id_tag_names-input", "Harbour، بندر،")
    assert page.input_value("[name=tag_names]") == "Harbour\nبندر"
    page.wait_for_url(re.compile("/posts/edit/"), timeout=60_000)

    page.locator("[aria-label='Toggle preview']").click()
    preview = page.frame_locator("iframe#w-preview-iframe, iframe[title='Preview']").first
    preview.get_by_role("heading", name="Harbour opens").wait_for(timeout=60_000)

    page.locator(".footer__container [data-w-dropdown-target=toggle]").first.click()
    page.click("[name=action-publish]")
    page.wait_for_url(re.compile("/posts/$"))
    page.goto(site + come_onto_site(folder, like="2*/*/*/harbour-opens"))
    assert page.get_by_role("heading", name="Harbour opens").first.is_visible()
    assert page.get_by_text("بندر باز شد.").is_visible()


def test_a_new_name_colour_and_menu_are_on_the_site_in_seconds(
    running: tuple[str, str, str, Path], page: Page
) -> None:
    site, newsroom, link, _folder = running
    come_in(page, link, "editor-in-chief")

    def save() -> None:
        page.click("form[enctype] button[type=submit]")
        page.get_by_text("On the site.").wait_for(timeout=60_000)

    page.goto(f"{newsroom}settings/name/")
    page.fill("[name=name]", "بندر")
    page.fill("[name=tagline]", "News of the harbour")
    save()
    page.goto(f"{newsroom}settings/look/")
    page.fill("[name=look__accent]", "#00548f")
    save()
    page.goto(f"{newsroom}settings/menu/")
    for words, address in (("Write to us", "mailto:desk@example.org"), ("Tags", "/tags/")):
        page.click("[data-add]")
        page.locator("[name=menu-text]").last.fill(words)
        page.locator("[name=menu-url]").last.fill(address)
    page.locator("[data-move=up]").last.click()
    save()

    page.goto(site)
    assert page.locator(".masthead .name").inner_text() == "بندر"
    assert page.locator(".masthead nav a").all_inner_texts() == ["Tags", "Write to us"]
    assert (
        page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()")
        == "#00548f"
    )


def test_the_settings_fit_a_phone_and_are_mirrored_in_persian(
    running: tuple[str, str, str, Path], page: Page
) -> None:
    _site, newsroom, link, _folder = running
    come_in(page, link, "editor-in-chief")
    page.goto(f"{newsroom}account/")
    page.select_option("[name=locale-preferred_language]", "fa")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    page.set_viewport_size({"width": 360, "height": 740})
    for path in ("", "settings/menu/", "settings/look/", "editions/", "standing-pages/"):
        page.goto(newsroom + path)
        assert page.locator("html").get_attribute("dir") == "rtl", path
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_an_administrator_adds_a_step_to_the_review(running: tuple[str, str, str, Path], page: Page) -> None:
    _site, newsroom, link, _folder = running
    come_in(page, link, "editor-in-chief")
    page.goto(f"{newsroom}workflows/list/")
    page.locator("a[href*='/workflows/edit/']").first.click()
    page.get_by_role("button", name="Add task").click()
    page.get_by_role("button", name="Choose a task").click()
    dialogue = page.locator(".modal-body").last
    dialogue.get_by_label("Name").fill("Second look")
    dialogue.get_by_label("administrator").check()
    dialogue.get_by_role("button", name="Create").click()
    page.get_by_text("Second look").wait_for()
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(re.compile("/workflows/list/$"))
    assert page.get_by_text("Second look").first.is_visible()
