"""Publishing: one step from the site as it is to the site as the archive has it.

Guarantees: the site is a function of the archive, the settings and the theme; a publish that
dies anywhere is completed by the next; two publishers don't interleave; a file once published
answers forever, as a page, a redirect or the page that says it is gone; what is not live is in
no file. An edition looks at the pages that its changes touch, or at all pages (:func:`_is_whole`);
either leaves the same bytes on the site.

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
9. The index of sitemaps and what hosts read: they tell what 6 to 8 made. *The next publish, which
   looks at the same changes, writes them.*
10. A first edition's site, which was laid apart so far, appears (:mod:`broadsheet.press.debut`). *Until then there
   is none.* The edition is finished, then the lists of touched files are dropped. *Dying between the
   two makes the next publish distrust digests that were right: it writes a few files again.*
11. Those who follow the site hear of it (:mod:`broadsheet.press.following`). *The next publish tells them.*

Of pages that are moved together, those that are new on the site go first, so that also a post which
stays never names one that is not there. Inside each step pages are staged, made durable and moved as
:mod:`broadsheet.press.write` says.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError

from broadsheet.archive import changes, editions, tallies
from broadsheet.errors import PublishError
from broadsheet.press.crew import MOST_WORKERS, workers_for
from broadsheet.press.debut import KEPT, appear, is_debut, keep_pictures, lay_apart
from broadsheet.press.desk import Desk
from broadsheet.press.disk import Disk
from broadsheet.press.finishing import Finish
from broadsheet.press.following import follow, followers_of
from broadsheet.press.hosts import HostLists
from broadsheet.press.locking import one_publisher
from broadsheet.press.news import gather_news
from broadsheet.press.plan import Phase, Planned, plan_everything, plan_touched
from broadsheet.press.render import Order, Result, Workers, use_desk, work_here, work_with
from broadsheet.press.siblings import recipe
from broadsheet.press.touched import Touched, find_touched
from broadsheet.press.write import CHANGED_FILES, Commit, clear, recover, staging_of
from broadsheet.publication import Archive, Newsroom, Publication

__all__ = ["EditionReport", "Press", "Progress", "publish", "stamps"]

_MANY_CHANGES = 3000
"""Above so many changed posts, looking at every page is as quick as finding out which are touched."""
_RECIPE = 4
"""Raised when the same archive, settings and theme shall give other pages, so that all are made anew."""


class Progress(NamedTuple):
    """How far a publish has come: what it is making, and how many pages are done."""

    phase: Phase
    pages: int


@dataclass(frozen=True, slots=True)
class EditionReport:
    """An edition that is on the site. ``bytes`` are of the files written, ``pages`` by phase.

    ``whole`` says that every page was looked at, else only those that ``changes`` touched.
    """

    number: int
    written: int
    unchanged: int
    removed: int
    bytes: int
    seconds: float
    pages: dict[str, int]
    problems: tuple[str, ...] = ()
    """What could not be made and was left out, in sentences for the editor."""
    whole: bool = True
    changes: int = 0
    written_pages: dict[str, int] = field(default_factory=dict)
    """The files written, by phase."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


def publish(
    publication: Publication,
    *,
    executor: Executor | int | None = None,
    progress: Callable[[Progress], None] | None = None,
    now: Callable[[], datetime] = _utc_now,
    disk: Disk | None = None,
    whole: bool = False,
) -> EditionReport:
    """Bring the site to the state of the archive, which must be open in this process.

    ``executor`` says who renders: a number is that many worker processes of our own (0: this
    process does everything), None picks a number, anything else is used as it is; its workers must
    see the publication's folder. ``whole`` looks at every page, whatever changed.

    Raises:
        PublishError: the edition could not be completed; what was written is whole, and the next
            publish goes on from there.
        ThemeError: a template is broken; nothing was written.
        PublicationError: a setting can't be used; nothing was written.
    """
    press = Press(executor=executor, now=now, disk=disk or Disk())
    return press.publish(publication, progress=progress, whole=whole)


@dataclass(slots=True)
class Press:
    """Publishes again and again in one process, keeping the theme and set cards at hand between editions."""

    executor: Executor | int | None = None
    now: Callable[[], datetime] = _utc_now
    disk: Disk = field(default_factory=Disk)
    _desk: Desk | None = None
    _seen: object = None
    _inputs: str = ""

    def publish(
        self,
        publication: Publication,
        *,
        progress: Callable[[Progress], None] | None = None,
        wait: bool = False,
        whole: bool = False,
    ) -> EditionReport:
        """As :func:`publish`; ``wait`` waits for another publisher instead of refusing."""
        place = _staging(publication)
        with one_publisher(place, wait=wait):
            try:
                desk = self._desk_for(publication)
                followers = followers_of(publication, place)
                debut = is_debut(publication)
                if debut:
                    keep_pictures(place, disk=self.disk)
                else:
                    publication.site.mkdir(exist_ok=True)
                recover(place, disk=self.disk, sparing=KEPT if debut else "")
                edition = _Edition(publication, desk, place, self, self._inputs, debut=debut)
                report = edition.make(progress or (lambda _: None), whole=whole)
                problems = follow(followers, publication, edition=report.number, disk=self.disk)
                return replace(report, problems=(*report.problems, *problems))
            except (OSError, DatabaseError) as error:
                self._desk = None
                raise PublishError(
                    f"couldn't publish: {error}; what is on the site is whole; put that right and publish again"
                ) from error
            except BrokenProcessPool as error:
                raise PublishError(
                    "couldn't publish: a worker process was killed, perhaps for want of memory; publish again"
                ) from error

    def _desk_for(self, publication: Publication) -> Desk:
        """The desk of the last edition, unless a setting or the theme has changed."""
        seen = (publication, stamps(publication.folder, publication.settings.look.logo))
        if self._desk is None or seen != self._seen:
            self._desk = Desk(publication)
            self._seen, self._inputs = seen, _fingerprint(publication, self._desk)
        return self._desk


def stamps(folder: Path, logo: str = "") -> list[tuple[str, int, int]]:
    """What tells that a file of a publication's theme, or its logo, is another than before."""
    files = [*([folder / logo] if logo else []), *sorted((folder / "theme").rglob("*"))]
    return [
        (str(file), (known := file.stat()).st_mtime_ns, known.st_size) for file in files if file.is_file()
    ]


def _fingerprint(publication: Publication, desk: Desk) -> str:
    """A digest of what pages depend on beside the archive. Who follows the site, and where rows are, is in no page."""
    logo = desk.logo.path if desk.logo else ""
    settings = publication.settings
    own = replace(
        settings, publish=replace(settings.publish, to=(), after=()), newsroom=Newsroom(), archive=Archive()
    )
    text = f"{_RECIPE} {desk.theme.fingerprint()} {logo} {own!r} {recipe(settings.publish.compressed)}"
    return sha256(text.encode()).hexdigest()


def _staging(publication: Publication) -> Path:
    """The folder for pages on their way, beside the site."""
    try:
        if not os.path.lexists(publication.site):
            return publication.folder / ".press"
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
    press: Press
    inputs: str
    debut: bool = False
    staging: str = ""
    problems: list[str] = field(default_factory=list)
    touched: Touched | None = None
    whole: bool = False

    def make(self, progress: Callable[[Progress], None], *, whole: bool) -> EditionReport:
        started, disk = self.press.now(), self.press.disk
        before = editions.last_edition()
        number = editions.begin_edition(at=started, inputs=self.inputs)
        # A folder of the edition's own: a worker of one that was killed can't write into the next one's.
        self.staging = str(self.place / str(number))
        disk.make_folder(self.staging)
        order = self._order(number, trusts=before.inputs == self.inputs)
        count = changes.claimed_count(number)
        self.whole = whole or self._is_whole(before, count)
        if self.whole:
            editions.claim_changes(number, whole=True)
        use_desk(order, self.desk)
        commit = Commit(order.site, self.staging, number, disk, self._stands, apart=order.apart)
        with self._results(order, count) as results, HostLists(self.publication.settings) as hosts:
            finish = Finish(self.publication, order, commit, hosts)
            self._take(results, finish, progress)
            finish.finish(self.touched)
            if order.apart:
                appear(order.site, str(self.publication.site), disk=disk)
            if self.touched is not None:
                tallies.store_counts(self.touched.fresh)
            seconds = (self.press.now() - started).total_seconds()
            editions.finish_edition(number, seconds=seconds, written=commit.written, removed=commit.removed)
        self._close()
        return EditionReport(
            number=number,
            written=commit.written,
            unchanged=commit.unchanged,
            removed=commit.removed,
            bytes=commit.size,
            seconds=seconds,
            pages=dict(commit.kinds),
            problems=(*self.problems, *finish.problems),
            whole=self.whole,
            changes=count,
            written_pages=dict(commit.fresh),
        )

    def _order(self, number: int, *, trusts: bool) -> Order:
        site, known = str(self.publication.site), not editions.is_first_edition()
        if self.debut:
            site, known = lay_apart(self.place, self.staging, disk=self.press.disk)
        return Order(
            self.publication,
            self.staging,
            number,
            self.press.disk,
            fresh=not known,
            site=site,
            apart=self.debut,
            trusts_siblings=trusts,
        )

    def _is_whole(self, before: editions.LastEdition, count: int) -> bool:
        """Whether this edition must look at every page: the first, after a change of settings or theme, after one
        that died on that way, where files are gone that every site has, or where much has changed.
        """
        if before.inputs != self.inputs or before.was_whole or count > _MANY_CHANGES:
            return True
        return not all((self.publication.site / name).is_file() for name in ("index.html", "404.html"))

    def _stands(self, file: editions.KnownFile) -> bool:
        """Whether a page that this edition did not make keeps its file."""
        touched = self.touched
        if touched is None or file.state != "page" or file.page.startswith(("old ", "category")):
            return False
        return file.page not in touched.owners and file.path not in touched.leaving

    def _plan(self) -> Iterator[Planned]:
        settings = self.publication.settings.listings
        if not self.whole:
            news = gather_news(changes.claimed(self._number), most=_MANY_CHANGES)
            if news is not None:
                self.touched = find_touched(news, settings=settings, most=_MANY_CHANGES)
        if self.touched is not None:
            self.desk.forget(self.touched.stale)
            yield from plan_touched(self.touched, page_posts=settings.page_posts)
            return
        self.whole = True
        self.desk.forget_everything()
        yield from plan_everything(page_posts=settings.page_posts, scratch=Path(self.staging))

    @property
    def _number(self) -> int:
        return int(Path(self.staging).name)

    @contextmanager
    def _results(self, order: Order, changed: int) -> Iterator[Iterator[tuple[Planned, Result]]]:
        count = self.press.executor
        if count is None:
            count = workers_for(order.edition, self.desk, whole=self.whole, changes=changed)
        if isinstance(count, int) and count > 0:
            with Workers(order, self._plan, count=count) as workers:
                yield workers.results()
            return
        with editions.holding():
            if isinstance(count, int):
                yield work_here(order, self._plan())
            else:
                yield work_with(
                    count, replace(order, each_job_reads=True), self._plan(), ahead=2 * MOST_WORKERS
                )

    def _take(
        self,
        results: Iterator[tuple[Planned, Result]],
        finish: Finish,
        progress: Callable[[Progress], None],
    ) -> None:
        pages = 0
        meanwhile = finish.begin()
        for planned, result in results:
            finish.commit.add(planned.phase, result.printed, yields=planned.yields)
            self.problems += result.problems
            pages += len(result.printed)
            progress(Progress(planned.phase, pages))
            if self.touched is None:
                next(meanwhile, None)
        finish.commit.flush()

    def _close(self) -> None:
        """Keep the list of what changed, drop the rest of what was staged."""
        disk = self.press.disk
        changed = f"{self.staging}/{CHANGED_FILES}"
        if not disk.has(changed):
            disk.write(changed, b"")
        disk.move(changed, f"{self.place}/{CHANGED_FILES}")
        disk.sync(self.staging)
        clear(self.place, disk=disk)
