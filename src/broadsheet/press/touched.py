"""What the news touches: every page of the site whose bytes may differ from those of the last edition.

Guarantees: no page is forgotten (an incremental edition leaves what a fresh build makes); pages are
found by index look-ups, never by a walk through the archive; what is held in memory grows with the
news alone. Where the news touches so much that looking at everything is cheaper, the answer is None.

The order of the steps follows what depends on what: subjects and pictures touch posts; posts touch
listings, whose years are counted anew; a listing that appears or vanishes, and a post that moves,
touch those who link to them; all of them touch their neighbours, feeds and sitemaps.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from broadsheet.archive import editions, tallies, touching
from broadsheet.archive.addresses import author_path, tag_path
from broadsheet.archive.links import link_key, post_key
from broadsheet.archive.listings import month_of, subjects
from broadsheet.archive.rows import ListingKey, PictureRow, YearCount
from broadsheet.archive.selectors import Place, listing_front
from broadsheet.archive.states import PageState, PostState
from broadsheet.press.layout import file_of
from broadsheet.press.news import News, Turn, post_turns, stands
from broadsheet.press.owners import Owned, owned
from broadsheet.press.sitemap import month_name
from broadsheet.press.turned import Ranks, TurnedRun, turned_runs
from broadsheet.publication import Listings

__all__ = ["Touched", "find_touched"]

_FRONT = ListingKey("front")
_BEFORE_ALL = -(2**62)
"""The place before all posts of a year, from which all its pages turn."""
_PATHS = {"tag": tag_path, "author": author_path}


@dataclass(slots=True)
class Touched:
    """What an incremental edition looks at."""

    posts: dict[int, tuple[int | None, int | None]] = field(default_factory=dict)
    """Posts to set, each with the posts just before and just after it."""
    pages: set[int] = field(default_factory=set)
    pictures: dict[int, PictureRow] = field(default_factory=dict)
    listings: dict[ListingKey, tuple[YearCount, ...]] = field(default_factory=dict)
    """Every touched listing, with its years as they are now."""
    years: list[TurnedRun] = field(default_factory=list)
    shrunk: set[tallies.Place] = field(default_factory=set)
    """Years of listings that may have fewer pages than before."""
    fronts: set[ListingKey] = field(default_factory=set)
    feeds: set[ListingKey] = field(default_factory=set)
    months: set[tuple[int, int]] = field(default_factory=set)
    """Shards of the sitemap: year and month, (0, 0) for undated posts."""
    tags: bool = False
    places: bool = False
    """Whether the sitemap's shard of pages and tags is touched."""
    categories: bool = False
    index: bool = False
    """Whether the index of the sitemaps is touched, whatever its shards are."""
    appeared: set[ListingKey] = field(default_factory=set)
    """Listings that may have a front now where there was none."""
    hosts: bool = False
    """Whether what hosts read is touched, whatever the old addresses are."""
    old: dict[int, touching.OldRow] = field(default_factory=dict)
    fresh: dict[tallies.Place, int] = field(default_factory=dict)
    """The counts that changed."""
    owners: set[str] = field(default_factory=lambda: {editions.UNSURE})
    """Pages of which the site keeps nothing but what this edition makes."""
    leaving: set[str] = field(default_factory=set)
    """Files that are pages no more; known when all other pages are made."""
    stale: set[int] = field(default_factory=set)
    """Posts whose cards and entries must not be taken from an earlier edition."""


def find_touched(news: News, *, settings: Listings, most: int) -> Touched | None:
    """What ``news`` touches, or None where that is over ``most`` posts."""
    finder = _Finder(news, settings, most, Touched(), owned=owned(news.owners))
    return finder.touched if finder.find() else None


@dataclass(slots=True)
class _Finder:
    news: News
    settings: Listings
    most: int
    touched: Touched
    turns: dict[int, Turn[PostState]] = field(default_factory=dict)
    """Posts whose card is touched."""
    quoting: dict[int, Turn[PostState]] = field(default_factory=dict)
    """Posts of which only the body is touched: it links to something that moved."""
    moved: dict[tallies.Place, set[Place]] = field(default_factory=lambda: defaultdict(set))
    """Where posts came to a listing or left it."""
    edited: dict[tallies.Place, set[Place]] = field(default_factory=lambda: defaultdict(set))
    """Where they stayed and look different."""
    flipped: dict[ListingKey, str] = field(default_factory=dict)
    """Listings that appear or vanish, with their slugs."""
    owned: Owned = field(default_factory=Owned)
    """Pages whose files are not as they were left."""
    ranks: Ranks = field(default_factory=lambda: Ranks({}))

    def find(self) -> bool:
        """Fill in what is touched; false where it is too much."""
        if self.owned.unknown or not self._posts():
            return False
        self._listings()
        if not self._linking():
            return False
        self._damaged()
        self._neighbours()
        self._years()
        self._fronts_and_feeds()
        self._pictures()
        self._machines()
        return True

    def _posts(self) -> bool:
        """The posts that changed, and those that show a changed tag, author or picture."""
        shown: set[int] = set()
        for key, turn in self.news.subjects.items():
            if turn.changed("name", "slug", "kind"):
                shown |= touching.bearers(key.kind, (key.id,), limit=self.most + 1)
        if self.news.images:
            posts, pages = touching.posts_of_pictures(self.news.images)
            shown |= posts
            self.touched.pages |= pages
        self.touched.pages |= {id for id, page in self.news.pages.items() if page.now.live}
        if len(shown) + len(self.news.posts) > self.most:
            return False
        self.turns = post_turns(shown - set(self.news.posts)) | self.news.posts
        return True

    def _listings(self) -> None:
        """Where the posts stand and stood; the years of those listings; which of them appear or vanish."""
        for id, turn in self.turns.items():
            stood = [stands(id, state) for state in turn.every()]
            for stance in set.union(*stood):
                key, place = stance
                target = self.edited if all(stance in each for each in stood) else self.moved
                target[key, place.year].add(place)
        for key, year in self.news.years | self.owned.years:
            self.moved[key, year].add(Place(year, _BEFORE_ALL, 0))
        touched = self.touched
        touched.fresh = tallies.count_years(self.moved)
        keys = {key for key, _ in [*self.moved, *self.edited]}
        keys |= set(self.news.subjects) | self.owned.fronts | self.owned.feeds
        touched.listings = tallies.kept_years(keys, fresh=touched.fresh)
        touched.categories = any(
            "section" in {state.kind for state in turn.every()}
            and turn.changed("name", "slug", "kind", "parent")
            for turn in self.news.subjects.values()
        )
        self._flips({key for key, _ in self.moved if key.kind != "front"} | set(self.news.subjects))

    def _flips(self, keys: set[ListingKey]) -> None:
        """Which listings the site has and the archive has not, or the other way round."""
        known = subjects(keys)
        slugs = {key: {row.slug} for key, row in known.items()}
        for key, turn in self.news.subjects.items():
            slugs.setdefault(key, set()).update(state.slug for state in turn.before if state.slug)
        files = {file_of(_PATHS[key.kind](slug)): (key, slug) for key, each in slugs.items() for slug in each}
        found = editions.known_files(list(files))
        for file, (key, slug) in files.items():
            row = found.get(file)
            was_alive = row is not None and row.state == "page" and row.page == f"{key.kind} {key.id}"
            if was_alive != bool(self.touched.listings.get(key)):
                self.flipped[key] = slug
                section = known.get(key)
                self.touched.categories |= getattr(section, "kind", "") == "section"

    def _linking(self) -> bool:
        """Old addresses that lead elsewhere now, and who links to anything that moved."""
        gone = [id for id, turn in self.turns.items() if turn.changed("live", "path")]
        pages = [id for id, turn in self.news.pages.items() if turn.changed("live", "path")]
        told = [key for key in self.news.subjects if key.kind == "tag"] + list(self.flipped)
        touched = self.touched
        touched.old = touching.old_rows(
            ids=self.news.addresses | self.owned.addresses,
            posts=gone,
            pages=pages,
            tags={key.id for key in told if key.kind == "tag"},
            authors={key.id for key in [*told, *self.news.subjects] if key.kind == "author"},
        )
        addresses = {state.path for id in gone for state in self.turns[id].every()}
        addresses |= {state.path for id in pages for state in self.news.pages[id].every()}
        addresses |= {_PATHS[key.kind](slug) for key, slug in self.flipped.items()}
        addresses |= {row.address for row in touched.old.values()}
        keys = {link_key(address) for address in addresses if address} | {post_key(id) for id in gone}
        quoting, quoting_pages = touching.linking(keys, limit=self.most + 1)
        touched.pages |= quoting_pages
        fresh = post_turns(quoting - set(self.turns))
        if len(fresh) + len(self.turns) > self.most:
            return False
        if self.settings.style == "full":
            self.turns |= fresh
            for id, turn in fresh.items():
                for key, place in stands(id, turn.now):
                    self.edited[key, place.year].add(place)
            unknown = {key for key, _ in self.edited} - set(touched.listings)
            touched.listings |= tallies.kept_years(unknown, fresh=touched.fresh)
        else:
            self.quoting = fresh
        return True

    def _damaged(self) -> None:
        """Posts and standing pages whose files are to be made again, or are nobody's any more."""
        fresh = post_turns(self.owned.posts - set(self.turns) - set(self.quoting))
        self.quoting = self.quoting | fresh
        self.touched.pages |= self.owned.pages
        self.touched.owners |= {f"post {id}" for id in self.owned.posts}
        self.touched.owners |= {f"page {id}" for id in self.owned.pages}

    def _neighbours(self) -> None:
        """The posts to set: what changed, and the posts beside it, where it stands and where it stood."""
        self.touched.stale = set(self.turns) | set(self.quoting)
        for id, turn in (self.turns | self.quoting).items():
            seen_beside = turn.changed("live", "path", "headline", "retracted", "year", "chronology")
            for place in {Place(state.year, state.chronology, id) for state in turn.every() if state.live}:
                self._set_around(place, reach=2 if seen_beside else 1)

    def _set_around(self, place: Place, *, reach: int) -> None:
        """The post at a place, and with a reach of 2 those beside it: all of whom both neighbours are known."""
        before, here, after = touching.window(place, reach=reach)
        first: list[int | None] = [] if len(before) == reach else [None]
        last: list[int | None] = [] if len(after) == reach else [None]
        line = [*first, *before, *([place.id] if here else []), *after, *last]
        for older, id, newer in zip(line, line[1:], line[2:], strict=False):
            if id is not None:
                self.touched.posts[id] = (older, newer)

    def _years(self) -> None:
        """Pages of years, and the pages that a listing or a year may have no more."""
        touched = self.touched
        renamed = {key for key, turn in self.news.subjects.items() if turn.changed("name", "slug")}
        self.ranks = Ranks(touched.listings)
        touched.years = turned_runs(
            moved=self.moved,
            edited=self.edited,
            renamed=renamed | set(self.flipped),
            listings=touched.listings,
            size=self.settings.page_posts,
            ranks=self.ranks,
        )
        touched.shrunk = {at for at in self.moved if at[0] in touched.listings}
        touched.shrunk |= {(key, year.year) for key in renamed for year in touched.listings[key]}
        for key, years in touched.listings.items():
            if not years:
                touched.owners |= {f"{key.kind} {key.id}", f"{key.kind} {key.id} feed"}

    def _fronts_and_feeds(self) -> None:
        """Fronts tell counts and show the latest posts; feeds show the latest posts."""
        touched, settings = self.touched, self.settings
        reached: dict[ListingKey, set[Place]] = defaultdict(set)
        for (key, _), places in [*self.moved.items(), *self.edited.items()]:
            reached[key] |= places
        for key, newer in self._newer({key: max(places) for key, places in reached.items()}).items():
            for limit, target in (
                (settings.front_posts, touched.fronts),
                (settings.feed_posts, touched.feeds),
            ):
                if newer < limit:
                    target.add(key)
        touched.appeared = set(self.flipped) | set(self.news.subjects) | self.owned.fronts
        living = {key for key, years in touched.listings.items() if years or key.kind == "front"}
        touched.fronts |= {key for key, _ in self.moved if key in living}
        told = set(self.news.subjects) | set(self.flipped)
        touched.fronts |= (told | self.owned.fronts) & living
        touched.feeds |= (told | self.owned.feeds) & living
        if any(state.sticky for turn in self.turns.values() for state in turn.every()):
            touched.fronts.add(_FRONT)
        if not touched.listings.get(_FRONT, (True,)):
            touched.feeds.add(_FRONT)
        if self.quoting:
            # Only the front page's feed carries bodies.
            latest = listing_front(_FRONT, limit=settings.feed_posts)
            if set(latest) & set(self.quoting):
                touched.feeds.add(_FRONT)
        missing = (touched.fronts | touched.feeds) - set(touched.listings)
        touched.listings |= tallies.kept_years(missing, fresh=touched.fresh)

    def _newer(self, places: Mapping[ListingKey, Place]) -> dict[ListingKey, int]:
        """At least how many posts of a living listing are newer than a place of it."""
        most = max(self.settings.front_posts, self.settings.feed_posts)
        found: dict[ListingKey, int] = {}
        asked: list[tuple[ListingKey, Place]] = []
        for key, place in places.items():
            years = self.touched.listings[key]
            found[key] = sum(year.posts for year in years if year.year > place.year)
            here = sum(year.posts for year in years if year.year == place.year)
            if not years:
                del found[key]
            elif found[key] < most <= found[key] + here:
                # One of those of the year may stand at the place itself.
                found[key] += here - 1
                asked.append((key, place))
        for (key, _), older in self.ranks.find(asked).items():
            found[key] -= older
        return found

    def _pictures(self) -> None:
        """Pictures that came, left or were replaced."""
        touched = self.touched
        digests = set.union(set(), *self.news.images.values())
        ids = set(self.news.images) | touching.same_pictures(digests)
        turns: list[Turn[PostState] | Turn[PageState]] = [
            *self.news.posts.values(),
            *self.news.pages.values(),
        ]
        for turn in turns:
            shown = [frozenset(state.pictures) for state in turn.every()]
            ids |= {id for each in shown for id in each if not all(id in other for other in shown)}
        ids |= self.owned.pictures
        ids |= touching.same_pictures(touching.digests_of(ids))
        touched.pictures = touching.shown(ids)
        touched.owners |= {f"picture {id}" for id in ids}

    def _machines(self) -> None:
        """Sitemaps, the page of tags, old addresses; and whose files the site may have kept too many of."""
        touched, news = self.touched, self.news
        for id, turn in self.turns.items():
            if turn.changed("live", "path", "lastmod", "year", "chronology"):
                touched.months |= {month_key(state) for state in turn.every() if state.live}
            touched.owners.add(f"post {id}")
        touched.months |= self.owned.months
        touched.owners |= {f"page {id}" for id in news.pages}
        touched.owners |= {f"old {id}" for id in touched.old}
        touched.owners |= {f"sitemap {month_name(*month)}" for month in touched.months}
        touched.tags = any(key.kind == "tag" for key, _ in self.moved) or any(
            key.kind == "tag" and turn.changed("name", "slug", "kind") for key, turn in news.subjects.items()
        )
        moved_pages = any(turn.changed("live", "path") for turn in news.pages.values())
        touched.places = moved_pages or any(key.kind == "tag" for key in self.flipped)
        touched.places |= any(turn.changed("slug", "name") for turn in news.subjects.values())
        if touched.categories:
            touched.owners.add("category")
        kinds = self.owned.kinds
        touched.tags |= "tags" in kinds
        touched.places |= "places" in kinds
        touched.index, touched.hosts = "index" in kinds, "hosts" in kinds


def month_key(state: PostState) -> tuple[int, int]:
    """The shard of the sitemap that a post stands in."""
    return (state.year, month_of(state.chronology)) if state.year else (0, 0)
