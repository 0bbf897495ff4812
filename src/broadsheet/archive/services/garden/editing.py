"""A tag's own words: its name, kind, description, parent and aliases.

Guarantees: the address stays whatever the name; a name that a tag had remains an alias, until somebody takes it
away; no two tags answer to one name by an edit; parents never run in a circle.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from broadsheet.archive import changes
from broadsheet.archive.addresses import name_key
from broadsheet.archive.finds import TagFind
from broadsheet.archive.models import JournalEntry, Tag, TagAlias
from broadsheet.archive.services.garden.journal import Gardener, Refusal, enter
from broadsheet.archive.services.subjects import store_tags
from broadsheet.archive.states import tag_states
from broadsheet.language import printable

__all__ = [
    "TagEdit", "check_names", "edit_tag", "find_tag", "make_tag", "rename_tag", "stands_below", "told_of", "write_told",
]  # fmt: skip

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class TagEdit:
    """What an editor says of a tag. ``parent`` is the id of the tag it stands below."""

    name: str
    kind: str = Tag.Kind.TOPIC
    description: str = ""
    parent: int | None = None
    aliases: tuple[str, ...] = ()


def find_tag(name: str) -> Tag | None:
    """The tag that is called so, by its name or else by an alias."""
    key = name_key(name)
    named = Tag.objects.filter(key=key).order_by("id").first()
    return named or Tag.objects.filter(aliases__key=key).first()


def told_of(tag: Tag) -> TagEdit:
    """What is said of a tag now; aliases in the order of their letters."""
    aliases = dict(tag.aliases.values_list("key", "name"))
    return TagEdit(tag.name, tag.kind, tag.description, tag.parent_id, _in_order(aliases))


def make_tag(edit: TagEdit, *, by: Gardener) -> Tag:
    """A new tag, which bears no posts yet.

    Raises:
        Refusal: a tag is called so already, or the edit can't be.
    """
    plain = _plain(edit)
    with transaction.atomic():
        check_names([plain.name, *plain.aliases], but=0)
        (id,) = store_tags([TagFind(name=plain.name)]).values()
        tag = Tag.objects.get(pk=id)
        write_told(tag, plain)
        enter(JournalEntry.Deed.MAKE, tag, by=by)
        return tag


def edit_tag(tag_id: int, edit: TagEdit, *, by: Gardener) -> None:
    """Say something else of a tag; nothing happens where nothing is different.

    Raises:
        Refusal: another tag answers to one of the names, or the parent stands below the tag.
    """
    with transaction.atomic():
        tag = Tag.objects.get(pk=tag_id)
        before, plain = told_of(tag), _plain(edit)
        after = _with_former_name(plain, before)
        if after == before:
            return
        known = {name_key(name) for name in (before.name, *before.aliases)}
        check_names(
            (name for name in (after.name, *after.aliases) if name_key(name) not in known), but=tag.pk
        )
        _check_parent(tag, after.parent)
        write_told(tag, after)
        kept = {"before": asdict(before), "after": asdict(told_of(tag))}
        enter(JournalEntry.Deed.EDIT, tag, by=by, other_name=before.name, kept=kept)


def rename_tag(tag_id: int, name: str, *, by: Gardener) -> None:
    """Give a tag another name; its address stays, and the old name remains an alias.

    Raises:
        Refusal: another tag answers to it.
    """
    edit_tag(tag_id, replace(told_of(Tag.objects.get(pk=tag_id)), name=name), by=by)


def write_told(tag: Tag, told: TagEdit) -> None:
    """Make it true of the tag, and tell the press where readers see it."""
    if told_of(tag) == told:
        return
    changes.record("tag", [tag.pk], before=tag_states([tag.pk]))
    tag.name, tag.key = told.name, name_key(told.name)
    tag.kind, tag.description, tag.parent_id = told.kind, told.description, told.parent
    tag.save(update_fields=["name", "key", "kind", "description", "parent"])
    wanted = {name_key(name): name for name in told.aliases}
    tag.aliases.exclude(name__in=told.aliases).delete()
    have = set(tag.aliases.values_list("key", flat=True))
    TagAlias.objects.bulk_create(
        TagAlias(tag=tag, key=key, name=name) for key, name in wanted.items() if key not in have
    )


def check_names(names: Iterable[str], *, but: int) -> None:
    """Refuse names by which another tag than ``but`` is found.

    Raises:
        Refusal: one is.
    """
    keys = {name_key(name): name for name in names}
    named = Tag.objects.filter(key__in=keys).exclude(pk=but).order_by("pk").first()
    if named is not None:
        raise Refusal(
            _("couldn't call it “%(name)s”: another tag is called so; merge the two instead")
            % {"name": keys[named.key]}
        )
    alias = TagAlias.objects.filter(key__in=keys).exclude(tag_id=but).select_related("tag").first()
    if alias is not None:
        raise Refusal(
            _(
                "couldn't call it “%(name)s”: that is another name of the tag “%(other)s”; take it away there first"
            )
            % {"name": keys[alias.key], "other": alias.tag.name}
        )


def stands_below(tag: int | None, ancestor: int) -> bool:
    """Whether a tag is ``ancestor`` or stands below it; a circle of parents in an older archive ends."""
    seen: set[int] = set()
    while tag is not None and tag not in seen:
        if tag == ancestor:
            return True
        seen.add(tag)
        tag = Tag.objects.filter(pk=tag).values_list("parent_id", flat=True).first()
    return False


def _check_parent(tag: Tag, parent: int | None) -> None:
    if parent is not None and stands_below(parent, tag.pk):
        name = Tag.objects.get(pk=parent).name
        raise Refusal(
            _("couldn't place “%(name)s” below “%(parent)s”: that is the tag itself, or stands below it")
            % {"name": tag.name, "parent": name}
        )


def _plain(edit: TagEdit) -> TagEdit:
    """Without what no page can show, each alias once and none of them the name."""
    name = _line(edit.name)
    if not name:
        raise Refusal(_("couldn't leave a tag without a name: type one"))
    aliases = {name_key(line): line for each in edit.aliases if (line := _line(each))}
    aliases.pop(name_key(name), None)
    if max(map(len, (name, *aliases.values()))) > _LONGEST:
        raise Refusal(_("couldn't take so long a name: 300 letters is the most"))
    parent = edit.parent if edit.parent is None or Tag.objects.filter(pk=edit.parent).exists() else None
    return TagEdit(name, edit.kind, printable(edit.description).strip(), parent, _in_order(aliases))


def _with_former_name(edit: TagEdit, before: TagEdit) -> TagEdit:
    if name_key(edit.name) == name_key(before.name):
        return edit
    aliases = {name_key(name): name for name in (before.name, *edit.aliases)}
    return TagEdit(edit.name, edit.kind, edit.description, edit.parent, _in_order(aliases))


def _in_order(aliases: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(aliases[key] for key in sorted(aliases))


def _line(name: str) -> str:
    return " ".join(printable(name).split())
