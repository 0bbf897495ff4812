"""Keep modules and functions short: at most 400 lines a module, 40 a function, outside tests."""

import ast
import sys
from pathlib import Path

MODULE_LINES = 400
FUNCTION_LINES = 40


def find_long(path: Path) -> list[str]:
    """What in one module is too long."""
    text = path.read_text(encoding="utf-8")
    rows = []
    if text.count("\n") > MODULE_LINES:
        rows.append(f"{path}: {text.count(chr(10))} lines, at most {MODULE_LINES}")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                rows.append(f"{path}:{node.lineno} {node.name}: {length} lines, at most {FUNCTION_LINES}")
    return rows


def main() -> None:
    """Print what is too long, and fail if anything is."""
    folders = (Path("src"), Path("bench"), Path("tools"))
    paths = [
        path for folder in folders for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts
    ]
    rows = [row for path in paths for row in find_long(path)]
    sys.stdout.write("".join(f"{row}\n" for row in rows))
    sys.exit(1 if rows else 0)


if __name__ == "__main__":
    main()
