"""What a dry run tells of the posts that a copy would bring, and whom it keeps waiting: nobody."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import Any

import pytest
from bench.corpus import write_wxr

from broadsheet.archive import models
from broadsheet.publication import Publication
from broadsheet.rescue import RescueOrder, rescue
from broadsheet.sample import sample_media, sample_sources


def outlooks(paper: Publication) -> list[dict[str, Any]]:
    order = RescueOrder(paper, sources=sample_sources(), media=sample_media(), dry_run=True)
    return [source["outlook"] for source in json.loads(json.dumps(rescue(order).as_json()))["sources"]]


def test_an_outlook_shows_dates_samples_and_what_stays_hidden(paper: Publication) -> None:
    export, _page = outlooks(paper)
    assert sum(export["dates"].values()) >= len(export["samples"]) > 2
    assert export["first"] < export["last"]
    assert export["hidden"]
    shown = {sample["headline"] for sample in export["samples"]}
    assert not shown & {each["headline"] for each in export["hidden"]}
    assert export["twins"] == []


def test_a_copy_that_was_rescued_meets_its_twins(paper: Publication, tmp_path: Any) -> None:
    export = tmp_path / "one.xml"
    write_wxr(export, 20)
    rescue(RescueOrder(paper, sources=[export]))
    export.write_text(export.read_text() + "<!-- another file of the same posts -->")
    (source,) = rescue(RescueOrder(paper, sources=[export], dry_run=True)).as_json()["sources"]
    assert len(source["outlook"]["twins"]) == 20
    assert all(models.Post.objects.filter(pk=twin["post"]).exists() for twin in source["outlook"]["twins"])


def test_samples_are_few_and_from_the_whole_length_of_a_copy(paper: Publication, tmp_path: Any) -> None:
    export = tmp_path / "long.xml"
    write_wxr(export, 500)
    (source,) = rescue(RescueOrder(paper, sources=[export], dry_run=True)).as_json()["sources"]
    assert 4 <= len(source["outlook"]["samples"]) <= 8
    assert models.Post.objects.count() == 0


def test_a_rescue_for_good_has_no_outlook(paper: Publication) -> None:
    order = RescueOrder(paper, sources=sample_sources(), media=sample_media())
    assert all("outlook" not in source for source in rescue(order).as_json()["sources"])


@pytest.mark.only_files
def test_others_write_to_the_archive_while_a_dry_run_is_under_way(paper: Publication, tmp_path: Any) -> None:
    export = tmp_path / "export.xml"
    write_wxr(export, 300)
    wrote: list[int] = []

    def write(_name: str, _done: int) -> None:
        with closing(sqlite3.connect(paper.archive, timeout=0)) as other:
            wrote.append(other.execute("UPDATE archive_edition SET seconds = seconds").rowcount)
            other.commit()

    rescue(RescueOrder(paper, sources=[export], dry_run=True), progress=write)
    assert wrote


@pytest.mark.parametrize("dry", [["--dry-run"], []])
def test_progress_is_told_to_programs_as_an_object_a_line(
    paper: Publication, tmp_path: Any, dry: list[str]
) -> None:
    export = tmp_path / "export.xml"
    write_wxr(export, 300)
    command = [
        sys.executable,
        "-m",
        "broadsheet",
        "rescue",
        str(export),
        "--paper",
        str(paper.folder),
        "--json",
    ]
    told = subprocess.run([*command, *dry], capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in told.stderr.splitlines()]
    assert lines
    assert lines[0]["step"] == "export.xml"
    assert 0 < lines[0]["done"] <= 300
    assert json.loads(told.stdout)["sources"][0]["posts"]["kept"] == 300
