"""Giving undated posts the date that was found out since, and the address that goes with it.

Guarantees: a post that has a date is left alone, so that twice is once; a bound is not a date; a post that
stands under ``/undated/`` moves to the address it had on the old site, or else to that of its day, and the one it
leaves leads on; a post that has kept its old address stays there. Each batch is one transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction

from broadsheet.archive import changes
from broadsheet.archive.addresses import address_of, fresh_path, kept_path, post_path, slug_of
from broadsheet.archive.chronology import dated_place
from broadsheet.archive.finds import ClaimedDate
from broadsheet.archive.models import OldAddress, Post, PostAuthor, PostTag
from broadsheet.archive.services.paths import path_in_use
from broadsheet.archive.states import post_states

__all__ = ["DatedPost", "Dating", "UndatedPost", "date_posts", "owners_of", "planned_path", "undated_posts"]

_BATCH = 200


@dataclass(frozen=True, slots=True)
class UndatedPost:
    """A post without a date of publication, as whoever looks for one needs it."""

    id: int
    headline: str
    path: str
    origin_url: str
    not_before: date | None
    not_after: date | None


@dataclass(frozen=True, slots=True)
class Dating:
    """The date that a post shall have, and the address it had on the old site, where that is known."""

    post_id: int
    date: ClaimedDate
    url: str = ""


@dataclass(frozen=True, slots=True)
class DatedPost:
    """A post that got its date, with the path it left and the one it has now."""

    id: int
    old_path: str
    path: str


def undated_posts() -> list[UndatedPost]:
    """Every post without a date, drafts too, in the order of their listing."""
    found = Post.objects.filter(published_at=None).order_by("-chronology", "-id")
    rows = found.values_list("id", "headline", "path", "origin_url", "not_before", "not_after")
    return [UndatedPost(id, headline, path or "", url, *bounds) for id, headline, path, url, *bounds in rows]


def owners_of(addresses: Iterable[str]) -> dict[str, int]:
    """Which post each address is, or leads to; those that are no post's are left out."""
    waiting, owners = iter(addresses), dict[str, int]()
    while some := list(islice(waiting, _BATCH)):
        old = OldAddress.objects.filter(address__in=some, post__isnull=False)
        owners |= {address: id for address, id in old.values_list("address", "post_id") if id is not None}
        own = Post.objects.filter(path__in=some).values_list("path", "id")
        owners |= {path: id for path, id in own if path is not None}
    return owners


def planned_path(dating: Dating) -> str:
    """The path that a post would get by a dating, were it given now; empty where it stays where it is."""
    post = Post.objects.get(pk=dating.post_id)
    before = post.path or ""
    _move(post, dating)
    return post.path or "" if post.path != before else ""


def date_posts(datings: Iterable[Dating]) -> list[DatedPost]:
    """Give each post its date; returns those that changed."""
    waiting = iter(datings)
    done: list[DatedPost] = []
    while batch := list(islice(waiting, _BATCH)):
        done += _date_batch(batch)
    return done


def _date_batch(datings: Sequence[Dating]) -> list[DatedPost]:
    done: list[DatedPost] = []
    with transaction.atomic():
        ids = [dating.post_id for dating in datings]
        posts = {post.pk: post for post in Post.objects.filter(pk__in=ids, published_at=None)}
        states = post_states(posts)
        for dating in datings:
            post = posts.pop(dating.post_id, None)
            if post is None or not _date(post, dating.date):
                continue
            old = post.path or ""
            _move(post, dating)
            post.save()
            place = {"year": post.year, "chronology": post.chronology}
            PostTag.objects.filter(post=post).update(**place)
            PostAuthor.objects.filter(post=post).update(**place)
            _keep_addresses(post, [old, address_of(dating.url) if dating.url else ""])
            done.append(DatedPost(post.pk, old, post.path or ""))
        changes.record("post", [each.id for each in done], before=states)
    return done


def _date(post: Post, claimed: ClaimedDate) -> bool:
    """Set the date, or the bounds; false where neither says more than is known."""
    columns: dict[str, Any] = {
        "published_at": claimed.at,
        "certainty": claimed.certainty,
        "not_before": claimed.not_before,
        "not_after": claimed.not_after,
        "date_evidence": claimed.evidence,
    }
    if claimed.at is not None:
        offset = claimed.at.utcoffset()
        post.utc_offset = int(offset.total_seconds() // 60) if offset else 0
        post.year, post.chronology = dated_place(claimed.at)
    elif claimed.certainty != "inferred" or post.certainty == "inferred":
        return False
    for name, value in columns.items():
        setattr(post, name, value)
    return True


def _move(post: Post, dating: Dating) -> None:
    if dating.date.at is None or not (post.path or "").startswith("undated/"):
        return
    wanted = kept_path(dating.url) if dating.url else None
    if wanted is None or path_in_use(wanted) or OldAddress.objects.filter(address=wanted).exists():
        slug = slug_of(post.slug) or slug_of(post.headline) or "untitled"
        wanted = fresh_path(post_path(slug=slug, day=dating.date.at), path_in_use)
    post.path = wanted


def _keep_addresses(post: Post, addresses: Iterable[str]) -> None:
    """The addresses it had lead to it; one that leads somewhere else already goes on doing so."""
    for address in addresses:
        if not address or address == post.path or len(address) > 1000:
            continue
        row, made = OldAddress.objects.get_or_create(address=address, defaults={"post": post})
        if made:
            changes.record("address", [row.pk])
