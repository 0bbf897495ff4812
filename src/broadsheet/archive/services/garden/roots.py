"""What hangs on a tag that is about to go, written down so that it can stand again exactly as it did.

Guarantees: what :func:`lift` returns survives as JSON; :func:`plant` makes the tag anew with the id, the address,
the names and the decisions it had, or refuses before it has changed anything. The row of an old address is never
deleted when a tag stands there again: the press finds by it the pages that linked there.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from broadsheet.archive import changes
from broadsheet.archive.models import OldAddress, Tag, TagAlias, TagsApart
from broadsheet.archive.services.garden.editing import stands_below
from broadsheet.archive.services.garden.journal import Refusal
from broadsheet.archive.states import tag_states

__all__ = ["bring_back_children", "lift", "move_children", "plant"]


def lift(tag: Tag) -> dict[str, Any]:
    """The tag's own row, its aliases, the old addresses that lead to it, what it was told apart from."""
    apart = TagsApart.objects.filter(Q(first=tag) | Q(second=tag)).values_list("first_id", "second_id")
    return {
        "tag": {
            name: getattr(tag, name) for name in ("name", "key", "slug", "kind", "description", "parent_id")
        },
        "aliases": [list(alias) for alias in tag.aliases.order_by("key").values_list("name", "key")],
        "addresses": list(tag.old_addresses.order_by("id").values_list("id", flat=True)),
        "apart": [second if first == tag.pk else first for first, second in apart],
        "shared": _shared_names(tag),
    }


def _shared_names(tag: Tag) -> list[str]:
    """Names of the tag that find another one too, and may go on doing so when it stands again."""
    keys = [tag.key, *tag.aliases.values_list("key", flat=True)]
    named = Tag.objects.filter(key__in=keys).exclude(pk=tag.pk).values_list("key", flat=True)
    called = TagAlias.objects.filter(key__in=keys).exclude(tag=tag).values_list("key", flat=True)
    return sorted({*named, *called})


def move_children(tag: Tag, *, to: int | None) -> list[tuple[int, int | None]]:
    """Put what stands below a tag below another one; returns each child with its new parent.

    The child above the other one, if there is one, moves to the tag's own parent, so that nothing runs in a circle.
    """
    moved: list[tuple[int, int | None]] = []
    for child in tag.children.order_by("id"):
        parent = tag.parent_id if to is not None and stands_below(to, child.pk) else to
        changes.record("tag", [child.pk], before=tag_states([child.pk]))
        Tag.objects.filter(pk=child.pk).update(parent=parent)
        moved.append((child.pk, parent))
    return moved


def bring_back_children(tag: Tag, moved: Sequence[Sequence[Any]]) -> None:
    """What :func:`move_children` moved stands below the tag again, where nobody has moved it since."""
    for child, parent in moved:
        found = Tag.objects.filter(pk=child, parent_id=parent)
        if found.exists() and not stands_below(tag.pk, child):
            changes.record("tag", [child], before=tag_states([child]))
            found.update(parent=tag)


def plant(id: int, kept: dict[str, Any], *, holder: int) -> Tag:
    """The tag stands again. ``holder`` is the tag that has its names and addresses now, or 0.

    Raises:
        Refusal: its address or one of its names is another tag's now.
    """
    _check_place(id, kept, holder)
    row = dict(kept["tag"])
    parent = row.pop("parent_id")
    if not Tag.objects.filter(pk=parent).exists():
        parent = None
    changes.record("tag", [id])
    tag = Tag.objects.create(pk=id, **row, parent_id=parent)
    lent = [*(key for _, key in kept["aliases"]), *([tag.key] if kept.get("made_alias") else [])]
    TagAlias.objects.filter(key__in=lent, tag_id=holder).delete()
    TagAlias.objects.bulk_create(TagAlias(tag=tag, name=name, key=key) for name, key in kept["aliases"])
    others = set(Tag.objects.filter(pk__in=kept["apart"]).values_list("pk", flat=True))
    TagsApart.objects.bulk_create(
        TagsApart(first_id=min(id, other), second_id=max(id, other)) for other in others
    )
    addresses = OldAddress.objects.filter(pk__in=kept["addresses"]).filter(Q(tag_id=holder) | Q(gone=True))
    changes.record("address", addresses.values_list("pk", flat=True))
    addresses.update(tag=tag, gone=False)
    return tag


def _check_place(id: int, kept: dict[str, Any], holder: int) -> None:
    name, slug = kept["tag"]["name"], kept["tag"]["slug"]
    if Tag.objects.filter(Q(pk=id) | Q(slug=slug)).exists():
        raise Refusal(
            _("couldn't bring back “%(name)s”: another tag has its address by now") % {"name": name}
        )
    keys = {key: name for name, key in [(name, kept["tag"]["key"]), *kept["aliases"]]}
    taken = set(Tag.objects.filter(key__in=keys).exclude(pk=holder).values_list("key", flat=True))
    taken |= set(TagAlias.objects.filter(key__in=keys).exclude(tag_id=holder).values_list("key", flat=True))
    if taken - set(kept["shared"]):
        raise Refusal(
            _("couldn't bring back “%(name)s”: another tag is called “%(taken)s” by now")
            % {"name": name, "taken": keys[min(taken)]}
        )
