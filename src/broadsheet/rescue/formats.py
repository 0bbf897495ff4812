"""The formats that rescue reads: for each its reader, and how far it is trusted.

Where two copies of one post differ, the one of the higher rank wins: an export is the site's own
database, a bare text is what was left after everything but the words was thrown away.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from broadsheet.rescue.addresses import KnownAddress
from broadsheet.rescue.detect import Format
from broadsheet.rescue.finds import Find
from broadsheet.rescue.text import read_text
from broadsheet.rescue.wxr import Exports

__all__ = ["RANKS", "open_reader"]

RANKS: Final[dict[Format, int]] = {"wxr": 30, "text": 10}


def open_reader(
    path: Path, kind: Format, *, exports: Exports, addresses: Sequence[KnownAddress] = ()
) -> Iterator[Find]:
    """The finds of a copy, lazily, in its order; ``exports`` are those that are rescued together with it.

    Raises:
        RescueError: while reading, when the copy cannot be read as that format.
    """
    if kind == "wxr":
        return exports.read(path)
    return read_text(path, known_addresses=addresses)
