"""What should have gone onto the site, or off it, and did not.

The newsroom notes what it planned in tables of its own, which are read here by name: an archive that a rescue or a
program made has none of them, and `doctor` looks at such an archive too.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import connection

from broadsheet.archive import database
from broadsheet.archive.checkup.findings import Finding
from broadsheet.archive.models import Post, Status

__all__ = ["LATE", "check_schedule"]

LATE = timedelta(minutes=5)
"""From then on an editor is told that something did not happen."""
_PLANNED = """
    SELECT CASE kind.model WHEN 'story' THEN 'post' ELSE 'page' END, version.object_id, version.approved_go_live_at
    FROM wagtailcore_revision version JOIN django_content_type kind ON kind.id = version.content_type_id
    LEFT JOIN archive_post post ON kind.model = 'story' AND post.id = CAST(version.object_id AS BIGINT)
    LEFT JOIN archive_standingpage page ON kind.model = 'deskpage' AND page.id = CAST(version.object_id AS BIGINT)
    WHERE version.approved_go_live_at < %s AND COALESCE(post.id, page.id) IS NOT NULL ORDER BY version.id
"""
_EXPIRED = """
    SELECT 'post', post.id, desk.expire_at FROM newsroom_story desk JOIN archive_post post ON post.id = desk.post_id
    WHERE post.live AND desk.expire_at < %s
    UNION ALL
    SELECT 'page', page.id, desk.expire_at
    FROM newsroom_deskpage desk JOIN archive_standingpage page ON page.id = desk.page_id
    WHERE page.live AND desk.expire_at < %s
    ORDER BY 1 DESC, 2
"""


def check_schedule(*, now: datetime) -> Iterator[Finding]:
    """Nothing that is scheduled is late, neither what a rescue found so nor what the newsroom planned."""
    limit = now - LATE
    found = Post.objects.filter(status=Status.SCHEDULED, published_at__lt=limit).order_by("pk")
    waiting = {f"post {id}": at for id, at in found.values_list("pk", "published_at")}
    expired: dict[str, datetime] = {}
    if database.has_table("wagtailcore_revision"):
        waiting |= _moments(_PLANNED, [limit])
        expired = _moments(_EXPIRED, [limit, limit])
    for where, at in waiting.items():
        yield Finding(f"was to be published at {at:%Y-%m-%d %H:%M} UTC and still waits", where)
    for where, at in expired.items():
        yield Finding(f"was to leave the site at {at:%Y-%m-%d %H:%M} UTC and is still on it", where)


def _moments(query: str, limits: Sequence[datetime]) -> dict[str, datetime]:
    """The moments that a query of the newsroom's tables gives, by what each is of."""
    with connection.cursor() as cursor:
        cursor.execute(query, [connection.ops.adapt_datetimefield_value(limit) for limit in limits])
        rows = cursor.fetchall()
    return {
        f"{kind} {id}": at if isinstance(at, datetime) else datetime.fromisoformat(at)
        for kind, id, at in rows
    }
