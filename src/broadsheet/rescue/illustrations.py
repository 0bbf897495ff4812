"""Finding the files of the pictures that finds name, and pointing bodies at them.

A picture is looked for once, at its first mention; one whose file is missing gets a row all the same,
with its old URL, so that it can be supplied by a later rescue and appears everywhere at once.
"""

import errno
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from broadsheet.archive import services
from broadsheet.archive.body import add_hints, pictures_of
from broadsheet.archive.finds import FigureFind, PageFind, PictureFind, PostFind
from broadsheet.archive.intake import TakenPicture, take_in
from broadsheet.archive.picture_keys import picture_key
from broadsheet.archive.services import PictureEntry, StoredPicture
from broadsheet.errors import BroadsheetError, PictureError
from broadsheet.rescue.finds import Remark
from broadsheet.rescue.media import MediaFolder

__all__ = ["Illustrations", "figure_of", "picture_urls", "point_at"]

_NO_ROOM = frozenset([errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO])
_PICTURES = frozenset(
    [
        ".jpg",
        ".jpeg",
        ".jpe",
        ".png",
        ".gif",
        ".webp",
        ".avif",
        ".tif",
        ".tiff",
        ".bmp",
        ".heic",
        ".heif",
        ".jp2",
        ".ico",
        ".svg",
    ]
)


def picture_urls(find: PostFind | PageFind) -> list[str]:
    """The old URLs of the pictures that a post or page shows, lead first."""
    urls = [find.lead.source_url] if find.lead and find.lead.source_url else []
    if "<img" in find.body:
        urls += [use.src for use in pictures_of(find.body) if use.src]
    return urls


class Illustrations:
    """The pictures of one rescue."""

    def __init__(self, *, folder: MediaFolder | None, media: Path, tell: Callable[[Remark], None]) -> None:
        """Look for files in ``folder``, take them into ``media``; ``tell`` hears of each that is refused."""
        self._folder = folder
        self._media = media
        self._tell = tell

    def store(self, named: Sequence[PictureFind], urls: Iterable[str]) -> dict[str, StoredPicture]:
        """Store the pictures that a batch names, by attachment or by URL alone; returns them by key."""
        wanted = {picture_key(find.source_url): find for find in named if find.source_url}
        for url in urls:
            wanted.setdefault(picture_key(url), PictureFind(source_url=url))
        wanted.pop("", None)
        known = services.known_pictures(find.source_url for find in wanted.values())
        by_attachment = {picture_key(find.source_url) for find in named}
        entries = [
            PictureEntry(find, None if key in known and known[key].present else self._take(find))
            for key, find in wanted.items()
            if key not in known or not known[key].present or key in by_attachment
        ]
        return known | services.store_pictures(entries)

    def _take(self, find: PictureFind) -> TakenPicture | None:
        if self._folder is None:
            return None
        path = self._folder.find(find.source_url, find.hints)
        if path is None:
            return None
        if path.suffix.lower() not in _PICTURES:
            self._tell(
                Remark("note", "A file of the old site is no picture and was not taken in.", find.source_url)
            )
            return None
        try:
            taken = take_in(path, media=self._media)
        except PictureError as error:
            if isinstance(error.__cause__, OSError) and error.__cause__.errno in _NO_ROOM:
                # Going on would call pictures missing that are there.
                raise BroadsheetError(f"{error}, then run the same command again to go on") from error
            self._tell(Remark("refusal", str(error), place=find.source_url))
            return None
        for remark in taken.remarks:
            self._tell(Remark("repair", remark, place=find.source_url))
        return taken


def figure_of(lead: FigureFind) -> str:
    """A lead picture as a figure at the top of a body, for pages, which have no lead of their own."""
    credit = f"<cite>{escape(lead.credit)}</cite>" if lead.credit else ""
    words = " ".join(filter(None, ("<br>".join(map(escape, lead.caption.splitlines())), credit)))
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return f'<figure><img src="{escape(lead.source_url)}" alt="{escape(lead.alt)}">{caption}</figure>'


def point_at(body: str, stored: Mapping[str, StoredPicture]) -> str:
    """A canonical body whose pictures carry the ids of their rows."""
    if "<img" not in body:
        return body

    def image_of(src: str) -> int | None:
        picture = stored.get(picture_key(src))
        return picture.id if picture else None

    return add_hints(body, post_of=lambda _: None, image_of=image_of)
