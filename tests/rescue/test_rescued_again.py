"""A copy that was read to its end is not read again, unless something new comes with it."""

from pathlib import Path

import pytest

from broadsheet.archive import models
from broadsheet.archive.services import origins
from broadsheet.publication import Publication
from broadsheet.rescue import RescueOrder, SourceReport, rescue
from broadsheet.sample import sample_media, sample_sources
from tests.rescue.wxr.exports import Post, export

KNOWN = "was not read again"


def is_known(source: SourceReport) -> bool:
    return any(KNOWN in note.what for note in source.notes)


@pytest.fixture
def undated(tmp_path: Path) -> Path:
    path = tmp_path / "site.xml"
    zero = "0000-00-00 00:00:00"
    path.write_text(export(Post(date=zero, date_gmt=zero, pub_date="", link="https://harbour.example/?p=7")))
    return path


def test_the_second_report_says_that_all_of_it_is_there(paper: Publication) -> None:
    order = RescueOrder(paper, sources=sample_sources(), media=sample_media())
    first, second = rescue(order).sources, rescue(order).sources
    assert [is_known(source) for source in second] == [True, True]
    for before, after in zip(first, second, strict=True):
        told, again = before.as_json(), after.as_json()
        assert again["posts"]["kept"] == 0
        assert again["posts"]["already"] == told["posts"]["kept"] + told["posts"]["already"]
        for name in ("tags", "authors", "images", "repairs", "refusals", "leftovers", "languages", "format"):
            assert again[name] == told[name]


def test_a_dry_run_tells_the_same(paper: Publication) -> None:
    order = RescueOrder(paper, sources=sample_sources(), media=sample_media())
    dry = RescueOrder(paper, sources=sample_sources(), media=sample_media(), dry_run=True)
    wanted = told_by(dry)
    assert told_by(order) == wanted
    assert told_by(dry) == told_by(order)


def told_by(order: RescueOrder) -> list[object]:
    """What a run says of its sources, but for the outlook, which only a dry run has."""
    sources = rescue(order).as_json()["sources"]
    return [{name: told for name, told in each.items() if name != "outlook"} for each in sources]


def test_pictures_that_come_later_are_taken_in(paper: Publication, tmp_path: Path) -> None:
    source = tmp_path / "site.xml"
    source.write_bytes(sample_sources()[0].read_bytes())
    rescue(RescueOrder(paper, sources=[source]))
    again = rescue(RescueOrder(paper, sources=[source], media=sample_media())).sources[0]
    assert not is_known(again)
    assert len(again.images_kept) > 0


def test_addresses_that_come_later_are_applied(paper: Publication, undated: Path, tmp_path: Path) -> None:
    addresses = tmp_path / "urls.txt"
    addresses.write_text("https://harbour.example/2019/05/05/ferry-timetable/\n")
    rescue(RescueOrder(paper, sources=[undated]))
    again = rescue(RescueOrder(paper, sources=[undated], urls=addresses)).sources[0]
    assert not is_known(again)


def test_a_copy_that_was_not_read_to_its_end_is_read_again(paper: Publication, undated: Path) -> None:
    rescue(RescueOrder(paper, sources=[undated]))
    models.Rescue.objects.update(finished=False)
    assert not is_known(rescue(RescueOrder(paper, sources=[undated])).sources[0])


def test_another_version_of_broadsheet_reads_it_again(
    paper: Publication, undated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rescue(RescueOrder(paper, sources=[undated]))
    monkeypatch.setattr("broadsheet.rescue.plan.__version__", "99")
    assert not is_known(rescue(RescueOrder(paper, sources=[undated])).sources[0])


def test_a_changed_file_is_another_copy(paper: Publication, undated: Path) -> None:
    rescue(RescueOrder(paper, sources=[undated]))
    undated.write_text(undated.read_text() + "\n")
    assert not is_known(rescue(RescueOrder(paper, sources=[undated])).sources[0])
    assert models.Post.objects.count() == 1
    assert origins.finished_report("no such digest") is None
