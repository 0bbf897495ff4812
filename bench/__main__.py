"""Rescue and full build against Hugo, on the same posts, tools in turn, each build into a fresh folder."""

import argparse
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import write_hugo_site, write_wxr
from bench.rows import Row, print_rows, write_rows
from bench.running import Run, bin_path, count_files, run


@dataclass(slots=True)
class Build:
    """The builds of one tool."""

    runs: list[Run]
    files: int
    pages: int

    @property
    def seconds(self) -> float:
        """The median wall time."""
        return statistics.median(each.seconds for each in self.runs)

    @property
    def peak_mb(self) -> float:
        """The median peak of the largest process."""
        return statistics.median(each.peak_mb for each in self.runs)


def rescue_posts(work: Path, posts: int) -> tuple[Path, Run]:
    """A publication that holds the posts, and how long their rescue took."""
    export, paper = work / "export.xml", work / "paper"
    write_wxr(export, posts)
    run([bin_path("broadsheet"), "init", str(paper), "--name", "The Bench"], folder=work)
    settings = paper / "broadsheet.toml"
    settings.write_text(
        'url = "https://bench.example/"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8"
    )
    took = run([bin_path("broadsheet"), "rescue", str(export), "--paper", str(paper), "--json"], folder=work)
    return paper, took


def build_side_by_side(work: Path, paper: Path, posts: int, rounds: int) -> tuple[Build, Build]:
    """Full builds of both tools in turn, each round in fresh folders."""
    source = work / "hugo"
    write_hugo_site(source, posts)
    ours, hugo = Build([], 0, 0), Build([], 0, 0)
    for number in range(rounds):
        fresh = work / f"paper-{number}"
        shutil.copytree(paper, fresh)
        ours.runs.append(run([bin_path("broadsheet"), "publish", "--paper", str(fresh)], folder=work))
        ours.files, ours.pages = count_files(fresh / "site")
        target = work / f"public-{number}"
        hugo.runs.append(
            run([bin_path("hugo"), "--quiet", "-s", str(source), "-d", str(target)], folder=work)
        )
        hugo.files, hugo.pages = count_files(target)
    return ours, hugo


def measure(work: Path, posts: int, rounds: int) -> list[Row]:
    """All rows, in the order they are printed."""
    paper, rescued = rescue_posts(work, posts)
    ours, hugo = build_side_by_side(work, paper, posts, rounds)
    pages_ratio = (ours.pages / ours.seconds) / (hugo.pages / hugo.seconds)
    return [
        Row(f"rescue of {posts} posts", posts / rescued.seconds, "posts/s", at_least=500),
        Row("rescue, peak memory", rescued.peak_mb, "MB", at_most=400),
        Row(f"full build of {posts} posts", ours.seconds, "s"),
        Row("full build, files", ours.files, "files"),
        Row("full build, HTML pages", ours.pages, "pages"),
        Row("full build, peak memory of the largest process", ours.peak_mb, "MB"),
        Row("Hugo 0.168, the same posts", hugo.seconds, "s"),
        Row("Hugo, files", hugo.files, "files"),
        Row("Hugo, HTML pages", hugo.pages, "pages"),
        Row("Hugo, peak memory", hugo.peak_mb, "MB"),
        Row("time of a full build, ours / Hugo's", ours.seconds / hugo.seconds, "ratio", at_most=1),
        Row("pages per second, ours / Hugo's", pages_ratio, "ratio", at_least=1),
        Row("peak memory, ours / Hugo's", ours.peak_mb / hugo.peak_mb, "ratio"),
    ]


def main() -> None:
    """Measure, print and write ``build/bench.json``; fails where a bound does not hold."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("--posts", type=int, default=10_000)
    arguments.add_argument("--rounds", type=int, default=3)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as folder:
        rows = measure(Path(folder), chosen.posts, chosen.rounds)
    print_rows(rows)
    write_rows(Path("build") / "bench.json", rows)
    sys.exit(0 if all(row.holds for row in rows) else 1)


if __name__ == "__main__":
    main()
