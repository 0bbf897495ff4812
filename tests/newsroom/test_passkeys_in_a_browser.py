"""Passkeys in Chromium with an authenticator that exists in its memory alone: added, used, renamed, removed."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.newsroom.served import COMMAND, PASSWORD, started
from tests.site.browsing import open_chromium

ROLES = '[newsroom]\nsecond_step = ["administrator"]\n'


@pytest.fixture
def newsroom_link(tmp_path: Path) -> Iterator[str]:
    """A new paper's newsroom, served, whose administrators must have a second step: its first link, by name."""
    folder = tmp_path / "paper"
    made = [*COMMAND, "init", str(folder), "--name", "The Harbour Courier"]
    subprocess.run(made, check=True, capture_output=True)
    settings = folder / "broadsheet.toml"
    settings.write_text(settings.read_text().replace("[newsroom]\n", ROLES))
    with started("newsroom", "--paper", str(folder), "--port", "0") as addresses:
        yield addresses[-1]


@pytest.fixture
def page() -> Iterator[Page]:
    """A telephone's page that fails the test when its policy forbids what it does."""
    with open_chromium() as browser:
        opened = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
        opened.set_default_timeout(60_000)
        wrong: list[str] = []
        opened.on("console", lambda each: wrong.append(each.text) if "Security Policy" in each.text else None)
        yield opened
    assert wrong == []


def authenticator(page: Page) -> tuple[CDPSession, str]:
    """A key that says yes, with a finger on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    return session, str(
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    )


def give_password(page: Page) -> None:
    page.fill("[name=username]", "editor-in-chief")
    page.fill("[name=password]", PASSWORD)
    page.click("form.login-form button[type=submit]")


def sign_out(page: Page, root: str) -> None:
    """As a browser that has forgotten its cookies."""
    page.context.clear_cookies()
    page.goto(f"{root}/newsroom/login/")


def test_a_passkey_is_added_renamed_used_and_removed(newsroom_link: str, page: Page) -> None:
    parts = urlsplit(newsroom_link)
    root = f"http://localhost:{parts.port}"
    session, key = authenticator(page)

    page.goto(root + parts.path)
    page.fill("[name=new_password1]", PASSWORD)
    page.fill("[name=new_password2]", PASSWORD)
    page.click("main button[type=submit]")
    give_password(page)
    expect(page.get_by_text("Your role must sign in with a second step")).to_be_visible()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey was added.")).to_be_visible()
    expect(page.get_by_label("Name of the passkey")).to_have_value("Chrome on Linux")
    page.fill("[name=name]", "کلید من")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_label("Name of the passkey")).to_have_value("کلید من")

    # Alone, without a name or a password.
    sign_out(page, root)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{root}/newsroom/")

    # After the password, which is not enough any more.
    sign_out(page, root)
    give_password(page)
    page.wait_for_url(f"{root}/newsroom/login/second/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{root}/newsroom/")

    # A key of the same newsroom that nobody added, and one that was told no.
    sign_out(page, root)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Nothing came from the passkey")).to_be_visible()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": True})

    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{root}/newsroom/")
    page.goto(f"{root}/newsroom/account/door/")
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("add another before you take this one away")).to_be_visible()
    for how in ("password and passkey", "passkey added"):
        expect(page.locator(".door-lines").get_by_text(how).first).to_be_visible()


def test_at_a_number_the_page_says_where_passkeys_work(newsroom_link: str, page: Page) -> None:
    parts = urlsplit(newsroom_link)
    page.goto(f"http://127.0.0.1:{parts.port}/newsroom/login/")
    place = page.get_by_role("link", name=f"http://localhost:{parts.port}/newsroom/login/")
    place.click()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible()
