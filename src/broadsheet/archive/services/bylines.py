"""What editors do to authors: give another name, and make one of two.

Guarantees: each deed is one transaction, with the changes that tell the press; an author's address stays as it is
unless it is to be left for their safety, and that of a merged one leads to the one that is kept; the name that an
author had, or that was merged, finds the author, so that neither a draft nor a copy that is rescued again brings the
old one back.

A journal with a way back, as tags have, was not made: what a merge makes of two signatures is told before it happens.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from broadsheet.archive import changes
from broadsheet.archive.addresses import author_path, name_key
from broadsheet.archive.models import Author, AuthorAlias, OldAddress, PostAuthor
from broadsheet.archive.services.subjects import free_slug
from broadsheet.archive.states import author_states, post_states
from broadsheet.errors import BroadsheetError
from broadsheet.language import printable

__all__ = [
    "AuthorMerge", "BylineRefusal", "find_author", "merge_authors", "plan_author_merge", "rename_author",
]  # fmt: skip

_BATCH = 1000
_LONGEST = 300


class BylineRefusal(BroadsheetError):
    """Something that can't be done to an author, in one sentence for the editor."""


@dataclass(frozen=True, slots=True)
class AuthorMerge:
    """What a merge would do. ``moving`` posts are signed by the merged author alone, ``both`` by the two."""

    moving: int
    both: int
    on_site: int
    """How many of them all are on the site."""
    addresses: tuple[str, ...]
    """Paths of the site that will lead to the kept author."""
    names: tuple[str, ...]
    """Names that will find the kept author."""


def find_author(name: str) -> Author | None:
    """The author with this name, or who had it before."""
    key = name_key(name)
    found = Author.objects.filter(key=key).order_by("id").first()
    return found or Author.objects.filter(aliases__key=key).first()


def rename_author(author_id: int, name: str, *, leave_address: bool = False) -> int:
    """Give an author another name; the author's number, which is another one where the address is left.

    With ``leave_address`` their page gets an address of the new name; the one it had, in which the former name can be
    read, is gone, and nothing leads from it to the new one.

    Raises:
        BylineRefusal: it is no name, or finds another author.
    """
    plain = " ".join(printable(name).split())
    if not plain:
        raise BylineRefusal(_("couldn't leave an author without a name: type one"))
    if len(plain) > _LONGEST:
        raise BylineRefusal(_("couldn't take so long a name: 300 letters is the most"))
    with transaction.atomic():
        author = Author.objects.select_for_update().get(pk=author_id)
        other = find_author(plain)
        if other is not None and other.pk != author_id and name_key(plain) != author.key:
            raise BylineRefusal(
                _("couldn't call them “%(name)s”: that is a name of “%(other)s”; merge the two instead")
                % {"name": plain, "other": other.name}
            )
        if plain != author.name:
            changes.record("author", [author_id], before=author_states([author_id]))
            former, key = (author.name, author.key), name_key(plain)
            author.name, author.key = plain, key
            author.save(update_fields=["name", "key"])
            author.aliases.filter(key=key).delete()
            if former[1] != key:
                _note_name(author, *former)
        return _move_elsewhere(author) if leave_address else author_id


def _move_elsewhere(author: Author) -> int:
    """Everything of an author becomes that of a new one, and whatever led to the former page is gone."""
    moved = Author.objects.create(name=author.name, key=author.key, slug=free_slug(Author, name=author.name))
    signed = list(PostAuthor.objects.filter(author=author).values_list("post_id", flat=True))
    _record_posts(signed)
    changes.record("author", [author.pk, moved.pk], before=author_states([author.pk]))
    PostAuthor.objects.filter(author=author).update(author=moved)
    author.aliases.update(author=moved)
    gone = {"author": None, "post": None, "page": None, "tag": None, "target": "", "gone": True}
    OldAddress.objects.update_or_create(address=author_path(author.slug), defaults={**gone, "author": author})
    changes.record("address", author.old_addresses.values_list("pk", flat=True))
    author.old_addresses.update(**gone)
    author.delete()
    return moved.pk


def plan_author_merge(*, source: int, target: int) -> AuthorMerge:
    """What would happen; nothing does yet.

    Raises:
        BylineRefusal: the two are one.
    """
    merged, kept = _two(source, target)
    signed = PostAuthor.objects.filter(author=merged)
    both = signed.filter(post_id__in=PostAuthor.objects.filter(author=kept).values("post_id")).count()
    old = merged.old_addresses.order_by("address").values_list("address", flat=True)
    return AuthorMerge(
        moving=signed.count() - both,
        both=both,
        on_site=signed.filter(live=True).count(),
        addresses=tuple(dict.fromkeys([author_path(merged.slug), *old])),
        names=(merged.name, *merged.aliases.order_by("key").values_list("name", flat=True)),
    )


def merge_authors(*, source: int, target: int) -> int:
    """Make what ``source`` signed ``target``'s, and ``source`` a name of ``target``; how many posts moved.

    Raises:
        BylineRefusal: the two are one.
    """
    with transaction.atomic():
        merged, kept = _two(source, target)
        signed = list(PostAuthor.objects.filter(author=merged).values_list("post_id", flat=True))
        _record_posts(signed)
        changes.record("author", [source, target], before=author_states([source, target]))
        others = PostAuthor.objects.filter(author=kept).values("post_id")
        PostAuthor.objects.filter(author=merged, post_id__in=others).delete()
        moved = PostAuthor.objects.filter(author=merged).update(author=kept)
        OldAddress.objects.filter(author=merged).update(author=kept)
        OldAddress.objects.update_or_create(
            address=author_path(merged.slug),
            defaults={"author": kept, "post": None, "page": None, "tag": None, "target": "", "gone": False},
        )
        merged.aliases.update(author=kept)
        name, key = merged.name, merged.key
        merged.delete()
        if key != kept.key:
            _note_name(kept, name, key)
    return moved


def _two(source: int, target: int) -> tuple[Author, Author]:
    if source == target:
        raise BylineRefusal(_("couldn't merge an author into themselves: choose another one"))
    return Author.objects.get(pk=source), Author.objects.get(pk=target)


def _note_name(author: Author, name: str, key: str) -> None:
    # A name that two authors had finds the one whose name it is now.
    if not Author.objects.filter(key=key).exists():
        AuthorAlias.objects.update_or_create(key=key, defaults={"author": author, "name": name})


def _record_posts(posts: Sequence[int]) -> None:
    for start in range(0, len(posts), _BATCH):
        some = posts[start : start + _BATCH]
        changes.record("post", some, before=post_states(some))
