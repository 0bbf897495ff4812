"""axe-core finds nothing to object to in the newsroom's own views: on a desk and a phone, in English and Persian."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django_otp.oath import totp
from playwright.sync_api import Browser, Page

from broadsheet.sample import sample_media, sample_sources
from tests.newsroom.served import PASSWORD, Served, add_member, come_in, noting, served_paper
from tests.site.browsing import open_chromium
from tests.waiting import until

SCREENS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
RULES: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

VIEWS = {
    "dashboard": "",
    "posts": "posts/",
    "new post": "posts/add/",
    "a post": "posts/edit/{post}/",
    "history of a post": "posts/history/{post}/",
    "remove for safety": "remove/{post}/",
    "tags": "tags/",
    "new tag": "tags/new/",
    "a tag": "tags/edit/{tag}/",
    "merge a tag": "tags/{tag}/merge/",
    "a merge before it happens": "tags/{tag}/merge/{other}/",
    "tags that look alike": "tags/alike/",
    "unused tags": "tags/unused/",
    "journal of tags": "tags/journal/",
    "delete a tag": "tags/delete/{tag}/",
    "authors": "authors/",
    "an author": "authors/edit/{author}/",
    "merge an author": "authors/{author}/merge/",
    "a merge of authors before it happens": "authors/{author}/merge/{signer}/",
    "why a page is as it is": "editions/why/?path=tags/",
    "pictures": "picture/",
    "new picture": "picture/new/",
    "a picture": "picture/edit/{picture}/",
    "upload many": "pictures/many/",
    "standing pages": "standing-pages/",
    "new standing page": "standing-pages/add/",
    "a standing page": "standing-pages/edit/{standing}/",
    "settings": "settings/",
    "settings: name": "settings/name/",
    "settings: look": "settings/look/",
    "settings: menu": "settings/menu/",
    "settings: links": "settings/links/",
    "settings: listings": "settings/listings/",
    "editions": "editions/",
    "an edition": "editions/{edition}/",
    "bring back a copy": "returning/",
    "undated posts": "undated/",
    "members": "members/",
    "sign-ins": "sign-ins/",
    "account": "account/",
    "signing in": "account/door/",
    "code from a telephone": "account/door/code/",
    "a member's door": "members/1/door/",
}
TYPICAL = ("dashboard", "posts", "a post", "tags")
"""Views that are looked at in both languages on both screens; others at a desk in English, on a phone in Persian."""

# What is told fades in: half seen, it could not be read.
_AT_REST = """() => Promise.all(document.getAnimations()
    .filter((each) => each.effect.getComputedTiming().iterations !== Infinity)
    .map((each) => each.finished.catch(() => null))).then(() => true)"""

NOT_OURS = {
    # Whoever has the same post open is shown by Wagtail as a picture in a button without a name.
    "button-name": ".w-editing-sessions__session",
}
"""Selectors in Wagtail's own furniture that break a rule and can't be reached from a template of ours."""


@dataclass(frozen=True, slots=True)
class Office:
    """A served paper with something of everything, and a page for each screen and language."""

    paper: Served
    desks: dict[str, Page]
    numbers: dict[str, int]
    wrong: list[str]


def _numbers(paper: Served) -> dict[str, int]:
    """Which post, tag ... is looked at."""
    asked = {
        "post": "SELECT id FROM archive_post WHERE live ORDER BY published_at DESC",
        "tag": "SELECT tag_id FROM archive_posttag GROUP BY tag_id ORDER BY count(*) DESC",
        "other": "SELECT tag_id FROM archive_posttag GROUP BY tag_id ORDER BY count(*)",
        "author": "SELECT id FROM archive_author ORDER BY id",
        "signer": "SELECT id FROM archive_author ORDER BY id DESC",
        "picture": "SELECT id FROM archive_image",
        "standing": "SELECT id FROM archive_standingpage",
        "edition": "SELECT id FROM archive_edition",
    }
    with closing(sqlite3.connect(paper.folder / "archive.db", timeout=30)) as archive:
        first = f"{asked['edition']} LIMIT 1"
        until(lambda: archive.execute(first).fetchone(), "there is no first edition")
        return {name: archive.execute(f"{query} LIMIT 1").fetchone()[0] for name, query in asked.items()}


def _speak_persian(page: Page, paper: Served) -> None:
    page.goto(f"{paper.newsroom}account/")
    page.select_option("[name=locale-preferred_language]", "fa")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_selector("html[lang=fa]")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Two administrators, of whom one reads Persian, each at a desk and with a phone."""
    folder = tmp_path_factory.mktemp("office") / "paper"
    with (
        served_paper(folder, *sample_sources(), media=sample_media()) as paper,
        open_chromium() as browser,
    ):
        office = Office(paper, {}, _numbers(paper), [])
        links = {
            "en": ("editor-in-chief", paper.link),
            "fa": ("nilu", add_member(paper, "nilu", "administrator")),
        }
        for language, (name, link) in links.items():
            for screen, size in SCREENS.items():
                _sit_down(office, browser, f"{screen}, {language}", size)
            desk, phone = (office.desks[f"{screen}, {language}"] for screen in SCREENS)
            come_in(desk, link, name)
            # Rescued pages are taken in when they are first listed.
            desk.goto(f"{paper.newsroom}standing-pages/")
            if language == "fa":
                _speak_persian(desk, paper)
            phone.context.add_cookies(desk.context.cookies())  # type: ignore[arg-type]  # a type of its own for reading
        _file_away(office)
        yield office


def _sit_down(office: Office, browser: Browser, name: str, size: Any) -> None:
    small = size["width"] < 500
    context = browser.new_context(viewport=size, has_touch=small, is_mobile=small, bypass_csp=True)
    noting(context, office.wrong)
    office.desks[name] = context.new_page()


def _file_away(office: Office) -> None:
    """A tag is described, for the journal, and a description undone."""
    page, at = office.desks["desk, en"], office.numbers["tag"]
    page.goto(f"{office.paper.newsroom}tags/edit/{at}/")
    page.fill("main [name=description]", "News of the press.")
    page.locator("main footer button[type=submit], main form button[type=submit]").last.click()
    page.wait_for_url(re.compile("/tags/$"))


def barriers(page: Page) -> list[str]:
    """What axe-core objects to."""
    page.evaluate(_AT_REST)
    results = Axe().run(page, options=RULES)
    assert results.response["passes"]
    return [
        f"{barrier['id']}: {node['target']} {node['html'][:160]} {' '.join(node['failureSummary'].split())[:300]}"
        for barrier in results.response["violations"]
        for node in barrier["nodes"]
        if NOT_OURS.get(barrier["id"], "nothing") not in str(node["target"])
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_barrier(office: Office, view: str) -> None:
    found = {}
    office.wrong.clear()
    for desk in office.desks if view in TYPICAL else ("desk, en", "phone, fa"):
        page = office.desks[desk]
        answer = page.goto(office.paper.newsroom + VIEWS[view].format(**office.numbers))
        assert answer is not None
        assert answer.status == 200, page.url
        page.wait_for_load_state("load")
        found[desk] = barriers(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found[desk].append(f"{wide} pixels wider than the screen")
    assert {desk: each for desk, each in found.items() if each} == {}
    assert office.wrong == []


@pytest.fixture(scope="module", params=SCREENS)
def door(request: pytest.FixtureRequest, office: Office) -> Iterator[Page]:
    """A browser that nobody has signed in with."""
    browser = office.desks["desk, en"].context.browser
    assert browser is not None
    _sit_down(office, browser, "door", SCREENS[request.param])
    page = office.desks.pop("door")
    yield page
    page.context.close()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_axe_finds_no_barrier_at_the_door(office: Office, door: Page, language: str) -> None:
    door.context.set_extra_http_headers({"Accept-Language": language})
    name = f"{language}{door.viewport_size['width']}" if door.viewport_size else language
    link = add_member(office.paper, name, "reporter")
    door.goto(link)
    found = {"welcome": barriers(door)}
    come_in(door, link, name)
    door.goto(link)
    found["a link that was used"] = barriers(door)
    _set_up_codes(office, door)
    found["recovery codes"] = barriers(door)
    door.context.clear_cookies()
    door.goto(f"{office.paper.newsroom}login/")
    found["sign-in"] = barriers(door)
    door.fill("[name=username]", name)
    door.fill("[name=password]", PASSWORD)
    door.click("form.login-form button[type=submit]")
    door.wait_for_selector("[name=code]")
    found["second step"] = barriers(door)
    door.context.clear_cookies()
    assert {where: each for where, each in found.items() if each} == {}


def _set_up_codes(office: Office, page: Page) -> None:
    page.goto(f"{office.paper.newsroom}account/door/code/")
    with closing(sqlite3.connect(office.paper.folder / "archive.db", timeout=30)) as archive:
        (key,) = archive.execute("SELECT key FROM otp_totp_totpdevice ORDER BY id DESC LIMIT 1").fetchone()
    page.fill("[name=code]", f"{totp(bytes.fromhex(key)):06d}")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_selector(".door-recovery")
