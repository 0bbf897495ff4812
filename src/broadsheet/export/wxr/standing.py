"""When and in which standing WordPress is told that a post is.

Guarantees: nothing that is not on the site is ever told as published, and nothing would be published by the
import itself: WordPress publishes at once what is scheduled for a time that has passed, so that only a
time to come is told as scheduled; all else waits as a draft. A date that is not known is not made up where it
matters: WordPress must have one for what it publishes, and gets the bound that is known, or one in 1970, each a
second apart in their order.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime

from broadsheet.export.walk import WalkedPost

__all__ = ["NO_DATE", "Standing", "feed_date", "stamp", "standing_of"]

NO_DATE = "0000-00-00 00:00:00"
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_RAW = {
    "draft": "draft",
    "pending": "pending",
    "private": "private",
    # The password itself is nowhere in the archive; nobody but editors may read it until one is set.
    "password": "private",
    "trashed": "trash",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What WordPress is told: its word for the status, and a date, None where it may do without."""

    status: str
    at: datetime | None


def standing_of(walked: WalkedPost, *, undated_posts: int, now: datetime) -> Standing:
    """The status and date of a post."""
    held = walked.held
    card = held.post.card
    at = card.published_at if card.certainty in ("exact", "day") else None
    if not held.live:
        if held.status == "scheduled":
            planned = walked.planned or at
            return Standing("future" if planned and planned > now else "draft", planned)
        return Standing(_RAW.get(held.status, "draft"), at)
    if at is None:
        day = card.not_after or card.not_before
        start = datetime.combine(day, time(), tzinfo=UTC) if day else _BEGINNING
        at = start + timedelta(seconds=undated_posts - 1 - (walked.undated or 0))
    return Standing("publish", at)


def stamp(at: datetime | None, *, utc: bool = False) -> str:
    """A moment as WordPress writes it: in its own offset, or in UTC."""
    if at is None:
        return NO_DATE
    return f"{at.astimezone(UTC) if utc else at:%Y-%m-%d %H:%M:%S}"


def feed_date(at: datetime | None) -> str:
    """A moment as feeds write it; empty for none."""
    return format_datetime(at.astimezone(UTC)) if at else ""
