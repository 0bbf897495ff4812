"""How much of a copy comes back: counted on copies whose truth is known, a table and ``build/eval.json``.

Each format has a module beside this one with a function that gives its rows; it is named in
``MEASURES``. A row's bound is what was reached once: it may only rise.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.bare_text import count_bare_text
from bench.rows import Row, print_rows, write_rows
from bench.wxr_evaluation import count_exports

MEASURES: dict[str, Callable[[Path], list[Row]]] = {
    "text": count_bare_text,
    "wxr": count_exports,
}


def main() -> None:
    """Count, print and write; fails where a bound does not hold."""
    arguments = argparse.ArgumentParser(prog="python -m bench.evaluation", description=__doc__)
    arguments.add_argument("format", nargs="*", choices=[*MEASURES, []], help="only these formats")
    chosen = arguments.parse_args()
    rows: list[Row] = []
    for name in chosen.format or MEASURES:
        with tempfile.TemporaryDirectory(prefix="broadsheet-eval-") as folder:
            rows += MEASURES[name](Path(folder))
    print_rows(rows)
    write_rows(Path("build") / "eval.json", rows)
    sys.exit(0 if all(row.holds for row in rows) else 1)


if __name__ == "__main__":
    main()
