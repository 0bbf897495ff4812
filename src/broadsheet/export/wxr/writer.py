"""A WordPress export, written item by item, in one file or several.

Guarantees: each file is an export by itself: the head, and every picture that its posts show before the post that
shows it first, so that WordPress knows a lead picture when it meets it, whichever files were imported before.
A file is at most as large as asked for, but for a single larger post; memory is a batch, a head, and a bit for
each picture.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from typing import IO

from broadsheet.archive import holdings
from broadsheet.archive.holdings import HeldPage, HeldPicture
from broadsheet.archive.rows import PictureRow
from broadsheet.export.bodies import Bodies
from broadsheet.export.order import ExportOrder, ExportReport, Hears
from broadsheet.export.staging import Staging
from broadsheet.export.walk import Walk, WalkedPost
from broadsheet.export.wxr.head import FOOT, Logins, base_of, head
from broadsheet.export.wxr.items import Items
from broadsheet.export.wxr.standing import Standing, standing_of
from broadsheet.press.prose import Body

__all__ = ["UPLOADS", "write_wxr"]

UPLOADS = "uploads"
"""The folder of pictures: rescue looks for one of this name beside an export."""
_PAGE_STATUS = {"published": "publish", "pending": "pending", "private": "private", "password": "private"}


class _Files:
    """The files of an export: a new one begins where the last is full."""

    def __init__(self, place: Staging, names: Iterator[str], head: str, *, most: int) -> None:
        self.names: list[str] = []
        self._place = place
        self._head = head.encode("utf-8", "replace")
        self._coming = names
        self._most = most
        self._file: IO[bytes] | None = None
        self._size = 0

    def would_overflow(self, text: str) -> bool:
        """Whether an item of this length begins another file."""
        return (
            bool(self._most) and self._size > len(self._head) and self._size + len(text.encode()) > self._most
        )

    def write(self, text: str) -> None:
        """Put an item into the file that is open, or into the next one where none is."""
        if self._file is None:
            name = next(self._coming)
            self.names.append(name)
            self._file = self._place.open(name)
            self._size = self._file.write(self._head)
        self._size += self._file.write(text.encode("utf-8", "replace"))

    def close(self) -> None:
        """End the file, if one is open."""
        if self._file is not None:
            self._file.write(FOOT.encode())
            self._file.close()
            self._file = None
            self._size = 0


class _Writer:
    """One export while it is written."""

    def __init__(self, order: ExportOrder, walk: Walk, place: Staging, report: ExportReport) -> None:
        settings = order.publication.settings
        self._order, self._walk, self._place, self._report = order, walk, place, report
        self._base = base_of(settings)
        logins = Logins(walk)
        media_url = (order.media_url or f"{self._base}wp-content/uploads/").rstrip("/") + "/"
        self._items = Items(base=self._base, media_url=media_url, logins=logins)
        self.files = _Files(place, _names(order), "".join(head(settings, walk, logins)), most=order.split)
        self._here = _Seen()
        self._ever = _Seen()

    def posts(self, walked: Sequence[WalkedPost], *, now: datetime, undated: int) -> None:
        """A batch of posts, each behind the pictures it shows."""
        shown = {each.held.post.card.picture.id for each in walked if each.held.post.card.picture}
        shown |= {id for each in walked for id in each.held.post.pictures}
        pictures = self._pictures(shown)
        bodies = self._bodies(
            [
                Body(each.held.post.body, "", each.held.post.pictures, each.held.post.origin_url)
                for each in walked
            ]
        )
        for each in walked:
            post = each.held.post
            standing = standing_of(each, undated_posts=undated, now=now)
            item = self._items.post(each, standing, bodies)
            rows = ([post.card.picture] if post.card.picture else []) + list(post.pictures.values())
            self._put(item, rows, pictures)

    def pages(self, held: Sequence[HeldPage]) -> None:
        """A batch of standing pages."""
        pictures = self._pictures({id for each in held for id in each.page.pictures})
        bodies = self._bodies(
            [Body(each.page.body, "", each.page.pictures, each.origin_url) for each in held]
        )
        for each in held:
            status = "published" if each.live else each.status
            raw = _PAGE_STATUS.get(status, "trash" if status == "trashed" else "draft")
            item = self._items.page(each, Standing(raw, each.page.updated_at), bodies)
            self._put(item, list(each.page.pictures.values()), pictures)

    def other_pictures(self, held: Sequence[HeldPicture]) -> None:
        """Of these pictures those that nothing shows; all are counted."""
        there = [each for each in held if each.row.file and self._copy(each.row)]
        self._report.pictures += len(there)
        self._report.pictures_missing += len(held) - len(there)
        for each in there:
            if each.row.id not in self._ever:
                self.files.write(self._items.picture(each, None))

    def _bodies(self, bodies: Sequence[Body]) -> Bodies:
        return Bodies(bodies, self._order.publication.settings)

    def _pictures(self, ids: set[int]) -> dict[int, str]:
        """The items of those pictures whose files could be copied."""
        found = holdings.pictures_of(sorted(ids))
        first = holdings.first_shown(sorted(ids))
        return {
            each.row.id: self._items.picture(each, first.get(each.row.id))
            for each in found
            if each.row.file and self._copy(each.row)
        }

    def _copy(self, row: PictureRow) -> bool:
        return self._place.copy(self._order.publication.media / row.file, f"{UPLOADS}/{row.file}")

    def _put(self, item: str, rows: Sequence[PictureRow], pictures: dict[int, str]) -> None:
        ids = list(dict.fromkeys(row.id for row in rows if row.id in pictures))
        before = "".join(pictures[id] for id in ids if id not in self._here)
        if self.files.would_overflow(before + item):
            self.files.close()
            self._here = _Seen()
            before = "".join(pictures[id] for id in ids)
        for id in ids:
            self._here.add(id)
            self._ever.add(id)
        self.files.write(before + item)


class _Seen:
    """Which of many numbers were met, a bit for each."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def __contains__(self, number: int) -> bool:
        place, bit = divmod(number, 8)
        return place < len(self._bits) and bool(self._bits[place] >> bit & 1)

    def add(self, number: int) -> None:
        """From now on the number is one of these."""
        place, bit = divmod(number, 8)
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1024 - len(self._bits)))
        self._bits[place] |= 1 << bit


def _names(order: ExportOrder) -> Iterator[str]:
    stem = order.target.stem if order.target.suffix == ".xml" else "wordpress"
    yield f"{stem}.xml"
    number = 2
    while True:
        yield f"{stem}-{number}.xml"
        number += 1


def write_wxr(
    order: ExportOrder, walk: Walk, place: Staging, report: ExportReport, *, now: datetime, hears: Hears
) -> list[str]:
    """Write everything; returns the names of the export's files."""
    writer = _Writer(order, walk, place, report)
    undated = {live: holdings.undated(live=live) for live in (True, False)}
    with closing(writer.files):
        for some in walk.batches():
            writer.posts(some, now=now, undated=undated[some[0].held.live])
            report.posts += len(some)
            hears("exporting posts", report.posts, walk.total)
        for pages in walk.page_batches():
            writer.pages(pages)
            report.pages += len(pages)
        for pictures in walk.pictures():
            writer.other_pictures(pictures)
            hears("exporting pictures", report.pictures, None)
        if not writer.files.names:
            writer.files.write("")
    return writer.files.names
