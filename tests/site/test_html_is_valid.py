"""The W3C's validator has nothing to object to in any page, whichever way listings show posts."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, need_program
from tests.site.sample_paper import SETTINGS, make_sample_paper
from tests.site.small_papers import PAPERS, make_paper

JAR = CHECKOUT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def validate(*folders: Path, about: str = "html") -> list[str]:
    """What the validator says of all pages, or all style sheets, below folders."""
    java = need_program("java", package="default-jre-headless")
    if not JAR.is_file():
        reason = "this test needs the HTML validator from npm; run make test, which installs it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    files = [str(path) for folder in folders for path in sorted(folder.rglob(f"*.{about}"))]
    assert files
    command = [str(java), "-Xss2m", "-jar", str(JAR), f"--{about}", "--format", "json", "--stdout", *files]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    messages = json.loads(told.stdout)["messages"]
    return [
        f"{message.get('url')} line {message.get('lastLine')}: {message['message']}"
        for message in messages
        # Read from a disk, no file counts as the page's own host; test_in_a_browser has the policy at work.
        if "Content Security Policy" not in message["message"]
    ]


def test_every_page_of_the_sample_is_valid(site: Path) -> None:
    assert validate(site) == []


def test_every_page_of_a_paper_that_lists_posts_whole_is_valid(tmp_path: Path) -> None:
    paper = make_sample_paper(tmp_path / "whole", settings=f'{SETTINGS}\n[listings]\nstyle = "full"\n')
    small = [make_paper(name, tmp_path / name).site for name in PAPERS]
    assert validate(paper.site, *small) == []


def test_every_style_sheet_is_valid(site: Path) -> None:
    assert validate(site / "assets", about="css") == []


def test_the_validator_does_object(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><title>x</title><p><ul></p>", encoding="utf-8")
    assert validate(tmp_path)
