"""Where jobs are done: here, in worker processes, or in any executor that is handed in.

Guarantees: results come in the order of the jobs, whoever is done first, and only a few jobs
are under way at any time; the pages are the same whatever the number of workers; all pages
of an edition show one state of the archive. How the last is kept depends on who works:

- *own processes* (:class:`Workers`): while the parent holds the archive's write lock, each
  worker and the planner begin a read and meet at a barrier; then the lock is let go. Each keeps
  reading the state it began with, and editors can save during a long build.
- *here* or *another executor* (:func:`work_here`, :func:`work_with`): the write lock is held
  from the plan to the last page, since a strange executor's workers can't be made to begin
  together. That suits the small editions that are worked so.

A pool that each worker opens on its own would be simpler, but its pages could tell of a post
that another's listing does not know yet.
"""

import contextlib
import gc
import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from django.db import connections

from broadsheet.archive import database, editions
from broadsheet.errors import PublishError
from broadsheet.press.desk import Desk
from broadsheet.press.disk import Disk
from broadsheet.press.galley import Galley
from broadsheet.press.locking import leave_locks_to_parent
from broadsheet.press.plan import Job, Planned
from broadsheet.press.write import Printed, Tray
from broadsheet.publication import Publication
from broadsheet.theme.dates import read_language

__all__ = ["Order", "Result", "Workers", "do_job", "use_desk", "work_here", "work_with"]

_PATIENCE = 120
"""Seconds that workers may take to start."""
_AHEAD = 16
"""Jobs under way for each worker."""
_PLANNED_AHEAD = 64
_FEW_CYCLES = 50_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker must know of an edition. Can be sent to another process."""

    publication: Publication
    staging: str
    edition: int
    disk: Disk
    fresh: bool
    """True when nothing was ever published."""
    site: str
    """Where the site lies in this edition: a first one is laid apart."""
    apart: bool = False
    """True while nobody sees that place."""
    each_job_reads: bool = False
    """True where a worker's reads don't last longer than a job."""
    trusts_siblings: bool = False
    """True where compressed files that are on the site were made as they are made now."""


class Result(NamedTuple):
    """What became of a job: its pages, and what could not be made, in sentences for the editor."""

    printed: list[Printed]
    problems: list[str]


_here = threading.local()


def do_job(order: Order, number: int, job: Job, *, yields: bool = False) -> Result:
    """Render and stage a job's pages, which may have to give way. Runs in a worker."""
    with _reading(order):
        desk = _desk_for(order)
        tray = Tray(
            site=order.site,
            staging=order.staging,
            job=number,
            disk=order.disk,
            fresh=order.fresh,
            forms=order.publication.settings.publish.compressed,
            trusts=order.trusts_siblings,
            places=order.apart and not yields,
        )
        printed = tray.lay(job.sheets(desk))
        if desk.galley:
            desk.galley.write()
        problems, desk.problems = desk.problems, []
        return Result(printed, problems)


def _desk_for(order: Order) -> Desk:
    known: tuple[tuple[Path, int], Desk] | None = getattr(_here, "desk", None)
    if known is None or known[0] != _name(order):
        return use_desk(order, Desk(order.publication))
    return known[1]


def use_desk(order: Order, desk: Desk) -> Desk:
    """Do this thread's jobs of an edition at a desk that is there already."""
    desk.site = Path(order.site)
    _here.desk = (_name(order), desk)
    return desk


def _name(order: Order) -> tuple[Path, int]:
    return order.publication.folder, order.edition


@contextlib.contextmanager
def _reading(order: Order) -> Iterator[None]:
    database_here = connections["default"]
    if not order.each_job_reads or database_here.in_atomic_block:
        # In the second case the executor does its jobs in the thread that holds the write lock.
        yield
        return
    # A strange thread may still be connected to the archive of an earlier publication.
    database_here.close()
    if not database.is_open(order.publication):
        database.open_archive(order.publication)
    try:
        with editions.reading():
            yield
    finally:
        database.close_archive()


def work_here(order: Order, planned: Iterable[Planned]) -> Iterator[tuple[Planned, Result]]:
    """Do all jobs in this process, one after the other. The caller holds the archive's write lock."""
    for number, each in enumerate(planned):
        yield each, do_job(order, number, each.job, yields=each.yields)


def work_with(
    executor: Executor, order: Order, planned: Iterable[Planned], *, ahead: int
) -> Iterator[tuple[Planned, Result]]:
    """Do jobs in an executor, at most ``ahead`` of them under way; results come in the order of the plan."""
    under_way: deque[tuple[Planned, Future[Result]]] = deque()
    try:
        for number, each in enumerate(planned):
            under_way.append((each, executor.submit(do_job, order, number, each.job, yields=each.yields)))
            if len(under_way) >= ahead:
                first, future = under_way.popleft()
                yield first, future.result()
        while under_way:
            first, future = under_way.popleft()
            yield first, future.result()
    finally:
        for _, future in under_way:
            future.cancel()


class Workers:
    """Our own worker processes, all reading one state of the archive: that of the moment they began.

    Use as a context manager; inside, :meth:`results` does the jobs that ``plan`` yields.
    """

    def __init__(self, order: Order, plan: Callable[[], Iterable[Planned]], *, count: int) -> None:
        self._order = order
        self._plan = plan
        self._count = count
        context = _context()
        # The workers, the planner, and this process.
        self._together = context.Barrier(count + 2, timeout=_PATIENCE)
        self._held = context.Event()
        forks = context.get_start_method() == "fork"
        self._galley = Galley(Path(order.staging), context) if forks else None
        begin = partial(_begin_forked, self._galley) if self._galley else _begin
        self._pool = ProcessPoolExecutor(
            count,
            mp_context=context,
            initializer=partial(begin, order.publication, self._held, self._together),
        )
        self._planner = _Elsewhere(self._plan_in_a_snapshot)

    def __enter__(self) -> "Workers":
        """Start everybody while nobody can write.

        Raises:
            PublishError: the workers did not start.
        """
        try:
            self._start_workers()
            with editions.holding():
                self._held.set()
                self._planner.start()
                self._together.wait()
        except (threading.BrokenBarrierError, OSError) as error:
            self.__exit__()
            raise PublishError(
                f"couldn't publish: its worker processes did not start ({error!r}); publish again, or with one worker"
            ) from error
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *raised: object) -> None:
        """Let everybody go."""
        self._together.abort()
        # Those that still wait for their beginning find that there is none.
        self._held.set()
        self._planner.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._galley:
            self._galley.close()
            gc.unfreeze()

    def _start_workers(self) -> None:
        if self._galley:
            # A connection must not be open on both sides of a fork (https://www.sqlite.org/howtocorrupt.html, 2.6).
            connections.close_all()
            # What nobody changes stays one copy for all, unless a search for cycles marks it on either side.
            read_language(self._order.publication.settings.language)
            gc.freeze()
        for _ in range(self._count):
            self._pool.submit(_nothing)

    def results(self) -> Iterator[tuple[Planned, Result]]:
        """Do the plan's jobs; results come in its order."""
        yield from work_with(self._pool, self._order, self._planner.things(), ahead=_AHEAD * self._count)

    def _plan_in_a_snapshot(self) -> Generator[Planned, None, None]:
        with editions.reading():
            self._together.wait()
            yield from self._plan()


def _context() -> BaseContext:
    """How workers are made: forked from this process where that is safe, since they share what it has read then,
    else from a clean server of processes, else anew.
    """
    methods = multiprocessing.get_all_start_methods()
    if "fork" in methods and _threads() == 1:
        return multiprocessing.get_context("fork")
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _threads() -> int:
    """How many threads this process has, also those that no Python started; 0 where nobody tells."""
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return 0


def _begin_forked(galley: Galley, publication: Publication, held: Any, together: Any) -> None:
    """Put away what is the parent's alone and take what is for all, then begin as any worker does."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    leave_locks_to_parent()
    known = getattr(_here, "desk", None)
    if known is not None:
        known[1].forget_everything()
        known[1].galley = galley
    _begin(publication, held, together)


def _begin(publication: Publication, held: Any, together: Any) -> None:
    """A worker's first act: read the state that the write lock keeps still, once it is ``held``."""
    # Ctrl-C reaches every process of a terminal; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # A page leaves hardly any cycles behind, and looking for them among all that a worker holds takes long.
    gc.freeze()
    gc.set_threshold(_FEW_CYCLES)
    if not held.wait(_PATIENCE):
        os._exit(1)
    database.reopen_archive(publication)
    database.hold(megabytes=2)
    # Never ended: a worker lives for one edition, and its end lets go of the state.
    editions.begin_reading()
    try:
        together.wait()
    except threading.BrokenBarrierError:
        # The parent has given up, and tells why.
        os._exit(1)


def _end_with_parent() -> None:
    """Don't outlive a parent that was killed: it would keep the archive's log from ever being cleared."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _nothing() -> None:
    """Makes a pool start one more of its processes."""


class _Elsewhere:
    """Runs a generator in a thread of its own, a few things ahead of who takes them."""

    def __init__(self, make: Callable[[], Generator[Planned, None, None]]) -> None:
        self._make = make
        self._queue: queue.Queue[Planned | BaseException | None] = queue.Queue(_PLANNED_AHEAD)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="planner", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def things(self) -> Iterator[Planned]:
        """What the generator yields. Raises what it raises."""
        while (thing := self._queue.get()) is not None:
            if isinstance(thing, BaseException):
                raise thing
            yield thing

    def _run(self) -> None:
        try:
            with contextlib.closing(self._make()) as things:
                for thing in things:
                    if not self._put(thing):
                        return
            self._put(None)
        except BaseException as error:  # noqa: BLE001 - raised again where the things are taken
            self._put(error)
        finally:
            connections.close_all()

    def _put(self, thing: Planned | BaseException | None) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(thing, timeout=0.2)
            except queue.Full:
                continue
            return True
        return False
