"""Dates that are found out later, and drafts that would forget them.

Guarantees: a date that an editor sets by hand says so as its evidence; an unpublished draft of a post that was dated
meanwhile is given the date too, so that publishing the draft does not take it away again.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from wagtail.models import Revision

from broadsheet.archive.finds import ClaimedDate
from broadsheet.newsroom.models import Story

__all__ = ["claim_of", "day_by_hand", "tell_drafts"]

_DATE = (
    "published_at",
    "utc_offset",
    "certainty",
    "not_before",
    "not_after",
    "date_evidence",
    "year",
    "chronology",
)


def claim_of(told: dict[str, Any]) -> ClaimedDate:
    """The date that a report tells."""
    day = told.get("day")
    return ClaimedDate(
        certainty=told["certainty"],
        at=datetime.combine(date.fromisoformat(day), time(), tzinfo=UTC) if day else None,
        not_before=_day(told.get("not_before")),
        not_after=_day(told.get("not_after")),
        evidence=told["evidence"],
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def day_by_hand(day: date, *, evidence: str, zone: tzinfo) -> ClaimedDate:
    """A day that somebody who works here knows."""
    return ClaimedDate("day", datetime.combine(day, time(), tzinfo=zone), evidence=evidence)


def tell_drafts(ids: Sequence[int]) -> None:
    """Write the dates of these posts into their latest revisions, where those have none."""
    for story in Story.objects.filter(pk__in=ids, latest_revision__isnull=False).select_related(
        "latest_revision"
    ):
        for revision in Revision.objects.filter(
            pk__in=[each for each in (story.latest_revision_id, story.live_revision_id) if each]
        ):
            if revision.content.get("published_at") is None:
                now = story.serializable_data()
                revision.content |= {name: now[name] for name in _DATE if name in now}
                revision.save(update_fields=["content"])
