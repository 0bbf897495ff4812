"""Atom feeds (RFC 4287), one for each listing.

Guarantees: well-formed whatever the texts hold (characters that XML 1.0 forbids are
dropped); an entry's id stays the same when the site moves, for it is made from the post's
path, which never changes, and the paper's identity; no date is invented. Atom demands
``updated`` of every entry, so a post of which neither a date nor an update is known is in no
Atom feed (the JSON Feed, which can do without, has it), and a date that was only inferred
is given as ``updated`` but not as ``published``. A feed without entries says 1970-01-01T00:00:00Z,
which is what "never" looks like in a format that has no word for it.

Entries are written as text, not built as a tree: a full build writes a post into ten feeds,
and :func:`atom_entry` makes it once for all that share a root.
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape

from broadsheet.archive.rows import Certainty
from broadsheet.language import direction_of
from broadsheet.press.addresses import quoted
from broadsheet.press.layout import url_of

__all__ = [
    "NEVER", "FeedEntry", "FeedHead", "FeedPicture",
    "atom_document", "atom_entry", "atom_feed", "content_html", "datable", "feed_id", "post_id",
]  # fmt: skip

NEVER = "1970-01-01T00:00:00Z"
"""A feed's ``updated`` while it has no dated entry."""

_NAMESPACE = uuid.UUID("8d9d4e0c-4b0b-5d5c-9f86-0a3a0f3cf3a1")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedPicture:
    """A post's lead picture: the path of one published file, its MIME type, its bytes (0: unknown)."""

    path: str
    type: str
    length: int = 0
    width: int = 0
    height: int = 0
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A post in a feed. ``path`` is decoded, as rows hold it.

    ``content`` is the published body, its internal addresses already led by the feed's root
    (see :class:`FeedHead`); the lead picture is not in it: the feed puts it before; an empty one is left
    out where there is a summary. ``authors`` are names; a house byline is one.
    """

    path: str
    headline: str
    language: str
    published: datetime | None
    updated: datetime | None
    certainty: Certainty
    summary: str
    content: str
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    picture: FeedPicture | None = None


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself. Paths are decoded.

    ``root`` leads to the site's root and ends with a slash: the site's full address, or, while
    that is unknown, the way from the feed's folder (``../../``; ``./`` at the root).
    """

    title: str
    path: str
    """The feed's own path, e.g. ``tag/iran/atom.xml``."""
    page_path: str
    """The page whose posts it carries, e.g. ``tag/iran/``."""
    root: str
    language: str
    author: str
    """The paper's name."""
    identity: str
    """Tells this paper's ids from those of all others; never changes (``settings.identity``)."""
    subtitle: str = ""
    rights: str = ""
    logo_path: str = ""


def post_id(identity: str, path: str) -> str:
    """A post's id in every feed: ``urn:uuid:`` version 5, of the paper's identity and the post's path."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{identity}/{path}')}"


def feed_id(identity: str, page_path: str) -> str:
    """A feed's id, made like a post's; the same for the Atom and the JSON feed of a listing."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{identity}/feed:{page_path}')}"


def datable(entry: FeedEntry) -> bool:
    """Whether Atom can carry the entry without an invented date."""
    return (entry.updated or entry.published) is not None


def content_html(entry: FeedEntry, root: str) -> str:
    """A post as feeds carry it: lead picture and body in one element that names language and direction."""
    language = escape(entry.language)
    figure = _figure(entry.picture, root) if entry.picture else ""
    return f'<div lang="{language}" dir="{direction_of(entry.language)}">{figure}{entry.content}</div>'


def atom_entry(entry: FeedEntry, *, root: str, identity: str) -> str:
    """One ``<entry>``; the same in every feed with this root.

    The entry must be :func:`datable`.
    """
    moment = entry.updated or entry.published
    if moment is None:
        raise ValueError(f"couldn't write a feed entry for {entry.path}: it has no date")
    address = _value(root + url_of(entry.path))
    parts = [
        f'<entry xml:lang="{_value(entry.language)}">\n',
        f"<title>{_text(entry.headline)}</title>\n<id>{post_id(identity, entry.path)}</id>\n",
        f'<link rel="alternate" type="text/html" href="{address}"/>\n<updated>{_stamp(moment)}</updated>\n',
    ]
    if entry.published and entry.certainty in ("exact", "day"):
        parts.append(f"<published>{_stamp(entry.published)}</published>\n")
    parts += [_author(name) for name in entry.authors if name.strip()]
    parts += [_category(tag) for tag in entry.tags if tag]
    if entry.picture:
        length = f' length="{entry.picture.length}"' if entry.picture.length else ""
        href = _value(root + quoted(entry.picture.path))
        parts.append(f'<link rel="enclosure" type="{_value(entry.picture.type)}" href="{href}"{length}/>\n')
    if entry.summary:
        parts.append(f"<summary>{_text(entry.summary)}</summary>\n")
    if entry.content or not entry.summary:
        parts.append(f'<content type="html">{_text(content_html(entry, root))}</content>\n')
    parts.append("</entry>\n")
    return "".join(parts)


def atom_document(head: FeedHead, entries: Iterable[bytes], *, updated: datetime | None) -> bytes:
    """A feed of entries made by :func:`atom_entry`, in UTF-8. ``updated`` is the newest moment among them."""
    root = head.root
    subtitle = f"<subtitle>{_text(head.subtitle)}</subtitle>\n" if head.subtitle else ""
    rights = f"<rights>{_text(head.rights)}</rights>\n" if head.rights else ""
    logo = f"<logo>{_text(root + quoted(head.logo_path))}</logo>\n" if head.logo_path else ""
    opening = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_value(head.language)}">\n'
        f"<title>{_text(head.title)}</title>\n{subtitle}<id>{feed_id(head.identity, head.page_path)}</id>\n"
        f'<link rel="self" type="application/atom+xml" href="{_value(root + quoted(head.path))}"/>\n'
        f'<link rel="alternate" type="text/html" href="{_value(root + url_of(head.page_path))}"/>\n'
        f"<updated>{_stamp(updated) if updated else NEVER}</updated>\n"
        f"<author><name>{_text(head.author)}</name></author>\n{rights}{logo}"
    )
    return b"".join([opening.encode(), *entries, b"</feed>\n"])


def atom_feed(entries: Sequence[FeedEntry], *, feed: FeedHead) -> bytes:
    """A listing's feed, its entries in the order given; those that are not :func:`datable` are left out."""
    dated = [entry for entry in entries if datable(entry)]
    moments = [moment for entry in dated for moment in (entry.updated or entry.published,) if moment]
    texts = [atom_entry(entry, root=feed.root, identity=feed.identity).encode() for entry in dated]
    return atom_document(feed, texts, updated=max(moments, default=None))


def _figure(picture: FeedPicture, root: str) -> str:
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width and picture.height else ""
    source, alt = escape(root + quoted(picture.path)), escape(picture.alt)
    caption = "<br>".join(escape(line) for line in picture.caption.split("\n") if line.strip())
    credit = f"<cite>{escape(picture.credit)}</cite>" if picture.credit else ""
    words = f"<figcaption>{caption}{' ' if caption and credit else ''}{credit}</figcaption>"
    return f'<figure><img src="{source}" alt="{alt}"{size}>{words if caption or credit else ""}</figure>'


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(text: str) -> str:
    """For the inside of an element."""
    return escape(_allowed(text), quote=False)


def _value(text: str) -> str:
    """For an attribute."""
    return escape(_allowed(text))


def _allowed(text: str) -> str:
    # Whatever can be printed is allowed, and that is told faster.
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


@lru_cache(maxsize=4096)
def _category(tag: str) -> str:
    return f'<category term="{_value(tag)}"/>\n'


@lru_cache(maxsize=1024)
def _author(name: str) -> str:
    return f"<author><name>{_text(name)}</name></author>\n"
