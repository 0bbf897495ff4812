"""Speed and memory against Hugo and against ourselves at other sizes; a table and ``build/bench.json``."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.builds import Build, build_ours, build_side_by_side, rescue_posts
from bench.rows import Row, print_rows, write_rows
from bench.running import run, tell_machine

TEN = 10_000
FIFTY = 50_000
HUNDRED = 100_000
_EDITS = 60


@dataclass(slots=True)
class Bench:
    """What was measured so far, for rows that compare with it."""

    work: Path
    rounds: int
    ours: Build = field(default_factory=Build)
    hugo: Build = field(default_factory=Build)
    built: Path | None = None

    def ten(self) -> list[Row]:
        """Rescue and full build of 10,000 posts, beside Hugo, and against the disk's own limit."""
        paper, rescued = rescue_posts(self.work, TEN)
        self.ours, self.hugo = build_side_by_side(self.work, paper, TEN, self.rounds)
        ours, hugo = self.ours, self.hugo
        self.built = self.work / f"{paper.name}-built-0"
        limit = [self._limit(number) for number in range(self.rounds)]
        least = sorted(limit)[len(limit) // 2]
        return [
            Row("rescue of 10,000 posts", TEN / rescued.seconds, "posts/s", at_least=500),
            Row("rescue, peak memory", rescued.together_mb, "MB", at_most=400),
            Row("full build of 10,000 posts", ours.seconds, "s"),
            Row("full build, HTML pages", ours.pages, "pages"),
            Row("full build, files", ours.files, "files"),
            Row("full build, peak memory of all processes", ours.together_mb, "MB"),
            Row("full build, peak memory of the largest process", ours.peak_mb, "MB"),
            Row("Hugo 0.168, the same posts", hugo.seconds, "s"),
            Row("Hugo, HTML pages", hugo.pages, "pages"),
            Row("Hugo, peak memory", hugo.together_mb, "MB"),
            Row("time of a full build, ours / Hugo's", ours.seconds / hugo.seconds, "ratio", at_most=1),
            Row("pages per second at 10,000, ours / Hugo's", ours.rate / hugo.rate, "ratio", at_least=4),
            Row(
                "peak memory at 10,000, ours / Hugo's",
                ours.together_mb / hugo.together_mb,
                "ratio",
                at_most=0.2,
            ),
            Row("the same bytes by one writing process", least, "s"),
            Row("full build / writing alone", ours.seconds / least, "ratio", at_most=3),
        ]

    def _limit(self, number: int) -> float:
        target = self.work / f"written-{number}"
        command = [sys.executable, "-m", "bench.limit", f"{self.built}/site", str(target)]
        return float(run(command, folder=Path.cwd()).output)

    def fifty(self) -> list[Row]:
        """Full build of 50,000 posts beside Hugo."""
        paper, _ = rescue_posts(self.work, FIFTY)
        ours, hugo = build_side_by_side(self.work, paper, FIFTY, self.rounds)
        return [
            Row("full build of 50,000 posts", ours.seconds, "s"),
            Row("Hugo, 50,000 posts", hugo.seconds, "s"),
            Row("Hugo, 50,000 posts, peak memory", hugo.together_mb, "MB"),
            Row("pages per second at 50,000, ours / Hugo's", ours.rate / hugo.rate, "ratio", at_least=10),
        ]

    def hundred(self) -> list[Row]:
        """Full build of 100,000 posts, then single edits to it and to 1,000 posts."""
        self._need_ten()
        paper, _ = rescue_posts(self.work, HUNDRED)
        ours = Build()
        copies = [build_ours(self.work, paper, ours) for _ in range(self.rounds)]
        small, _ = rescue_posts(self.work, 1000)
        small = build_ours(self.work, small, Build())
        large_edit, small_edit, new = (
            self._edits(copies[0], "title"),
            self._edits(small, "title"),
            self._edits(copies[0], "new"),
        )
        return [
            Row("full build of 100,000 posts", ours.seconds, "s"),
            Row("full build of 100,000, peak memory of all processes", ours.together_mb, "MB", at_most=400),
            Row("pages per second at 100,000 / at 10,000", ours.rate / self.ours.rate, "ratio", at_least=0.9),
            Row("files per second at 100,000 / at 10,000", ours.file_rate / self.ours.file_rate, "ratio"),
            Row("a title edit at 100,000, median", large_edit.median, "ms", at_most=150),
            Row("a title edit at 100,000, 95th percentile", large_edit.slow, "ms", at_most=400),
            Row("a title edit at 100,000, files written", large_edit.files, "files"),
            Row("Hugo's rebuild at 10,000 / a title edit at 100,000", 1000 * self.hugo.seconds / large_edit.median,
                "ratio", at_least=200),
            Row("a title edit at 100,000 / at 1,000", large_edit.median / small_edit.median, "ratio", at_most=2),
            Row("a new post at 100,000, median", new.median, "ms", at_most=150),
            Row("a new post at 100,000, 95th percentile", new.slow, "ms", at_most=400),
            Row("a new post at 100,000, files written", new.files, "files"),
        ]  # fmt: skip

    def desk(self) -> list[Row]:
        """What the newsroom's answers take at 100,000 posts; in a process of its own, with its own settings."""
        told = run([sys.executable, "-m", "bench.desk"], folder=Path.cwd()).output.splitlines()[-1]
        facts = [{name: value for name, value in row.items() if name != "holds"} for row in json.loads(told)]
        return [Row(**row) for row in facts]

    def _need_ten(self) -> None:
        if not self.ours.runs:
            self.ten()

    def _edits(self, paper: Path, kind: str) -> "Edits":
        command = [sys.executable, "-m", "bench.edits", str(paper), kind, str(_EDITS)]
        return Edits(**json.loads(run(command, folder=Path.cwd()).output.splitlines()[-1]))


@dataclass(frozen=True, slots=True)
class Edits:
    """Milliseconds from an edit's change row to its last durable file; files written, the median."""

    median: float
    slow: float
    files: float


def main() -> None:
    """Measure, print and write; fails where a bound does not hold."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("parts", nargs="*", help="ten, fifty, hundred, desk; default: all of them")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument(
        "--work", type=Path, help="a folder on the disk to measure; default: a temporary one"
    )
    chosen = arguments.parse_args()
    rows: list[Row] = []
    print(tell_machine())
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-", dir=chosen.work) as folder:
        bench = Bench(Path(folder), chosen.rounds)
        parts: dict[str, Callable[[], list[Row]]] = {
            "ten": bench.ten, "fifty": bench.fifty, "hundred": bench.hundred,
            "desk": bench.desk,
        }  # fmt: skip
        for name in chosen.parts or parts:
            fresh = parts[name]()
            print_rows(fresh)
            rows += fresh
    write_rows(Path("build") / "bench.json", rows)
    sys.exit(0 if all(row.holds for row in rows) else 1)


if __name__ == "__main__":
    main()
