"""A command is told what changed on the site, whatever it missed; and no follower keeps another from following."""

import json
import os
import sys
from pathlib import Path

import pytest

from broadsheet.press import publish
from broadsheet.publication import Publication

from .editing import edited
from .followers import Unsynced, files_at, filled, root, step_of, with_followers
from .reading import tree

__all__ = ["filled", "root"]

_KEEPER = """
import json, os, pathlib, sys
site, paper = os.environ["BROADSHEET_SITE"], os.environ["BROADSHEET_PAPER"]
told = sys.stdin.read().splitlines()
pathlib.Path(paper, "told-" + os.environ["BROADSHEET_EDITION"]).write_text(json.dumps(told))
assert all(os.path.isfile(f"{site}/{line[1:]}") == (line[0] == "+") for line in told)
sys.exit(int(pathlib.Path(paper, "exit").read_text()) if os.path.exists(f"{paper}/exit") else 0)
"""


@pytest.fixture
def telling(filled: Publication) -> Publication:
    """The paper, with a command that keeps what it is told."""
    return with_followers(filled, after=(sys.executable, "-c", _KEEPER))


def told(paper: Publication, edition: int) -> list[str]:
    lines: list[str] = json.loads((paper.folder / f"told-{edition}").read_text(encoding="utf-8"))
    return lines


def test_a_command_is_told_every_file_in_order_the_first_time(telling: Publication) -> None:
    report = publish(telling, disk=Unsynced())
    assert report.problems == ()
    lines = told(telling, report.number)
    assert {line[1:] for line in lines} == set(tree(telling.site))
    steps = [step_of(line) for line in lines]
    assert steps == sorted(steps)


def test_a_command_is_told_only_what_changed_since(telling: Publication) -> None:
    publish(telling, disk=Unsynced())
    with edited(1) as post:
        post.headline = "Flood"
    report = publish(telling, disk=Unsynced())
    lines = told(telling, report.number)
    assert len(lines) == report.written
    assert "+2019/05/01/post-1/index.html" in lines


def test_a_command_is_not_called_where_nothing_changed(telling: Publication) -> None:
    publish(telling, disk=Unsynced())
    report = publish(telling, disk=Unsynced())
    assert not (telling.folder / f"told-{report.number}").exists()


def test_a_command_that_fails_is_a_problem_and_is_told_again_with_what_came_since(
    telling: Publication,
) -> None:
    publish(telling, disk=Unsynced())
    (telling.folder / "exit").write_text("3", encoding="utf-8")
    with edited(1) as post:
        post.headline = "Flood"
    failed = publish(telling, disk=Unsynced())
    (problem,) = failed.problems
    assert "ended with 3" in problem
    assert "next publish" in problem
    (telling.folder / "exit").unlink()
    with edited(4) as post:
        post.lead_image_id, post.has_lead = None, False
    report = publish(telling, disk=Unsynced())
    lines = told(telling, report.number)
    assert report.problems == ()
    assert set(told(telling, failed.number)) <= set(lines)
    assert "+2022/05/04/post-4/index.html" in lines
    assert len(lines) == len(set(lines))


def test_a_command_that_is_not_there_is_a_problem_and_the_site_is_published(filled: Publication) -> None:
    paper = with_followers(filled, after=("./no-such-command",))
    (problem,) = publish(paper).problems
    assert "couldn't tell ./no-such-command what changed" in problem
    assert (paper.site / "index.html").is_file()


def test_a_follower_that_fails_does_not_keep_the_others_from_following(
    filled: Publication, root: Path
) -> None:
    paper = with_followers(filled, to=("/no/such/folder", str(root)), after=("false",))
    assert len(publish(paper).problems) == 2
    assert files_at(root) == tree(paper.site)


def test_a_follower_more_makes_no_page_anew(filled: Publication, root: Path) -> None:
    publish(filled)
    assert publish(with_followers(filled, to=(str(root),))).whole is False


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a lock of the system")
def test_no_other_publisher_works_while_the_command_does(filled: Publication) -> None:
    script = (
        "import fcntl, os, sys\n"
        "lock = open(os.environ['BROADSHEET_PAPER'] + '/.press/lock')\n"
        "try: fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
        "except BlockingIOError: sys.exit(0)\n"
        "sys.exit(7)\n"
    )
    assert publish(with_followers(filled, after=(sys.executable, "-c", script))).problems == ()
