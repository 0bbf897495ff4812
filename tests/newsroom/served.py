"""A paper that is served, its members, and the browsers in which they sit in front of it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

__all__ = ["COMMAND", "PASSWORD", "Served", "add_member", "come_in", "noting", "served_paper", "started"]

PASSWORD = "a long enough pass phrase"
COMMAND = [sys.executable, "-m", "broadsheet"]


@dataclass(frozen=True, slots=True)
class Served:
    """Addresses of the site and the newsroom, each with a slash; the one-time link of the first member; the folder."""

    site: str
    newsroom: str
    link: str
    folder: Path


@contextmanager
def served_paper(
    folder: Path, *copies: Path, media: Path | None = None, settings: str = ""
) -> Iterator[Served]:
    """A new paper with what these copies bring back, served until the test is done."""
    _run("init", str(folder), "--name", "The Harbour Courier")
    if settings:
        path = folder / "broadsheet.toml"
        path.write_text(path.read_text(encoding="utf-8") + settings, encoding="utf-8")
    if copies:
        told = ["--media", str(media)] if media else []
        # Ends with 1 where something of a copy is left over.
        subprocess.run(
            [*COMMAND, "rescue", *map(str, copies), *told, "--paper", str(folder)],
            check=False,
            capture_output=True,
        )
    with started("serve", "--paper", str(folder), "--port", "0", "--newsroom-port", "0") as addresses:
        site, newsroom, link = addresses
        yield Served(site, newsroom, link, folder)


@contextmanager
def started(*arguments: str) -> Iterator[list[str]]:
    """A verb that serves, until the test is done: the addresses that it tells, the first member's link the last."""
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            told = ""
            while "Set the first password" not in told:
                line = process.stdout.readline() if process.stdout else ""
                assert line, told
                told += line
            yield re.findall(r"http://\S+", told)
        finally:
            process.terminate()
            process.wait(timeout=60)


def _run(*arguments: str) -> str:
    done = subprocess.run([*COMMAND, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def add_member(paper: Served, name: str, role: str) -> str:
    """The link by which a new member sets a password."""
    told = _run("user", "add", name, "--role", role, "--paper", str(paper.folder))
    (link,) = re.findall(r"http://\S+", told)
    here = urlsplit(paper.newsroom)
    return str(urlsplit(link)._replace(netloc=here.netloc).geturl())


def come_in(page: Page, link: str, name: str) -> None:
    """Set a password by the link, and sign in with it."""
    page.goto(link)
    page.fill("[name=new_password1]", PASSWORD)
    page.fill("[name=new_password2]", PASSWORD)
    page.click("main button[type=submit]")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("form.login-form button[type=submit]")
    page.wait_for_url(re.compile("/newsroom/$"))


def noting(context: BrowserContext, wrong: list[str]) -> None:
    """Note what a browser complains of, its policy's refusals too, and whom its pages ask besides the paper."""
    context.set_default_timeout(60_000)
    context.on("request", lambda each: _note_foreign(each.url, wrong))
    context.on("console", lambda each: _note_complaint(each, wrong))
    context.on("weberror", lambda each: wrong.append(str(each.error)))


def _note_foreign(url: str, wrong: list[str]) -> None:
    if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
        wrong.append(url)


def _note_complaint(message: Any, wrong: list[str]) -> None:
    if message.type == "error":
        wrong.append(f"{message.page.url if message.page else ''}: {message.text}")
