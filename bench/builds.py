"""Full builds of a paper and of Hugo's site of the same posts, tools in turn, each into a fresh folder.

A fresh folder, because making files right after a large tree was removed costs a file system up to nine
times as much, which would fall on whoever comes second.
"""

import shutil
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import write_hugo_site, write_wxr
from bench.running import Run, bin_path, count_files, run

__all__ = ["Build", "build_ours", "build_side_by_side", "check_complete", "rescue_posts"]


@dataclass(slots=True)
class Build:
    """The builds of one tool."""

    runs: list[Run] = field(default_factory=list)
    files: int = 0
    pages: int = 0

    @property
    def seconds(self) -> float:
        """The median wall time."""
        return statistics.median(each.seconds for each in self.runs)

    @property
    def rate(self) -> float:
        """HTML pages a second."""
        return self.pages / self.seconds

    @property
    def file_rate(self) -> float:
        """Files a second."""
        return self.files / self.seconds

    @property
    def peak_mb(self) -> float:
        """The median peak of the largest process."""
        return statistics.median(each.peak_mb for each in self.runs)

    @property
    def together_mb(self) -> float:
        """The median peak of all processes together."""
        return statistics.median(each.together_mb for each in self.runs)


def rescue_posts(work: Path, posts: int) -> tuple[Path, Run]:
    """A publication that holds the posts, and how long their rescue took."""
    export, paper = work / f"export-{posts}.xml", work / f"paper-{posts}"
    write_wxr(export, posts)
    run([bin_path("broadsheet"), "init", str(paper), "--name", "The Bench"], folder=work)
    settings = paper / "broadsheet.toml"
    settings.write_text(
        'url = "https://bench.example/"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8"
    )
    took = run([bin_path("broadsheet"), "rescue", str(export), "--paper", str(paper), "--json"], folder=work)
    export.unlink()
    return paper, took


def build_ours(work: Path, paper: Path, build: Build) -> Path:
    """One more full build of a copy of the paper; the copy is left."""
    fresh = work / f"{paper.name}-built-{len(build.runs)}"
    shutil.copytree(paper, fresh)
    build.runs.append(run([bin_path("broadsheet"), "publish", "--paper", str(fresh)], folder=work))
    build.files, build.pages = count_files(fresh / "site")
    return fresh


def build_side_by_side(work: Path, paper: Path, posts: int, rounds: int) -> tuple[Build, Build]:
    """Full builds of both tools in turn."""
    source = work / f"hugo-{posts}"
    write_hugo_site(source, posts)
    ours, hugo = Build(), Build()
    for number in range(rounds):
        fresh = build_ours(work, paper, ours)
        target = work / f"public-{posts}-{number}"
        hugo.runs.append(
            run([bin_path("hugo"), "--quiet", "-s", str(source), "-d", str(target)], folder=work)
        )
        hugo.files, hugo.pages = count_files(target)
        check_complete(fresh / "site", target, posts)
    return ours, hugo


def check_complete(site: Path, public: Path, posts: int) -> None:
    """Each tool made a page and its data for every post, a listing for every tag, and a feed for each."""
    for folder, feed in ((site, "atom.xml"), (public, "index.xml")):
        pages = sum(1 for _ in folder.glob("20*/*/*/*/index.html"))
        data = sum(1 for _ in folder.glob("20*/*/*/*/*.json"))
        tags = "tag" if folder == site else "tags"
        fronts = sum(1 for _ in folder.glob(f"{tags}/*/index.html"))
        feeds = sum(1 for _ in folder.glob(f"{tags}/*/{feed}"))
        if (pages, data) != (posts, posts) or fronts != feeds or fronts < 1000:
            sys.exit(
                f"{folder} is not complete: {pages} posts, {data} as data, {fronts} tags, {feeds} feeds of tags"
            )
