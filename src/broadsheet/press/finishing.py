"""The end of an edition: what can only be known once all its pages are on the site.

Guarantees: every file that was a page and that no page needs any more leads on, says that it is gone,
or is removed; an old address whose place became free answers there; the index of sitemaps names the
shards that there are; hosts are told of every address that moved or is gone, and their files are
written anew only where that changed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from broadsheet.archive import editions, listings, selectors, tallies, touching
from broadsheet.archive.editions import KnownFile
from broadsheet.archive.rows import RedirectRow
from broadsheet.press.hosts import HostLists
from broadsheet.press.layout import file_of, full_pages, listing_path, page_count, year_path
from broadsheet.press.machine_pages import FOR_HOSTS, HostFiles, SitemapIndex
from broadsheet.press.pages import OldAddresses
from broadsheet.press.plan import Job, Phase
from broadsheet.press.redirects import category_addresses
from broadsheet.press.render import Order, do_job
from broadsheet.press.siblings import is_sibling, text_of
from broadsheet.press.touched import Touched
from broadsheet.press.withdrawing import (
    Withdrawn,
    answerable,
    is_page,
    own_addresses,
    page_addresses,
    path_of,
    withdrawals,
)
from broadsheet.press.write import Commit
from broadsheet.publication import Publication

__all__ = ["Finish"]

_FILES_AT_A_TIME = 500
_ADDRESSES_AT_A_TIME = 500
_FRONT = re.compile(r"((?:tag|author)/[^/]+/)index\.html")
_SHARDS = "sitemap-"
_JOBS_BEFORE = 1_000_000_000
"""Jobs of an edition's end are numbered above all planned ones."""


@dataclass(slots=True)
class Finish:
    """Finishes an edition. ``hosts`` are the lists that old addresses go into, empty so far."""

    publication: Publication
    order: Order
    commit: Commit
    hosts: HostLists
    problems: list[str] = field(default_factory=list)
    _addresses: Iterator[RedirectRow] = field(default_factory=page_addresses)
    _jobs: int = _JOBS_BEFORE

    def begin(self) -> Iterator[None]:
        """Do what needs no page of an edition that looks at all of them, a little with every step."""
        tallies.recount_everything()
        yield
        while some := list(islice(self._addresses, _ADDRESSES_AT_A_TIME)):
            self.hosts.add(some)
            yield

    def finish(self, touched: Touched | None) -> None:
        """Do it all, in the order of :mod:`broadsheet.press.edition`. Without ``touched`` every page was looked at."""
        if touched is None:
            self._index_sitemaps(made=self.order.edition)
            self._withdraw_unseen()
            self._tell_hosts()
        else:
            self._finish_touched(touched)
        strays = [
            file
            for file, known in editions.known_files(self.commit.strays).items()
            if known.state != "removed"
        ]
        if strays:
            self.commit.remove(strays)

    def _finish_touched(self, touched: Touched) -> None:
        leaving = self._leaving(touched)
        touched.leaving = {file.path for file in leaving}
        self._answer_old(touched, leaving)
        self._withdraw_leaving(touched, leaving)
        told = touched.old or touched.categories or touched.hosts
        if leaving or told or self.commit.revived:
            self._tell_hosts()
        shards = touched.index or self.commit.sitemaps
        if shards or any(file.path.startswith(_SHARDS) for file in leaving):
            self._index_sitemaps()

    def _lay(self, phase: Phase, job: Job, *, yields: bool = False, state: editions.State = "page") -> None:
        self._jobs += 1
        result = do_job(self.order, self._jobs, job, yields=yields)
        self.problems += result.problems
        self.commit.add(phase, result.printed, yields=yields, state=state)

    def _withdraw_unseen(self) -> None:
        """After a look at every page: what was not come by is no page any more. Pictures go last: feeds name them."""
        if self.order.fresh:
            return  # There is nothing that this edition did not make.
        made = self.order.edition
        for pictures in (False, True):
            after = ""
            while files := editions.unseen_files(edition=made, after=after, limit=_FILES_AT_A_TIME):
                after = files[-1].path
                some = [file for file in files if _is_picture(file) == pictures and file.page != FOR_HOSTS]
                self._withdraw(some, since=made)

    def _withdraw(self, files: Sequence[KnownFile], *, leaving: Sequence[str] = (), since: int = 0) -> None:
        never_there = {
            file.path
            for file in files
            if file.page == editions.UNSURE and not self.order.disk.has(f"{self.commit.site}/{file.path}")
        }
        pages = [file for file in files if is_page(file.path) and file.path not in never_there]
        others = [file.path for file in files if not is_page(file.path) or file.path in never_there]
        led = withdrawals(pages, leaving=leaving, edition=since)
        self._lay("withdrawn", Withdrawn(tuple(led)), state="withdrawn")
        self.commit.flush()
        # A withdrawn page has its compressed siblings, too, which are in these lists as what they were before.
        known = editions.known_files(others)
        gone = [file for file in others if known[file].edition != self.order.edition]
        if gone:
            self.commit.remove(gone)

    def _leaving(self, touched: Touched) -> list[KnownFile]:
        """The files of touched things that this edition did not make, and so nobody will."""
        keys = {key for key, _ in touched.shrunk}
        paths = {
            key: listing_path(key.kind, subject.slug) for key, subject in listings.subjects(keys).items()
        }
        kept: dict[str, set[str]] = {}
        for key, year in touched.shrunk:
            label = f"{key.kind} {key.id} {year}"
            posts = next((each.posts for each in touched.listings[key] if each.year == year), 0)
            path = "" if key.kind == "front" else paths.get(key)
            kept[label] = set() if path is None else set(self._year_files(path, year, posts))
        made = self.order.edition
        files = [file for file in self._files(list(touched.owners)) if file.edition != made]
        files += [file for file in self._files(list(kept)) if text_of(file.path) not in kept[file.page]]
        return files

    def _files(self, pages: Sequence[str]) -> Iterator[KnownFile]:
        for start in range(0, len(pages), _FILES_AT_A_TIME):
            yield from editions.files_of_pages(pages[start : start + _FILES_AT_A_TIME])

    def _year_files(self, path: str, year: int, posts: int) -> Iterator[str]:
        """The pages of a year, and the one after a full last one, which leads on."""
        size = self.publication.settings.listings.page_posts
        last = page_count(posts, size=size)
        last += 1 if posts and full_pages(posts, size=size) == last else 0
        return (file_of(year_path(path, year, number)) for number in range(1, last + 1))

    def _answer_old(self, touched: Touched, leaving: Sequence[KnownFile]) -> None:
        """Old addresses that lead elsewhere now, and those whose place becomes free."""
        free = [path_of(file.path) for file in leaving if is_page(file.path)]
        rows = touched.old | touching.old_rows(addresses=free)
        told = [row.leads for row in rows.values() if row.leads is not None and answerable(row.leads)]
        if touched.categories:
            told += [row for row in category_addresses(selectors.sections()) if answerable(row)]
        if told:
            self._lay("old addresses", OldAddresses(tuple(told)), yields=True)
            self.commit.flush()

    def _withdraw_leaving(self, touched: Touched, leaving: Sequence[KnownFile]) -> None:
        answered = editions.known_files([file.path for file in leaving])
        made = self.order.edition
        gone = [file for file in leaving if answered[file.path].edition != made]
        fronts = {
            match[1]
            for file in [*[each.path for each in gone], *self._fronts_made(touched)]
            if (match := _FRONT.fullmatch(file))
        }
        # Pages that were withdrawn earlier lead to a front for as long as that is alive.
        led = [
            file
            for front in sorted(fronts)
            for file in editions.files_from(front, state="withdrawn")
            if not is_sibling(file.path)
        ]
        seen = {file.path for file in gone}
        files = [*gone, *(file for file in led if file.path not in seen and file.edition != made)]
        files.sort(key=_is_picture)
        for start in range(0, len(files), _FILES_AT_A_TIME):
            self._withdraw(files[start : start + _FILES_AT_A_TIME], leaving=[file.path for file in gone])

    def _fronts_made(self, touched: Touched) -> list[str]:
        """Files at which a listing's front may have come to be, or an old address of one."""
        # Where a front was and stays, what leads to it does so already.
        known = listings.subjects(touched.fronts & touched.appeared)
        paths = [listing_path(key.kind, subject.slug) for key, subject in known.items()]
        return [file_of(path) for path in [*paths, *(row.address for row in touched.old.values())]]

    def _index_sitemaps(self, *, made: int = 0) -> None:
        shards = [
            file.path
            for file in editions.files_from(_SHARDS, state="page")
            if file.edition >= made and not is_sibling(file.path)
        ]
        self._lay("index", SitemapIndex(tuple(shards)))
        self.commit.flush()

    def _tell_hosts(self) -> None:
        """What hosts look for in the site, and the examples for operators beside it, whole or not there."""
        self.hosts.add(self._addresses)
        self.hosts.add(own_addresses())
        # Those of the site come first and are small, as hosts read no more.
        own: list[tuple[str, bytes]] = []
        for place, path, content in self.hosts.files():
            if place == "site":
                own.append((path, content))
                continue
            if own:
                self._lay("old addresses", HostFiles(tuple(own)))
                self.commit.flush()
                own = []
            self._write_example(path, content)

    def _write_example(self, path: str, content: bytes) -> None:
        disk, staged = self.order.disk, f"{self.order.staging}/hosting"
        target = f"{self.publication.folder}/hosting/{path}"
        disk.write(staged, content)
        disk.make_folder(target.rpartition("/")[0])
        disk.move(staged, target)


def _is_picture(file: KnownFile) -> bool:
    return file.page.startswith("picture ")
