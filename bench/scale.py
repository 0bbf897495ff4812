"""Measure the constants from which ``docs/scale.md`` is computed, and write them to ``docs/scale.toml``.

``python -m bench.scale`` takes a few minutes and wants a quiet machine; ``make docs`` writes the page anew.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.press.editing import edited
from tests.press.synthetic import add_post, fill_archive

from bench.running import bin_path, run, tell_machine
from broadsheet.archive import database, touching
from broadsheet.archive.models import OldAddress, Post
from broadsheet.archive.selectors import Place
from broadsheet.press import Press
from broadsheet.press.desk import Desk
from broadsheet.press.hosts import HostLists
from broadsheet.press.machine_pages import SitemapOfMonth
from broadsheet.press.pages import Tags
from broadsheet.press.withdrawing import page_addresses
from broadsheet.publication import SETTINGS_FILE, Publication

SHAPE = {"years": 10, "tags": 2000, "tags_of_a_post": 8, "authors": 12, "page_posts": 20}
TARGET = Path(__file__).resolve().parents[1] / "docs" / "scale.toml"


def _paper(folder: Path, posts: int) -> Publication:
    folder.mkdir()
    (folder / SETTINGS_FILE).write_text(
        'name = "The Measured Paper"\nurl = "https://paper.example/"\n', encoding="utf-8"
    )
    database.create_archive(folder / "archive.db")
    shape = {name: SHAPE[name] for name in ("years", "tags", "tags_of_a_post")}
    fill_archive(posts=posts, **shape)
    OldAddress.objects.bulk_create(
        OldAddress(address=f"blog/{id}.html", post_id=id) for id in range(1, min(posts, 2000) + 1)
    )
    database.close_archive()
    return Publication.open(folder)


def _weigh(folder: Path) -> dict[str, int]:
    files = folders = size = used = 0
    for _, below, _ in os.walk(folder):
        folders += len(below)
    for path in folder.rglob("*"):
        if path.is_file():
            known = path.stat()
            files, size, used = files + 1, size + known.st_size, used + known.st_blocks * 512
    return {"files": files, "folders": folders, "bytes": size, "disk": used}


def _median(
    act: Callable[[int], object], times: int, clock: Callable[[], float] = time.process_time
) -> float:
    """The median of several times; by default of the processor's time, which other work does not lengthen."""
    taken = []
    for number in range(times):
        began = clock()
        act(number)
        taken.append(clock() - began)
    return statistics.median(taken)


def _edits(paper: Publication, posts: int) -> dict[str, float]:
    press = Press(executor=0)

    def edit(number: int) -> None:
        with edited(posts // 2 + number) as post:
            post.headline = f"Another headline {number}"
        press.publish(paper)

    def add(number: int) -> None:
        moment = datetime(2024, 12, 31, 12, number, tzinfo=UTC)
        add_post(posts + 1 + number, moment, tags=(1, 2, 3, 40, 50, 60, 700, 800))
        press.publish(paper)

    press.publish(paper)
    return {
        "edit_seconds": _median(edit, 9, time.perf_counter),
        "new_post_seconds": _median(add, 5, time.perf_counter),
    }


def _tell_hosts(paper: Publication) -> None:
    with HostLists(paper.settings) as lists:
        lists.add(page_addresses())
        for _ in lists.files():
            pass


def _walks(paper: Publication) -> dict[str, float]:
    year, rows = 2019, Post.objects.filter(year=2019, live=True).count()
    # A listing of one post is counted from the year's beginning: up to its end all of it, up to its beginning nothing.
    end, beginning = Place(year, 2**61, 0), Place(year, -(2**61), 0)
    walked = _median(lambda _: touching.ranks("front", {0: 1}, end), 9)
    asked = _median(lambda _: touching.ranks("front", {0: 1}, beginning), 9)
    desk = Desk(paper)
    month = _median(lambda _: list(SitemapOfMonth(year, 5).sheets(desk)), 9)
    in_month = Post.objects.filter(path__startswith=f"{year}/05/").count()
    tags = _median(lambda _: list(Tags().sheets(desk)), 5)
    page = next(iter(Tags().sheets(desk))).data or b""
    count = OldAddress.objects.count()
    told = _median(lambda _: _tell_hosts(paper), 3)
    redirects = (paper.site / "_redirects").stat().st_size
    return {
        "rank_row_seconds": max(0.0, walked - asked) / rows,
        "sitemap_row_seconds": month / max(1, in_month),
        "tag_seconds": tags / SHAPE["tags"],
        "tag_bytes": len(page) / SHAPE["tags"],
        "old_address_seconds": told / count,
        "old_address_bytes": redirects / count,
    }


def measure(folder: Path, posts: int) -> dict[str, float]:
    """All constants, at an archive of so many posts."""
    paper = _paper(folder / "paper", posts)
    built = run([bin_path("broadsheet"), "publish", "--json"], folder=paper.folder)
    text = built.output[built.output.index("{") :]
    seconds = json.JSONDecoder().raw_decode(text)[0]["seconds"]
    weight = _weigh(paper.site)
    database.open_archive(paper)
    found = {
        "posts": posts,
        "build_seconds_per_post": seconds / posts,
        "peak_mb": built.peak_mb,
        "files": weight["files"],
        "folders": weight["folders"],
        "site_bytes_per_file": weight["bytes"] / weight["files"],
        "site_disk_per_file": weight["disk"] / weight["files"],
        "archive_bytes_per_post": paper.archive.stat().st_size / posts,
        **_walks(paper),
        **_edits(paper, posts),
    }
    database.close_archive()
    return found


def main() -> None:
    """Measure and write."""
    arguments = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    arguments.add_argument("--posts", type=int, default=10_000)
    arguments.add_argument("--remark", default="", help="a word on the machine's state, for the page")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="broadsheet-scale-") as folder:
        found = measure(Path(folder), chosen.posts)
    lines = ["# Measured by `python -m bench.scale`; docs/scale.md is computed from it.", "[machine]"]
    lines += [f'name = "{tell_machine()}"', f'remark = "{chosen.remark}"', "", "[paper]"]
    lines += [f"{name} = {value}" for name, value in SHAPE.items()]
    lines += ["", "[measured]"]
    lines += [f"{name} = {value:.6g}" for name, value in found.items()]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
