"""A rescue that dies anywhere and is run again ends in the same archive as one that nothing disturbed."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

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


def start(folder: Path, sources: list[Path]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "broadsheet", "rescue", *map(str, sources), "--paper", str(folder)]
    return subprocess.Popen(
        [*command, "--media", str(sample_media())], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_twenty_kills_leave_the_same_archive_as_none(tmp_path: Path) -> None:
    export = tmp_path / "export.xml"
    write_wxr(export, 600)
    sources = [export, *sample_sources()]
    calm, disturbed = tmp_path / "calm", tmp_path / "disturbed"
    found_publication(calm)
    shutil.copytree(calm, disturbed)
    began = time.monotonic()
    assert start(calm, sources).wait() in (0, 1)
    whole = time.monotonic() - began
    chance = random.Random(7)
    killed = 0
    for _ in range(20):
        process = start(disturbed, sources)
        try:
            process.wait(timeout=chance.uniform(0.05, whole))
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
    assert killed >= 5
    assert start(disturbed, sources).wait() in (0, 1)
    assert contents(disturbed / "archive.db") == contents(calm / "archive.db")
    assert files(disturbed / "media") == files(calm / "media")
