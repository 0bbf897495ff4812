"""What a change row keeps of the state before, so that the press finds the pages of then without a search.

Guarantees: a state is small and holds ids, addresses and places, never texts that a reader could not
see; it survives being written as JSON and read back; one that lacks a key (an older row) reads as if
nothing was known, which makes the press look at fewer pages, so rows are only ever written here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from broadsheet.archive.models import Author, Image, PictureUse, Post, PostAuthor, PostTag, StandingPage, Tag

__all__ = [
    "PageState", "PostState", "Reader", "SubjectState", "author_states", "image_states", "page_states", "post_states",
    "read_state", "tag_states",
]  # fmt: skip


Reader = Callable[[Iterable[int]], dict[int, dict[str, Any]]]
"""Reads the present states of things by their ids."""


@dataclass(frozen=True, slots=True)
class PostState:
    """Where a post stood. One that was not live stood nowhere, and has nothing else."""

    live: bool = False
    path: str = ""
    headline: str = ""
    year: int = 0
    chronology: int = 0
    sticky: bool = False
    retracted: bool = False
    lastmod: str = ""
    tags: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()
    pictures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PageState:
    """Where a standing page stood."""

    live: bool = False
    path: str = ""
    pictures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectState:
    """What pages told of a tag or an author."""

    name: str = ""
    slug: str = ""
    kind: str = ""
    parent: int = 0


def read_state(kind: type[Any], before: Mapping[str, Any]) -> Any:
    """The state that a change row's ``before`` holds; unknown keys are passed over."""
    known = {name: before[name] for name in kind.__dataclass_fields__ if name in before}
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in known.items()})


def post_states(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The states of posts as they are now; those that are not there are left out."""
    wanted = list(ids)
    found = Post.objects.filter(id__in=wanted).values_list(
        "id", "live", "path", "headline", "year", "chronology", "sticky", "lead_image_id", "published_at",
        "updated_at", "retracted_on",
    )  # fmt: skip
    rows = {row[0]: row for row in found}
    live = [id for id, row in rows.items() if row[1]]
    tags, authors, pictures = (
        defaultdict[int, list[int]](list),
        defaultdict[int, list[int]](list),
        _uses(live),
    )
    for post, tag in PostTag.objects.filter(post_id__in=live).values_list("post_id", "tag_id"):
        tags[post].append(tag)
    for post, author in PostAuthor.objects.filter(post_id__in=live).values_list("post_id", "author_id"):
        authors[post].append(author)
    states = dict.fromkeys(rows, asdict(PostState()))
    for id in live:
        row = rows[id]
        lead = [row[7]] if row[7] is not None else []
        states[id] = asdict(
            PostState(
                live=True,
                path=row[2] or "",
                headline=row[3],
                year=row[4],
                chronology=row[5],
                sticky=row[6],
                retracted=row[10] is not None,
                lastmod=f"{row[8]} {row[9]}",
                tags=tuple(tags[id]),
                authors=tuple(authors[id]),
                pictures=tuple(dict.fromkeys([*lead, *pictures[id]])),
            )
        )
    return states


def _uses(posts: list[int]) -> dict[int, list[int]]:
    used: dict[int, list[int]] = defaultdict(list)
    for post, image in PictureUse.objects.filter(post_id__in=posts).values_list("post_id", "image_id"):
        if post is not None:
            used[post].append(image)
    return used


def page_states(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The states of standing pages as they are now."""
    states: dict[int, dict[str, Any]] = {}
    for id, live, path in StandingPage.objects.filter(id__in=list(ids)).values_list("id", "live", "path"):
        used = PictureUse.objects.filter(page_id=id).values_list("image_id", flat=True) if live else ()
        states[id] = asdict(PageState(live, path or "", tuple(used)) if live else PageState())
    return states


def tag_states(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What pages tell of tags now."""
    found = Tag.objects.filter(id__in=list(ids)).values_list("id", "name", "slug", "kind", "parent_id")
    return {row[0]: asdict(SubjectState(row[1], row[2], row[3], row[4] or 0)) for row in found}


def author_states(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What pages tell of authors now."""
    found = Author.objects.filter(id__in=list(ids)).values_list("id", "name", "slug")
    return {row[0]: asdict(SubjectState(row[1], row[2])) for row in found}


def image_states(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The files of pictures now."""
    return {
        id: {"digest": digest}
        for id, digest in Image.objects.filter(id__in=list(ids)).values_list("id", "digest")
    }
