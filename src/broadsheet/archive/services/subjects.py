"""Tags and authors: found by slug, then by name or alias, else made. What editors do to them is in ``garden``."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from broadsheet.archive import changes
from broadsheet.archive.addresses import (
    address_of,
    author_path,
    fresh_path,
    name_key,
    slug_of,
    stored_address,
    tag_path,
)
from broadsheet.archive.finds import OldAddress as OldAddressFind
from broadsheet.archive.finds import PersonFind, TagFind
from broadsheet.archive.models import Author, AuthorAlias, OldAddress, Tag, TagAlias
from broadsheet.archive.states import author_states, tag_states

__all__ = ["free_slug", "store_authors", "store_old_addresses", "store_tags"]


def free_slug(model: Any, *, name: str, wanted: str = "", taken: Container[str] = ()) -> str:
    """A slug that no row of ``model`` has: the wanted one, or one made of the name, numbered if need be.

    ``taken`` holds what is known of unnumbered slugs already, so that a new name costs no query.
    """
    stem = slug_of(wanted) or slug_of(name) or "unnamed"
    return fresh_path(
        f"{stem}/",
        lambda path: (
            path[:-1] in taken if path[:-1] == stem else model.objects.filter(slug=path[:-1]).exists()
        ),
    )[:-1]


def store_tags(finds: Sequence[TagFind]) -> dict[TagFind, int]:
    """The ids of the tags that ``finds`` name, made where there is none.

    A find with a slug is the tag with that slug; one without is the tag with that name or alias. A find
    that knows more (a description, a parent) fills what is empty and overwrites nothing.
    """
    if not finds:
        return {}
    with transaction.atomic():
        by_slug, by_key = _known_tags(finds)
        ids: dict[TagFind, int] = {}
        for find in finds:
            slug = slug_of(find.slug)
            tag = by_slug.get(slug) if slug else by_key.get(name_key(find.name))
            if tag is None:
                tag = _make_tag(find, taken=by_slug)
            elif find.description and not tag.described:
                _describe(tag, find)
            by_slug[tag.slug] = by_slug[slug or tag.slug] = tag
            by_key.setdefault(tag.key, tag)
            ids[find] = tag.pk
        _adopt(finds, ids, by_slug)
        _add_aliases(finds, ids)
        _remember(
            (
                find.address,
                {"tag_id": ids[find]},
                tag_path(by_slug[slug_of(find.slug) or slug_of(find.name)].slug),
            )
            for find in finds
            if find.address and (slug_of(find.slug) or slug_of(find.name)) in by_slug
        )
    return ids


@dataclass(slots=True)
class _Tag:
    """What storing finds needs of a tag; a batch names a thousand, and models cost more than the query."""

    pk: int
    slug: str
    key: str
    described: bool
    parent_id: int | None


_COLUMNS = ("id", "slug", "key", "description", "parent_id")


def _known_tags(finds: Sequence[TagFind]) -> tuple[dict[str, _Tag], dict[str, _Tag]]:
    slugs = {slug_of(find.slug) or slug_of(find.name) or "unnamed" for find in finds}
    keys = {name_key(find.name) for find in finds}
    rows = {row[0]: row for row in Tag.objects.filter(slug__in=slugs).values_list(*_COLUMNS)}
    rows |= {row[0]: row for row in Tag.objects.filter(key__in=keys).values_list(*_COLUMNS)}
    aliases = dict(TagAlias.objects.filter(key__in=keys).values_list("key", "tag_id"))
    missing = set(aliases.values()) - rows.keys()
    if missing:
        rows |= {row[0]: row for row in Tag.objects.filter(id__in=missing).values_list(*_COLUMNS)}
    tags = {id: _Tag(id, slug, key, bool(text), parent) for id, slug, key, text, parent in rows.values()}
    by_key = {key: tags[id] for key, id in aliases.items()}
    for _, tag in sorted(tags.items(), reverse=True):
        if tag.key in keys:
            by_key[tag.key] = tag
    return {tag.slug: tag for tag in tags.values()}, by_key


def _make_tag(find: TagFind, *, taken: Container[str]) -> _Tag:
    tag = Tag.objects.create(
        name=find.name[:300],
        key=name_key(find.name),
        slug=free_slug(Tag, name=find.name, wanted=find.slug, taken=taken),
        kind=find.kind,
        description=find.description,
    )
    return _Tag(tag.pk, tag.slug, tag.key, bool(find.description), None)


def _describe(tag: _Tag, find: TagFind) -> None:
    changes.record("tag", [tag.pk], before=tag_states([tag.pk]))
    Tag.objects.filter(pk=tag.pk).update(description=find.description)
    tag.described = True


def _adopt(finds: Sequence[TagFind], ids: dict[TagFind, int], by_slug: dict[str, _Tag]) -> None:
    """Give sections their parents, which may stand later in the copy than they do."""
    parents = {tag.pk: tag.parent_id for tag in by_slug.values()}
    for find in finds:
        parent_slug = slug_of(find.parent)
        if not parent_slug or parents.get(ids[find]) is not None:
            continue
        known = by_slug.get(parent_slug)
        parent = Tag.objects.filter(pk=known.pk) if known else Tag.objects.filter(slug=parent_slug)
        child = Tag.objects.get(pk=ids[find])
        found = parent.first()
        if found is not None and child.parent_id is None and not _descends(found, child.pk):
            changes.record("tag", [child.pk], before=tag_states([child.pk]))
            child.parent = found
            child.save(update_fields=["parent"])
            parents[child.pk] = found.pk


def _add_aliases(finds: Sequence[TagFind], ids: dict[TagFind, int]) -> None:
    """Note other writings of names; one that is another tag's already stays that."""
    wanted = {name_key(name): (name, ids[find]) for find in finds for name in find.aliases}
    wanted.pop("", None)
    if wanted:
        TagAlias.objects.bulk_create(
            [TagAlias(key=key, name=name[:300], tag_id=tag) for key, (name, tag) in wanted.items()],
            ignore_conflicts=True,
        )


def _descends(tag: Tag | None, ancestor: int) -> bool:
    while tag is not None:
        if tag.pk == ancestor:
            return True
        tag = tag.parent
    return False


def store_authors(finds: Sequence[PersonFind]) -> dict[PersonFind, int]:
    """The ids of the authors that ``finds`` name, made where there is none; found by name, former name, then slug."""
    if not finds:
        return {}
    with transaction.atomic():
        slugs = {slug_of(find.slug) or slug_of(find.name) or "unnamed" for find in finds}
        keys = {name_key(find.name) for find in finds}
        by_slug = {author.slug: author for author in Author.objects.filter(slug__in=slugs)}
        called = AuthorAlias.objects.filter(key__in=keys).select_related("author")
        by_key = {alias.key: alias.author for alias in called}
        by_key |= {author.key: author for author in Author.objects.filter(key__in=keys).order_by("-id")}
        ids: dict[PersonFind, int] = {}
        addresses = []
        for find in finds:
            author = by_key.get(name_key(find.name)) or (
                by_slug.get(slug_of(find.slug)) if find.slug else None
            )
            if author is None:
                slug = free_slug(Author, name=find.name, wanted=find.slug, taken=by_slug)
                author = Author.objects.create(name=find.name[:300], key=name_key(find.name), slug=slug)
            by_key.setdefault(author.key, author)
            by_slug.setdefault(author.slug, author)
            ids[find] = author.pk
            if find.address:
                addresses.append((find.address, {"author_id": author.pk}, author_path(author.slug)))
        _remember(addresses)
    return ids


def store_old_addresses(finds: Sequence[OldAddressFind]) -> None:
    """Note old URLs that are no post's, with the path or old URL that each leads to."""
    with transaction.atomic():
        _remember(
            (find.url, {"target": "", "gone": True}, "")
            if find.gone
            else (find.url, {"target": stored_address(find.leads_to)}, address_of(find.leads_to))
            for find in finds
        )


def _remember(entries: Iterable[tuple[str, dict[str, Any], str]]) -> None:
    wanted = {}
    for url, leads, own_path in entries:
        address = stored_address(url)
        if address and address != own_path:
            wanted[address] = leads
    known = set(OldAddress.objects.filter(address__in=wanted).values_list("address", flat=True))
    fresh = {address: leads for address, leads in wanted.items() if address not in known}
    # Another process may have stored one since it was asked for.
    OldAddress.objects.bulk_create(
        [OldAddress(address=address, **leads) for address, leads in fresh.items()], ignore_conflicts=True
    )
    tags = {leads["tag_id"] for leads in fresh.values() if "tag_id" in leads}
    changes.record("tag", tags, before=tag_states(tags))
    authors = {leads["author_id"] for leads in fresh.values() if "author_id" in leads}
    changes.record("author", authors, before=author_states(authors))
    targets = [address for address, leads in fresh.items() if "target" in leads]
    changes.record("address", OldAddress.objects.filter(address__in=targets).values_list("id", flat=True))
