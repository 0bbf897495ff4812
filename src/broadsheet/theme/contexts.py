"""The whole contract of what a template may use: one frozen dataclass per page kind.

Everything is ready to print. Addresses are paths of the site, percent-encoded and without
leading slash (``2019/05/05/slug/``); a template writes ``{{ root }}{{ path }}``, where
``root`` leads from the page to the site's root (``../../``, or ``./`` on the front page), so the
same files work at any host and any sub-path. Addresses out of the site (``https:``,
``mailto:``) are marked by the field's name and are printed without ``root``. ``Html`` values are
safe markup; any other text is escaped by the template engine.

Every page template gets ``site`` (:class:`Site`), ``root`` (str), ``page`` (the page's own
context) and ``words`` (the interface's phrases in the page's language). The docstring under
a field is what the theme reference prints.
"""

from dataclasses import dataclass
from typing import Literal

from broadsheet.language import Direction

__all__ = [
    "Bar", "Card", "Correction", "Dateline", "Gone", "Html", "Link", "ListingPage", "Moved", "NotFound",
    "PageContext", "Picture", "PostPage", "Site", "Source", "StandingPage", "TagsPage",
]  # fmt: skip


class Html(str):
    """Markup that is safe to print as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """What template engines print without escaping."""
        return self


@dataclass(frozen=True, slots=True)
class Link:
    """A text and where it leads. ``path`` is internal (print with root); ``href`` leads out. One is empty."""

    text: str
    path: str = ""
    href: str = ""
    count: int = 0
    kind: str = ""
    """A tag's kind, a share service's name; otherwise empty."""


@dataclass(frozen=True, slots=True)
class Site:
    """The same on every page."""

    name: str
    tagline: str
    language: str
    direction: Direction
    url: str
    """The public address with a trailing slash, or empty when unknown."""
    logo: str
    """Path of the logo picture, or empty."""
    css: tuple[str, ...]
    """Paths of the style sheets, content-hashed."""
    accent: str
    accent_dark: str
    menu: tuple[Link, ...]
    follow: tuple[Link, ...]
    """The paper's accounts elsewhere, as typed in the settings."""
    feed: str
    """Path of the front page's Atom feed."""
    json_feed: str
    tags_path: str
    footer: str
    copyright: str


@dataclass(frozen=True, slots=True)
class Source:
    """One ``<source>`` of a picture: its MIME type, and a srcset whose paths each need root (see ``srcset``)."""

    type: str
    candidates: tuple[tuple[str, int], ...]
    """(path, width in pixels), narrowest first."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, or, when ``missing``, only the words that were rescued of it."""

    path: str
    """The JPEG (or PNG, GIF) fallback's path; empty when missing."""
    width: int
    height: int
    sources: tuple[Source, ...]
    """Formats to offer before the fallback, best first."""
    fallback: tuple[tuple[str, int], ...]
    """The fallback format's (path, width) candidates."""
    alt: str
    caption: str
    """Plain text; a newline is a line break."""
    credit: str
    missing: bool = False
    focus: str = ""
    """Classes for a style sheet that crops, such as ``fx3 fy7``: the point to keep, in tenths; often empty."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A post's date as readers are told it. ``iso`` is empty when the date is not known."""

    iso: str
    text: str
    """The date in the page's language and calendar, or the phrase for "date unknown"."""
    note: str
    """How the date is known, when it is not exact; empty otherwise."""
    certainty: Literal["exact", "day", "inferred", "unknown"]


@dataclass(frozen=True, slots=True)
class Correction:
    """A public correction, or a notice that the post was retracted."""

    iso: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A post in a listing."""

    path: str
    headline: str
    language: str
    direction: Direction
    tags: tuple[Link, ...]
    byline: tuple[Link, ...]
    """Authors with their pages, or one link without address for a house byline; may be empty."""
    dateline: Dateline
    standfirst: str
    """The standfirst, or the beginning of the text for a post without one; with ``body``, the standfirst alone."""
    picture: Picture | None
    body: Html
    """The full text where listings show it, else empty."""
    more: bool
    """True when the post's page holds more than the card shows ("Continue reading")."""
    reading_minutes: int = 0
    retracted: bool = False
    """True while the paper has taken the post back; print ``words.retracted`` with the headline."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """What every page has."""

    path: str
    """The page's own path."""
    title: str
    """For ``<title>``, without the paper's name."""
    description: str
    """For ``<meta name=description>`` and previews; may be empty."""
    language: str
    direction: Direction
    canonical: str
    """The page's full address, or empty when the site's address is unknown."""


@dataclass(frozen=True, slots=True)
class PostPage(PageContext):
    """One post."""

    card: Card
    """The post's headline, tags, byline, date, standfirst and lead picture."""
    body: Html
    updated: Dateline | None
    corrections: tuple[Correction, ...]
    """Oldest first, without those in ``retractions``."""
    retractions: tuple[Correction, ...]
    """Why and since when the post is retracted; empty while it stands."""
    share: tuple[Link, ...]
    """Links out that share this post; none where the site's address is unknown, but for e-mail."""
    older: Link | None
    newer: Link | None
    json_path: str
    """Path of the post as data."""
    image_url: str
    """Full address of the picture for previews elsewhere, or empty."""
    structured: Html
    """The schema.org NewsArticle as JSON, safe inside a script element of type application/ld+json."""
    old_url: str
    """Where a rescued post once lived, as people read addresses, or empty."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of a listing's chart. ``label`` is the year as printed, or the phrase for "undated"."""

    label: str
    year: int
    count: int
    path: str
    """The newest page of that year."""


@dataclass(frozen=True, slots=True)
class ListingPage(PageContext):
    """A page of a listing: its front (the latest posts) or a page of one year."""

    kind: Literal["front", "tag", "author"]
    heading: str
    """What the page is, as a person would say it: "Posts tagged ‘X’", "2019", an author's name.

    Empty on the front page."""
    subject: str
    """The tag's or author's own name; empty on the front page."""
    note: str
    """A tag's description; may be empty."""
    entries: tuple[Card, ...]
    """Newest first. Print each with ``{{ card(entry) }}``, or use its fields."""
    is_front: bool
    year_label: str
    """The year of a year page as printed; empty on a front."""
    total: int
    """Posts in the whole listing; 0 on year pages, which must not change when newer posts come."""
    bars: tuple[Bar, ...]
    """Posts per year, oldest first, gaps filled with count 0; fronts only."""
    older: Link | None
    newer: Link | None
    front: Link | None
    """From a year page to its listing's front."""
    feed: str
    """Path of the listing's Atom feed."""
    share: tuple[Link, ...]
    """Links out that share the listing's front; none on pages of years."""


@dataclass(frozen=True, slots=True)
class TagsPage(PageContext):
    """All tags with their counts."""

    tags: tuple[Link, ...]
    """Every tag with live posts, by name; ``count`` and ``kind`` are set."""
    frequent: tuple[Link, ...]
    """The most used, most used first."""


@dataclass(frozen=True, slots=True)
class StandingPage(PageContext):
    """About, Contact and the like."""

    body: Html


@dataclass(frozen=True, slots=True)
class NotFound(PageContext):
    """The page for an address that answers nothing. Its ``root`` is absolute, as it is shown at any depth."""


@dataclass(frozen=True, slots=True)
class Moved(PageContext):
    """An old address that leads elsewhere: works without script, on any host."""

    target: str
    """Path of the page that it leads to."""


@dataclass(frozen=True, slots=True)
class Gone(PageContext):
    """An address that was withdrawn for good."""
