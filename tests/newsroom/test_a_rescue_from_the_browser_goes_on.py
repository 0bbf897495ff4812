"""The process that brings a copy back is stopped, killed or loses its newsroom: nothing is lost, and it goes on."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
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
Midway = Callable[[], Copy]
MANY = 990


@pytest.fixture
def chief(sign_in: Sign) -> Client:
    """An administrator, signed in."""
    return sign_in("chief", "administrator")


@pytest.fixture
def midway(chief: Client, tmp_path: Path) -> Iterator[Midway]:
    """Makes a copy of which a part is stored, and whose process stands still, in no transaction."""

    def bring_back_a_part() -> Copy:
        copy = bring(chief, ("old-site.xml", export(tmp_path, MANY)))
        press(chief, copy, "accept")
        copy.refresh_from_db()
        until(lambda: has_begun(copy), "it never began", pause=lambda: None)
        return copy

    yield bring_back_a_part
    running.end_all()


def has_begun(copy: Copy) -> bool:
    """True once some posts are stored and it told of them; the process then stands still."""
    if not (Post.objects.exists() and running.progress(folders.folder_of(copy.folder)).done):
        return False
    os.killpg(copy.process, signal.SIGSTOP)
    if nobody_writes():
        return True
    os.killpg(copy.process, signal.SIGCONT)
    return False


def nobody_writes() -> bool:
    """True where the archive lets others write at once."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
        except DatabaseError:
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
    return True


def test_a_killed_rescue_says_so_and_goes_on_to_its_end(chief: Client, midway: Midway) -> None:
    copy = midway()
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
    chief: Client, midway: Midway
) -> None:
    copy = midway()
    shown = chief.get(f"{RETURNING}{copy.pk}/").content.decode()
    assert 'http-equiv="refresh"' in shown
    assert f"of {MANY}" in shown
    assert "Stop" in shown


def test_stopping_ends_the_process_and_what_is_stored_stays(chief: Client, midway: Midway) -> None:
    copy = midway()
    press(chief, copy, "stop")
    copy.refresh_from_db()
    assert copy.halted
    assert not running.is_alive(folders.folder_of(copy.folder))
    stored = Post.objects.count()
    assert 0 < stored < MANY
    press(chief, copy, "discard")
    assert Post.objects.count() == stored


def test_a_newsroom_that_starts_again_finds_what_ended_with_it(
    chief: Client, midway: Midway, newsroom: Publication
) -> None:
    copy = midway()
    running.end_all()
    keep_house()
    copy.refresh_from_db()
    assert copy.halted
    assert "ended from outside" in copy.complaint
    press(chief, copy, "go-on")
    assert wait_for(chief, copy.pk).stage == "stored"
    assert kept(newsroom.folder) == []


def test_one_copy_at_a_time_is_brought_back(chief: Client, midway: Midway, tmp_path: Path) -> None:
    other = bring(chief, ("other.xml", export(tmp_path, 2)))
    midway()
    answer = press(chief, other, "accept")
    assert "another copy is being brought back" in chief.get(answer.headers["Location"]).content.decode()


def test_a_process_that_says_why_it_ended_is_quoted(
    chief: Client, midway: Midway, newsroom: Publication
) -> None:
    copy = midway()
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
