"""The attachments of an export, found by the number that posts call them by.

Guarantees: memory does not grow with their number: they lie in a private temporary SQLite file that the
system removes with the last handle. A dict would hold some 300 MB for the half a million attachments of a
large paper.
"""

import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from broadsheet.rescue.finds import PictureFind
from broadsheet.rescue.wxr.addresses import file_hints
from broadsheet.rescue.wxr.plain import line_of, paragraphs_of
from broadsheet.rescue.wxr.wire import WireItem

__all__ = ["Pictures", "picture_from"]

_CREDITS = ("_media_credit", "media_credit", "_wp_attachment_credit", "_credit", "credit", "photographer")
_COLUMNS = "source_url, key, title, alt, caption, credit, hints, page_url"


def picture_from(item: WireItem) -> PictureFind:
    """An attachment as a find. Its description stays in ``item``: it is not the caption."""
    url = item.text("wp:attachment_url") or item.text("guid")
    credit = next((item.meta[key] for key in _CREDITS if item.meta.get(key)), "")
    return PictureFind(
        source_url=url,
        key=item.post_id,
        title=line_of(item.text("title")),
        alt=line_of(item.meta.get("_wp_attachment_image_alt", "")),
        caption=paragraphs_of(item.text("excerpt:encoded")),
        credit=line_of(credit),
        hints=file_hints(item.meta.get("_wp_attached_file", ""), url),
        page_url=item.text("link") if item.text("link") != url else "",
    )


class Pictures:
    """All attachments of one export."""

    also: "tuple[Pictures, ...]"
    """The attachments of other parts of the export, asked where this part has no answer."""

    def __init__(self) -> None:
        self.also = ()
        self._rows = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("PRAGMA cache_size = -8000")
        self._rows.execute(
            "CREATE TABLE pictures (place INTEGER PRIMARY KEY, parent TEXT, source_url TEXT, key TEXT, title TEXT,"
            " alt TEXT, caption TEXT, credit TEXT, hints TEXT, page_url TEXT)"
        )
        self._rows.execute("CREATE INDEX by_key ON pictures (key)")
        self._rows.execute("BEGIN")
        self.find = lru_cache(maxsize=512)(self._find)

    def add(self, picture: PictureFind, *, parent: str) -> None:
        """Keep a picture; of two with one number, posts get the first."""
        values = (parent, picture.source_url, picture.key, picture.title, picture.alt, picture.caption)
        row = (*values, picture.credit, "\n".join(picture.hints), picture.page_url)
        self._rows.execute(f"INSERT INTO pictures (parent, {_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?)", row)  # noqa: S608 - no input in it

    def settle(self) -> None:
        """All are in: make them findable by the post they hang on."""
        self._rows.execute("CREATE INDEX by_parent ON pictures (parent)")

    def attached_to(self, post_id: str) -> tuple[str, ...]:
        """The numbers of the pictures uploaded to a post, in the order of the export."""
        if not post_id or post_id == "0":
            return ()
        query = "SELECT key FROM pictures WHERE parent = ? ORDER BY place"
        rows = [row for part in (self, *self.also) for row in part._rows.execute(query, (post_id,))]
        return tuple(dict.fromkeys(key for (key,) in rows))

    def __iter__(self) -> Iterator[PictureFind]:
        """All pictures, in the order of the export."""
        for row in self._rows.execute(f"SELECT {_COLUMNS} FROM pictures ORDER BY place"):  # noqa: S608 - no input in it
            yield _picture(row)

    def close(self) -> None:
        """Give the temporary file back."""
        self._rows.close()

    def _find(self, key: str) -> PictureFind | None:
        query = f"SELECT {_COLUMNS} FROM pictures WHERE key = ? ORDER BY place LIMIT 1"  # noqa: S608 - no input in it
        for part in (self, *self.also):
            if row := part._rows.execute(query, (key,)).fetchone():
                return _picture(row)
        return None


def _picture(row: tuple[Any, ...]) -> PictureFind:
    source_url, key, title, alt, caption, credit, hints, page_url = row
    return PictureFind(
        source_url, key, title, alt, caption, credit, tuple(filter(None, hints.split("\n"))), page_url
    )
