"""Finds for tests, with only what a test is about spelled out."""

from datetime import UTC, datetime

from broadsheet.archive.finds import ClaimedDate, PersonFind, PostFind, TagFind
from broadsheet.archive.services import Origin

WXR = Origin(source="export.xml", format="wxr", rank=30)
TEXT = Origin(source="tag.txt", format="text", rank=10)
PROSE = (
    "The harbour authority confirmed on Monday that the ferry would sail again, ending a strike that had kept "
    "the islands without mail, medicine and newspapers since the first week of spring, officials said."
)


def dated(year: int = 2019, month: int = 5, day: int = 5, hour: int = 12) -> ClaimedDate:
    return ClaimedDate(
        certainty="exact", at=datetime(year, month, day, hour, tzinfo=UTC), evidence="post_date"
    )


def post(
    key: str = "wxr:example.org:1", headline: str = "The ferry sails again", **values: object
) -> PostFind:
    defaults: dict[str, object] = {"body": f"<p>{PROSE}</p>", "date": dated(), "language": "en"}
    return PostFind(key=key, headline=headline, **(defaults | values))  # type: ignore[arg-type]


def tags(*names: str) -> tuple[TagFind, ...]:
    return tuple(TagFind(name) for name in names)


def people(*names: str) -> tuple[PersonFind, ...]:
    return tuple(PersonFind(name) for name in names)
