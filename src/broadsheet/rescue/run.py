"""One rescue: every source detected, read, cleaned and stored, with a report.

A source is read lazily and stored in batches of constant size, each in one transaction, so that memory
does not grow with the copy and a run that dies has stored whole batches. Running again reads from the
start and finds what is there: the archive ends as if nothing had happened. A dry run does all of that
in a transaction that is rolled back.
"""

import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import transaction

from broadsheet.archive import database, services
from broadsheet.archive.addresses import host_of, name_key, slug_of
from broadsheet.archive.finds import (
    OldAddress,
    PageFind,
    PersonFind,
    PictureFind,
    PostFind,
    TagFind,
)
from broadsheet.errors import BroadsheetError, RescueError, UsageError
from broadsheet.publication import Publication, fill_settings
from broadsheet.rescue.addresses import KnownAddress, read_addresses
from broadsheet.rescue.detect import detect_format
from broadsheet.rescue.finds import CopyFacts, Find, Remark
from broadsheet.rescue.formats import RANKS, open_reader
from broadsheet.rescue.illustrations import Illustrations, figure_of, picture_urls, point_at
from broadsheet.rescue.media import MediaFolder
from broadsheet.rescue.report import Report, SourceReport
from broadsheet.rescue.wxr import Exports

__all__ = ["Progress", "RescueOrder", "rescue"]

_BATCH = 200

Progress = Callable[[str, int], None]
"""Hears the source's name and how many of its items have been stored so far."""


@dataclass(frozen=True, slots=True)
class RescueOrder:
    """What to rescue, and from where.

    ``media`` is a folder that holds the site's pictures (an uploads copy in any layout); without one, a
    folder named ``uploads`` beside a source is used. ``urls`` lists the old site's addresses (plain,
    sitemap or CDX) and dates posts whose headline matches.
    """

    publication: Publication
    sources: Sequence[Path]
    media: Path | None = None
    urls: Path | None = None
    dry_run: bool = False


def rescue(order: RescueOrder, *, progress: Progress | None = None) -> Report:
    """Carry out a rescue; the report says what became of every source.

    A source that no reader can read is a refusal in the report and does not stop the others.

    Raises:
        UsageError: a source, the media folder or the list of URLs is not there; nothing was read.
        PublicationError: the archive cannot be opened.
    """
    _check_order(order)
    addresses = read_addresses(order.urls) if order.urls else ()
    database.open_archive(order.publication.archive)
    facts: list[CopyFacts] = []
    reports = []
    exports = [source for source in order.sources if _is_export(source)]
    with _storing(order) as media, closing(Exports(exports)) as parts:
        for source in order.sources:
            run = _SourceRun(order, source, media=media, parts=parts, addresses=addresses, progress=progress)
            reports.append(run.carry_out())
            facts.append(run.facts)
    if not order.dry_run:
        database.analyze()
    filled = () if order.dry_run else _fill_settings(order.publication, facts)
    return Report(sources=tuple(reports), dry_run=order.dry_run, settings=filled)


def _check_order(order: RescueOrder) -> None:
    for source in order.sources:
        if source.is_dir():
            raise UsageError(f"couldn't rescue {source}: it is a folder; name the files in it")
        if not source.is_file():
            raise UsageError(f"couldn't rescue {source}: there is no such file; check the name")
    if order.media is not None and not order.media.is_dir():
        raise UsageError(f"couldn't take pictures from {order.media}: there is no such folder")
    if order.urls is not None and not order.urls.is_file():
        raise UsageError(f"couldn't read addresses from {order.urls}: there is no such file")


def _is_export(source: Path) -> bool:
    try:
        return detect_format(source) == "wxr"
    except RescueError:
        return False


@contextmanager
def _storing(order: RescueOrder) -> Iterator[Path]:
    """Where pictures go; in a dry run a folder that vanishes, inside a transaction that is rolled back."""
    if not order.dry_run:
        yield order.publication.media
        return
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        yield Path(folder)
        transaction.set_rollback(True)


def _fill_settings(publication: Publication, facts: Sequence[CopyFacts]) -> tuple[str, ...]:
    """Give the paper the name, tagline and language of the copies, where the editor has set none."""
    merged: dict[str, str] = {}
    for each in facts:
        for name in ("name", "tagline", "language", "copyright"):
            value = getattr(each, name)
            if value and name not in merged:
                merged[name] = value
    known: dict[str, str] = {name: merged[name] for name in ("name", "tagline", "language") if name in merged}
    return fill_settings(publication.folder, known)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(slots=True)
class _Pending:
    """Finds read and not yet stored."""

    posts: list[PostFind] = field(default_factory=list)
    pages: list[PageFind] = field(default_factory=list)
    tags: list[TagFind] = field(default_factory=list)
    people: list[PersonFind] = field(default_factory=list)
    pictures: list[PictureFind] = field(default_factory=list)
    addresses: list[OldAddress] = field(default_factory=list)

    def __len__(self) -> int:
        lists: tuple[list[Any], ...] = (
            self.posts, self.pages, self.tags, self.people, self.pictures, self.addresses,
        )  # fmt: skip
        return sum(len(each) for each in lists)


class _SourceRun:
    """One source on its way into the archive."""

    def __init__(
        self,
        order: RescueOrder,
        source: Path,
        *,
        media: Path,
        parts: Exports,
        addresses: tuple[KnownAddress, ...],
        progress: Progress | None,
    ) -> None:
        self.report = SourceReport(path=str(source))
        self.facts = CopyFacts()
        self._source = source
        self._parts = parts
        self._addresses = addresses
        self._progress = progress
        self._hosts: Counter[str] = Counter()
        self._stored = 0
        beside = source.parent / "uploads"
        folder = order.media or (beside if beside.is_dir() else None)
        self._illustrations = Illustrations(
            folder=MediaFolder(folder) if folder else None, media=media, tell=self.report.add
        )

    def carry_out(self) -> SourceReport:
        """Read and store the source to its end, or refuse it."""
        try:
            kind = detect_format(self._source)
            self.report.format = kind
            digest = _digest(self._source)
            origin = services.begin_rescue(
                path=self._source.name, digest=digest, format=kind, rank=RANKS[kind]
            )
            self._store_all(
                open_reader(self._source, kind, exports=self._parts, addresses=self._addresses), origin
            )
        except RescueError as error:
            self.report.refused += 1
            self.report.add(Remark("refusal", str(error), place=str(self._source)))
            return self.report
        except OSError as error:
            raise BroadsheetError(f"couldn't read {self._source}: {error.strerror or error}") from error
        hosts = frozenset(host for host, count in self._hosts.items() if count * 10 >= self._hosts.total())
        services.finish_rescue(digest=digest, hosts=hosts, report=self.report.as_json())
        return self.report

    def _store_all(self, finds: Iterator[Find], origin: services.Origin) -> None:
        pending = _Pending()
        for find in finds:
            self._take(find, pending)
            if len(pending) >= _BATCH:
                self._store(pending, origin)
                pending = _Pending()
        self._store(pending, origin)

    def _take(self, find: Find, pending: _Pending) -> None:
        match find:
            case PostFind():
                pending.posts.append(find)
                self._hosts.update([host_of(find.url)] if host_of(find.url) else [])
            case PageFind():
                body = find.body if find.lead is None else figure_of(find.lead) + find.body
                pending.pages.append(replace(find, body=body, lead=None))
            case TagFind():
                pending.tags.append(find)
            case PersonFind():
                pending.people.append(find)
            case PictureFind():
                pending.pictures.append(find)
            case OldAddress():
                pending.addresses.append(find)
            case CopyFacts():
                self._learn(find)
            case Remark():
                self.report.add(find)
                self.report.refused += find.count if find.kind == "refusal" else 0

    def _learn(self, facts: CopyFacts) -> None:
        known = {
            name: getattr(self.facts, name) or getattr(facts, name)
            for name in ("name", "tagline", "language", "url", "copyright")
        }
        self.facts = CopyFacts(**known)
        if facts.url:
            self._hosts.update([host_of(facts.url)] if host_of(facts.url) else [])

    def _store(self, pending: _Pending, origin: services.Origin) -> None:
        with transaction.atomic():
            services.store_tags(pending.tags)
            services.store_authors(pending.people)
            services.store_old_addresses(pending.addresses)
            shown = [url for post in pending.posts for url in picture_urls(post)]
            shown += [url for page in pending.pages for url in picture_urls(page)]
            pictures = self._illustrations.store(pending.pictures, shown)
            posts = [replace(find, body=point_at(find.body, pictures)) for find in pending.posts]
            pages = [replace(find, body=point_at(find.body, pictures)) for find in pending.pages]
            outcomes = services.store_posts(posts, origin=origin) if posts else []
            page_outcomes = services.store_pages(pages, origin=origin) if pages else []
        for key, picture in pictures.items():
            self._count_picture(key, picture)
        for find, outcome in zip(posts, outcomes, strict=True):
            self._count_post(find, outcome)
        self.report.pages += sum(outcome.verdict == "kept" for outcome in page_outcomes)
        self._stored += len(posts) + len(pages)
        if self._progress is not None:
            self._progress(self._source.name, self._stored)

    def _count_picture(self, key: str, picture: services.StoredPicture) -> None:
        if picture.present:
            self.report.images_kept.add(picture.id)
            self.report.images_missing.pop(picture.id, None)
        else:
            self.report.images_missing[picture.id] = key

    def _count_post(self, find: PostFind, outcome: services.Outcome) -> None:
        report = self.report
        if outcome.verdict == "kept":
            report.kept += 1
        else:
            report.already += 1
            report.completed += outcome.verdict == "completed"
        report.published += outcome.published
        report.undated += find.date.at is None
        report.statuses[find.status] += 1
        report.languages[find.language or "?"] += 1
        report.tags |= {slug_of(tag.slug) or name_key(tag.name) for tag in find.tags}
        report.authors |= {name_key(person.name) for person in find.authors}
        place = f"“{find.headline}”" if find.headline else find.place
        for note in outcome.notes:
            report.add(Remark("note", note, place=place))
        for line in outcome.leftover:
            report.add(
                Remark("leftover", "another copy of this post, which is kept, has no such line", place, line)
            )
