"""A post that saves itself while its writer presses a button: one post, with the words it had then."""

import re

import pytest
from playwright.sync_api import APIResponse, Page, Route

from tests.newsroom.served import Served
from tests.waiting import until

LONG_ENOUGH = 8000
"""Milliseconds in which the form notices a change and saves itself."""


class Wire:
    """Between the form and the newsroom: what the newsroom answers is heard when a test lets it through."""

    def __init__(self, page: Page) -> None:
        self.page, self.sent = page, list[str]()
        self.kept: list[tuple[Route, APIResponse]] = []
        page.route(re.compile(r"/posts/(add|edit/\d+)/$"), self._carry)

    def _carry(self, route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        by_itself = route.request.headers["accept"] == "application/json"
        self.sent.append("by itself" if by_itself else "by its writer")
        self.kept.append((route, route.fetch(max_redirects=0)))

    def let_through(self) -> None:
        """The page hears the answer to the first thing that it sent and was not answered."""
        until(lambda: self.kept, "the form sent nothing", pause=lambda: self.page.wait_for_timeout(20))
        route, answer = self.kept.pop(0)
        route.fulfill(response=answer)


@pytest.fixture
def wire(page: Page) -> Wire:
    """The form of a new post, whose clock a test can put forward."""
    page.clock.install()
    page.reload()
    page.wait_for_selector(".body-text")
    # What is typed in the first moments is taken for what was there.
    page.clock.run_for(3000)
    return Wire(page)


def until_it_saves_itself(page: Page, *, at: str) -> None:
    with page.expect_request(lambda request: request.method == "POST" and at in request.url):
        page.clock.run_for(LONG_ENOUGH)


def posts_called(page: Page, running: Served, words: str) -> list[str]:
    """Headline and status of each."""
    page.goto(f"{running.newsroom}posts/?q={words}")
    return [" ".join(each.split()) for each in page.locator("main table tbody tr").all_inner_texts()]


def test_publishing_a_new_post_that_just_saved_itself_makes_no_second_one(
    page: Page, running: Served, wire: Wire
) -> None:
    page.fill("[name=headline]", "Ferry late")
    until_it_saves_itself(page, at="/add/")
    page.fill("[name=headline]", "Ferry late again")
    page.locator(".footer__container [data-w-dropdown-target=toggle]").first.click()
    page.locator("[name=action-publish]").click(no_wait_after=True)
    wire.let_through()
    wire.let_through()
    (post,) = posts_called(page, running, "Ferry")
    assert post.startswith("Ferry late again")
    assert "LIVE" in post


def test_nothing_is_saved_by_itself_once_its_writer_pressed_save(page: Page, wire: Wire) -> None:
    page.fill("[name=headline]", "Bridge closed")
    page.clock.run_for(2000)
    # The form stays, as it does for long where the newsroom is slow to answer.
    page.evaluate(
        """addEventListener("submit", (event) => {
            event.preventDefault();
            fetch(event.target.action, { method: "POST", body: new FormData(event.target) });
        })"""
    )
    page.locator("footer button[type=submit]").first.click(no_wait_after=True)
    page.clock.run_for(LONG_ENOUGH)
    wire.let_through()
    assert wire.sent == ["by its writer"]


def test_words_typed_while_a_draft_is_on_its_way_are_saved_too(
    page: Page, running: Served, wire: Wire
) -> None:
    page.fill("[name=headline]", "Quay opens")
    until_it_saves_itself(page, at="/add/")
    # In the last moment before the form takes all that is in it for saved.
    page.evaluate(
        """() => document.addEventListener("w-autosave:success", () => {
            document.querySelector("[name=headline]").value = "Quay opens late";
        }, { capture: true, once: true })"""
    )
    wire.let_through()
    page.wait_for_url("**/posts/edit/*/")
    until_it_saves_itself(page, at="/edit/")
    wire.let_through()
    (post,) = posts_called(page, running, "Quay")
    assert post.startswith("Quay opens late")
