"""The small tables: keys by which names are found, old addresses, rows that name what is not there."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from broadsheet.archive import changes, database, states
from broadsheet.archive.addresses import name_key
from broadsheet.archive.checkup.findings import Finding, Hears
from broadsheet.archive.models import (
    Author,
    Edition,
    LinkUse,
    OldAddress,
    PictureUse,
    PostAuthor,
    PostTag,
    Tag,
    TagAlias,
)

__all__ = ["check_addresses", "check_editions", "check_names", "check_references"]

_ROWS = 2000
_OURS_TO_DROP: dict[str, Any] = {
    model._meta.db_table: model for model in (PostTag, PostAuthor, PictureUse, LinkUse)
}
"""Tables whose rows mean nothing without both of what they name."""


def check_references(*, repair: bool, hears: Hears) -> Iterator[Finding]:
    """No row names another that is not there."""
    hears("checking references", 0, None)
    for broken in database.broken_references():
        model = _OURS_TO_DROP.get(broken.table)
        where = f"{broken.table} {broken.id}"
        if model is None:
            yield Finding(f"names a row of {broken.missing_from} that is not there", where)
            continue
        if repair:
            with transaction.atomic():
                row = model.objects.filter(pk=broken.id)
                owner = row.values_list("post_id", flat=True).first()
                before = states.post_states([owner]) if owner else {}
                row.delete()
                changes.record("post", list(before), before=before)
        yield Finding(f"named a row of {broken.missing_from} that is not there", where, repair)


def check_names(*, repair: bool, hears: Hears) -> Iterator[Finding]:
    """Tags, authors and aliases are found by the folded forms of their names."""
    nouns: tuple[tuple[changes.Noun, Any, states.Reader], ...] = (
        ("tag", Tag, states.tag_states),
        ("author", Author, states.author_states),
    )
    for noun, model, read in nouns:
        for done, (id, name, key) in enumerate(_rows(model.objects.values_list("pk", "name", "key"))):
            hears(f"checking {noun}s", done, None)
            if key == name_key(name):
                continue
            if repair:
                with transaction.atomic():
                    changes.record(noun, [id], before=read([id]))
                    model.objects.filter(pk=id).update(key=name_key(name))
            yield Finding(f"could not be found by its name '{name}'", f"{noun} {id}", repair)
    for id, name, key in _rows(TagAlias.objects.values_list("pk", "name", "key")):
        if key != name_key(name):
            yield _check_alias(id, name, repair=repair)


def _check_alias(id: int, name: str, *, repair: bool) -> Finding:
    with transaction.atomic():
        alias = TagAlias.objects.get(pk=id)
        other = TagAlias.objects.filter(key=name_key(name)).exclude(pk=id).first()
        if other is not None and other.tag_id != alias.tag_id:
            return Finding(f"has the name '{name}', which leads to tag {other.tag_id} already", f"alias {id}")
        if repair:
            changes.record("tag", [alias.tag_id], before=states.tag_states([alias.tag_id]))
            if other is not None:
                alias.delete()
            else:
                alias.key = name_key(name)
                alias.save(update_fields=["key"])
    return Finding(f"could not be found by its name '{name}'", f"alias {id}", repair)


def _rows(found: Any) -> Iterator[Any]:
    """Rows by id, a batch at a time, so that others can write between two batches."""
    after = 0
    while rows := list(found.filter(pk__gt=after).order_by("pk")[:_ROWS]):
        yield from rows
        after = rows[-1][0]


def check_addresses(*, repair: bool, hears: Hears) -> Iterator[Finding]:
    """Every old address leads somewhere, or says that what was there is gone."""
    hears("checking old addresses", 0, None)
    nowhere = OldAddress.objects.filter(
        post=None, page=None, tag=None, author=None, target="", gone=False
    ).values_list("pk", "address")
    for id, address in _rows(nowhere):
        if repair:
            with transaction.atomic():
                OldAddress.objects.filter(pk=id).update(gone=True)
                changes.record("address", [id])
        yield Finding(
            "led nowhere; it says now that what was there is gone", f"old address {address}", repair
        )


def check_editions() -> Iterator[Finding]:
    """Every edition finished."""
    for id, began in Edition.objects.filter(finished=False).values_list("pk", "started_at").order_by("pk"):
        count = changes.claimed_count(id)
        waiting = "1 change" if count == 1 else f"{count} changes"
        yield Finding(
            f"began on {began:%Y-%m-%d} and never finished; the next publish completes it, with its {waiting}",
            f"edition {id}",
        )
