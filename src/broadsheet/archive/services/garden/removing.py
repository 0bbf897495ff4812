"""Deleting a tag that no post bears: its addresses say "gone", and it can be brought back."""

from django.db import transaction
from django.utils.translation import gettext as _

from broadsheet.archive import changes
from broadsheet.archive.models import JournalEntry, PostTag, Tag
from broadsheet.archive.services.garden.journal import Gardener, Refusal, enter
from broadsheet.archive.services.garden.roots import bring_back_children, lift, move_children, plant
from broadsheet.archive.states import tag_states

__all__ = ["bring_back", "delete_tag", "is_unused"]


def is_unused(tag: Tag) -> bool:
    """Whether no post bears a tag, on the site or not."""
    return not PostTag.objects.filter(tag=tag).exists()


def delete_tag(tag_id: int, *, by: Gardener) -> JournalEntry:
    """Delete an unused tag; what stood below it stands below its parent.

    Raises:
        Refusal: a post bears it.
    """
    with transaction.atomic():
        tag = Tag.objects.get(pk=tag_id)
        if not is_unused(tag):
            raise Refusal(
                _(
                    "couldn't delete “%(name)s”: posts bear it; merge it into another tag, or take it off them first"
                )
                % {"name": tag.name}
            )
        changes.record("tag", [tag.pk], before=tag_states([tag.pk]))
        held = lift(tag) | {"moved": move_children(tag, to=tag.parent_id)}
        changes.record("address", held["addresses"])
        tag.old_addresses.update(tag=None, gone=True)
        entry = enter(JournalEntry.Deed.DELETE, tag, by=by, kept=held)
        tag.delete()
    return entry


def bring_back(entry: JournalEntry) -> None:
    """A deleted tag stands again, with the tags that stood below it.

    Raises:
        Refusal: its address or one of its names is another tag's now.
    """
    tag = plant(entry.tag, entry.kept, holder=0)
    bring_back_children(tag, entry.kept["moved"])
