"""Making one tag of two: posts, aliases, children and addresses of the one become those of the other.

Guarantees: a post that bore either bears the kept one, once; whoever asks for the merged tag's address is led to
the kept one's; the merged name and its aliases find the kept tag; what :func:`unmerge` needs is in the entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from broadsheet.archive import changes
from broadsheet.archive.addresses import tag_path
from broadsheet.archive.models import (
    Author,
    JournalEntry,
    OldAddress,
    Post,
    PostTag,
    StandingPage,
    Tag,
    TagAlias,
)
from broadsheet.archive.services.garden.journal import Gardener, Refusal, enter
from broadsheet.archive.services.garden.roots import bring_back_children, lift, move_children, plant
from broadsheet.archive.states import post_states, tag_states

__all__ = ["MergePlan", "merge", "plan_merge", "unmerge"]

_BATCH = 1000
"""How many posts' states are held at a time."""


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do. ``moving`` posts bear the merged tag alone, ``both`` bear the two."""

    moving: int
    both: int
    on_site: int
    """How many of them all are on the site."""
    addresses: tuple[str, ...]
    """Paths of the site that will lead to the kept tag."""
    aliases: tuple[str, ...]
    """Names that will find the kept tag."""
    children: tuple[str, ...]
    """Tags that will stand below the kept one."""


def plan_merge(*, source: int, target: int) -> MergePlan:
    """What would happen; nothing does yet.

    Raises:
        Refusal: the two are one.
    """
    merged, kept = _two(source, target)
    bearing = PostTag.objects.filter(tag=merged)
    both = bearing.filter(post_id__in=PostTag.objects.filter(tag=kept).values("post_id")).count()
    old = merged.old_addresses.order_by("address").values_list("address", flat=True)
    return MergePlan(
        moving=bearing.count() - both,
        both=both,
        on_site=bearing.filter(live=True).count(),
        addresses=tuple(dict.fromkeys([tag_path(merged.slug), *old])),
        aliases=(merged.name, *merged.aliases.order_by("key").values_list("name", flat=True)),
        children=tuple(merged.children.exclude(pk=kept.pk).order_by("key").values_list("name", flat=True)),
    )


def merge(*, source: int, target: int, by: Gardener) -> JournalEntry:
    """Make the tag ``source`` a part of ``target``. The entry's ``posts`` are those that bore only ``source``.

    Raises:
        Refusal: the two are one.
    """
    with transaction.atomic():
        merged, kept = _two(source, target)
        bearers = list(PostTag.objects.filter(tag=merged).values_list("post_id", "position"))
        _record_posts([post for post, _ in bearers])
        changes.record("tag", [merged.pk, kept.pk], before=tag_states([merged.pk, kept.pk]))
        held = lift(merged)
        both = _move_posts(merged, kept)
        held |= {
            "posts": [[post, position, post in both] for post, position in bearers],
            "moved": move_children(merged, to=kept.pk),
            "place": _lead_on(merged, kept),
        }
        merged.aliases.update(tag=kept)
        held["made_alias"] = merged.key != kept.key and _make_alias(merged, kept)
        entry = enter(
            JournalEntry.Deed.MERGE, merged, by=by, other=kept.pk, other_name=kept.name,
            posts=len(bearers) - len(both), kept=held,
        )  # fmt: skip
        merged.delete()
    return entry


def unmerge(entry: JournalEntry) -> None:
    """The merged tag stands again with the posts that bore it, as far as nobody has filed them otherwise since.

    Raises:
        Refusal: the tag it was merged into is gone, or its place or one of its names is another's.
    """
    kept = Tag.objects.filter(pk=entry.other).first()
    if kept is None:
        raise Refusal(
            _(
                "couldn't take apart “%(name)s” and “%(other)s”: “%(other)s” is not there any more; bring it back first"
            )
            % {"name": entry.name, "other": entry.other_name}
        )
    held = entry.kept
    changes.record("tag", [kept.pk], before=tag_states([kept.pk]))
    merged = plant(entry.tag, held, holder=kept.pk)
    bring_back_children(merged, held["moved"])
    _restore_place(merged, kept, held["place"])
    for start in range(0, len(held["posts"]), _BATCH):
        _bring_back_posts(merged, kept, held["posts"][start : start + _BATCH])


def _two(source: int, target: int) -> tuple[Tag, Tag]:
    if source == target:
        raise Refusal(_("couldn't merge a tag into itself: choose another one"))
    return Tag.objects.get(pk=source), Tag.objects.get(pk=target)


def _record_posts(posts: Sequence[int]) -> None:
    for start in range(0, len(posts), _BATCH):
        some = posts[start : start + _BATCH]
        changes.record("post", some, before=post_states(some))


def _move_posts(merged: Tag, kept: Tag) -> set[int]:
    """The posts of one tag become the other's; returns those that bore both."""
    other = PostTag.objects.filter(tag=kept).values("post_id")
    shared = PostTag.objects.filter(tag=merged, post_id__in=other)
    both = set(shared.values_list("post_id", flat=True))
    shared.delete()
    PostTag.objects.filter(tag=merged).update(tag=kept)
    return both


def _make_alias(merged: Tag, kept: Tag) -> bool:
    _, made = TagAlias.objects.get_or_create(key=merged.key, defaults={"tag": kept, "name": merged.name})
    return made


_LEADS = ("tag_id", "post_id", "page_id", "author_id", "target", "gone")


def _lead_on(merged: Tag, kept: Tag) -> dict[str, Any]:
    """The merged tag's addresses lead to the kept one; returns what its own place led to before, if to anything."""
    address = tag_path(merged.slug)
    led = OldAddress.objects.filter(address=address).exclude(tag=merged).values(*_LEADS).first() or {}
    OldAddress.objects.filter(tag=merged).update(tag=kept)
    OldAddress.objects.update_or_create(
        address=address,
        defaults={"tag": kept, "post": None, "page": None, "author": None, "target": "", "gone": False},
    )
    return dict(led)


def _restore_place(merged: Tag, kept: Tag, led: dict[str, Any]) -> None:
    """The row of its own place stays; it leads where it did, as far as that is there, or to the tag itself."""
    own = OldAddress.objects.filter(address=tag_path(merged.slug), tag_id__in=[kept.pk, merged.pk])
    changes.record("address", own.values_list("pk", flat=True))
    there: dict[str, Any] = {"tag_id": Tag, "post_id": Post, "page_id": StandingPage, "author_id": Author}
    lost = any(
        led.get(name) and not table.objects.filter(pk=led[name]).exists() for name, table in there.items()
    )
    own.update(**(led if led and not lost else {"tag": merged}))


def _bring_back_posts(merged: Tag, kept: Tag, bearers: Sequence[Sequence[Any]]) -> None:
    places = {post: (position, both) for post, position, both in bearers}
    # Those that somebody has taken the kept tag off since were filed by a later decision, which stands.
    still = set(PostTag.objects.filter(tag=kept, post_id__in=places).values_list("post_id", flat=True))
    _record_posts(sorted(still))
    alone = [post for post in still if not places[post][1]]
    PostTag.objects.filter(tag=kept, post_id__in=alone).update(tag=merged)
    orders = Post.objects.filter(pk__in=[post for post in still if places[post][1]])
    PostTag.objects.bulk_create(
        PostTag(
            tag=merged, post_id=post, position=places[post][0], live=live, year=year, chronology=chronology
        )
        for post, live, year, chronology in orders.values_list("id", "live", "year", "chronology")
    )
