"""A newsroom that runs, and Chromium in front of the form of a new post."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import need_program
from tests.photographs import jpeg
from tests.rescue.wxr.exports import Post, export

PASSWORD = "a long enough pass phrase"
COMMAND = [sys.executable, "-m", "broadsheet"]


@dataclass(frozen=True)
class Running:
    """A paper that is served: the newsroom's address, the one-time link, its folder."""

    newsroom: str
    link: str
    folder: Path


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A paper with one published post, served."""
    folder = tmp_path_factory.mktemp("served") / "paper"
    subprocess.run(
        [*COMMAND, "init", str(folder), "--name", "The Test Paper"], check=True, capture_output=True
    )
    copy = folder.parent / "old.xml"
    copy.write_bytes(export(Post(title="The bridge reopens", slug="bridge-reopens")).encode())
    subprocess.run([*COMMAND, "rescue", str(copy), "--paper", str(folder)], check=True, capture_output=True)
    with subprocess.Popen(
        [*COMMAND, "serve", "--paper", str(folder), "--port", "0", "--newsroom-port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        told = ""
        while "Set the first password" not in told:
            line = process.stdout.readline() if process.stdout else ""
            assert line, told
            told += line
        _site, newsroom, link = re.findall(r"http://\S+", told)
        yield Running(newsroom, link, folder)
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, until the module's tests are done: its loop must not run while others ask the database."""
    need_program("chromium", package="chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield opened
        opened.close()


_signed_in: dict[str, Any] = {}


@pytest.fixture
def signed_in(browser: Browser, running: Running) -> Any:
    """What a browser keeps of a member who is signed in."""
    if running.link not in _signed_in:
        page = browser.new_page()
        page.goto(running.link)
        page.fill("[name=new_password1]", PASSWORD)
        page.fill("[name=new_password2]", PASSWORD)
        page.click("main button[type=submit]")
        page.fill("[name=username]", "editor-in-chief")
        page.fill("[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(re.compile("/newsroom/$"))
        _signed_in[running.link] = page.context.storage_state()
        page.context.close()
    return _signed_in[running.link]


def open_form(
    browser: Browser, running: Running, state: Any, **options: Any
) -> tuple[BrowserContext, list[str]]:
    """A new post's form in a browser of its own, and what went wrong in it so far."""
    context = browser.new_context(
        storage_state=state, **{"viewport": {"width": 1300, "height": 950}, **options}
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    wrong: list[str] = []
    page.on("request", lambda each: _note_foreign(each.url, wrong))
    page.on("console", lambda each: wrong.append(each.text) if each.type == "error" else None)
    # No small version of a picture that the archive does not have.
    page.route("**/body/picture/*/file/", _blank)
    page.on("pageerror", lambda each: wrong.append(str(each)))
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


def _note_foreign(url: str, wrong: list[str]) -> None:
    if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
        wrong.append(url)


@pytest.fixture
def page(browser: Browser, running: Running, signed_in: Any) -> Iterator[Page]:
    """The form; the test fails where the page asks anybody else, or its policy forbids what it does."""
    context, wrong = open_form(browser, running, signed_in)
    yield context.pages[0]
    context.close()
    assert wrong == []


@pytest.fixture
def phone(browser: Browser, running: Running, signed_in: Any) -> Iterator[Page]:
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
