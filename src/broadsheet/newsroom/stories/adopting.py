"""Posts that came into the archive without the newsroom get their story: after a rescue, all at once.

Guarantees: cheap when there is nothing to do (two look-ups by index), so that every listing may ask; else one
statement, whatever the number; run twice, it does nothing the second time. A story whose post is gone is dropped.

What a search looks at needs Python's folding of Persian and Arabic letters, ten seconds for 100,000 posts, so
that :func:`read_headlines` brings it after; until then a search finds words as they are written.
"""

from django.db import connection, transaction
from django.db.models import Max

from broadsheet.archive.models import Post
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.models.stories import sought_of

__all__ = ["adopt_new_posts", "adopt_posts", "read_headlines"]

_BATCH = 2000
_LONG_AGO = "1970-01-01 00:00:00"


def adopt_new_posts() -> int:
    """Make the stories of posts that are newer than the newest story; returns how many."""
    newest_story = Story.objects.aggregate(newest=Max("post_id"))["newest"] or 0
    newest_post = Post.objects.aggregate(newest=Max("id"))["newest"] or 0
    return _adopt(after=newest_story) if newest_post > newest_story else 0


def adopt_posts() -> int:
    """Bring all stories in line with the archive, whatever was done to it meanwhile; returns how many were made."""
    stories, posts = (connection.ops.quote_name(model._meta.db_table) for model in (Story, Post))
    with transaction.atomic(), connection.cursor() as cursor:
        # The table alone: deleting stories as objects would delete posts.
        cursor.execute(f"DELETE FROM {stories} WHERE post_id NOT IN (SELECT id FROM {posts})")  # noqa: S608 - fixed names
    made = _adopt(after=0)
    read_headlines()
    return made


def read_headlines(*, after: int = 0) -> int:
    """What a search looks at follows the headline, which a rescue may have changed; returns the last post's id."""
    while True:
        found = list(
            Story.objects.filter(pk__gt=after)
            .order_by("pk")
            .values_list("pk", "headline", "standfirst", "sought")[:_BATCH]
        )
        if not found:
            return after
        stale = [
            (words, id)
            for id, headline, standfirst, sought in found
            if (words := sought_of(headline, standfirst)) != sought
        ]
        if stale:
            stories = connection.ops.quote_name(Story._meta.db_table)
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany(f"UPDATE {stories} SET sought = %s WHERE post_id = %s", stale)  # noqa: S608 - fixed name
        after = found[-1][0]


def _adopt(*, after: int) -> int:
    stories, posts = (connection.ops.quote_name(model._meta.db_table) for model in (Story, Post))
    statement = (
        f"INSERT INTO {stories} (post_id, has_unpublished_changes, expired, locked, first_published_at, "  # noqa: S608 - fixed names
        "last_published_at, tag_names, author_names, edited_at, sought, edit_kind, edit_note) "
        "SELECT id, CASE WHEN live THEN %s ELSE %s END, %s, %s, "
        "CASE WHEN live THEN COALESCE(published_at, %s) END, CASE WHEN live THEN COALESCE(published_at, %s) END, "
        "%s, %s, COALESCE(published_at, %s), LOWER(headline), %s, %s "
        f"FROM {posts} WHERE id > %s AND NOT EXISTS (SELECT 1 FROM {stories} WHERE post_id = {posts}.id)"
    )
    values: list[bool | str | int] = [
        False,
        True,
        False,
        False,
        _LONG_AGO,
        _LONG_AGO,
        "[]",
        "[]",
        _LONG_AGO,
        "",
        "",
        after,
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
