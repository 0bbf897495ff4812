"""Posts and standing pages: what was copied from them or follows from them says what they say.

Guarantees: a batch is read, set right and told to the press in one transaction, so that no edit falls
between; what the rows said before, in every place where they said it, is kept in the changes, so that
the next publish also finds the pages that were made while they were wrong.

Each check sets right the rows in memory, for the checks after it to compare with; nothing is stored
until all have looked, and nothing at all where only a look is wanted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Min

from broadsheet.archive import changes
from broadsheet.archive.body import excerpt_of
from broadsheet.archive.checkup.findings import Finding, Hears
from broadsheet.archive.chronology import dated_place
from broadsheet.archive.links import link_keys
from broadsheet.archive.loading import moment, picture_ids_in
from broadsheet.archive.models import (
    Image,
    LinkUse,
    PictureUse,
    Post,
    PostAuthor,
    PostTag,
    StandingPage,
    Status,
)
from broadsheet.archive.services.belongings import note_uses
from broadsheet.archive.states import PostState, page_states, post_states

__all__ = ["check_items"]

_ITEMS_AT_A_TIME = 300
_THROUGH: tuple[tuple[str, Any], ...] = (("tags", PostTag), ("authors", PostAuthor))


def check_items(*, repair: bool, hears: Hears) -> Iterator[Finding]:
    """Every post and standing page, a batch at a time."""
    for noun, model, checks in (("post", Post, _POST_CHECKS), ("page", StandingPage, _PAGE_CHECKS)):
        table: Any = model.objects
        total, after, done = table.count(), 0, 0
        while True:
            with transaction.atomic():
                items = list(table.filter(pk__gt=after).order_by("pk")[:_ITEMS_AT_A_TIME])
                if not items:
                    break
                batch = _Batch(noun, {item.pk: item for item in items})
                for check in checks:
                    check(batch)
                if repair:
                    batch.store()
            yield from batch.findings(repaired=repair)
            after, done = items[-1].pk, done + len(items)
            hears(f"checking {noun}s", done, total)


@dataclass(slots=True)
class _Batch:
    """Some posts or pages, and what of them was found wrong."""

    noun: str
    items: dict[int, Any]
    told: dict[int, list[tuple[str, bool]]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[int, dict[str, object]] = field(default_factory=lambda: defaultdict(dict))
    placed: dict[Any, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Through tables, with the posts whose rows must be placed anew."""
    stood: list[tuple[int, tuple[bool, int, int]]] = field(default_factory=list)
    """Where such rows stood."""
    uses: set[int] = field(default_factory=set)

    def tell(self, id: int, what: str, *, can_repair: bool = True) -> None:
        self.told[id].append((what, can_repair))

    def set_right(self, id: int, what: str, **columns: object) -> None:
        self.tell(id, what)
        self.columns[id] |= columns
        for name, value in columns.items():
            setattr(self.items[id], name, value)

    def findings(self, *, repaired: bool) -> Iterator[Finding]:
        for id, told in self.told.items():
            item = self.items[id]
            where = f"{self.noun} {id} ({item.path})" if item.path else f"{self.noun} {id}"
            yield from (Finding(what, where, repaired and can) for what, can in told)

    def store(self) -> None:
        """Make the rows say what is right, and tell the press, in the caller's transaction."""
        wrong = {*self.columns, *self.uses, *(id for ids in self.placed.values() for id in ids)}
        if not wrong:
            return
        before = (post_states if self.noun == "post" else page_states)(wrong)
        for state in self._states_elsewhere():
            changes.record("post", state, before=state)
        for id, columns in self.columns.items():
            self.items[id].save(update_fields=list(columns))
        for table, ids in self.placed.items():
            for id in ids:
                post = self.items[id]
                order = {"live": post.live, "year": post.year, "chronology": post.chronology}
                table.objects.filter(post_id=id).update(**order)
        self._store_uses()
        changes.record("post" if self.noun == "post" else "page", sorted(wrong), before=before)

    def _states_elsewhere(self) -> Iterator[dict[int, dict[str, Any]]]:
        """The states of posts as listings had them that read misplaced rows."""
        for id, (live, year, chronology) in self.stood:
            if live:
                tags = PostTag.objects.filter(post_id=id).values_list("tag_id", flat=True)
                authors = PostAuthor.objects.filter(post_id=id).values_list("author_id", flat=True)
                state = PostState(
                    True, self.items[id].path or "", self.items[id].headline, year, chronology,
                    tags=tuple(tags), authors=tuple(authors),
                )  # fmt: skip
                yield {id: asdict(state)}

    def _store_uses(self) -> None:
        column = f"{self.noun}_id__in"
        PictureUse.objects.filter(**{column: self.uses}).delete()
        LinkUse.objects.filter(**{column: self.uses}).delete()
        items = [self.items[id] for id in sorted(self.uses)]
        known = _known_images(items)
        if self.noun == "post":
            note_uses(posts=items, known=known)
        else:
            note_uses(pages=items, known=known)


def _known_images(items: Iterable[Any]) -> set[int]:
    named = {id for item in items for id in picture_ids_in(item.body)}
    return set(Image.objects.filter(pk__in=named).values_list("pk", flat=True)) if named else set()


def _check_live(batch: _Batch) -> None:
    """Live is what has the status "published" and an address."""
    for id, item in batch.items.items():
        should = item.status == Status.PUBLISHED and bool(item.path)
        if item.status == Status.PUBLISHED and not item.path:
            batch.tell(id, "is published and has no address: no reader can find it", can_repair=False)
        if item.live and not should:
            why = f"its status is {item.status!s}" if item.path else "it has no address"
            batch.set_right(id, f"was marked as live, but {why}", live=False)
        elif should and not item.live:
            batch.set_right(id, "has the status published, but was not marked as live", live=True)


def _check_order(batch: _Batch) -> None:
    """Year and place follow from the date as it was given."""
    for id, post in batch.items.items():
        at = moment(post.published_at, post.utc_offset)
        if at is None and post.certainty in ("exact", "day"):
            batch.set_right(id, f"had the certainty '{post.certainty}' and no date", certainty="unknown")
        if at is None:
            if post.year != 0 or post.chronology >= 0:
                lowest = Post.objects.filter(year=0).aggregate(lowest=Min("chronology"))["lowest"]
                place = post.chronology if post.chronology < 0 else min(lowest or 0, 0) - 1 - id
                batch.set_right(
                    id, f"has no date, but stood in {post.year or 'a dated place'}", year=0, chronology=place
                )
            continue
        year, chronology = dated_place(at)
        if (post.year, post.chronology) != (year, chronology):
            was = f"stood in {post.year}" if post.year != year else "stood in the wrong order"
            batch.set_right(
                id,
                f"is dated {at:%Y-%m-%d %H:%M}, but {was}",
                year=year,
                chronology=chronology,
            )


def _check_excerpt(batch: _Batch) -> None:
    """The excerpt is the beginning of the body."""
    for id, post in batch.items.items():
        excerpt = excerpt_of(post.body)
        if post.excerpt != excerpt:
            batch.set_right(id, "had an excerpt that is not from its text", excerpt=excerpt)


def _check_through(batch: _Batch) -> None:
    """Rows of tags and bylines stand where their post stands."""
    columns = ("post_id", "live", "year", "chronology")
    for word, table in _THROUGH:
        for id, *place in table.objects.filter(post_id__in=batch.items).values_list(*columns):
            post = batch.items[id]
            if place != [post.live, post.year, post.chronology]:
                if id not in batch.placed[table]:
                    batch.tell(id, f"stood elsewhere under its {word} than in the archive")
                batch.placed[table].add(id)
                batch.stood.append((id, (place[0], place[1], place[2])))


def _check_uses(batch: _Batch) -> None:
    """Which pictures a body shows, and where it links to, is written down once for each."""
    known = _known_images(batch.items.values())
    owner = f"{batch.noun}_id"
    for word, table, column in (("pictures", PictureUse, "image_id"), ("links", LinkUse, "key")):
        noted: dict[int, list[int]] = defaultdict(list)
        manager: Any = table.objects
        for id, use in manager.filter(**{f"{owner}__in": batch.items}).values_list(owner, column):
            noted[id].append(use)
        for id, item in batch.items.items():
            named = list(
                dict.fromkeys(picture_ids_in(item.body) if word == "pictures" else link_keys(item.body))
            )
            right = [use for use in named if use in known] if word == "pictures" else named
            if word == "pictures" and right != named:
                lost = ", ".join(str(use) for use in named if use not in known)
                batch.tell(id, f"shows pictures that the archive has not: {lost}", can_repair=False)
            if sorted(noted[id]) != sorted(right):
                batch.uses.add(id)
                batch.tell(
                    id, f"had {word} noted that are not those of its text ({len(noted[id])} for {len(right)})"
                )


_Check = Callable[[_Batch], None]
_POST_CHECKS: tuple[_Check, ...] = (_check_live, _check_order, _check_excerpt, _check_through, _check_uses)
_PAGE_CHECKS: tuple[_Check, ...] = (_check_live, _check_uses)
