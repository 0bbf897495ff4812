"""What an editor is told of a rescue, and what a dry run leaves behind: nothing."""

import json
from pathlib import Path

import pytest

from broadsheet.archive import models, selectors
from broadsheet.errors import UsageError
from broadsheet.publication import Publication
from broadsheet.rescue import RescueOrder, rescue
from broadsheet.sample import sample_media, sample_sources, sample_truth


@pytest.fixture
def sample(paper: Publication) -> RescueOrder:
    return RescueOrder(paper, sources=sample_sources(), media=sample_media())


def test_the_sample_comes_back_whole(sample: RescueOrder) -> None:
    truth = sample_truth()
    export, page = rescue(sample).sources
    assert (export.format, page.format) == ("wxr", "text")
    assert export.published == truth.posts_in_export
    assert (page.kept, page.already) == (truth.posts_on_tag_page - truth.posts_in_both, truth.posts_in_both)
    assert models.Post.objects.filter(live=True).count() == truth.posts
    assert export.pages == truth.pages
    assert sorted(url for url in export.images_missing.values()) == sorted(truth.pictures_missing)
    assert len(export.images_kept) == truth.pictures


def test_a_second_rescue_keeps_nothing_new_and_changes_nothing(sample: RescueOrder) -> None:
    rescue(sample)
    before = list(models.Post.objects.order_by("id").values())
    again = rescue(sample)
    assert [source.kept for source in again.sources] == [0, 0]
    assert [source.completed for source in again.sources] == [0, 0]
    assert list(models.Post.objects.order_by("id").values()) == before


def test_a_dry_run_reports_and_stores_nothing(sample: RescueOrder, paper: Publication) -> None:
    order = RescueOrder(paper, sources=sample.sources, media=sample.media, dry_run=True)
    report = rescue(order)
    assert report.sources[0].kept > 0
    assert models.Post.objects.count() == 0
    assert models.Image.objects.count() == 0
    assert not paper.media.exists() or not any(paper.media.iterdir())


def test_the_reports_json_has_its_fixed_shape(sample: RescueOrder) -> None:
    (source, *_) = json.loads(json.dumps(rescue(sample).as_json()))["sources"]
    assert {
        "path",
        "format",
        "posts",
        "tags",
        "authors",
        "images",
        "repairs",
        "refusals",
        "leftovers",
    } <= set(source)
    assert {"kept", "repaired", "refused", "already"} <= set(source["posts"])
    assert {"kept", "missing"} <= set(source["images"])


def test_a_file_of_no_known_format_is_refused_and_the_others_are_read(
    paper: Publication, sample: RescueOrder, tmp_path: Path
) -> None:
    rubbish = tmp_path / "holiday.jpg"
    rubbish.write_bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 100)
    report = rescue(RescueOrder(paper, sources=[rubbish, sample.sources[0]], media=sample.media))
    assert "holiday.jpg" in report.sources[0].refusals[0].what
    assert report.sources[1].kept > 0


@pytest.mark.parametrize("name", ["absent.xml", "."])
def test_a_source_that_is_no_file_stops_the_rescue_before_it_reads(
    paper: Publication, tmp_path: Path, name: str
) -> None:
    with pytest.raises(UsageError, match="couldn't rescue"):
        rescue(RescueOrder(paper, sources=[sample_sources()[0], tmp_path / name]))
    assert models.Post.objects.count() == 0


def test_pictures_supplied_later_fill_their_places(paper: Publication) -> None:
    sources = sample_sources()[:1]
    without = rescue(RescueOrder(paper, sources=[copied(sources[0], paper.folder)]))
    assert len(without.sources[0].images_kept) == 0
    rescue(RescueOrder(paper, sources=[paper.folder / "copy.xml"], media=sample_media()))
    shown = selectors.published_pictures(limit=100)
    assert len(shown) == sample_truth().pictures


def copied(source: Path, folder: Path) -> Path:
    """The export alone, away from the uploads that lie beside it."""
    target = folder / "copy.xml"
    target.write_bytes(source.read_bytes())
    return target


def test_a_paper_without_a_name_takes_the_copys(tmp_path: Path) -> None:
    from broadsheet.archive.founding import found_publication

    publication = found_publication(tmp_path / "new")
    rescue(RescueOrder(publication, sources=sample_sources(), media=sample_media()))
    assert Publication.open(publication.folder).settings.name == "The Night Ferry"
