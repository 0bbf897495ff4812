"""Taking posts off the site, and correcting or retracting them in public."""

from datetime import date
from typing import Any

from django.db import transaction

from broadsheet.archive import changes
from broadsheet.archive.addresses import file_at
from broadsheet.archive.models import Correction, OldAddress, Post, PostAuthor, PostTag, SitePath, Status
from broadsheet.archive.rows import CorrectionKind
from broadsheet.archive.states import post_states

__all__ = ["correct", "delete_post", "note_deletion", "restore", "say_in_public", "state_of", "withdraw"]


def state_of(post: Post) -> dict[str, Any]:
    """What a change row keeps of a stored post, to find the pages that it stood on."""
    return post_states([post.pk])[post.pk]


def withdraw(post_id: int, *, status: str = Status.DRAFT, note: str = "") -> None:
    """Take a post off the site; it stays in the archive, and its address answers that it is gone."""
    with transaction.atomic():
        post = Post.objects.get(pk=post_id)
        changes.record("post", [post.pk], before={post.pk: state_of(post)})
        post.live, post.status, post.status_note = False, status, note
        post.save(update_fields=["live", "status", "status_note"])
        PostTag.objects.filter(post=post).update(live=False)
        PostAuthor.objects.filter(post=post).update(live=False)


def restore(post_id: int) -> None:
    """Put a post that was withdrawn back onto the site, at the address it had."""
    with transaction.atomic():
        post = Post.objects.get(pk=post_id)
        changes.record("post", [post.pk], before={post.pk: state_of(post)})
        post.live, post.status, post.status_note = True, Status.PUBLISHED, ""
        post.save(update_fields=["live", "status", "status_note"])
        order = {"live": True, "year": post.year, "chronology": post.chronology}
        PostTag.objects.filter(post=post).update(**order)
        PostAuthor.objects.filter(post=post).update(**order)


def delete_post(post_id: int) -> None:
    """Delete a post for good; an address it was published at answers "gone"."""
    with transaction.atomic():
        note_deletion(post_id)
        Post.objects.get(pk=post_id).delete()


def note_deletion(post_id: int) -> None:
    """Call before a post is deleted, in the same transaction: the press learns of it, its addresses say "gone"."""
    with transaction.atomic():
        post = Post.objects.get(pk=post_id)
        changes.record("post", [post.pk], before={post.pk: state_of(post)})
        if post.live and post.path:
            # The address answers even where no edition has seen the post in between.
            OldAddress.objects.get_or_create(address=post.path, defaults={"post": post})
        _note_gone(post)


def _note_gone(post: Post) -> None:
    """Old addresses of a post that is about to be deleted say "gone" from now on, if they ever led to it."""
    if SitePath.objects.filter(path=file_at(post.path or "")).exists() or post.live:
        old = list(post.old_addresses.values_list("id", flat=True))
        changes.record("address", old)
        post.old_addresses.update(post=None, gone=True)


def correct(post_id: int, *, day: date, text: str, kind: CorrectionKind = "correction") -> None:
    """Add a public correction to a post, retract it, or take a retraction back; it stays at its address."""
    with transaction.atomic():
        post = Post.objects.get(pk=post_id)
        changes.record("post", [post.pk], before={post.pk: state_of(post)})
        say_in_public(post, kind, day=day, text=text)


def say_in_public(post: Post, kind: CorrectionKind, *, day: date, text: str) -> None:
    """Write down what readers are told of a post; the caller tells the press of the change.

    A retracted post that is retracted once more keeps the day on which it was first taken back.
    """
    Correction.objects.create(post=post, kind=kind, day=day, text=text)
    retracted_on = {"retraction": post.retracted_on or day, "reinstatement": None}.get(
        kind, post.retracted_on
    )
    if retracted_on != post.retracted_on:
        post.retracted_on = retracted_on
        post.save(update_fields=["retracted_on"])
