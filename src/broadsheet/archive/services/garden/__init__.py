"""What editors do to tags: rename, describe, order, merge, delete; each with a journal entry and a way back.

Guarantees: every deed and its entry are one transaction, with the changes that tell the press; a deed that would
leave two tags under one name, or a tag below itself, is refused in one sentence; :func:`undo` brings back what
was, or refuses and changes nothing::

    from broadsheet.archive.services import garden
    by = garden.Gardener("shirin", now)
    garden.merge(source=wrong, target=right, by=by)
    garden.undo(entry, by=by)
"""

from broadsheet.archive.services.garden.editing import (
    TagEdit,
    edit_tag,
    find_tag,
    make_tag,
    rename_tag,
    told_of,
)
from broadsheet.archive.services.garden.journal import Gardener, Refusal
from broadsheet.archive.services.garden.likeness import set_apart
from broadsheet.archive.services.garden.merging import MergePlan, merge, plan_merge
from broadsheet.archive.services.garden.removing import delete_tag, is_unused
from broadsheet.archive.services.garden.undoing import undo

__all__ = [
    "Gardener",
    "MergePlan",
    "Refusal",
    "TagEdit",
    "delete_tag",
    "edit_tag",
    "find_tag",
    "is_unused",
    "make_tag",
    "merge",
    "plan_merge",
    "rename_tag",
    "set_apart",
    "told_of",
    "undo",
]
