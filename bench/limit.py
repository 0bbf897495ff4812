"""The limit of writing: one process that puts the bytes of a site onto the same disk with temp + rename.

    python -m bench.limit SITE TARGET

Prints the seconds spent on the disk, the reading of the bytes left out.
"""

# ruff: noqa: PTH103, PTH105, PTH118, PTH120 - bare calls, as the press makes them
import os
import sys
import time
from pathlib import Path

_AT_A_TIME = 2000


def write_again(site: Path, target: Path) -> float:
    """Seconds that it takes to write every file of ``site`` below ``target``, and to make all durable."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    target.mkdir()
    spent = 0.0
    for start in range(0, len(files), _AT_A_TIME):
        held = [
            (str(path.relative_to(site)), path.read_bytes()) for path in files[start : start + _AT_A_TIME]
        ]
        began = time.perf_counter()
        for name, data in held:
            _write(target, name, data)
        os.sync()
        spent += time.perf_counter() - began
    return spent


def _write(target: Path, name: str, data: bytes) -> None:
    path = os.path.join(target, name)
    folder = os.path.dirname(path)
    try:
        handle = os.open(f"{path}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
        handle = os.open(f"{path}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(handle, data)
    os.close(handle)
    os.replace(f"{path}.new", path)


if __name__ == "__main__":
    print(write_again(Path(sys.argv[1]), Path(sys.argv[2])))
