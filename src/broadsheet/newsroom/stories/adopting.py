"""Posts that came into the archive without the newsroom get their story: after a rescue, all at once.

Guarantees: cheap when there is nothing to do (two look-ups by index), so that every listing may ask; 2,000
posts a transaction; run twice, it does nothing the second time. A story whose post is gone is dropped.
"""

from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from broadsheet.archive.bulk import insert_rows
from broadsheet.archive.models import Post
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.models.stories import sought_of

__all__ = ["adopt_new_posts", "adopt_posts"]

_BATCH = 2000
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS = (
    "post_id", "has_unpublished_changes", "expired", "locked", "first_published_at", "last_published_at",
    "tag_names", "author_names", "edited_at", "sought", "edit_kind", "edit_note",
)  # fmt: skip


def adopt_new_posts() -> int:
    """Make the stories of posts that are newer than the newest story; returns how many."""
    newest = Story.objects.aggregate(newest=Max("post_id"))["newest"] or 0
    return _adopt(after=newest)


def adopt_posts() -> int:
    """Bring all stories in line with the archive, whatever was done to it meanwhile; returns how many were made."""
    stories, posts = (connection.ops.quote_name(model._meta.db_table) for model in (Story, Post))
    with transaction.atomic(), connection.cursor() as cursor:
        # The table alone: deleting stories as objects would delete posts.
        cursor.execute(f"DELETE FROM {stories} WHERE post_id NOT IN (SELECT id FROM {posts})")  # noqa: S608 - fixed names
    made = _adopt(after=0)
    _read_headlines()
    return made


def _read_headlines() -> None:
    """What a search looks at follows the headline, which a rescue may have changed."""
    after = 0
    while True:
        found = list(
            Story.objects.filter(pk__gt=after)
            .order_by("pk")
            .values_list("pk", "headline", "standfirst", "sought")[:_BATCH]
        )
        if not found:
            return
        stale = [
            Story(pk=id, sought=words)
            for id, headline, standfirst, sought in found
            if (words := sought_of(headline, standfirst)) != sought
        ]
        if stale:
            Story.objects.bulk_update(stale, ["sought"])
        after = found[-1][0]


def _adopt(*, after: int) -> int:
    made = 0
    while True:
        found = list(
            Post.objects.filter(pk__gt=after, story__isnull=True)
            .order_by("pk")
            .values_list("pk", "live", "published_at", "headline", "standfirst")[:_BATCH]
        )
        if not found:
            return made
        with transaction.atomic():
            insert_rows(Story, _COLUMNS, map(_row, found))
        after = found[-1][0]
        made += len(found)


def _row(post: tuple[int, bool, datetime | None, str, str]) -> tuple[Any, ...]:
    id, live, at, headline, standfirst = post
    stored = connection.ops.adapt_datetimefield_value
    published = stored(at or _LONG_AGO) if live else None
    return (
        id, not live, False, False, published, published, "[]", "[]", stored(at or _LONG_AGO),
        sought_of(headline, standfirst), "", "",
    )  # fmt: skip
