"""Frozen rows: all that leaves the archive. Nothing above the archive needs the ORM.

Times are aware datetimes in the paper's time zone as stored (``published_at`` keeps the
offset that the copy or the editor gave). ``year`` is the local year a post is filed
under, 0 for undated posts. ``path`` is the address on the site without leading slash,
decoded (``2019/05/05/slug/``), unique among posts and pages.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

__all__ = [
    "AuthorRow", "CardRow", "Certainty", "CorrectionKind", "CorrectionRow", "ListingKey", "ListingKind", "PageRow",
    "PictureRow", "PostRow", "RedirectRow", "TagRow", "YearCount",
]  # fmt: skip

Certainty = Literal["exact", "day", "inferred", "unknown"]
CorrectionKind = Literal["correction", "retraction", "reinstatement"]
ListingKind = Literal["front", "tag", "author"]


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag. ``count`` is the number of live posts, filled only where a selector says so."""

    id: int
    name: str
    slug: str
    kind: str = "topic"
    description: str = ""
    parent_id: int | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """Somebody who signs posts."""

    id: int
    name: str
    slug: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture: ``file`` is relative to ``media/``; empty when the copy named it but its file is missing."""

    id: int
    file: str
    digest: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    source_url: str = ""
    focus_x: int | None = None
    """What a crop keeps, in hundredths from the left; None where nobody has said it."""
    focus_y: int | None = None


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A public correction of a post, its retraction, or the end of one."""

    day: date
    text: str
    kind: CorrectionKind = "correction"


@dataclass(frozen=True, slots=True)
class CardRow:
    """What a listing or a feed shows of a post, body left out.

    ``excerpt`` is plain text from the start of the body, for posts without standfirst.
    ``picture`` is the lead picture's row, None if there is none; ``has_lead`` is true also
    when only its words (alt, caption) were rescued. ``retracted_on`` is the day on which the paper took the
    post back, None while it stands.
    """

    id: int
    path: str
    headline: str
    standfirst: str
    excerpt: str
    language: str
    published_at: datetime | None
    certainty: Certainty
    not_before: date | None
    not_after: date | None
    date_evidence: str
    year: int
    updated_at: datetime | None
    house_byline: str
    sticky: bool
    has_lead: bool
    lead_alt: str
    lead_caption: str
    lead_credit: str
    lead_source_url: str
    picture: PictureRow | None
    tags: tuple[TagRow, ...] = ()
    authors: tuple[AuthorRow, ...] = ()
    retracted_on: date | None = None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A whole live post."""

    card: CardRow
    body: str
    origin_source: str = ""
    origin_url: str = ""
    corrections: tuple[CorrectionRow, ...] = ()
    pictures: dict[int, PictureRow] = field(default_factory=dict)
    """Pictures that the body names by ``data-image``, by id."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """A live standing page."""

    id: int
    path: str
    title: str
    body: str
    language: str
    updated_at: datetime | None
    pictures: dict[int, PictureRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RedirectRow:
    """An old address: ``target`` is a path of the site, or None for "gone" (410).

    ``old`` is a decoded path without leading slash, with its query if it had one (``?p=123``).
    """

    old: str
    target: str | None
    page: str = field(default="", compare=False)
    """What its page is called (``old 12``)."""


class ListingKey(NamedTuple):
    """Which listing: the front page has id 0; a tag or an author has its row's id."""

    kind: ListingKind
    id: int = 0


class YearCount(NamedTuple):
    """How many live posts a listing holds in a year (0: undated)."""

    year: int
    posts: int
