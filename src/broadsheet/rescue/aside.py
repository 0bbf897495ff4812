"""Reading in a process of its own, beside the one that stores what was read.

Guarantees: the same finds in the same order as reading in this process, a bounded number of them on their
way, and no process left behind: a reader whose storer is gone, killed even, ends at its next batch.

Threads were not used: reading and storing are both Python's work. A pool of workers was not used either: the
finds of a copy depend on those before them, and two processes already are as fast as storing can be.
"""

import contextlib
import fcntl
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection

from broadsheet.errors import BroadsheetError
from broadsheet.rescue.finds import Find

__all__ = ["Job", "ReadingRoom"]

Job = Callable[[], Iterator[Find]]
"""Reads one source from its start."""

_BATCH = 50
_WIRE_BYTES = 1 << 20
"""As much as Linux lets anybody have (/proc/sys/fs/pipe-max-size); some 250 posts."""


class ReadingRoom:
    """Reads sources one after the other; each must be read to its end before the next.

    ``apart`` asks for a process of its own. It is granted where a second processor is free for it and where
    forking is safe, which is in a process of one thread on Linux.
    """

    def __init__(self, jobs: Sequence[Job], *, apart: bool) -> None:
        """Nothing is read before the first find is asked for."""
        self._waiting = iter(jobs)
        self._jobs = list(jobs)
        self._apart = apart and _may_fork()
        self._reader: multiprocessing.process.BaseProcess | None = None
        self._wire: Connection | None = None

    def next_source(self) -> Iterator[Find]:
        """The finds of the next source.

        Raises:
            RescueError: while reading, when that source cannot be read; the next one still can.
        """
        if not self._apart:
            return next(self._waiting)()
        if self._wire is None:
            self._start()
        return self._received()

    def close(self) -> None:
        """Let the reader go, wherever it is."""
        if self._wire is not None:
            self._wire.close()
        if self._reader is not None:
            self._reader.terminate()
            self._reader.join()

    def _start(self) -> None:
        context = multiprocessing.get_context("fork")
        self._wire, far_end = context.Pipe(duplex=False)
        _widen(far_end)
        self._reader = context.Process(target=_read_all, args=(self._jobs, far_end, self._wire), daemon=True)
        self._reader.start()
        # Only the reader holds this end, so that its death is seen as the end of the wire.
        far_end.close()

    def _received(self) -> Iterator[Find]:
        assert self._wire is not None
        while True:
            try:
                message = self._wire.recv()
            except EOFError as error:
                raise BroadsheetError(
                    "couldn't go on reading: the process that reads was ended from outside, perhaps for want of "
                    "memory; run the same command again to go on"
                ) from error
            if message is None:
                return
            if isinstance(message, Exception):
                raise message
            yield from message


def _widen(wire: Connection) -> None:
    """Let more than one batch be on its way, so that reading goes on while a batch of posts is stored."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            fcntl.fcntl(wire.fileno(), fcntl.F_SETPIPE_SZ, _WIRE_BYTES)


def _may_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


def _read_all(jobs: Sequence[Job], wire: Connection, near_end: Connection) -> None:
    """The reader's life. The archive's connection, inherited and still the storer's, is not touched."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    near_end.close()
    try:
        for job in jobs:
            wire.send(_sent(job, wire))
    except (BrokenPipeError, ConnectionResetError):
        return


def _sent(job: Job, wire: Connection) -> Exception | None:
    """Send all finds of a source; what ended it, if it was not its end."""
    finds = job()
    try:
        while batch := list(islice(finds, _BATCH)):
            wire.send(batch)
    except (BrokenPipeError, ConnectionResetError):
        raise
    except (BroadsheetError, OSError) as error:
        return error
    except Exception as error:  # noqa: BLE001 - told where it can be seen
        return RuntimeError(f"{type(error).__name__} while reading: {error}")
    return None
