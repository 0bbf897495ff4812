"""A site is a function of its archive: no clock, no chance, no number of workers shows in it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.archive import database
from broadsheet.press import publish
from broadsheet.publication import Publication
from tests.archives import copy_archive

from .reading import tree
from .synthetic import add_post, fill_archive


@pytest.fixture
def full_paper(paper: Publication) -> Publication:
    fill_archive(posts=130, tags=12, tags_of_a_post=3, years=3, body_words=60)
    add_post(1001, None, tags=(1, 2))
    return paper


def _published_again(paper: Publication, folder: Path, executor: object) -> dict[str, bytes]:
    """The same archive, published into another folder at another time."""
    folder.mkdir()
    database.close_archive()
    twin = copy_archive(paper, folder)
    database.open_archive(twin)
    publish(twin, executor=executor, now=lambda: datetime(1999, 1, 1, tzinfo=UTC))  # type: ignore[arg-type]
    return tree(twin.site)


def test_any_number_of_workers_makes_the_same_site(full_paper: Publication, tmp_path: Path) -> None:
    database.close_archive()
    alone = _published_again(full_paper, tmp_path / "alone", 0)
    assert _published_again(full_paper, tmp_path / "one", 1) == alone
    assert _published_again(full_paper, tmp_path / "three", 3) == alone
    with ThreadPoolExecutor(2) as threads:
        assert _published_again(full_paper, tmp_path / "threads", threads) == alone


def test_publishing_twice_writes_nothing_the_second_time(full_paper: Publication) -> None:
    first = publish(full_paper)
    before = {path: path.stat().st_mtime_ns for path in full_paper.site.rglob("*")}
    second = publish(full_paper)
    assert (second.written, second.unchanged, second.removed, second.whole) == (0, 0, 0, False)
    third = publish(full_paper, whole=True)
    assert (third.written, third.unchanged, third.removed) == (0, first.written, 0)
    assert {path: path.stat().st_mtime_ns for path in full_paper.site.rglob("*")} == before


def test_a_file_that_went_missing_comes_back(full_paper: Publication) -> None:
    publish(full_paper)
    whole = tree(full_paper.site)
    (full_paper.site / "tags/index.html").unlink()
    assert publish(full_paper, whole=True).written == 1
    assert tree(full_paper.site) == whole


def test_nothing_but_the_site_and_the_operators_files_is_left(full_paper: Publication) -> None:
    publish(full_paper)
    names = {path.name for path in full_paper.folder.iterdir() if not path.name.startswith("archive.db")}
    assert names == {"broadsheet.toml", "site", "hosting", ".press"}
    assert {path.name for path in (full_paper.folder / ".press").iterdir()} == {"lock", "changed-files"}
