"""The archive's rows for an export, in one order whatever its form.

Guarantees: a batch is in memory and no more (tags, authors and standing pages are few); what is on the site comes
first, then what is not, of each the dated posts, oldest first, then the undated ones, newest first. With
``only_published`` nothing else comes, nor old comments, which the site never showed. Of a post that is not on
the site, what editors have typed last comes out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from broadsheet.archive import holdings, selectors
from broadsheet.archive.addresses import slug_of
from broadsheet.archive.holdings import HeldDraft, HeldPage, HeldPicture, HeldPost
from broadsheet.archive.loading import picture_ids_in
from broadsheet.archive.rows import AuthorRow, TagRow
from broadsheet.export.order import ExportOrder
from broadsheet.language import fold

__all__ = ["Walk", "WalkedPost"]

_BATCH = 200


@dataclass(frozen=True, slots=True)
class WalkedPost:
    """A post on its way out. ``undated`` counts from the newest undated one, 0, and is None for dated ones."""

    held: HeldPost
    undated: int | None = None
    planned: datetime | None = None


class Walk:
    """All that an order takes out of the archive."""

    def __init__(self, order: ExportOrder) -> None:
        """Reads what is few, so that rows of posts can be given by batches; the archive must be open."""
        self.order = order
        self._live = order.only_published
        self._zone = ZoneInfo(order.publication.settings.timezone)
        self.tags = holdings.tags(live=self._live)
        self.authors = holdings.authors(live=self._live)
        self.house_bylines = holdings.house_bylines(live=self._live)
        self.total = holdings.count_posts(live=self._live)
        self._tags = {fold(name): held.row for held in self.tags for name in (*held.aliases, held.row.name)}
        self._authors = {fold(held.name): held for held in self.authors}

    def batches(self) -> Iterator[list[WalkedPost]]:
        """Posts, some at a time."""
        for live in (True,) if self._live else (True, False):
            for dated in (True, False):
                yield from self._batches(live=live, dated=dated)

    def _batches(self, *, live: bool, dated: bool) -> Iterator[list[WalkedPost]]:
        subjects = selectors.Subjects()
        after, rank = None, 0
        while places := holdings.places(live=live, dated=dated, after=after, limit=_BATCH):
            after = places[-1]
            ids = [place.id for place in places]
            desk = self.order.desk(ids) if self.order.desk and not live else {}
            yield [
                self._walked(held, None if dated else rank + number, desk.get(held.post.card.id))
                for number, held in enumerate(holdings.posts(ids, subjects))
            ]
            rank += len(places)

    def page_batches(self) -> Iterator[list[HeldPage]]:
        """Standing pages, some at a time."""
        ids = holdings.page_ids(live=self._live)
        for start in range(0, len(ids), _BATCH):
            some = holdings.pages(ids[start : start + _BATCH])
            yield [replace(page, comments=()) for page in some] if self._live else some

    def pictures(self) -> Iterator[list[HeldPicture]]:
        """All pictures, some at a time; with ``only_published`` those that the site shows."""
        after = 0
        while some := holdings.pictures(live=self._live, after=after, limit=_BATCH):
            after = some[-1].row.id
            yield some

    def _walked(self, held: HeldPost, undated: int | None, draft: HeldDraft | None) -> WalkedPost:
        if self._live:
            held = replace(held, comments=())
        if draft is None:
            return WalkedPost(held, undated)
        shown = picture_ids_in(draft.body)
        lead = draft.lead_image
        pictures = selectors.pictures([*shown, *([lead] if lead else [])])
        card = replace(
            held.post.card,
            headline=draft.headline,
            standfirst=draft.standfirst,
            language=draft.language,
            house_byline=draft.house_byline,
            picture=pictures.get(lead) if lead else None,
            has_lead=bool(lead or draft.lead_alt or draft.lead_caption),
            lead_alt=draft.lead_alt,
            lead_caption=draft.lead_caption,
            lead_credit=draft.lead_credit,
            tags=tuple(self._tag(name) for name in draft.tags),
            authors=tuple(self._author(name) for name in draft.authors),
        )
        post = replace(
            held.post,
            card=card,
            body=draft.body,
            pictures={id: pictures[id] for id in shown if id in pictures},
        )
        return WalkedPost(
            replace(held, post=post, slug=draft.slug or held.slug), undated, self._local(draft.planned)
        )

    def _local(self, planned: datetime | None) -> datetime | None:
        """A planned time as the paper's clock will show it."""
        return planned and planned.replace(microsecond=0).astimezone(self._zone)

    def _tag(self, name: str) -> TagRow:
        return self._tags.get(fold(name)) or TagRow(0, name, slug_of(name) or "unnamed")

    def _author(self, name: str) -> AuthorRow:
        known = self._authors.get(fold(name))
        return AuthorRow(
            known.id if known else 0, known.name if known else name, known.slug if known else slug_of(name)
        )
