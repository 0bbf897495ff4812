"""Publishing: one step from the site as it is to the site as the archive has it.

Guarantees: the site is a function of the archive, the settings and the theme; a publish that
dies anywhere is completed by the next; two publishers don't interleave; a file once published
answers forever, as a page, a redirect or the page that says it is gone; what is not live is in
no file.

The order in which things become true, and what holds if the publish dies after each:

1. The lock is taken; what an interrupted publish left is distrusted and dropped. *The site is
   as that publish left it: every file whole, every listing's posts there.*
2. The edition is opened and claims the pending changes. *They stay claimed by an unfinished
   edition, and the next one claims them again.*
3. Pictures and style sheets appear. *Nobody names them yet.*
4. Posts and standing pages. *Old listings name old posts, whose addresses all still answer.*
5. Pages of years, fronts, the page of tags. *Each names posts that are there.*
6. Feeds, then sitemaps. *Machines are told last, so that what they fetch is there.*
7. Old addresses. *They lead to pages that are there.*
8. What no page is any more becomes a redirect or the page that says it is gone; other files
   are removed. *Nothing names them since 5.*
9. The edition is finished, then the lists of touched files are dropped. *Dying between the
   two makes the next publish distrust digests that were right: it writes a few files again.*

Inside each step pages are staged, made durable and moved as :mod:`broadsheet.press.write` says.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError

from broadsheet.archive import editions, selectors
from broadsheet.errors import PublishError
from broadsheet.press.desk import Desk
from broadsheet.press.disk import Disk
from broadsheet.press.hosts import host_files
from broadsheet.press.layout import file_of
from broadsheet.press.machine_pages import SitemapIndex
from broadsheet.press.pages import Withdrawn, old_addresses
from broadsheet.press.plan import Job, Phase, Planned, plan_everything
from broadsheet.press.render import Order, Result, Workers, do_job, use_desk, work_here, work_with
from broadsheet.press.write import Commit, clear, one_publisher, recover, staging_of
from broadsheet.publication import Publication

__all__ = ["EditionReport", "Progress", "publish"]

_FEW_POSTS = 200
"""Up to so many posts it takes longer to start workers than to set the pages."""
_MOST_WORKERS = 8
_FILES_AT_A_TIME = 500
_YEAR_PAGE = re.compile(r"(?P<listing>(?:(?:tag|author)/[^/]+/)?)(?:\d{4}|undated)/(?:\d+/)?index\.html")


class Progress(NamedTuple):
    """How far a publish has come: what it is making, and how many pages are done."""

    phase: Phase
    pages: int


@dataclass(frozen=True, slots=True)
class EditionReport:
    """An edition that is on the site. ``bytes`` are of the files written, ``pages`` by phase."""

    number: int
    written: int
    unchanged: int
    removed: int
    bytes: int
    seconds: float
    pages: dict[str, int]
    problems: tuple[str, ...] = ()
    """What could not be made and was left out, in sentences for the editor."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


def publish(
    publication: Publication,
    *,
    executor: Executor | int | None = None,
    progress: Callable[[Progress], None] | None = None,
    now: Callable[[], datetime] = _utc_now,
    disk: Disk | None = None,
    wait: bool = False,
) -> EditionReport:
    """Bring the site to the state of the archive, which must be open in this process.

    ``executor`` says who renders: a number is that many worker processes of our own (0: this
    process does everything), None picks a number, anything else is used as it is; its workers must
    see the publication's folder. ``wait`` waits for another publisher instead of refusing.

    Raises:
        PublishError: the edition could not be completed; what was written is whole, and the next
            publish goes on from there.
        ThemeError: a template is broken; nothing was written.
        PublicationError: a setting can't be used; nothing was written.
    """
    disk = disk or Disk()
    place = _staging(publication)
    with one_publisher(place, wait=wait):
        try:
            desk = Desk(publication)
            recover(place, disk=disk)
            edition = _Edition(publication, desk, place, disk, now)
            return edition.make(executor, progress or (lambda _: None))
        except (OSError, DatabaseError) as error:
            raise PublishError(
                f"couldn't publish: {error}; what is on the site is whole; put that right and publish again"
            ) from error
        except BrokenProcessPool as error:
            raise PublishError(
                "couldn't publish: a worker process was killed, perhaps for want of memory; publish again"
            ) from error


def _staging(publication: Publication) -> Path:
    """The folder for pages on their way, beside the site, which is made if it is not there."""
    try:
        publication.site.mkdir(exist_ok=True)
        return staging_of(publication.folder, publication.site)
    except OSError as error:
        raise PublishError(
            f"couldn't publish into {publication.site}: {error.strerror}; move away what is in its place"
        ) from error


@dataclass(slots=True)
class _Edition:
    publication: Publication
    desk: Desk
    place: Path
    disk: Disk
    now: Callable[[], datetime]
    staging: str = ""
    problems: list[str] = field(default_factory=list)
    jobs: int = 0

    def make(self, executor: Executor | int | None, progress: Callable[[Progress], None]) -> EditionReport:
        started = self.now()
        fresh = editions.is_first_edition()
        number = editions.begin_edition(at=started, inputs=self._inputs())
        # A folder of the edition's own: a worker of one that was killed can't write into the next one's.
        self.staging = str(self.place / str(number))
        self.disk.make_folder(self.staging)
        order = Order(self.publication, self.staging, number, self.disk, fresh)
        use_desk(order, self.desk)
        commit = Commit(str(self.publication.site), self.staging, number, self.disk)
        with self._results(order, executor) as results:
            self._take(results, commit, progress)
            self._finish_site(order, commit)
            seconds = (self.now() - started).total_seconds()
            editions.finish_edition(number, seconds=seconds, written=commit.written, removed=commit.removed)
        self._write_hosting()
        self.disk.sync(self.staging)
        clear(self.place, disk=self.disk)
        return EditionReport(
            number=number,
            written=commit.written,
            unchanged=commit.unchanged,
            removed=commit.removed,
            bytes=commit.size,
            seconds=seconds,
            pages=dict(commit.kinds),
            problems=tuple(self.problems),
        )

    def _inputs(self) -> str:
        """A fingerprint of what pages depend on beside the archive."""
        return sha256(f"{self.desk.theme.fingerprint()} {self.publication.settings!r}".encode()).hexdigest()

    def _plan(self) -> Iterator[Planned]:
        page_posts = self.publication.settings.listings.page_posts
        return plan_everything(page_posts=page_posts, scratch=Path(self.staging))

    @contextmanager
    def _results(
        self, order: Order, executor: Executor | int | None
    ) -> Iterator[Iterator[tuple[Planned, Result]]]:
        count = _workers_for_the_archive() if executor is None else executor
        if isinstance(count, int) and count > 0:
            with Workers(order, self._plan, count=count) as workers:
                yield workers.results()
            return
        with editions.holding():
            if isinstance(count, int):
                yield work_here(order, self._plan())
            else:
                yield work_with(
                    count, replace(order, each_job_reads=True), self._plan(), ahead=2 * _MOST_WORKERS
                )

    def _take(
        self,
        results: Iterator[tuple[Planned, Result]],
        commit: Commit,
        progress: Callable[[Progress], None],
    ) -> None:
        pages = 0
        for planned, result in results:
            commit.add(planned.phase, result.printed, yields=planned.yields)
            self.problems += result.problems
            self.jobs += 1
            pages += len(result.printed)
            progress(Progress(planned.phase, pages))
        commit.flush()

    def _finish_site(self, order: Order, commit: Commit) -> None:
        """What can only be known once all pages are there: the index of sitemaps, and what no page is any more."""
        index = self._do(order, SitemapIndex(tuple(commit.sitemaps)))
        commit.add("index", index.printed)
        commit.flush()
        after = ""
        while files := editions.unseen_files(edition=order.edition, after=after, limit=_FILES_AT_A_TIME):
            after = files[-1].path
            pages, others = self._sort_out(files, order.edition)
            withdrawn = self._do(order, Withdrawn(tuple(pages)))
            commit.add("withdrawn", withdrawn.printed)
            commit.flush()
            commit.remove(others)

    def _do(self, order: Order, job: Job) -> Result:
        self.jobs += 1
        return do_job(order, self.jobs, job)

    def _sort_out(
        self, files: Sequence[editions.KnownFile], edition: int
    ) -> tuple[list[tuple[str, str | None]], list[str]]:
        """Which files go on as pages, with what each leads to, and which are removed."""
        fronts = {file.path: match["listing"] for file in files if (match := _YEAR_PAGE.fullmatch(file.path))}
        known = editions.known_files([file_of(front) for front in set(fronts.values())])
        alive = {path for path, file in known.items() if file.edition == edition and file.page != "withdrawn"}
        pages: list[tuple[str, str | None]] = []
        others: list[str] = []
        for file in files:
            never_there = file.page == "unsure" and not self.disk.has(f"{self.publication.site}/{file.path}")
            if never_there or not file.path.endswith((".html", ".htm")):
                others.append(file.path)
                continue
            front = fronts.get(file.path)
            pages.append((file.path, front if front is not None and file_of(front) in alive else None))
        return pages, others

    def _write_hosting(self) -> None:
        """The examples for operators, beside the site and not for readers; whole or not there."""
        folder = f"{self.publication.folder}/hosting"
        for place, path, content in host_files(self.publication.settings, old_addresses()):
            if place == "site":
                continue
            staged, target = f"{self.staging}/hosting", f"{folder}/{path}"
            self.disk.write(staged, content)
            self.disk.make_folder(target.rpartition("/")[0])
            self.disk.move(staged, target)


def _workers_for_the_archive() -> int:
    if len(selectors.live_post_ids(limit=_FEW_POSTS + 1)) <= _FEW_POSTS:
        return 0
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_WORKERS)
