"""What an editor does to an archive, as the newsroom will do it: rows, and the change that tells of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from broadsheet.archive import changes
from broadsheet.archive.models import Image, LinkUse, PictureUse, Post, PostAuthor, PostTag
from broadsheet.archive.services.belongings import note_uses
from broadsheet.archive.states import image_states, post_states

__all__ = ["edited", "replace_image", "retag", "sign"]


@contextmanager
def edited(post_id: int) -> Iterator[Post]:
    """Change a post's columns inside; what depends on them follows."""
    with transaction.atomic():
        before = post_states([post_id])
        post = Post.objects.get(id=post_id)
        yield post
        post.save()
        order = {"live": post.live, "year": post.year, "chronology": post.chronology}
        PostTag.objects.filter(post=post).update(**order)
        PostAuthor.objects.filter(post=post).update(**order)
        PictureUse.objects.filter(post=post).delete()
        LinkUse.objects.filter(post=post).delete()
        note_uses(posts=[post])
        changes.record("post", [post_id], before=before)


def retag(post_id: int, tags: list[int]) -> None:
    """Give a post these tags instead of those it has."""
    with edited(post_id) as post:
        PostTag.objects.filter(post=post).delete()
        for position, tag in enumerate(tags):
            PostTag.objects.create(post=post, tag_id=tag, position=position)


def sign(post_id: int, authors: list[int]) -> None:
    """Give a post another byline."""
    with edited(post_id) as post:
        PostAuthor.objects.filter(post=post).delete()
        for position, author in enumerate(authors):
            PostAuthor.objects.create(post=post, author_id=author, position=position)


def replace_image(image_id: int, **columns: object) -> None:
    """Give a picture another file or other words."""
    with transaction.atomic():
        changes.record("image", [image_id], before=image_states([image_id]))
        Image.objects.filter(id=image_id).update(**columns)
