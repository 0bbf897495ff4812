"""WXR as it stands in the file: frozen shapes, all text, nothing interpreted.

They follow what WordPress writes (``wp-admin/includes/export.php``, WXR 1.0 to 1.2): one class per element
with children. Left out on purpose, so that they can reach nobody: the e-mail and network addresses of
authors and commenters, and passwords of posts (only that there is one).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["WireAuthor", "WireComment", "WireItem", "WireTerm", "WireTermUse"]


@dataclass(frozen=True, slots=True)
class WireAuthor:
    """``wp:author``."""

    login: str
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""
    slug: str = ""
    """Only Broadsheet's own exports say it; others leave it to be guessed from the login."""
    house: bool = False
    """It stands for a house byline, which is nobody."""


@dataclass(frozen=True, slots=True)
class WireTerm:
    """``wp:category``, ``wp:tag`` (their taxonomies are ``category`` and ``post_tag``) or ``wp:term``."""

    taxonomy: str
    slug: str
    name: str = ""
    parent: str = ""
    description: str = ""
    term_id: str = ""
    own: str = ""
    """What Broadsheet's own exports say besides."""


@dataclass(frozen=True, slots=True)
class WireTermUse:
    """``<category domain="post_tag" nicename="rallies">`` within an item."""

    domain: str
    nicename: str
    name: str


@dataclass(frozen=True, slots=True)
class WireComment:
    """``wp:comment``."""

    comment_id: str
    author: str
    date: str
    date_gmt: str
    content: str
    approved: str
    type: str
    parent: str


@dataclass(frozen=True, slots=True)
class WireItem:
    """``item``: ``fields`` by element name (``wp:post_id``), only those that :mod:`.parse` reads.

    ``meta`` holds the post meta that is read, first value of each key but for ``old_slugs``;
    ``embeds`` the markup that was kept of things shown from elsewhere;
    ``prose_meta`` further custom fields that hold sentences. ``stray`` is text that stood where none
    belongs, or in elements that no export has. ``damaged``: its structure had to be guessed, so that a
    missing field may be a lost one. ``complete``: its content ends where it should.
    """

    fields: Mapping[str, str]
    terms: tuple[WireTermUse, ...] = ()
    comments: tuple[WireComment, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    old_slugs: tuple[str, ...] = ()
    embeds: tuple[str, ...] = ()
    prose_meta: tuple[tuple[str, str], ...] = ()
    stray: tuple[str, ...] = ()
    has_password: bool = False
    password_known: bool = False
    guid_is_permalink: bool = False
    damaged: bool = False
    complete: bool = True
    line: int = 0

    def text(self, name: str) -> str:
        """A field without the space around it; empty if it is missing."""
        return self.fields.get(name, "").strip()

    @property
    def post_id(self) -> str:
        """The post's number, or empty when it is none."""
        number = self.text("wp:post_id")
        return number if number.isascii() and number.isdigit() else ""

    @property
    def post_type(self) -> str:
        """``post``, ``page``, ``attachment`` …; a missing type is that of exports before there were types."""
        return self.text("wp:post_type") or "post"
