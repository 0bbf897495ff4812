"""The files of the site that machines read: feeds, sitemaps, pictures, style sheets, what hosts look for.

Guarantees: as :mod:`broadsheet.press.pages`: small classes that can be sent to another process and
yield their files one after the other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from broadsheet.archive import listings as archive_listings
from broadsheet.archive import selectors
from broadsheet.archive.rows import CardRow, ListingKey, PictureRow
from broadsheet.errors import PictureError
from broadsheet.press.addresses import site_address
from broadsheet.press.contexts import lead_picture, marked_headline
from broadsheet.press.desk import Desk, SetEntry
from broadsheet.press.feeds import FeedEntry, FeedHead, FeedPicture, atom_document, atom_entry, datable
from broadsheet.press.galley import ENTRY
from broadsheet.press.images import make_derivatives, published_of
from broadsheet.press.jsonfeed import json_feed, json_item
from broadsheet.press.layout import JSON_FEED, TAGS, feed_path, listing_path, root_of, served_path
from broadsheet.press.listings import Listing
from broadsheet.press.pages import ListingYears, latest
from broadsheet.press.postjson import byline_names
from broadsheet.press.robots import robots_txt
from broadsheet.press.sitemap import (
    INDEX_PATH,
    SitemapEntry,
    lastmod_of,
    month_name,
    sitemap_index,
    sitemap_shards,
)
from broadsheet.press.write import Sheet
from broadsheet.theme import ROOT

__all__ = [
    "FOR_HOSTS",
    "Assets",
    "Feeds",
    "HostFiles",
    "Pictures",
    "SitemapIndex",
    "SitemapOfMonth",
    "SitemapOfPages",
]

FOR_HOSTS = "for hosts"
"""Whose page the files are that hosts look for in the site."""

_POSTS_AT_A_TIME = 200
_MIME = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
}


@dataclass(frozen=True, slots=True)
class Assets:
    """Style sheets, fonts, colours and the logo, each named by its content."""

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        for asset in desk.theme.assets(desk.settings.look):
            yield Sheet(asset.path, "asset", asset.content)
        if desk.logo:
            yield Sheet(desk.logo.path, "asset", desk.logo.content)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Derivatives of pictures. One that is on the site is right, since its name follows from its content.

    A picture whose original is broken or lost is left out and told of: its words are on the pages.
    """

    rows: tuple[PictureRow, ...]

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        settings = desk.settings.pictures
        paths = {row.id: [each.path for each in published_of(row, settings)] for row in self.rows}
        there = desk.published([path for each in paths.values() for path in each])
        for row in self.rows:
            yield from (Sheet(path, f"picture {row.id}", None) for path in paths[row.id] if path in there)
            wanted = frozenset(paths[row.id]) - there
            if not wanted:
                continue
            made = make_derivatives(row, media=desk.publication.media, settings=settings, only=wanted)
            try:
                for path, content in made:
                    yield Sheet(path, f"picture {row.id}", content)
            except PictureError as error:
                desk.problems.append(str(error))


@dataclass(frozen=True, slots=True)
class Feeds:
    """A listing's Atom feed, and the front page's JSON feed."""

    listings: tuple[ListingYears, ...]

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        known = desk.listings([each.key for each in self.listings])
        newest = latest(self.listings, desk, limit=desk.settings.listings.feed_posts)
        heads = {key: _head(listing, feed_path(listing.path), desk) for key, listing in known.items()}
        wanted = {
            (id, head.root, _is_whole(key, desk)): None for key, head in heads.items() for id in newest[key]
        }
        entries = set_entries(wanted, _identity(desk), desk)
        for key, head in heads.items():
            keys = [(id, head.root, _is_whole(key, desk)) for id in newest[key]]
            shown = [entries[each] for each in keys if each in entries]
            dated = [entry for entry in shown if entry.moment]
            updated = max((entry.moment for entry in dated if entry.moment), default=None)
            data = atom_document(head, [entry.xml for entry in dated], updated=updated)
            yield Sheet(head.path, f"{key.kind} {key.id} feed", data)
            if key.kind == "front":
                about = _head(known[key], JSON_FEED, desk)
                items = set_items(newest[key], about.root, desk)
                yield Sheet(JSON_FEED, "front 0 feed", json_feed(items, feed=about))


def _is_whole(key: ListingKey, desk: Desk) -> bool:
    """Whether a feed carries posts whole: the front page's always does, the others as their listings do."""
    return key.kind == "front" or desk.settings.listings.style == "full"


def _identity(desk: Desk) -> str:
    """What the ids of feeds are made from; not the address, which may change."""
    return desk.settings.identity or desk.settings.name


def _head(listing: Listing, path: str, desk: Desk) -> FeedHead:
    settings, heading = desk.settings, listing.heading(desk.masthead)
    return FeedHead(
        title=f"{heading} · {settings.name}" if heading else settings.name,
        path=path,
        page_path=listing.path,
        root=site_address(settings) or root_of(path),
        language=settings.language,
        author=settings.name,
        identity=_identity(desk),
        subtitle="" if heading else settings.tagline,
        rights=desk.masthead.site.copyright,
        logo_path=desk.logo.path if desk.logo else "",
    )


EntryKey = tuple[int, str, bool]
"""A post's id, the root its feed needs, and whether the feed carries it whole."""


def set_entries(keys: Iterable[EntryKey], identity: str, desk: Desk) -> dict[EntryKey, SetEntry]:
    """The posts' Atom entries, each set once while it is kept."""
    wanted, galley = list(keys), desk.galley
    missing = list(desk.atom_entries.missing(wanted))
    found = {key: known for key in wanted if (known := desk.atom_entries.take(key)) is not None}
    if galley:
        kept = ((key, galley.find(ENTRY, key)) for key in missing)
        found |= {key: _read_entry(entry) for key, entry in kept if entry is not None}
        missing = [key for key in missing if key not in found]
    for root, whole in sorted({(root, whole) for _, root, whole in missing}):
        ids = [id for id, *way in missing if way == [root, whole]]
        for start in range(0, len(ids), _POSTS_AT_A_TIME):
            entries = feed_entries(ids[start : start + _POSTS_AT_A_TIME], root, desk, whole=whole)
            made = {(id, root, whole): _set_entry(told, root=root, identity=identity) for id, told in entries}
            found |= made
            for key, entry in made.items():
                desk.atom_entries.put(key, entry)
                if galley:
                    galley.keep(ENTRY, key, _entry_bytes(entry))
    return found


def _set_entry(entry: FeedEntry, *, root: str, identity: str) -> SetEntry:
    if not datable(entry):
        return SetEntry(b"", None)
    xml = atom_entry(entry, root=root, identity=identity).encode()
    return SetEntry(xml, entry.updated or entry.published)


def _entry_bytes(entry: SetEntry) -> bytes:
    moment = entry.moment.isoformat() if entry.moment else ""
    return b"%b\n%b" % (moment.encode(), entry.xml)


def _read_entry(kept: bytes) -> SetEntry:
    moment, _, xml = kept.partition(b"\n")
    return SetEntry(xml, datetime.fromisoformat(moment.decode()) if moment else None)


def set_items(ids: Sequence[int], root: str, desk: Desk) -> list[str]:
    """The posts for a JSON feed, each set once while it is kept."""
    missing = desk.json_items.missing((id, root) for id in ids)
    fresh = {
        (id, root): json_item(entry, root=root, identity=_identity(desk))
        for id, entry in feed_entries([id for id, _ in missing], root, desk)
    }
    found = [fresh.get((id, root)) or desk.json_items.take((id, root)) for id in ids]
    for key, item in fresh.items():
        desk.json_items.put(key, item)
    return [item for item in found if item is not None]


def feed_entries(
    ids: Sequence[int], root: str, desk: Desk, *, whole: bool = True
) -> list[tuple[int, FeedEntry]]:
    """The posts as feeds carry them, their bodies' links led by ``root``; without bodies unless ``whole``."""
    if not ids:
        return []
    if not whole:
        return [(card.id, _feed_entry(card, "", desk)) for card in desk.card_rows(ids)]
    posts = desk.posts(ids)
    bodies = desk.print_bodies(posts)
    return [
        (post.card.id, _feed_entry(post.card, body.replace(ROOT, root), desk))
        for post, body in zip(posts, bodies, strict=True)
    ]


def _feed_entry(card: CardRow, body: str, desk: Desk) -> FeedEntry:
    picture = lead_picture(card, desk.settings)
    shown = None
    if picture and not picture.missing:
        shown = FeedPicture(
            path=picture.path,
            type=_MIME[picture.path.rpartition(".")[2]],
            width=picture.width,
            height=picture.height,
            alt=picture.alt,
            caption=picture.caption,
            credit=picture.credit,
        )
    return FeedEntry(
        path=served_path(card.path),
        headline=marked_headline(card, desk.settings) if card.retracted_on else card.headline,
        language=card.language,
        published=card.published_at,
        updated=card.updated_at,
        certainty=card.certainty,
        summary=card.standfirst or card.excerpt,
        content=body,
        tags=tuple(tag.name for tag in card.tags),
        authors=byline_names(card),
        picture=shown,
    )


@dataclass(frozen=True, slots=True)
class SitemapOfMonth:
    """The shards of one month, (0, 0) for undated posts."""

    year: int
    month: int

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        entries = (
            SitemapEntry(served_path(dated.path), lastmod_of(dated))
            for dated in archive_listings.dated_paths(self.year, self.month)
        )
        name = month_name(self.year, self.month)
        for path, data in sitemap_shards(name, entries, address=site_address(desk.settings)):
            yield Sheet(path, f"sitemap {name}", data)


@dataclass(frozen=True, slots=True)
class SitemapOfPages:
    """The shard of the front page, the standing pages and all tags.

    ``totals`` are as those of :class:`~broadsheet.press.pages.Tags`.
    """

    totals: Mapping[int, int] | None = None

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        for path, data in sitemap_shards("pages", self._entries(desk), address=site_address(desk.settings)):
            yield Sheet(path, "sitemap pages", data)

    def _entries(self, desk: Desk) -> Iterator[SitemapEntry]:
        yield SitemapEntry("")
        yield SitemapEntry(TAGS)
        for page in selectors.pages(selectors.live_page_ids()):
            yield SitemapEntry(served_path(page.path))
        for tag in desk.tags(self.totals):
            yield SitemapEntry(listing_path("tag", tag.slug))


@dataclass(frozen=True, slots=True)
class SitemapIndex:
    """The index of the shards, and where robots find it."""

    shards: tuple[str, ...]

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        if self.shards:
            data = sitemap_index(self.shards, address=site_address(desk.settings))
            yield Sheet(INDEX_PATH, "sitemap index", data)
        yield Sheet("robots.txt", "robots", robots_txt(desk.settings))


@dataclass(frozen=True, slots=True)
class HostFiles:
    """What static hosts look for in the site itself: redirects and headers, as (path, content)."""

    files: tuple[tuple[str, bytes], ...]

    def sheets(self, desk: Desk) -> Iterator[Sheet]:  # noqa: ARG002 - as every job
        for path, data in self.files:
            yield Sheet(path, FOR_HOSTS, data)
