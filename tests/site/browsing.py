"""Pages read in Chromium: what a reader would notice, noted down once and asked about by many tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import need_program

__all__ = ["FLAGS", "PAGES", "SCREENS", "Reading", "Visit", "open_chromium", "read_pages", "visiting"]

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Chromium until the block ends; a test skips where it is not installed, but fails in CI."""
    program = need_program("chromium", package="chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


PAGES = {
    "front": "",
    "tag": "tag/free-press/",
    "persian tag": quote("tag/صدفان/"),
    "post": "2016/03/02/nilgoon-harbour-dredged-again/",
    "persian post": quote("2022/05/30/چای-آخر/"),
    "undated post": "undated/the-censors-red-pencil-is-for-sale/",
    "tags": "tags/",
    "year": "2018/",
    "year of a tag": "tag/free-press/2019/",
    "author": "author/nilu/",
    "about": "about/",
    "not found": "nothing/is/here/",
}
"""One page of every kind, by address."""

SCREENS = {
    "phone": {"width": 390, "height": 844},
    "small phone": {"width": 360, "height": 640},
    "desk": {"width": 1280, "height": 900},
}

_NOTICE = """() => {
  const root = document.documentElement;
  const shown = [...document.images].filter(image => image.complete && image.naturalWidth > 0);
  const box = link => link.getBoundingClientRect();
  const inText = link => link.closest('.body, .kicker, .meta, .share, .address, .total, .note, figcaption')
    && getComputedStyle(link).display === 'inline';
  const small = [...document.querySelectorAll('a')]
    .filter(link => !link.classList.contains('skip') && !inText(link))
    .filter(link => box(link).width < 24 || box(link).height < 24)
    .map(link => `${link.textContent.trim()} ${box(link).width}x${box(link).height}`);
  return {
    language: root.lang,
    direction: getComputedStyle(root).direction,
    articles: [...document.querySelectorAll('article')].map(
      article => [article.lang, getComputedStyle(article).direction]),
    overflow: root.scrollWidth - root.clientWidth,
    pictures: document.images.length,
    lost: document.images.length - shown.length,
    small: small,
    text: document.body.innerText,
  };
}"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was noticed of one page on one screen. ``overflow`` is in CSS pixels, ``small`` are links hard to hit."""

    language: str
    direction: str
    articles: list[list[str]]
    overflow: int
    pictures: int
    lost: int
    small: list[str]
    text: str
    requests: list[str]
    complaints: list[str]


@dataclass(frozen=True, slots=True)
class Visit:
    """A page being read: what it asked for so far, and what the browser complained of."""

    page: Page
    requests: list[str]
    complaints: list[str]


@contextmanager
def visiting(
    browser: Browser,
    *,
    screen: str = "phone",
    scheme: Literal["light", "dark"] = "light",
    script: bool = False,
    **options: Any,
) -> Iterator[Visit]:
    """An empty page of a browser that has never been used."""
    context = browser.new_context(
        viewport=SCREENS[screen],  # type: ignore[arg-type]  # playwright has a type of its own for two numbers
        color_scheme=scheme,
        java_script_enabled=script,
        **options,
    )
    visit = Visit(context.new_page(), [], [])
    context.on("request", lambda request: visit.requests.append(request.url))
    context.on("requestfailed", lambda request: visit.complaints.append(f"failed: {request.url}"))
    context.on("console", lambda message: visit.complaints.append(message.text))
    context.on("weberror", lambda error: visit.complaints.append(str(error.error)))
    try:
        yield visit
    finally:
        context.close()


def read_pages(browser: Browser, address: str) -> dict[str, Reading]:
    """Every page of :data:`PAGES` on every screen, by ``"page on a screen"``."""
    found = {}
    for screen in SCREENS:
        for name, path in PAGES.items():
            with visiting(browser, screen=screen) as visit:
                visit.page.goto(address + path, wait_until="load")
                noticed = visit.page.evaluate(_NOTICE)
                found[f"{name} on a {screen}"] = Reading(
                    requests=visit.requests, complaints=visit.complaints, **noticed
                )
    return found
