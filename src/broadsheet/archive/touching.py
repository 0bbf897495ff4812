"""What a change reaches: the posts and pages that show a tag, an author, a picture or a link.

Guarantees: as :mod:`broadsheet.archive.selectors`, only what is live; every question is answered by an
index and costs as much as its answer is long, whatever the archive's size. A rank deep inside a year costs
a walk along that year's index, which a paper's pace bounds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from django.db.models import Count, Q

from broadsheet.archive import models, rows
from broadsheet.archive.loading import PICTURE_COLUMNS
from broadsheet.archive.selectors import Place, compared, leads_of, live_places, places_before

__all__ = [
    "OldRow", "Window", "bearers", "digests_of", "linking", "old_rows", "pictures_of_changes", "posts_of_pictures",
    "ranks", "same_pictures", "shown", "window",
]  # fmt: skip

_BATCH = 400
_COUNTED = 500
"""Up to so many posts are counted without a thought."""


class Window(NamedTuple):
    """The live posts around a place: some before it, oldest first; whether the post there is live; some after it."""

    before: list[int]
    here: bool
    after: list[int]


def window(place: Place, *, reach: int) -> Window:
    """Up to ``reach`` posts on either side of a place."""
    before = places_before(place, limit=reach)
    here = models.Post.objects.filter(
        id=place.id, live=True, year=place.year, chronology=place.chronology
    ).exists()
    after = live_places(after=place, limit=reach)
    return Window([each.id for each in reversed(before)], here, [each.id for each in after])


def ranks(kind: rows.ListingKind, posts: Mapping[int, int], place: Place) -> dict[int, int]:
    """For each listing how many of its live posts of the place's year stand before the place.

    ``posts`` says how many it has in that year. Of a long year the nearer end is counted from, as most news is new.
    """
    found = {
        id: _rank(rows.ListingKey(kind, id), count, place) for id, count in posts.items() if count > _COUNTED
    }
    short = [id for id in posts if id not in found]
    if not short:
        return found
    if kind == "front":
        return found | dict.fromkeys(short, _of_year(kind, "<", place).count())
    before = _of_year(kind, "<", place).filter(**{f"{kind}_id__in": short})
    counts: dict[int, int] = dict(before.values_list(f"{kind}_id").annotate(n=Count("post_id")))
    return found | {id: counts.get(id, 0) for id in short}


def _rank(key: rows.ListingKey, posts: int, place: Place) -> int:
    listing = {} if key.kind == "front" else {f"{key.kind}_id": key.id}
    from_here: int = _of_year(key.kind, ">=", place).filter(**listing)[:_COUNTED].count()
    if from_here < _COUNTED:
        return posts - from_here
    return int(_of_year(key.kind, "<", place).filter(**listing).count())


def _of_year(kind: rows.ListingKind, side: Literal["<", ">="], place: Place) -> Any:
    """The live posts of a place's year before it, or from it on, as all listings of a kind hold them."""
    found, column = (models.Post.objects, "id") if kind == "front" else (_through(kind), "post_id")
    on_side = compared(found.all(), ("chronology", column), side, place[1:])
    return on_side.filter(live=True, year=place.year)


def _through(kind: rows.ListingKind) -> Any:
    return models.PostTag.objects if kind == "tag" else models.PostAuthor.objects


def bearers(kind: rows.ListingKind, ids: Iterable[int], *, limit: int) -> set[int]:
    """The live posts that bear a tag or are signed by an author of ``ids``, up to ``limit`` of them."""
    found = _through(kind).filter(live=True, **{f"{kind}_id__in": list(ids)})
    return set(found.values_list("post_id", flat=True)[:limit])


def posts_of_pictures(ids: Iterable[int]) -> tuple[set[int], set[int]]:
    """The live posts and the live pages that show a picture of ``ids``."""
    wanted = list(ids)
    uses = models.PictureUse.objects.filter(image_id__in=wanted)
    posts = set(models.Post.objects.filter(lead_image_id__in=wanted, live=True).values_list("id", flat=True))
    posts |= {id for id in uses.filter(post__live=True).values_list("post_id", flat=True) if id is not None}
    pages = {id for id in uses.filter(page__live=True).values_list("page_id", flat=True) if id is not None}
    return posts, pages


def linking(keys: Iterable[int], *, limit: int) -> tuple[set[int], set[int]]:
    """The live posts and the live pages whose bodies have a link with one of these keys, up to ``limit`` of each."""
    posts: set[int] = set()
    pages: set[int] = set()
    for some in _batches(keys):
        uses = models.LinkUse.objects.filter(key__in=some)
        for column, found in (("post", posts), ("page", pages)):
            live = uses.filter(**{f"{column}__live": True}).values_list(f"{column}_id", flat=True)[:limit]
            found |= {id for id in live if id is not None}
    return posts, pages


def shown(ids: Iterable[int]) -> dict[int, rows.PictureRow]:
    """Those pictures of ``ids`` whose file is there and that a live post or page shows."""
    wanted = list(ids)
    posts, pages = set[int](), set[int]()
    for some in _batches(wanted):
        posts |= set(
            models.Post.objects.filter(lead_image_id__in=some, live=True).values_list(
                "lead_image_id", flat=True
            )
        )
        uses = models.PictureUse.objects.filter(image_id__in=some)
        pages |= set(uses.filter(Q(post__live=True) | Q(page__live=True)).values_list("image_id", flat=True))
    found = models.Image.objects.filter(id__in=posts | pages).exclude(file="").order_by("id")
    return {row[0]: rows.PictureRow(*row) for row in found.values_list(*PICTURE_COLUMNS)}


def pictures_of_changes(edition: int) -> set[int]:
    """The pictures that an edition's changes name, and those of the posts and pages that they name."""
    named: dict[str, set[int]] = defaultdict(set)
    for noun, id in models.Change.objects.filter(edition_id=edition).values_list("noun", "noun_id"):
        named[noun].add(id)
    found = named["image"]
    for some in _batches(named["post"]):
        leads = models.Post.objects.filter(id__in=some).exclude(lead_image=None)
        found |= set(leads.values_list("lead_image_id", flat=True))
        uses = models.PictureUse.objects.filter(post_id__in=some)
        found |= set(uses.values_list("image_id", flat=True))
    for some in _batches(named["page"]):
        uses = models.PictureUse.objects.filter(page_id__in=some)
        found |= set(uses.values_list("image_id", flat=True))
    return found


def digests_of(ids: Iterable[int]) -> set[str]:
    """The digests of the files of pictures."""
    return set(models.Image.objects.filter(id__in=list(ids)).values_list("digest", flat=True)) - {""}


def same_pictures(digests: Iterable[str]) -> set[int]:
    """The ids of all pictures whose file is one of these."""
    known = {digest for digest in digests if digest}
    return set(models.Image.objects.filter(digest__in=known).values_list("id", flat=True)) if known else set()


class OldRow(NamedTuple):
    """An old address, and where it leads now; ``leads`` is None where it must not be answered."""

    id: int
    address: str
    leads: rows.RedirectRow | None


def old_rows(
    *,
    ids: Iterable[int] = (),
    posts: Iterable[int] = (),
    pages: Iterable[int] = (),
    tags: Iterable[int] = (),
    authors: Iterable[int] = (),
    addresses: Iterable[str] = (),
) -> dict[int, OldRow]:
    """The old addresses of these things, or written like these, by id."""
    found: dict[int, OldRow] = {}
    for column, wanted in (
        ("id", ids), ("post_id", posts), ("page_id", pages), ("tag_id", tags), ("author_id", authors),
        ("address", addresses),
    ):  # fmt: skip
        for some in _batches(wanted):
            for id, address, leads in leads_of(models.OldAddress.objects.filter(**{f"{column}__in": some})):
                found[id] = OldRow(id, address, leads)
    return found


def _batches(things: Iterable[Any]) -> Iterable[list[Any]]:
    wanted = list(things)
    return (wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH))
