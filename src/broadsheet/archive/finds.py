"""What the archive takes in: one item of a copy, or of an editor's work, before it is stored.

These shapes are the archive's front door, so they are defined here; readers of foreign copies
import them through :mod:`broadsheet.rescue.finds`, which adds what only a rescue needs.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from broadsheet.archive.rows import CorrectionKind

__all__ = [
    "Certainty", "ClaimedDate", "CommentFind", "CorrectionFind", "FigureFind", "OldAddress", "PageFind", "PersonFind",
    "PictureFind", "PostFind", "Status", "TagFind", "TagKind",
]  # fmt: skip

Status = Literal["published", "draft", "pending", "scheduled", "private", "password", "trashed"]
Certainty = Literal["exact", "day", "inferred", "unknown"]
TagKind = Literal["topic", "person", "organisation", "place", "event", "section"]


@dataclass(frozen=True, slots=True)
class ClaimedDate:
    """What a copy says of a post's date, and how we know.

    ``at`` is set (with its offset) when certainty is ``exact`` or ``day`` (then noon is not
    implied: the time of day is 00:00). ``inferred`` never sets ``at``: it bounds it with
    ``not_before`` or ``not_after``. ``evidence`` quotes what was seen, for readers.
    """

    certainty: Certainty = "unknown"
    at: datetime | None = None
    not_before: date | None = None
    not_after: date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class PersonFind:
    """Somebody who signs posts. ``slug`` and ``address`` (their old page's URL) only if the copy gives them."""

    name: str
    slug: str = ""
    address: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True)
class TagFind:
    """A subject. A category becomes one of kind ``section``; ``parent`` is a slug of the same kind.

    ``aliases`` are other writings of its name.
    """

    name: str
    slug: str = ""
    kind: TagKind = "topic"
    description: str = ""
    parent: str = ""
    address: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureFind:
    """A picture in its place: the old URL (may be empty: a text copy has none), words around it.

    ``caption`` and ``credit`` are plain text; a newline is a line break.
    """

    source_url: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class PictureFind:
    """A picture the copy knows of (an attachment), with where its file may lie.

    ``hints`` are paths relative to an uploads copy, likeliest first: ``2019/05/rally.jpg``.
    """

    source_url: str
    key: str = ""
    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    hints: tuple[str, ...] = ()
    page_url: str = ""


@dataclass(frozen=True, slots=True)
class CommentFind:
    """An approved comment. E-mail and network addresses are never even read into it."""

    key: str
    author: str
    body: str
    at: datetime | None = None
    parent_key: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionFind:
    """What readers were told of a post: a correction, that all of it was taken back, or that it stands after all."""

    day: date
    text: str
    kind: CorrectionKind = "correction"


@dataclass(frozen=True, slots=True)
class PostFind:
    """A post as the copy gives it.

    ``key`` is stable within a site (``wxr:example.org:123``): two copies of one site give one post
    one key. ``url`` is the old permalink, absolute or a path, or empty; ``old_addresses`` are further
    URLs that led to it (``?p=123``, the GUID when it is an address). ``body`` is canonical HTML, already
    through :mod:`broadsheet.rescue.clean`; internal links and pictures in it still carry their old URLs.
    ``position`` orders undated posts of one copy: 0 is the newest.
    """

    key: str
    headline: str
    body: str
    status: Status = "published"
    status_note: str = ""
    slug: str = ""
    url: str = ""
    old_addresses: tuple[str, ...] = ()
    standfirst: str = ""
    language: str = ""
    lead: FigureFind | None = None
    tags: tuple[TagFind, ...] = ()
    authors: tuple[PersonFind, ...] = ()
    house_byline: str = ""
    date: ClaimedDate = field(default_factory=ClaimedDate)
    updated_at: datetime | None = None
    sticky: bool = False
    position: int = 0
    translation_group: str = ""
    comments: tuple[CommentFind, ...] = ()
    corrections: tuple[CorrectionFind, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class PageFind:
    """A standing page (About, Contact). Fields as in :class:`PostFind`."""

    key: str
    title: str
    body: str
    status: Status = "published"
    status_note: str = ""
    slug: str = ""
    url: str = ""
    old_addresses: tuple[str, ...] = ()
    language: str = ""
    lead: FigureFind | None = None
    updated_at: datetime | None = None
    comments: tuple[CommentFind, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class OldAddress:
    """An old URL of the copy that is no post's: it should answer with ``leads_to`` (another old URL or path).

    ``gone`` says that what was there was withdrawn for good; then it leads nowhere.
    """

    url: str
    leads_to: str
    gone: bool = False
