"""What an editor decides becomes true of the archive: a post goes onto the site, changes there, or leaves it.

Each function completes, in the caller's transaction or its own, what the newsroom has written into the
post's own row: the path (set once), the copies in the through tables, the excerpt, the pictures shown, and the
:mod:`~broadsheet.archive.changes` row that tells the press. Nothing here asks who may do it; that is the
newsroom's to know::

    with transaction.atomic():
        before = editing.state_before(post_id)
        ...                                     # the newsroom saves the post's row
        editing.put_on_site(post_id, Filing(tags=("Harbour",), authors=()), edit=Edit(at=now, zone=zone), before=before)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Literal

from django.db import connection, transaction

from broadsheet.archive import changes
from broadsheet.archive.addresses import fresh_path, post_path, slug_of
from broadsheet.archive.body import excerpt_of, sanitise
from broadsheet.archive.chronology import dated_place
from broadsheet.archive.finds import PersonFind, PostFind, TagFind
from broadsheet.archive.loading import moment, picture_ids_in
from broadsheet.archive.models import (
    Change,
    Image,
    LinkUse,
    OldAddress,
    PictureUse,
    Post,
    PostAuthor,
    PostTag,
    Status,
)
from broadsheet.archive.services.belongings import note_uses
from broadsheet.archive.services.paths import path_in_use
from broadsheet.archive.services.publishing import note_deletion, say_in_public, state_of
from broadsheet.archive.services.subjects import store_authors, store_tags
from broadsheet.archive.services.twins import facts_of

__all__ = [
    "Edit", "EditKind", "Filing", "filings", "note_deletion", "put_on_site", "remove_for_safety",
    "state_before", "take_off_site",
]  # fmt: skip

EditKind = Literal["", "typo", "update", "correction", "retraction", "reinstatement"]


@dataclass(frozen=True, slots=True)
class Filing:
    """Under which names a post is filed, in order: tags and authors by name or by an alias."""

    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of a post: when it is made, in which zone the paper dates, and what it is to readers.

    A ``typo`` is not told to readers; an ``update`` moves the date of the last change; a ``correction``, a
    ``retraction`` and a ``reinstatement`` (which takes a retraction back) do too and say ``text`` on the page.
    """

    at: datetime
    zone: tzinfo
    kind: EditKind = ""
    text: str = ""


def state_before(post_id: int) -> dict[str, Any]:
    """What was true of a post before an edit, for the change that tells of it."""
    return state_of(Post.objects.get(pk=post_id))


def put_on_site(post_id: int, filing: Filing, *, edit: Edit, before: Mapping[str, Any]) -> None:
    """The post's row, as it stands, is what readers shall get; all that depends on it is brought in line."""
    with transaction.atomic():
        post = Post.objects.get(pk=post_id)
        was_live = bool(before.get("live"))
        _date(post, edit)
        post.body = sanitise(post.body)
        post.slug = slug_of(post.slug) or slug_of(post.headline) or "untitled"
        if post.path is None:
            day = post.published_at and post.published_at.astimezone(_offset_zone(post, edit))
            post.path = fresh_path(post_path(slug=post.slug, day=day or None), path_in_use)
        post.excerpt = excerpt_of(post.body)
        facts = facts_of(PostFind(key="", headline=post.headline, body=post.body))
        post.fingerprint, post.headline_key = facts.fingerprint, facts.headline_key
        post.has_lead = bool(post.lead_image_id or post.lead_alt or post.lead_caption or post.lead_source_url)
        post.live, post.status, post.status_note = True, Status.PUBLISHED, ""
        if was_live and edit.kind != "typo":
            post.updated_at = edit.at
        post.save()
        _file(post, filing)
        if edit.text and edit.kind in ("correction", "retraction", "reinstatement"):
            say_in_public(post, edit.kind, day=edit.at.astimezone(edit.zone).date(), text=edit.text)
        OldAddress.objects.filter(address=post.path, gone=True).delete()
        changes.record("post", [post.pk], before={post.pk: before})


def take_off_site(post_id: int, *, before: Mapping[str, Any], status: str = Status.DRAFT) -> None:
    """The post is a draft again; where it stood, readers are told that it is gone."""
    with transaction.atomic():
        Post.objects.filter(pk=post_id).update(live=False, status=status)
        PostTag.objects.filter(post_id=post_id).update(live=False)
        PostAuthor.objects.filter(post_id=post_id).update(live=False)
        if before.get("live"):
            changes.record("post", [post_id], before={post_id: before})


def remove_for_safety(post_id: int) -> list[str]:
    """Take a post out of everything at once, for somebody's safety; its addresses say "gone" and no more.

    With it go its comments, its corrections, and the pictures that no other post or page shows. Returns the
    files below ``media/`` that nothing names any more: the caller deletes them once this is committed. In
    SQLite what is deleted is overwritten, not only marked as free.
    """
    _overwrite_what_is_deleted()
    with transaction.atomic():
        post = Post.objects.get(pk=post_id)
        note_deletion(post_id)
        for change in Change.objects.filter(noun="post", noun_id=post_id):
            change.before.pop("headline", None)
            change.save(update_fields=["before"])
        files = _pictures_of_its_own(post)
        post.delete()
    return files


def _overwrite_what_is_deleted() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _pictures_of_its_own(post: Post) -> list[str]:
    """Delete the rows of pictures that only this post shows; returns their files."""
    shown = {*PictureUse.objects.filter(post=post).values_list("image_id", flat=True), post.lead_image_id}
    shown |= set(picture_ids_in(post.body))
    images = Image.objects.filter(pk__in=[id for id in shown if id is not None])
    images = images.exclude(pk__in=PictureUse.objects.exclude(post=post).values("image_id"))
    images = images.exclude(
        pk__in=Post.objects.exclude(pk=post.pk).filter(lead_image__isnull=False).values("lead_image_id")
    )
    digests = list(images.values_list("digest", "file"))
    images.delete()
    return [file for digest, file in digests if file and not Image.objects.filter(digest=digest).exists()]


def filings(post_ids: Sequence[int]) -> dict[int, Filing]:
    """Under which names posts, live or not, are filed."""
    tags = _names(PostTag.objects.filter(post_id__in=post_ids), "tag__name")
    authors = _names(PostAuthor.objects.filter(post_id__in=post_ids), "author__name")
    return {id: Filing(tuple(tags.get(id, ())), tuple(authors.get(id, ()))) for id in post_ids}


def _names(links: Any, name: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for post, each in links.order_by("post_id", "position", "id").values_list("post_id", name):
        found.setdefault(post, []).append(each)
    return found


def _offset_zone(post: Post, edit: Edit) -> tzinfo:
    at = moment(post.published_at, post.utc_offset)
    return at.tzinfo if at is not None and at.tzinfo is not None else edit.zone


def _date(post: Post, edit: Edit) -> None:
    """A post that never stood on the site and has no date gets that of the edit; year and order follow the date."""
    if post.published_at is None and post.path is None:
        local = edit.at.astimezone(edit.zone)
        offset = local.utcoffset()
        post.published_at, post.certainty = edit.at, "exact"
        post.utc_offset = int(offset.total_seconds() // 60) if offset else 0
    if post.published_at is not None and post.certainty in ("exact", "day"):
        local = post.published_at.astimezone(_offset_zone(post, edit))
        post.year, post.chronology = dated_place(local)


def _file(post: Post, filing: Filing) -> None:
    """Write the through tables anew: which tags, authors and pictures, and what orders their listings."""
    tags = store_tags([TagFind(name=name) for name in _distinct(filing.tags)])
    authors = store_authors([PersonFind(name=name) for name in _distinct(filing.authors)])
    order = {"live": post.live, "year": post.year, "chronology": post.chronology}
    for model, ids, side in ((PostTag, tags.values(), "tag_id"), (PostAuthor, authors.values(), "author_id")):
        through: Any = model
        through.objects.filter(post=post).delete()
        through.objects.bulk_create(
            through(post=post, position=place, **{side: id}, **order)
            for place, id in enumerate(dict.fromkeys(ids))
        )
    PictureUse.objects.filter(post=post).delete()
    LinkUse.objects.filter(post=post).delete()
    note_uses(posts=[post])


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))
