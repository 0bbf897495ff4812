"""What a format reader makes of one item of a copy, before it is stored.

Readers only read: they turn bytes into finds and remarks, in the order of the copy, a
few at a time, and never touch the archive. Everything a copy says is in some find or
some remark; a reader that cannot place a line of prose leaves it over in a remark, it
does not drop it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from broadsheet.archive.finds import (
    ClaimedDate,
    CommentFind,
    CorrectionFind,
    FigureFind,
    OldAddress,
    PageFind,
    PersonFind,
    PictureFind,
    PostFind,
    TagFind,
)

__all__ = [
    "ClaimedDate",
    "CommentFind",
    "CopyFacts",
    "CorrectionFind",
    "FigureFind",
    "Find",
    "OldAddress",
    "PageFind",
    "PersonFind",
    "PictureFind",
    "PostFind",
    "Reader",
    "Remark",
    "TagFind",
]


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What the copy says of the whole site; any number may come, later ones fill what earlier ones left empty."""

    name: str = ""
    tagline: str = ""
    language: str = ""
    url: str = ""
    copyright: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """One line for the report: something repaired, refused, left over, or just worth knowing.

    ``what`` is a whole sentence for a non-programmer; ``place`` says where (``line 123``, ``item 7 "…"``);
    ``quote`` is the text concerned, whole for ``leftover``. ``count`` > 1 stands for that many alike.
    """

    kind: Literal["repair", "refusal", "leftover", "note"]
    what: str
    place: str = ""
    quote: str = ""
    count: int = 1


Find = PostFind | PageFind | TagFind | PersonFind | PictureFind | OldAddress | CopyFacts | Remark


class Reader(Protocol):
    """What each format folder offers as ``read``: finds in the copy's order, lazily, in bounded memory."""

    def __call__(self) -> Iterator[Find]:
        """Read from the start.

        Raises:
            RescueError: the copy cannot be read at all; the message is one sentence.
        """
        ...
