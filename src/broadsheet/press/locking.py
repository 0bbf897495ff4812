"""One publisher of a site at a time.

Guarantees: while one is at work no other one begins, in whatever process; the operating system lets go of the lock
when its process ends, however that ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadsheet.errors import PublishError

__all__ = ["leave_locks_to_parent", "one_publisher"]

_locks: set[int] = set()
"""This process's publisher locks, as descriptors."""


@contextmanager
def one_publisher(place: Path, *, wait: bool) -> Iterator[None]:
    """Keep other publishers of this site out; the operating system lets go when the process ends.

    Raises:
        PublishError: another one is at work, and ``wait`` is false.
    """
    place.mkdir(exist_ok=True)
    handle = os.open(place / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            holder = os.read(handle, 20).decode(errors="replace").strip() or "unknown"
            raise PublishError(
                f"couldn't publish: process {holder} is publishing this paper right now; "
                "wait until it is done and publish again"
            ) from None
        os.truncate(handle, 0)
        os.write(handle, b"%d\n" % os.getpid())
        _locks.add(handle)
        yield
    finally:
        _locks.discard(handle)
        os.close(handle)


def leave_locks_to_parent() -> None:
    """In a process that was forked from a publisher: hold none of its locks, so that they end when it ends."""
    while _locks:
        os.close(_locks.pop())
