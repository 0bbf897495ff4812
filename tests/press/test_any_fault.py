"""Whatever fails at whichever step of a publish: readers find a whole site, and the next publish completes it."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadsheet.archive import changes, database, services
from broadsheet.archive.intake import take_in
from broadsheet.archive.models import Image
from broadsheet.errors import PublishError
from broadsheet.press import Press, publish
from broadsheet.publication import Publication
from tests.archives import new_paper
from tests.photographs import jpeg

from .editing import edited, retag
from .faults import ERRORS, Counting, FaultyDisk, Stage, copy_paper
from .reading import tree
from .synthetic import FEW_ON_A_PAGE, add_old_address, add_post, add_tag

POINTS = 200
"""At how many operations, before and after them, the disk fails."""
DEATHS = 30
"""At how many moments a process is killed."""


def _fill(paper: Publication) -> None:
    for id, name in enumerate(("Rivers", "Rain"), start=1):
        add_tag(id, name)
    for id, size in ((1, (96, 64)), (2, (64, 96))):
        taken = take_in(jpeg(size=size), media=paper.media)
        Image.objects.create(id=id, file=taken.file, digest=taken.digest, width=size[0], height=size[1])
    for id in range(1, 6):
        moment = datetime(2018 + id // 3, 5, id, tzinfo=UTC)
        add_post(
            id, moment, tags=(2,) if id == 2 else (1,), lead_image_id=1 if id == 2 else None, has_lead=id == 2
        )
    add_old_address("before/", post_id=2)


def _change() -> None:
    """A new post with a picture, a new headline, and a withdrawal with which a tag and a picture go."""
    add_tag(3, "Floods")
    add_post(9, datetime(2020, 6, 1, tzinfo=UTC), tags=(1, 3), lead_image_id=2, has_lead=True)
    with edited(4) as post:
        post.headline = "What happened"
    services.withdraw(2)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, empty_archive: Path) -> Iterator[Path]:
    """A published paper with changes that are not published yet."""
    paper = new_paper(tmp_path_factory.mktemp("changed") / "paper", FEW_ON_A_PAGE)
    database.open_archive(paper)
    _fill(paper)
    publish(paper, executor=0)
    _change()
    database.close_archive()
    yield paper.folder
    database.close_archive()


@pytest.fixture(scope="module")
def stage(changed: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The site before, and after an undisturbed publish."""
    paper = Publication.open(changed)
    before = tree(paper.site)
    twin = copy_paper(paper, tmp_path_factory.mktemp("undisturbed") / "paper")
    report = publish(twin, executor=0)
    assert not report.whole
    assert report.removed > 0
    database.close_archive()
    return Stage(before, tree(twin.site))


@pytest.fixture
def fresh(changed: Path, tmp_path: Path) -> Iterator[Publication]:
    """A copy of the paper with its changes, its archive open."""
    yield copy_paper(Publication.open(changed), tmp_path / "paper")
    database.close_archive()


def _operations(changed: Path, folder: Path) -> int:
    counting = Counting()
    publish(copy_paper(Publication.open(changed), folder), disk=counting, executor=0)
    return counting.done


def _complete(paper: Publication, stage: Stage, press: Press) -> None:
    """The next publish completes the edition, and leaves nothing behind."""
    press.publish(paper)
    assert tree(paper.site) == stage.after
    assert changes.pending_count() == 0
    assert sorted(path.name for path in (paper.folder / ".press").iterdir()) == ["changed-files", "lock"]


@pytest.mark.parametrize("part", range(4))
def test_any_operation_may_fail_before_or_after_it_was_done(
    changed: Path, stage: Stage, tmp_path: Path, part: int
) -> None:
    operations = _operations(changed, tmp_path / "counted")
    points = [(at, persists) for at in range(operations) for persists in (False, True)]
    chosen = [points[index * len(points) // POINTS] for index in range(POINTS)]
    # One folder for all, so that the theme is read once.
    press = Press(executor=0)
    for number, (at, persists) in enumerate(chosen[part::4]):
        paper = copy_paper(Publication.open(changed), tmp_path / "paper")
        error = ERRORS[number % len(ERRORS)]
        with pytest.raises(PublishError, match="couldn't publish"):
            publish(paper, disk=FaultyDisk(at, error=error, persists=persists), executor=0)
        stage.verify(paper.site)
        _complete(paper, stage, press)


def test_a_site_folder_that_can_t_be_written_stays_as_it_is(fresh: Publication, stage: Stage) -> None:
    class ReadOnly(Counting):
        def move(self, source: str, target: str) -> None:
            if target.startswith(str(fresh.site)):
                raise PermissionError(13, os.strerror(13), target)
            super().move(source, target)

    with pytest.raises(PublishError, match="Permission denied"):
        publish(fresh, disk=ReadOnly(), executor=0)
    assert tree(fresh.site) == stage.before
    _complete(fresh, stage, Press(executor=0))


def test_a_publish_that_fails_again_and_again_is_completed_in_the_end(
    fresh: Publication, stage: Stage
) -> None:
    for at in range(5, 45, 5):
        with pytest.raises(PublishError):
            publish(fresh, disk=FaultyDisk(at, persists=at % 2 == 0), executor=0)
        stage.verify(fresh.site)
    _complete(fresh, stage, Press(executor=0))


def test_edits_after_a_failure_are_published_with_what_failed(fresh: Publication, tmp_path: Path) -> None:
    with pytest.raises(PublishError):
        publish(fresh, disk=FaultyDisk(40), executor=0)
    services.withdraw(9)
    retag(5, [2])
    publish(fresh, executor=0)
    twin = copy_paper(fresh, tmp_path / "twin")
    assert publish(twin, executor=0, whole=True).written == 0
    assert tree(twin.site) == tree(fresh.site)


@pytest.mark.parametrize("part", range(2))
def test_a_process_with_workers_may_be_killed_at_any_moment(
    changed: Path, stage: Stage, tmp_path: Path, part: int
) -> None:
    operations = _operations(changed, tmp_path / "counted")
    chance = random.Random(part)
    press = Press(executor=0)
    for _ in range(DEATHS // 2):
        paper = copy_paper(Publication.open(changed), tmp_path / "paper")
        database.close_archive()
        at = chance.randrange(operations)
        # Every third is killed by the clock, in the middle of whatever it does.
        seconds = chance.uniform(0.01, 0.6) if chance.random() < 1 / 3 else 0
        arguments = [str(paper.folder), str(at), str(seconds)]
        done = subprocess.run(
            [sys.executable, "-c", _DIE, *arguments], capture_output=True, text=True, check=False
        )
        assert done.returncode in (0, -signal.SIGKILL, -signal.SIGALRM), done.stderr
        database.open_archive(paper)
        stage.verify(paper.site)
        _complete(paper, stage, press)


_DIE = """
import signal, sys
from pathlib import Path
from broadsheet.archive import database
from broadsheet.press import publish
from broadsheet.publication import Publication
from tests.press.faults import Counting, Deadly

if __name__ == "__main__":
    paper, at, seconds = Publication.open(Path(sys.argv[1])), int(sys.argv[2]), float(sys.argv[3])
    database.open_archive(paper)
    if seconds:
        signal.setitimer(signal.ITIMER_REAL, seconds)
    publish(paper, executor=2, disk=Counting() if seconds else Deadly(at))
"""


def test_a_clock_that_goes_back_changes_nothing(fresh: Publication, stage: Stage) -> None:
    with pytest.raises(PublishError):
        publish(fresh, disk=FaultyDisk(30), executor=0, now=lambda: datetime(2030, 1, 1, tzinfo=UTC))
    moments = iter(datetime(2001, 1, 1, tzinfo=UTC) - timedelta(days=day) for day in range(10))
    publish(fresh, executor=0, now=lambda: next(moments))
    assert tree(fresh.site) == stage.after
    assert publish(fresh, executor=0, now=lambda: next(moments)).written == 0


def test_two_publishers_in_one_process_take_turns(fresh: Publication, stage: Stage) -> None:
    failed: list[BaseException] = []

    def work() -> None:
        try:
            Press(executor=0).publish(fresh, wait=True)
        except PublishError as error:
            failed.append(error)
        finally:
            database.close_archive()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert tree(fresh.site) == stage.after


def test_two_processes_that_publish_at_once_do_it_one_after_the_other_or_not_at_all(
    fresh: Publication, stage: Stage
) -> None:
    command = [sys.executable, "-m", "broadsheet", "publish", "--paper", str(fresh.folder)]
    running = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    told = [each.communicate(timeout=120)[1] for each in running]
    ended = [each.returncode for each in running]
    assert 0 in ended
    for code, text in zip(ended, told, strict=True):
        assert code == 0 or "is publishing this paper right now" in text
    assert tree(fresh.site) == stage.after
