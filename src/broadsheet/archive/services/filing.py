"""Filing many posts at once under tags, or no longer under one; their words stay as they are.

Guarantees: one transaction with the changes that tell the press; the order of the tags a post has stays, new ones
follow; a post that has the tag already, or has not the one to take off, is not touched.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from broadsheet.archive import changes
from broadsheet.archive.finds import TagFind
from broadsheet.archive.models import Post, PostTag
from broadsheet.archive.services.subjects import store_tags
from broadsheet.archive.states import post_states

__all__ = ["file_under", "take_off"]


def file_under(post_ids: Sequence[int], names: Sequence[str]) -> set[int]:
    """File posts under tags, by name or alias, made where there is none; returns the posts that lacked one."""
    if not post_ids:
        return set()
    with transaction.atomic():
        tags = list(dict.fromkeys(store_tags([TagFind(name=name) for name in names]).values()))
        held: dict[int, dict[int, int]] = defaultdict(dict)
        bearing = PostTag.objects.filter(post_id__in=post_ids)
        for post, tag, position in bearing.values_list("post_id", "tag_id", "position"):
            held[post][tag] = position
        lacking = {id: [tag for tag in tags if tag not in held[id]] for id in post_ids}
        touched = [id for id, missing in lacking.items() if missing]
        before = post_states(touched)
        rows = Post.objects.filter(pk__in=touched).values_list("pk", "live", "year", "chronology")
        PostTag.objects.bulk_create(
            PostTag(post_id=id, tag_id=tag, position=place, live=live, year=year, chronology=chronology)
            for id, live, year, chronology in rows
            for place, tag in enumerate(lacking[id], start=max(held[id].values(), default=-1) + 1)
        )
        changes.record("post", touched, before=before)
    return set(touched)


def take_off(post_ids: Sequence[int], tag_id: int) -> set[int]:
    """Take a tag off posts; returns the posts that bore it."""
    with transaction.atomic():
        bearing = PostTag.objects.filter(post_id__in=post_ids, tag_id=tag_id)
        touched = list(bearing.values_list("post_id", flat=True))
        before = post_states(touched)
        bearing.delete()
        changes.record("post", touched, before=before)
    return set(touched)
