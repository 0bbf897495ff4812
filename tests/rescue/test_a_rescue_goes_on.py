"""A rescue that dies anywhere and is run again ends in the same archive as one that nothing disturbed."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bench.corpus import write_wxr

from broadsheet.archive.founding import found_publication
from broadsheet.sample import sample_media, sample_sources

VOLATILE = {"archive_rescue": {"report"}}


def contents(archive: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for what says when something ran."""
    with sqlite3.connect(archive) as database:
        tables = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            if name.startswith("archive_")
        ]
        rows = {}
        for table in tables:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(column for column in columns if column not in VOLATILE.get(table, ()))
            rows[table] = list(database.execute(f"SELECT {kept} FROM {table} ORDER BY id"))
    return rows


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def start(folder: Path, sources: list[Path], *, largest_file: int = 0) -> "subprocess.Popen[bytes]":
    """A rescue in a process of its own; with ``largest_file`` writing more bytes to a file fails, as on a full disk."""
    program = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({largest_file}, {largest_file}));"
        if largest_file
        else ""
    ) + "from broadsheet.cli.app import main; main()"
    command = [sys.executable, "-c", program, "rescue", *map(str, sources), "--paper", str(folder)]
    return subprocess.Popen(
        [*command, "--media", str(sample_media())], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def ended(process: "subprocess.Popen[bytes]") -> tuple[int, str]:
    """The exit code and what was said on standard error."""
    _, said = process.communicate()
    return process.returncode, said.decode()


@dataclass(frozen=True)
class Calm:
    """A rescue that nothing disturbed: its sources, its paper, and how many seconds it took."""

    sources: list[Path]
    paper: Path
    seconds: float


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Calm:
    folder = tmp_path_factory.mktemp("calm")
    sources = sources_in(folder)
    found_publication(folder / "paper")
    began = time.monotonic()
    assert ended(start(folder / "paper", sources))[0] in (0, 1)
    return Calm(sources, folder / "paper", time.monotonic() - began)


def sources_in(folder: Path) -> list[Path]:
    """A long export, large enough to be read aside, and the sample's export and text with their pictures."""
    export = folder / "export.xml"
    write_wxr(export, 600)
    return [export, *sample_sources()]


def test_twenty_kills_leave_the_same_archive_as_none(calm: Calm, tmp_path: Path) -> None:
    disturbed, sources = tmp_path / "disturbed", calm.sources
    found_publication(disturbed)
    chance = random.Random(7)
    killed = 0
    for _ in range(20):
        process = start(disturbed, sources)
        try:
            process.communicate(timeout=chance.uniform(0.05, calm.seconds))
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
            killed += 1
    assert killed >= 5
    assert ended(start(disturbed, sources))[0] in (0, 1)
    assert contents(disturbed / "archive.db") == contents(calm.paper / "archive.db")
    assert files(disturbed / "media") == files(calm.paper / "media")


@pytest.mark.parametrize("largest_file", [400_000, 2_500_000])
def test_a_full_disk_is_told_in_one_sentence_and_the_next_run_goes_on(
    calm: Calm, tmp_path: Path, largest_file: int
) -> None:
    disturbed, sources = tmp_path / "disturbed", calm.sources
    found_publication(disturbed)
    code, said = ended(start(disturbed, sources, largest_file=largest_file))
    complaint = [line for line in said.splitlines() if line.startswith("broadsheet: ")]
    assert code == 1
    assert len(complaint) == 1
    assert "run the same command again" in complaint[0]
    assert "Traceback" not in said
    assert ended(start(disturbed, sources))[0] in (0, 1)
    assert contents(disturbed / "archive.db") == contents(calm.paper / "archive.db")
    assert files(disturbed / "media") == files(calm.paper / "media")


def test_two_rescues_at_once_store_each_post_once(calm: Calm, tmp_path: Path) -> None:
    shared, sources = tmp_path / "shared", calm.sources
    found_publication(shared)
    both = [start(shared, sources), start(shared, sources)]
    assert {ended(process)[0] for process in both} <= {0, 1}
    for table in ("archive_post", "archive_posttag", "archive_tag", "archive_image", "archive_oldaddress"):
        assert len(contents(shared / "archive.db")[table]) == len(contents(calm.paper / "archive.db")[table])
    assert files(shared / "media") == files(calm.paper / "media")
