"""The process that brings a copy back is stopped, killed or loses its newsroom: nothing is lost, and it goes on."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from broadsheet.archive.models import Post
from broadsheet.newsroom.models import Copy
from broadsheet.newsroom.returning import folders, running
from broadsheet.newsroom.returning.steps import keep_house
from broadsheet.newsroom.roles import Role
from broadsheet.publication import Publication
from tests.newsroom.copies import RETURNING, bring, export, kept, press, wait_for
from tests.waiting import until

Sign = Callable[[str, Role], Client]
MANY = 700


@pytest.fixture
def chief(sign_in: Sign) -> Client:
    """An administrator, signed in."""
    return sign_in("chief", "administrator")


def midway(client: Client, folder: Path) -> Copy:
    """A copy of which a part is stored."""
    copy = bring(client, ("old-site.xml", export(folder, MANY)))
    press(client, copy, "accept")
    until(Post.objects.exists, "it never began")
    copy.refresh_from_db()
    return copy


def test_a_killed_rescue_says_so_and_goes_on_to_its_end(chief: Client, tmp_path: Path) -> None:
    copy = midway(chief, tmp_path)
    os.killpg(copy.process, signal.SIGKILL)
    copy = wait_for(chief, copy.pk)
    shown = chief.get(f"{RETURNING}{copy.pk}/").content.decode()
    assert copy.halted
    assert "Go on" in shown
    assert 0 < Post.objects.count() < MANY
    press(chief, copy, "go-on")
    assert wait_for(chief, copy.pk).stage == "stored"
    assert Post.objects.count() == MANY


def test_while_it_works_its_page_shows_how_far_and_reloads_without_a_script(
    chief: Client, tmp_path: Path
) -> None:
    copy = midway(chief, tmp_path)
    shown = chief.get(f"{RETURNING}{copy.pk}/").content.decode()
    press(chief, copy, "stop")
    assert 'http-equiv="refresh"' in shown
    assert f"of {MANY}" in shown
    assert "Stop" in shown


def test_stopping_ends_the_process_and_what_is_stored_stays(chief: Client, tmp_path: Path) -> None:
    copy = midway(chief, tmp_path)
    press(chief, copy, "stop")
    copy.refresh_from_db()
    assert copy.halted
    assert not running.is_alive(folders.folder_of(copy.folder))
    stored = Post.objects.count()
    assert 0 < stored < MANY
    press(chief, copy, "discard")
    assert Post.objects.count() == stored


def test_a_newsroom_that_starts_again_finds_what_ended_with_it(
    chief: Client, tmp_path: Path, newsroom: Publication
) -> None:
    copy = midway(chief, tmp_path)
    running.end_all()
    keep_house()
    copy.refresh_from_db()
    assert copy.halted
    assert "ended from outside" in copy.complaint
    press(chief, copy, "go-on")
    assert wait_for(chief, copy.pk).stage == "stored"
    assert kept(newsroom.folder) == []


def test_one_copy_at_a_time_is_brought_back(chief: Client, tmp_path: Path) -> None:
    other = bring(chief, ("other.xml", export(tmp_path, 2)))
    copy = midway(chief, tmp_path)
    answer = press(chief, other, "accept")
    assert "another copy is being brought back" in chief.get(answer.headers["Location"]).content.decode()
    press(chief, copy, "stop")


def test_a_process_that_says_why_it_ended_is_quoted(
    chief: Client, tmp_path: Path, newsroom: Publication
) -> None:
    copy = midway(chief, tmp_path)
    press(chief, copy, "stop")
    place = folders.folder_of(copy.folder)
    (place / "files" / "old-site.xml").unlink()
    press(chief, copy, "go-on")
    copy = wait_for(chief, copy.pk)
    assert "there is no such file" in copy.complaint


def test_the_result_of_the_dry_run_is_never_taken_for_that_of_the_rescue(
    chief: Client, tmp_path: Path
) -> None:
    copy = bring(chief, ("old-site.xml", export(tmp_path)))
    Copy.objects.filter(pk=copy.pk).update(stage="storing", process=999_999)
    assert wait_for(chief, copy.pk).halted
    assert Post.objects.count() == 0
