"""What is new since the last edition, as the changes that this one claimed tell it.

Guarantees: of every post, page, tag, author and picture that changed, each state that it had since
the last edition is known, the published one among them, and the one it has now; a state that cannot
be told apart from the present one is no change.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from broadsheet.archive import states, tallies
from broadsheet.archive.changes import ClaimedChange
from broadsheet.archive.rows import ListingKey
from broadsheet.archive.selectors import Place
from broadsheet.archive.states import PageState, PostState, SubjectState

__all__ = ["News", "Turn", "gather_news", "post_turns", "stands"]

_BATCH = 400

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Turn(Generic[S]):
    """One thing's states: all it had since the last edition, and the one it has now."""

    before: tuple[S, ...]
    now: S

    def changed(self, *names: str) -> bool:
        """Whether any state before differs from now in one of these."""
        return any(getattr(old, name) != getattr(self.now, name) for old in self.before for name in names)

    def every(self) -> Iterator[S]:
        """All states, the present one last."""
        yield from self.before
        yield self.now


@dataclass(slots=True)
class News:
    """Everything that changed, by kind and id."""

    posts: dict[int, Turn[PostState]] = field(default_factory=dict)
    pages: dict[int, Turn[PageState]] = field(default_factory=dict)
    subjects: dict[ListingKey, Turn[SubjectState]] = field(default_factory=dict)
    images: dict[int, set[str]] = field(default_factory=dict)
    """Changed pictures, with the digests that their files had."""
    addresses: set[int] = field(default_factory=set)
    years: set[tallies.Place] = field(default_factory=set)
    """Listings' years that are to be set from their beginning."""
    owners: set[str] = field(default_factory=set)
    """Pages whose files are not on the site as they were left."""


def gather_news(claimed: Iterable[ClaimedChange], *, most: int) -> News | None:
    """The news, or None where all pages must be looked at: that was asked for, or there are over ``most`` changes."""
    told: dict[str, dict[int, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for number, change in enumerate(claimed):
        if change.noun == "everything" or number >= most:
            return None
        told[change.noun][change.id].append(change.before)
    news = News(
        posts=_turns(told["post"], PostState, states.post_states),
        pages=_turns(told["page"], PageState, states.page_states),
        images={
            id: {str(before.get("digest", "")) for before in befores} for id, befores in told["image"].items()
        },
        addresses=set(told["address"]),
        years={
            (ListingKey(before["kind"], id), before["year"])
            for id, befores in told["year"].items()
            for before in befores
        },
        owners={before["page"] for befores in told["file"].values() for before in befores},
    )
    for id, turn in _turns(told["tag"], SubjectState, states.tag_states).items():
        news.subjects[ListingKey("tag", id)] = turn
    for id, turn in _turns(told["author"], SubjectState, states.author_states).items():
        news.subjects[ListingKey("author", id)] = turn
    return news


def post_turns(ids: Iterable[int]) -> dict[int, Turn[PostState]]:
    """Posts that did not change themselves, but show something that did; those not live are left out."""
    known = _now(list(ids), PostState, states.post_states)
    return {id: Turn((now,), now) for id, now in known.items() if now.live}


def _turns(told: dict[int, list[dict[str, Any]]], kind: type[S], read: states.Reader) -> dict[int, Turn[S]]:
    now = _now(list(told), kind, read)
    return {
        id: Turn(
            tuple(dict.fromkeys(states.read_state(kind, before) for before in befores)), now.get(id, kind())
        )
        for id, befores in told.items()
    }


def _now(ids: list[int], kind: type[S], read: states.Reader) -> dict[int, S]:
    found: dict[int, S] = {}
    for start in range(0, len(ids), _BATCH):
        rows = read(ids[start : start + _BATCH])
        found |= {id: states.read_state(kind, row) for id, row in rows.items()}
    return found


def stands(id: int, state: PostState) -> set[tuple[ListingKey, Place]]:
    """In which listings a post stands, and where."""
    if not state.live:
        return set()
    place = Place(state.year, state.chronology, id)
    keys = [ListingKey("front"), *(ListingKey("tag", tag) for tag in state.tags)]
    return {(key, place) for key in [*keys, *(ListingKey("author", author) for author in state.authors)]}
