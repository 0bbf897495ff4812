"""A publish that dies anywhere leaves a whole site, and the next one completes it."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.archive import database, services
from broadsheet.archive.services import garden
from broadsheet.errors import PublishError
from broadsheet.press import Disk, publish
from broadsheet.publication import Publication
from tests.archives import copy_archive
from tests.gardening import BY

from .reading import links_of, text_of_page, tree
from .synthetic import add_post, add_tag, fill_archive

POINTS = 12
"""At how many moments of a publish the disk fails, spread over all of it."""


class Trouble(Disk):
    """A disk that fails at its n-th operation, before or after doing it, and at all later ones."""

    def __init__(self, at: int, *, after_doing_it: bool = False) -> None:
        self.left = at
        self.after_doing_it = after_doing_it

    def _fails_now(self) -> bool:
        self.left -= 1
        return self.left < 0

    def _fail(self) -> None:
        raise OSError(28, "No space left on device")

    def write(self, path: str, data: bytes, *, new: bool = False) -> None:
        if self._fails_now():
            # A power cut leaves half of what was not yet durable.
            super().write(path, data if self.after_doing_it else data[: len(data) // 2])
            self._fail()
        super().write(path, data, new=new)

    def move(self, source: str, target: str) -> None:
        if self._fails_now():
            if self.after_doing_it:
                super().move(source, target)
            self._fail()
        super().move(source, target)

    def remove(self, path: str) -> None:
        if self._fails_now():
            if self.after_doing_it:
                super().remove(path)
            self._fail()
        super().remove(path)

    def make_folder(self, path: str) -> None:
        if self._fails_now():
            self._fail()
        super().make_folder(path)

    def sync(self, folder: str) -> None:
        if self._fails_now():
            self._fail()


def _operations(paper: Publication) -> int:
    """How many operations a publish of this paper takes."""
    counting = Trouble(1_000_000)
    publish(paper, disk=counting, executor=0)
    return 1_000_000 - counting.left


def _fill() -> None:
    add_tag(1, "Rivers")
    for id in range(1, 5):
        add_post(id, datetime(2019, 5, id, tzinfo=UTC), tags=(1,))


def _change() -> None:
    """An edit, a new post and a withdrawal."""
    garden.rename_tag(1, "Streams", by=BY)
    add_post(9, datetime(2020, 1, 1, tzinfo=UTC), tags=(1,))
    services.withdraw(2)


def _check_what_a_reader_finds(site: Path) -> None:
    for file in tree(site):
        if file.endswith(".html") and ("tag/" in file or file == "index.html") and "20" not in file:
            assert all((site / link).is_file() for link in links_of(site, file) if "post-" in link)
        if file.endswith(".html"):
            assert (site / file).read_text(encoding="utf-8").rstrip().endswith("</html>")


@pytest.fixture
def changed_paper(paper: Publication) -> Publication:
    """A published paper with changes that are not published yet."""
    _fill()
    publish(paper)
    _change()
    return paper


@pytest.fixture
def expected(changed_paper: Publication, tmp_path: Path) -> dict[str, bytes]:
    """What an undisturbed publish of the same paper leaves."""
    twin = _copy(changed_paper, tmp_path / "undisturbed")
    publish(twin, executor=0)
    database.open_archive(changed_paper)
    return tree(twin.site)


def _copy(paper: Publication, folder: Path) -> Publication:
    database.close_archive()
    shutil.copytree(paper.folder, folder)
    copy = copy_archive(paper, folder)
    database.open_archive(copy)
    return copy


@pytest.mark.parametrize("after_doing_it", [False, True])
def test_the_next_publish_completes_the_edition(
    changed_paper: Publication, expected: dict[str, bytes], tmp_path: Path, *, after_doing_it: bool
) -> None:
    operations = _operations(_copy(changed_paper, tmp_path / "counted"))
    for step in range(int(after_doing_it), operations, operations // POINTS):
        paper = _copy(changed_paper, tmp_path / f"step-{step}")
        with pytest.raises(PublishError, match="No space left"):
            publish(paper, disk=Trouble(step, after_doing_it=after_doing_it), executor=0)
        _check_what_a_reader_finds(paper.site)
        publish(paper, executor=0)
        assert tree(paper.site) == expected
        assert publish(paper, executor=0).written == 0


def test_an_error_says_what_happened_and_what_to_do(changed_paper: Publication) -> None:
    with pytest.raises(PublishError, match=r"couldn't publish: .*No space left.*publish again"):
        publish(changed_paper, disk=Trouble(5), executor=0)


def test_workers_that_fail_leave_the_same_whole_site(
    changed_paper: Publication, expected: dict[str, bytes]
) -> None:
    with pytest.raises(PublishError, match="No space left"):
        publish(changed_paper, disk=Trouble(3), executor=2)
    _check_what_a_reader_finds(changed_paper.site)
    publish(changed_paper, executor=2)
    assert tree(changed_paper.site) == expected


@pytest.mark.parametrize("pages", [1, 40, 200])
def test_a_killed_publish_leaves_no_workers_and_is_completed(
    paper: Publication, tmp_path: Path, pages: int
) -> None:
    fill_archive(posts=60, tags=10, tags_of_a_post=3, years=2, body_words=60)
    twin = _copy(paper, tmp_path / "undisturbed")
    publish(twin)
    database.open_archive(paper)
    killed = subprocess.Popen(
        [sys.executable, "-c", _KILL_ITSELF, str(paper.folder), str(pages)], stderr=subprocess.PIPE, text=True
    )
    # Its workers hold the other end of its error stream: reading to the end waits for the last of them.
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    _check_what_a_reader_finds(paper.site)
    publish(paper)
    assert tree(paper.site) == tree(twin.site)


_KILL_ITSELF = """
import os, signal, sys
from pathlib import Path
from broadsheet.archive import database
from broadsheet.press import publish
from broadsheet.publication import Publication

if __name__ == "__main__":
    paper, pages = Publication.open(Path(sys.argv[1])), int(sys.argv[2])
    database.open_archive(paper)
    publish(paper, executor=2, progress=lambda done: done.pages >= pages and os.kill(os.getpid(), signal.SIGKILL))
"""


def test_workers_of_a_killed_publish_that_have_not_noticed_keep_nobody_out(paper: Publication) -> None:
    fill_archive(posts=60, tags=10, tags_of_a_post=3, years=2, body_words=60)
    killed = subprocess.Popen(
        [sys.executable, "-c", _STOP_ITS_WORKERS, str(paper.folder)], stdout=subprocess.PIPE, text=True
    )
    assert killed.wait(timeout=60) == -signal.SIGKILL
    assert killed.stdout is not None
    with killed.stdout as told:
        workers = [int(id) for id in told.readline().split()]
    assert len(workers) == 2
    try:
        publish(paper, executor=0)
        _check_what_a_reader_finds(paper.site)
    finally:
        for id in workers:
            os.kill(id, signal.SIGKILL)


_STOP_ITS_WORKERS = """
import multiprocessing, os, signal, sys
from pathlib import Path
from broadsheet.archive import database
from broadsheet.press import publish
from broadsheet.publication import Publication

def stop(done):
    workers = multiprocessing.active_children()
    for worker in workers:
        os.kill(worker.pid, signal.SIGSTOP)
    print(*(worker.pid for worker in workers), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    paper = Publication.open(Path(sys.argv[1]))
    database.open_archive(paper)
    publish(paper, executor=2, progress=stop)
"""


def test_a_post_that_only_an_interrupted_edition_published_can_be_withdrawn(
    changed_paper: Publication,
) -> None:
    page = changed_paper.site / "2020/01/01/post-9/index.html"
    step = 60
    while not page.exists():
        with pytest.raises(PublishError):
            publish(changed_paper, disk=Trouble(step), executor=0)
        step += 1
    services.withdraw(9)
    publish(changed_paper)
    assert "This page was withdrawn" in text_of_page(changed_paper.site, "2020/01/01/post-9/index.html")
    assert not [file for file, data in tree(changed_paper.site).items() if b"What post 9 says" in data]
