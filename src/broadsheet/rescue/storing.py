"""One source on its way into the archive: finds taken in, stored in batches, counted for the report.

Guarantees: each batch is stored wholly or not at all, in one transaction; memory is one batch.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import transaction

from broadsheet.archive import services
from broadsheet.archive.addresses import host_of, name_key, slug_of
from broadsheet.archive.finds import (
    OldAddress,
    PageFind,
    PersonFind,
    PictureFind,
    PostFind,
    TagFind,
)
from broadsheet.errors import BroadsheetError, RescueError
from broadsheet.rescue.credits import with_credit
from broadsheet.rescue.finds import CopyFacts, Find, Remark
from broadsheet.rescue.formats import RANKS
from broadsheet.rescue.illustrations import Illustrations, figure_of, picture_urls, point_at
from broadsheet.rescue.media import MediaFolder
from broadsheet.rescue.outlook import Outlook
from broadsheet.rescue.plan import PlannedSource
from broadsheet.rescue.report import SourceReport

__all__ = ["Progress", "SourceRun"]

_BATCH = 200

Progress = Callable[[str, int], None]
"""Hears the source's name and how many of its items have been stored so far."""


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


class SourceRun:
    """Stores what one source gives, batch by batch, and counts it for the report."""

    def __init__(
        self,
        source: PlannedSource,
        *,
        pictures: MediaFolder | None,
        media: Path,
        progress: Progress | None,
        outlook: Outlook | None = None,
    ) -> None:
        """``pictures`` holds the files that the source names, ``media`` is where they go."""
        self.report = SourceReport(path=str(source.path), format=source.format, outlook=outlook)
        self.facts = CopyFacts()
        self._source = source
        self._progress = progress
        self._hosts: Counter[str] = Counter()
        self._stored = 0
        self._illustrations = Illustrations(folder=pictures, media=media, tell=self.report.add)

    def carry_out(self, finds: Iterator[Find]) -> SourceReport:
        """Store the source to its end, or refuse it."""
        source = self._source
        try:
            origin = services.begin_rescue(
                path=source.path.name, digest=source.digest, format=source.format, rank=RANKS[source.format]
            )
            self._store_all(finds, origin)
        except RescueError as error:
            self.report.refuse(str(error))
            return self.report
        except OSError as error:
            raise BroadsheetError(f"couldn't read {source.path}: {error.strerror or error}") from error
        hosts = frozenset(host for host, count in self._hosts.items() if count * 10 >= self._hosts.total())
        told = self.report.as_json() | {"read_with": source.circumstances}
        services.finish_rescue(digest=source.digest, hosts=hosts, report=told)
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
            posts = [
                replace(find, body=point_at(find.body, pictures)) for find in map(with_credit, pending.posts)
            ]
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
            self._progress(self._source.path.name, self._stored)

    def _count_picture(self, key: str, picture: services.StoredPicture) -> None:
        if picture.present:
            self.report.images_kept.add(picture.id)
            self.report.images_missing.pop(picture.id, None)
        else:
            self.report.images_missing[picture.id] = key

    def _count_post(self, find: PostFind, outcome: services.Outcome) -> None:
        report = self.report
        if report.outlook is not None:
            report.outlook.note(find, outcome)
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
