"""Taking back what the journal tells of, all of it or, in one sentence, nothing."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from broadsheet.archive.addresses import name_key
from broadsheet.archive.models import JournalEntry, Tag
from broadsheet.archive.services.garden.editing import TagEdit, check_names, stands_below, told_of, write_told
from broadsheet.archive.services.garden.journal import Gardener, Refusal
from broadsheet.archive.services.garden.merging import unmerge
from broadsheet.archive.services.garden.removing import bring_back

__all__ = ["undo"]


def undo(entry_id: int, *, by: Gardener) -> None:
    """Take a deed back.

    Raises:
        Refusal: it was taken back already, or what it needs is gone or changed.
    """
    with transaction.atomic():
        entry = JournalEntry.objects.select_for_update().get(pk=entry_id)
        if entry.undone_at is not None:
            raise Refusal(_("couldn't undo that: it was undone already"))
        {
            JournalEntry.Deed.MAKE: _undo_making,
            JournalEntry.Deed.EDIT: _undo_edit,
            JournalEntry.Deed.MERGE: unmerge,
            JournalEntry.Deed.DELETE: bring_back,
        }[JournalEntry.Deed(entry.deed)](entry)
        entry.undone_at, entry.undone_by = by.at, by.name[:300]
        entry.save(update_fields=["undone_at", "undone_by"])


def _undo_making(entry: JournalEntry) -> None:
    raise Refusal(
        _("couldn't undo that: a tag that was made, “%(name)s”, is deleted on its own page")
        % {"name": entry.name}
    )


def _undo_edit(entry: JournalEntry) -> None:
    tag = Tag.objects.filter(pk=entry.tag).first()
    if tag is None:
        raise Refusal(
            _("couldn't undo that: the tag “%(name)s” is not there any more; bring it back first")
            % {"name": entry.name}
        )
    before, after = _edit(entry.kept["before"]), _edit(entry.kept["after"])
    if told_of(tag) != after:
        raise Refusal(
            _("couldn't undo that: “%(name)s” was changed again since; undo the later change first")
            % {"name": tag.name}
        )
    known = {name_key(name) for name in (after.name, *after.aliases)}
    check_names((name for name in (before.name, *before.aliases) if name_key(name) not in known), but=tag.pk)
    if before.parent is not None and (
        stands_below(before.parent, tag.pk) or not Tag.objects.filter(pk=before.parent).exists()
    ):
        raise Refusal(
            _(
                "couldn't undo that: the tag that “%(name)s” stood below is not there any more, or stands below it"
            )
            % {"name": tag.name}
        )
    write_told(tag, before)


def _edit(kept: dict[str, Any]) -> TagEdit:
    return TagEdit(**(kept | {"aliases": tuple(kept["aliases"])}))
