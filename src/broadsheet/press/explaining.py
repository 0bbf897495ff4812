"""Why a file of the site is as it is: whose page it is, what it is made from, which changes touched it.

Guarantees: which change touched a page is asked of :func:`~broadsheet.press.touched.find_touched`, the
code that publishes, one change at a time, and not of a second set of rules; a change that was followed
by later ones is told with the state that it led to. What stood beside a post then is not kept: where
its neighbours changed since, the ones of now are taken.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from broadsheet.archive import changes, editions, states
from broadsheet.archive.changes import ClaimedChange
from broadsheet.archive.listings import subjects
from broadsheet.archive.states import PageState, PostState, SubjectState
from broadsheet.errors import PublishError
from broadsheet.press.layout import file_of
from broadsheet.press.news import gather_news
from broadsheet.press.owners import Kind, Owner, read_owner
from broadsheet.press.touched import Touched, find_touched
from broadsheet.publication import Publication

__all__ = ["INPUTS", "Explanation", "PageKind", "count_changes", "explain", "told_changes"]

_MOST_CHANGES = 200
"""Of up to so many changes of an edition it is worked out which of them touched a page."""
_BATCH = 400
_MOST_TOLD = 3000
"""Of up to so many changes it is told what became of each thing."""


@dataclass(frozen=True, slots=True)
class PageKind:
    """What a kind of page is called, what makes it, and everything that its bytes follow from.

    Settings and theme are inputs of every page.
    """

    name: str
    made_by: str
    inputs: tuple[str, ...]


INPUTS: dict[Kind, PageKind] = {
    "post": PageKind(
        "the page of a post, and the post as data",
        "pages.Posts",
        (
            "the post, its tags, byline, pictures and corrections",
            "the headlines and paths of the posts before and after it",
            "the paths that its links lead to",
        ),
    ),
    "page": PageKind(
        "a standing page",
        "pages.StandingPages",
        ("the page and its pictures", "the paths that its links lead to"),
    ),
    "front": PageKind(
        "the front of a listing",
        "pages.Fronts",
        (
            "the latest posts of the listing",
            "how many posts it has in each year",
            "the name and description of its tag or author",
        ),
    ),
    "year": PageKind(
        "a page of a year of a listing",
        "pages.YearPages",
        (
            "the posts on the page",
            "how many posts the listing has in this year and in the one before",
            "the name of its tag or author",
        ),
    ),
    "feed": PageKind(
        "the feed of a listing",
        "machine_pages.Feeds",
        ("the latest posts of the listing, with their texts where the feed carries them whole",
         "the name of its tag or author"),
    ),
    "tags": PageKind(
        "the page of all tags",
        "pages.Tags",
        ("the name, kind, address and number of posts of every tag",),
    ),
    "picture": PageKind(
        "a picture in one size and format",
        "machine_pages.Pictures",
        ("the picture's file in the archive, and the point that a crop keeps", "that a live post or page shows it"),
    ),
    "month": PageKind(
        "the sitemap of a month, or of undated posts",
        "machine_pages.SitemapOfMonth",
        ("the paths and dates of the month's posts",),
    ),
    "places": PageKind(
        "the sitemap of standing pages and tags",
        "machine_pages.SitemapOfPages",
        ("the paths of standing pages", "the paths of all tags that have posts"),
    ),
    "index": PageKind(
        "what leads robots to the sitemaps",
        "machine_pages.SitemapIndex",
        ("which sitemaps there are",),
    ),
    "hosts": PageKind(
        "what static hosts look for",
        "machine_pages.HostFiles",
        ("all old addresses, and where each leads", "every address that was withdrawn"),
    ),
    "old address": PageKind(
        "an old address",
        "pages.OldAddresses",
        ("the old address", "the path of what it leads to, or that it is gone"),
    ),
    "asset": PageKind("a part of the theme", "machine_pages.Assets", ()),
    "not found": PageKind("the page for addresses that answer nothing", "pages.NotFoundPage", ()),
    "unsure": PageKind("nobody's page", "", ("what an interrupted publish left",)),
}  # fmt: skip
"""Every kind of page and its inputs. The documentation prints this table."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What there is to know of a file of the site."""

    file: str
    page: str
    """Whose page it is, in words."""
    state: str
    """``page``, ``withdrawn`` (it leads on, or says that it is gone) or ``removed``."""
    inputs: tuple[str, ...]
    bytes: str
    """``as left``, ``changed``, ``lost`` or ``distrusted``."""
    written_by: int
    """The edition that last wrote its bytes; 0 where none is known."""
    written_at: datetime | None
    seen_by: int
    """The last edition that looked at it."""
    reasons: tuple[str, ...]


def explain(publication: Publication, address: str) -> Explanation:
    """Explain a path (``tag/iran/``), a file (``tag/iran/index.html``) or a full address of the site.

    Raises:
        PublishError: no edition ever published it.
    """
    file = _find(publication, address)
    if file is None:
        raise PublishError(
            f"couldn't explain {address!r}: no edition ever published it; look for it with 'broadsheet serve'"
        )
    owner = read_owner(file.page)
    edition = editions.past_edition(file.written) if file.written else None
    return Explanation(
        file=file.path,
        page=_words(owner, file.page),
        state=file.state,
        inputs=(*INPUTS[owner.kind].inputs, "settings and theme"),
        bytes=_bytes_of(publication, file),
        written_by=file.written,
        written_at=edition.at if edition else None,
        seen_by=file.edition,
        reasons=tuple(_reasons(publication, owner, edition)) if edition else (),
    )


def _find(publication: Publication, address: str) -> editions.KnownFile | None:
    parts = urlsplit(address)
    path = unquote(parts.path)
    if parts.scheme and parts.netloc:
        path = path.removeprefix(urlsplit(publication.settings.url).path.rstrip("/"))
    path = path.lstrip("/").removeprefix("site/")
    found = (editions.known_file(file) for file in dict.fromkeys((path, file_of(path), f"{path}/index.html")))
    return next((file for file in found if file is not None), None)


def _words(owner: Owner, label: str) -> str:
    """Whose page it is."""
    name = INPUTS[owner.kind].name
    if owner.kind in ("front", "year", "feed"):
        whose = "the whole paper"
        if owner.id:
            subject = subjects([owner.key]).get(owner.key)
            whose = f"{owner.listing} {owner.id}" + (
                f", '{subject.name}'" if subject else ", which is no more"
            )
        year = f" {owner.year or 'undated'}" if owner.kind == "year" else ""
        return f"{name}:{year} of {whose}" if year else f"{name}: {whose}"
    if owner.kind == "post":
        state = states.read_state(PostState, states.post_states([owner.id]).get(owner.id, {}))
        return f"{name}: {owner.kind} {owner.id}, '{state.headline}'" if state.live else f"{name}: {label}"
    return f"{name}: {label}" if owner.id or owner.year else name


def _bytes_of(publication: Publication, file: editions.KnownFile) -> str:
    if file.state == "removed":
        return "removed"
    if not file.digest:
        return "distrusted"
    try:
        found = hashlib.sha256((publication.site / file.path).read_bytes()).hexdigest()
    except OSError:
        return "lost"
    return "as left" if found == file.digest else "changed"


def _reasons(publication: Publication, owner: Owner, edition: editions.PastEdition) -> Iterator[str]:
    """Why an edition wrote a file."""
    if edition.first:
        yield "it was the first edition"
        return
    if edition.new_inputs:
        yield "settings, theme or the version of Broadsheet changed"
    claimed = list(changes.claimed(edition.number)) if _is_few(edition.number, _MOST_CHANGES) else []
    if edition.whole and not claimed and not edition.new_inputs:
        yield "every page was looked at"
    for change, fate in zip(claimed, _fates(claimed, edition.number), strict=True):
        news = gather_news([change], most=2)
        touched = news and find_touched(news, settings=publication.settings.listings, most=_MOST_TOLD)
        if news is None:
            yield "every page was looked at, as was asked for"
        elif touched and _touches(touched, owner):
            yield f"{_happened(change, fate)}: {_relation(change, owner)}"


def _is_few(edition: int, most: int) -> bool:
    return changes.claimed_count(edition) <= most


def _touches(touched: Touched, owner: Owner) -> bool:
    """Whether a page is among what is touched."""
    match owner.kind:
        case "post":
            return owner.id in touched.posts or f"post {owner.id}" in touched.owners
        case "page":
            return owner.id in touched.pages or f"page {owner.id}" in touched.owners
        case "picture":
            return f"picture {owner.id}" in touched.owners
        case "front":
            return owner.key in touched.fronts or f"{owner.listing} {owner.id}" in touched.owners
        case "feed":
            return owner.key in touched.feeds or f"{owner.listing} {owner.id} feed" in touched.owners
        case "year":
            runs = {(run.kind, run.run.id, run.year) for run in touched.years}
            return (owner.listing, owner.id, owner.year) in runs or (owner.key, owner.year) in touched.shrunk
        case "month":
            return (owner.year, owner.month) in touched.months
        case "tags":
            return touched.tags
        case "places":
            return touched.places
        case "old address":
            return owner.id in touched.old or (not owner.id and touched.categories)
        case _:
            return True


def _happened(change: ClaimedChange, fate: str) -> str:
    """What a change was, in words: ``post 12 was edited``."""
    if change.noun in ("year", "file"):
        return (
            f"a checkup found {'a wrong count' if change.noun == 'year' else 'a file that was not as left'}"
        )
    return f"{change.noun} {change.id} {fate}"


_STATES: dict[str, tuple[type[Any], states.Reader]] = {
    "post": (PostState, states.post_states),
    "page": (PageState, states.page_states),
    "tag": (SubjectState, states.tag_states),
    "author": (SubjectState, states.author_states),
}


def _fates(claimed: Sequence[ClaimedChange], edition: int) -> list[str]:
    """What became of the thing of each change of an edition: ``was edited``."""
    after: dict[tuple[str, int], dict[str, Any]] = {}
    for noun, (_, read) in _STATES.items():
        ids = list({change.id for change in claimed if change.noun == noun})
        for start in range(0, len(ids), _BATCH):
            some = ids[start : start + _BATCH]
            known = read(some) | changes.first_after(edition, noun, some)
            after |= {(noun, id): state for id, state in known.items()}
    return [_fate(change, after.get((change.noun, change.id))) for change in claimed]


def _fate(change: ClaimedChange, after: dict[str, Any] | None) -> str:
    if change.noun not in _STATES:
        return "was replaced or described anew" if change.noun == "image" else "came or changed"
    kind, _ = _STATES[change.noun]
    old, new = states.read_state(kind, change.before), states.read_state(kind, after or {})
    if kind is SubjectState:
        if not after:
            return "was merged or deleted"
        return "was renamed" if old.name and old.name != new.name else "was edited"
    if old.live != new.live:
        return "was published" if new.live else "was taken off the site"
    return "was edited" if new.live else "was edited, and is not on the site"


def _relation(change: ClaimedChange, owner: Owner) -> str:
    """What a changed thing has to do with a page."""
    if change.noun == owner.kind and change.id == owner.id:
        return "this is its page"
    if change.noun in ("tag", "author") and owner.listing == change.noun and owner.id == change.id:
        return "this is a page of its listing"
    told: dict[Kind, str] = {
        "post": "it stands beside this post, or this page shows it or links to it",
        "page": "this page shows it or links to it",
        "front": "it stands, or stood, in this listing, or is shown here",
        "feed": "it stands, or stood, among the latest here, or is shown here",
        "year": "it stands, or stood, in this year or the one before, or is shown here",
        "month": "it stands, or stood, in this month",
        "tags": "a tag's count or name changed with it",
        "places": "an address came, went or changed with it",
        "picture": "it shows, or showed, this picture",
        "old address": "this leads, or led, to it",
    }
    return told.get(owner.kind, "it may have changed this")


def told_changes(edition: int) -> str:
    """What an edition's changes were, in short: ``2 posts edited, 1 tag renamed``; empty where there were none."""
    return ", ".join(_told(noun, fate, count) for (noun, fate), count in count_changes(edition).items())


def count_changes(edition: int) -> dict[tuple[str, str], int]:
    """How many things of each noun an edition changed, and how: ``{("post", "edited"): 2, ("tag", "renamed"): 1}``."""
    if not _is_few(edition, _MOST_TOLD):
        counts = changes.counts_of(edition)
        return {(noun, "changed"): count for noun, count in sorted(counts.items())}
    seen: dict[tuple[str, int], str] = {}
    claimed = list(changes.claimed(edition))
    for change, fate in zip(claimed, _fates(claimed, edition), strict=True):
        # Of several changes of one thing in an edition, the first has the state that was published.
        seen.setdefault((change.noun, change.id), fate.removeprefix("was "))
    groups: dict[tuple[str, str], int] = {}
    for (noun, _), fate in seen.items():
        groups[noun, fate] = groups.get((noun, fate), 0) + 1
    return groups


def _told(noun: str, fate: str, count: int) -> str:
    if fate == "changed":
        return f"{count} {_plural(noun, count)} changed"
    match noun:
        case "everything":
            return "a look at every page asked for"
        case "year":
            return f"{count} {_plural('wrong count', count)} found by a checkup"
        case "file":
            return "files made again that were not as left"
        case _:
            return f"{count} {_plural(noun, count)} {fate}"


def _plural(noun: str, count: int) -> str:
    if count == 1:
        return noun
    return {"address": "old addresses", "everything": "looks at every page"}.get(noun, f"{noun}s")
