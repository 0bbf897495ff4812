"""A first edition: readers find no site, and then the whole of it."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.archive import services
from broadsheet.archive.intake import take_in
from broadsheet.archive.models import Image
from broadsheet.errors import PublishError
from broadsheet.press import Disk, Press, publish, write
from broadsheet.press.plan import PICTURES_IN_A_JOB
from broadsheet.publication import Publication
from tests.photographs import jpeg

from .faults import ERRORS, Counting, FaultyDisk, copy_paper
from .reading import tree
from .synthetic import add_post, add_tag


@pytest.fixture
def filled(paper: Publication) -> Publication:
    """A paper of which nothing was published yet."""
    add_tag(1, "Rivers")
    taken = take_in(jpeg(size=(96, 64)), media=paper.media)
    Image.objects.create(id=1, file=taken.file, digest=taken.digest, width=96, height=64)
    for id in (1, 2, 3):
        moment = datetime(2018 + id, 5, id, tzinfo=UTC)
        add_post(id, moment, tags=(1,), lead_image_id=1 if id == 2 else None, has_lead=id == 2)
    return paper


class NeverAppears(Disk):
    """Fails when what was laid apart is to be the site."""

    def move(self, source: str, target: str) -> None:
        if target.endswith("/paper/site"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().move(source, target)


def _interrupted(paper: Publication, *, workers: int = 0) -> None:
    with pytest.raises(PublishError, match="couldn't publish"):
        publish(paper, disk=NeverAppears(), executor=workers)


def test_there_is_no_site_until_there_is_the_whole_of_it(filled: Publication) -> None:
    _interrupted(filled)
    assert not filled.site.exists()
    publish(filled, executor=0)
    assert (filled.site / "index.html").is_file()
    assert sorted(path.name for path in (filled.folder / ".press").iterdir()) == ["changed-files", "lock"]


def test_what_an_interrupted_one_laid_changes_nothing(filled: Publication) -> None:
    _interrupted(filled, workers=1)
    services.withdraw(3)
    publish(filled, executor=0)
    assert not any("/post-3/" in name for name in tree(filled.site))
    report = publish(filled, executor=0, whole=True)
    assert (report.written, report.removed) == (0, 0)


def test_the_next_one_takes_over_the_pictures(filled: Publication) -> None:
    _interrupted(filled, workers=1)
    for original in filled.media.rglob("*.jpg"):
        original.unlink()
    report = publish(filled, executor=0)
    assert not report.problems
    assert [path for path in filled.site.glob("media/**/*") if path.is_file()]


class EndsAmongPictures(Disk):
    """Fails in the second job of pictures."""

    def write(self, path: str, data: bytes, *, new: bool = False) -> None:
        if path.rpartition("/")[2].startswith("1-"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().write(path, data, new=new)


def test_one_that_dies_among_its_pictures_keeps_those_that_were_made(
    filled: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for id in range(2, 7):
        taken = take_in(jpeg(size=(96 + id, 64)), media=filled.media)
        Image.objects.create(id=id, file=taken.file, digest=taken.digest, width=96 + id, height=64)
        add_post(10 + id, datetime(2020, 1, id, tzinfo=UTC), tags=(1,), lead_image_id=id, has_lead=True)
    monkeypatch.setattr(write, "MOST_PICTURES", 1)
    with pytest.raises(PublishError, match="couldn't publish"):
        publish(filled, disk=EndsAmongPictures(), executor=1)
    for known in Image.objects.filter(id__lte=PICTURES_IN_A_JOB):
        (filled.media / known.file).unlink()
    assert not publish(filled, executor=0).problems
    assert len({path.name[:12] for path in filled.site.glob("media/*/*")}) == 6


def test_pictures_are_recorded_far_more_often_than_pages() -> None:
    assert write.MOST_PICTURES * 10 <= write.MOST <= write.MOST_APART


def test_a_site_folder_that_somebody_made_is_kept(filled: Publication) -> None:
    filled.site.mkdir()
    made = filled.site.stat().st_ino
    publish(filled, executor=0)
    assert filled.site.stat().st_ino == made


def test_workers_lay_the_same_site(filled: Publication, tmp_path: Path) -> None:
    publish(filled, executor=2)
    laid = tree(filled.site)
    filled.site.rename(tmp_path / "laid")
    publish(filled, executor=0)
    assert tree(filled.site) == laid


def test_it_may_die_at_any_operation(filled: Publication, tmp_path: Path) -> None:
    counting, press = Counting(), Press(executor=0)
    publish(copy_paper(filled, tmp_path / "counted" / "paper"), disk=counting, executor=0)
    whole = tree(tmp_path / "counted" / "paper" / "site")
    for at in range(0, counting.done, 11):
        for persists in (False, True):
            paper = copy_paper(filled, tmp_path / "twin" / "paper")
            with pytest.raises(PublishError, match="couldn't publish"):
                publish(paper, disk=FaultyDisk(at, error=ERRORS[at % 3], persists=persists), executor=0)
            assert not paper.site.exists() or tree(paper.site) == whole
            press.publish(paper)
            assert tree(paper.site) == whole


def test_two_pages_that_want_one_file_are_refused_whoever_lays_first(filled: Publication) -> None:
    add_post(4, datetime(2019, 5, 1, tzinfo=UTC), tags=(1,), path="tag/rivers/")
    for workers in (0, 2):
        with pytest.raises(PublishError, match=r"tag/rivers/index\.html is already that of"):
            publish(filled, executor=workers)
        assert not filled.site.exists()
