"""A copy comes back in Chromium: uploaded, looked at, accepted, watched, in the lists and on the site."""

import re
from pathlib import Path

from bench.corpus import write_wxr
from playwright.sync_api import Page

from tests.newsroom.served import come_in
from tests.newsroom.test_in_a_browser import come_onto_site, page, running

__all__ = ["page", "running"]


def test_from_an_upload_to_posts_in_the_lists_and_on_the_site(
    running: tuple[str, str, str, Path], page: Page, tmp_path: Path
) -> None:
    site, newsroom, link, folder = running
    write_wxr(tmp_path / "old-site.xml", 300)
    come_in(page, link, "editor-in-chief")
    page.get_by_role("link", name="Bring back a copy").click()
    page.set_input_files("[name=files]", tmp_path / "old-site.xml")
    page.get_by_role("button", name="Upload and examine").click()
    page.get_by_text("This is what would come back.").wait_for()
    assert page.locator("dt", has_text=re.compile("^posts$")).locator("..").get_by_text("300").is_visible()

    (first, *_) = page.locator(".returning-samples a").all()
    headline = first.inner_text()
    with page.context.expect_page() as opened:
        first.click()
    opened.value.get_by_role("heading", name=headline).first.wait_for()
    opened.value.close()

    page.get_by_role("button", name="Accept: bring it back").first.click()
    page.get_by_text("Brought back.").wait_for()
    page.get_by_role("link", name="The posts", exact=True).click()
    page.get_by_text("300", exact=False).first.wait_for()
    page.goto(f"{newsroom}posts/?q={headline}")
    page.get_by_role("link", name=headline).first.wait_for()
    page.goto(site + come_onto_site(folder, like="2*/*/*/*"))
    assert page.get_by_role("heading").first.is_visible()
    assert [path for path in (folder / ".newsroom" / "copies").rglob("*") if path.is_file()] == []


def test_what_is_refused_is_told_beside_the_form(
    running: tuple[str, str, str, Path], page: Page, tmp_path: Path
) -> None:
    _site, newsroom, link, _folder = running
    come_in(page, link, "editor-in-chief")
    (tmp_path / "empty.xml").write_bytes(b"")
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7 and so on")
    page.goto(f"{newsroom}returning/")
    page.set_input_files("[name=files]", tmp_path / "empty.xml")
    page.get_by_role("button", name="Upload and examine").click()
    page.get_by_text("they are empty").wait_for()
    page.set_input_files("[name=files]", tmp_path / "report.pdf")
    page.get_by_role("button", name="Upload and examine").click()
    page.get_by_text("a PDF").first.wait_for()
    page.get_by_role("button", name="Discard").first.click()
    page.get_by_text("The files were deleted").wait_for()
