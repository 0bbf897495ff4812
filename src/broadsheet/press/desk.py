"""What a process that renders pages has at hand: the theme, the masthead, and cards already set.

Guarantees: memory is bounded, whatever the archive's size (the caches are bounded by bytes or by
number); a page rendered here is the same as one rendered at any other desk, in any order: a
cache saves work and never changes a byte.

A post stands on a page of each of its tags and on several fronts, so its card is set once and
kept. Cards come back soon because a full build goes through listings year by year.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Generic, NamedTuple, TypeVar

from broadsheet.archive import editions, selectors
from broadsheet.archive import listings as archive_listings
from broadsheet.archive.picture_formats import STRIPPERS, recognise
from broadsheet.archive.rows import CardRow, ListingKey, PostRow, TagRow
from broadsheet.errors import PublicationError
from broadsheet.press.addresses import path_prefix
from broadsheet.press.contexts import card_of, make_masthead
from broadsheet.press.galley import Galley
from broadsheet.press.layout import GONE, NOT_FOUND, listing_path, root_of
from broadsheet.press.listings import Listing
from broadsheet.press.prose import Body, gather_links, print_prose
from broadsheet.press.set_cards import SetCard, find_card, keep_card
from broadsheet.publication import Publication
from broadsheet.theme import Asset, Theme
from broadsheet.theme.contexts import Card, PageContext

__all__ = ["Desk", "SetEntry", "Shelf"]

_CARD_BYTES = 3_000_000
_YEAR_BYTES = 24_000_000
_ROWS = 500
_ENTRY_BYTES = 1_000_000
_LISTINGS = 4000
_BATCH = 200

K = TypeVar("K")
V = TypeVar("V")


class Shelf(Generic[K, V]):
    """A cache that forgets what was used longest ago once its things weigh more than ``most``."""

    def __init__(self, *, most: int, weight: Callable[[V], int]) -> None:
        self._things: OrderedDict[K, V] = OrderedDict()
        self._most = most
        self._weight = weight
        self._weighs = 0

    def missing(self, keys: Iterable[K]) -> list[K]:
        """Those keys of which there is nothing, each once, in order."""
        return [key for key in dict.fromkeys(keys) if key not in self._things]

    def take(self, key: K) -> V | None:
        """What is kept under a key; it counts as used now."""
        found = self._things.get(key)
        if found is not None:
            self._things.move_to_end(key)
        return found

    def put(self, key: K, thing: V) -> None:
        """Keep a thing, and forget others where that is too much."""
        if key in self._things:
            self._weighs -= self._weight(self._things[key])
        self._things[key] = thing
        self._weighs += self._weight(thing)
        while self._weighs > self._most and len(self._things) > 1:
            _, forgotten = self._things.popitem(last=False)
            self._weighs -= self._weight(forgotten)

    def drop(self, is_stale: Callable[[K], bool]) -> None:
        """Forget things by their keys."""
        for key in [key for key in self._things if is_stale(key)]:
            self._weighs -= self._weight(self._things.pop(key))

    def clear(self) -> None:
        """Forget everything."""
        self._things.clear()
        self._weighs = 0


class SetEntry(NamedTuple):
    """A post's Atom entry for feeds with one root, in UTF-8, and its moment; empty for an undated post."""

    xml: bytes
    moment: datetime | None


class Desk:
    """Renders pages of one publication from the state of the archive that its process sees."""

    def __init__(self, publication: Publication) -> None:
        """Read the theme and the logo.

        Raises:
            ThemeError: a template is broken.
            PublicationError: the logo is not there.
        """
        self.publication = publication
        self.settings = publication.settings
        self.site = publication.site
        """Where the site lies in this edition."""
        self.theme = Theme.load(publication.theme)
        self.logo = _logo(publication)
        self.masthead = make_masthead(
            self.settings, css=self.theme.css(self.settings.look), logo=self.logo.path if self.logo else ""
        )
        self.problems: list[str] = []
        """What could not be made and was left out, in sentences for the editor."""
        self.subjects = selectors.Subjects()
        self._full = self.settings.listings.style == "full"
        self._cards: Shelf[int, SetCard] = Shelf(most=_CARD_BYTES, weight=_card_weight)
        self._year: int | None = None
        self._cards_of_year: Shelf[int, SetCard] = Shelf(most=_YEAR_BYTES, weight=_card_weight)
        self._rows: Shelf[int, CardRow] = Shelf(most=_ROWS, weight=lambda _: 1)
        self.atom_entries: Shelf[tuple[int, str, bool], SetEntry] = Shelf(
            most=_ENTRY_BYTES, weight=lambda entry: len(entry.xml) + 200
        )
        self.json_items: Shelf[tuple[int, str], str] = Shelf(
            most=_ENTRY_BYTES, weight=lambda item: 2 * len(item)
        )
        self.galley: Galley | None = None
        """What other workers set in this edition, where there are others."""
        self._cards_are_read = False
        """Whether the theme asks for more of a card than is kept."""
        self.newest: Shelf[ListingKey, list[int]] = Shelf(most=_LISTINGS, weight=lambda _: 1)
        """The newest posts of listings, as many as any page or feed shows."""
        self._listings: Shelf[ListingKey, Listing] = Shelf(most=_LISTINGS, weight=lambda _: 1)
        self._tags: list[TagRow] | None = None

    def forget_everything(self) -> None:
        """Take nothing from what was set for an earlier edition."""
        self._cards.clear()
        self._cards_of_year.clear()
        self._rows.clear()
        self._listings.clear()
        self.newest.clear()
        self._tags = None
        self.subjects = selectors.Subjects()
        self.atom_entries.clear()
        self.json_items.clear()

    def forget(self, posts: Collection[int]) -> None:
        """Take nothing from an earlier edition of these posts, nor of any listing's name."""
        self._cards.drop(lambda id: id in posts)
        self._cards_of_year.clear()
        self._rows.clear()
        self.atom_entries.drop(lambda key: key[0] in posts)
        self.json_items.drop(lambda key: key[0] in posts)
        self._listings.clear()
        self.newest.clear()
        self._tags = None
        self.subjects = selectors.Subjects()

    def render(self, page: PageContext, path: str, *, cards: Mapping[str, bytes] | None = None) -> bytes:
        """A page's bytes. ``path`` is its decoded path, ``cards`` set cards by their encoded path."""
        root = path_prefix(self.settings) if path in (NOT_FOUND, GONE) else root_of(path)
        return self.theme.render_bytes(page, site=self.masthead.site, root=root, cards=cards)

    def tags(self, totals: Mapping[int, int] | None) -> list[TagRow]:
        """Every tag that has posts, by name. ``totals`` are the counts, by id; without them the posts are counted."""
        if totals is None:
            return selectors.tags_with_counts()
        if self._tags is None:
            self._tags = selectors.tags_counted(totals)
        return self._tags

    def published(self, files: Sequence[str]) -> set[str]:
        """Those of the files that are on the site as the last edition left them."""
        known = editions.known_files(files)
        return {
            file for file in files if file in known and known[file].digest and (self.site / file).is_file()
        }

    def cards(self, ids: Sequence[int], *, year: int | None = None) -> list[SetCard]:
        """The cards of live posts, in order; those not live are left out. ``year`` says that all are of one year."""
        shelf = self._shelf(year)
        fresh = self._find_or_set_cards(shelf.missing(ids))
        found = [shelf.take(id) or fresh.get(id) for id in ids]
        for id, card in fresh.items():
            shelf.put(id, card)
        return [card for card in found if card is not None]

    def _shelf(self, year: int | None) -> Shelf[int, SetCard]:
        """Where cards are kept: in a whole edition those of a year until the next begins: all its pages want them."""
        if not self.galley:
            return self._cards
        if year != self._year:
            self._cards_of_year.clear()
            self._year = year
        return self._cards if year is None else self._cards_of_year

    def _find_or_set_cards(self, ids: Sequence[int]) -> dict[int, SetCard]:
        found: dict[int, SetCard] = {}
        if self.galley and not self._cards_are_read:
            kept = ((id, find_card(self.galley, id, self._read_card)) for id in ids)
            found = {id: card for id, card in kept if card is not None}
        wanted = [id for id in ids if id not in found]
        for start in range(0, len(wanted), _BATCH):
            new = self._set_cards(wanted[start : start + _BATCH])
            found.update(new)
            if self.galley:
                for card in new.values():
                    keep_card(self.galley, card)
        return found

    def _read_card(self, id: int) -> Card:
        self._cards_are_read = True
        return self._set_cards([id])[id].card

    def _set_cards(self, ids: Sequence[int]) -> dict[int, SetCard]:
        if self._full:
            posts = self.posts(ids)
            bodies = self.print_bodies(posts, apart=True)
            return {
                post.card.id: self._set(post.card.id, card_of(post.card, self.settings, body=body))
                for post, body in zip(posts, bodies, strict=True)
            }
        return {row.id: self._set(row.id, card_of(row, self.settings)) for row in self.card_rows(ids)}

    def keep_cards(self, rows: Sequence[CardRow]) -> list[Card]:
        """The cards of posts; where others work on this edition too, they find them set."""
        cards = [card_of(row, self.settings) for row in rows]
        if self.galley and not self._full:
            made = [self._set(row.id, card) for row, card in zip(rows, cards, strict=True)]
            for each in made:
                keep_card(self.galley, each)
        return cards

    def posts(self, ids: Sequence[int]) -> list[PostRow]:
        """Live posts, in order; those not live are left out."""
        found = selectors.posts(ids, self.subjects)
        for post in found:
            self._rows.put(post.card.id, post.card)
        return found

    def card_rows(self, ids: Sequence[int]) -> list[CardRow]:
        """Live posts without their bodies, in order; those not live are left out."""
        missing = self._rows.missing(ids)
        fresh = {row.id: row for row in selectors.cards(missing, self.subjects)} if missing else {}
        found = [fresh.get(id) or self._rows.take(id) for id in ids]
        for id, row in fresh.items():
            self._rows.put(id, row)
        return [row for row in found if row is not None]

    def _set(self, id: int, card: Card) -> SetCard:
        html = self.theme.render_card(card, site=self.masthead.site)
        return SetCard(id, card, html.encode("utf-8", "replace"))

    def print_bodies(self, posts: Sequence[PostRow], *, apart: bool = False) -> list[str]:
        """The posts' bodies for readers, ROOT in them; ``apart`` keeps their ids apart on one page."""
        bodies = [body_of(post) for post in posts]
        links = gather_links(bodies, self.settings)
        return [
            print_prose(body, links, self.settings, anchors=f"p{post.card.id}-" if apart else "")
            for post, body in zip(posts, bodies, strict=True)
        ]

    def listings(self, keys: Sequence[ListingKey]) -> dict[ListingKey, Listing]:
        """The listings that there are, by key."""
        missing = [key for key in self._listings.missing(keys) if key.kind != "front"]
        fresh: dict[ListingKey, Listing] = {ListingKey("front"): Listing(ListingKey("front"), "")}
        for key, subject in (archive_listings.subjects(missing) if missing else {}).items():
            note = subject.description if isinstance(subject, TagRow) else ""
            fresh[key] = Listing(key, listing_path(key.kind, subject.slug), subject.name, note)
        found = {key: self._listings.take(key) or fresh.get(key) for key in keys}
        for key, listing in fresh.items():
            if key in found and self._listings.take(key) is None:
                self._listings.put(key, listing)
        return {key: listing for key, listing in found.items() if listing is not None}


def body_of(post: PostRow) -> Body:
    """A post's body with what its printing depends on."""
    return Body(post.body, post.card.language, post.pictures, post.origin_url)


def _card_weight(card: SetCard) -> int:
    # The markup, the body (up to two bytes a letter), and the context's own objects.
    return len(card.html) + 2 * len(card.card.body) + 1500


def _logo(publication: Publication) -> Asset | None:
    """The logo as a file of the site, without location and device data."""
    name = publication.settings.look.logo
    if not name:
        return None
    path = (publication.folder / name).resolve()
    try:
        path.relative_to(publication.folder)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise PublicationError(
            f"couldn't read the logo {name!r}: {error}; 'look.logo' names a picture in the publication's folder"
        ) from error
    ending = path.suffix.lower()
    if ending != ".svg":
        kind = recognise(content, name=name)
        if kind not in STRIPPERS:
            raise PublicationError(
                f"couldn't use the logo {name!r}: a logo is SVG, PNG, JPEG, GIF or WebP; convert it to one of them"
            )
        content = STRIPPERS[kind](content).data
    return Asset(f"assets/logo.{sha256(content).hexdigest()[:10]}{ending}", content)
