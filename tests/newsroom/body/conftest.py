"""A newsroom that runs, and Chromium in front of the form of a new post."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.newsroom.served import Served, come_in, noting, served_paper
from tests.photographs import jpeg
from tests.rescue.wxr.exports import Post, export
from tests.site.browsing import open_chromium


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A paper with one published post, served."""
    folder = tmp_path_factory.mktemp("served") / "paper"
    copy = folder.parent / "old.xml"
    copy.write_bytes(export(Post(title="The bridge reopens", slug="bridge-reopens")).encode())
    with served_paper(folder, copy) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, until the module's tests are done: its loop must not run while others ask the database."""
    with open_chromium() as opened:
        yield opened


_signed_in: dict[str, Any] = {}


@pytest.fixture
def signed_in(browser: Browser, running: Served) -> Any:
    """What a browser keeps of a member who is signed in."""
    if running.link not in _signed_in:
        page = browser.new_page()
        come_in(page, running.link, "editor-in-chief")
        _signed_in[running.link] = page.context.storage_state()
        page.context.close()
    return _signed_in[running.link]


def open_form(
    browser: Browser, running: Served, state: Any, **options: Any
) -> tuple[BrowserContext, list[str]]:
    """A new post's form in a browser of its own, and what went wrong in it so far."""
    context = browser.new_context(
        storage_state=state, **{"viewport": {"width": 1300, "height": 950}, **options}
    )
    wrong: list[str] = []
    noting(context, wrong)
    page = context.new_page()
    # No small version of a picture that the archive does not have.
    page.route("**/body/picture/*/file/", _blank)
    page.goto(f"{running.newsroom}posts/add/")
    page.wait_for_selector(".body-text")
    return context, wrong


def _blank(route: Any) -> None:
    if route.request.url.endswith(("/3/file/", "/5/file/")):
        route.fulfill(
            status=200, content_type="image/svg+xml", body="<svg xmlns='http://www.w3.org/2000/svg'/>"
        )
    else:
        route.continue_()


@pytest.fixture
def page(browser: Browser, running: Served, signed_in: Any) -> Iterator[Page]:
    """The form; the test fails where the page asks anybody else, or its policy forbids what it does."""
    context, wrong = open_form(browser, running, signed_in)
    yield context.pages[0]
    context.close()
    assert wrong == []


@pytest.fixture
def phone(browser: Browser, running: Served, signed_in: Any) -> Iterator[Page]:
    """The form on a phone."""
    size = {"width": 360, "height": 740}
    context, wrong = open_form(browser, running, signed_in, viewport=size, has_touch=True, is_mobile=True)
    yield context.pages[0]
    context.close()
    assert wrong == []


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture's file."""
    path = tmp_path / "Mina_at_home.jpg"
    path.write_bytes(jpeg())
    return path
