"""Rows as the archive hands them out, for tests that need no archive."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from broadsheet.archive.rows import CardRow, PostRow

MORNING = datetime(2019, 5, 5, 8, 30, tzinfo=UTC)

_CARD = CardRow(
    id=1,
    path="2019/05/05/rally/",
    headline="A rally in the rain",
    standfirst="Thousands came.",
    excerpt="Thousands came on Sunday.",
    language="en",
    published_at=MORNING,
    certainty="exact",
    not_before=None,
    not_after=None,
    date_evidence="",
    year=2019,
    updated_at=None,
    house_byline="",
    sticky=False,
    has_lead=False,
    lead_alt="",
    lead_caption="",
    lead_credit="",
    lead_source_url="",
    picture=None,
)


def card(**changes: Any) -> CardRow:
    """A card of a dated English post without tags, byline or picture, but for the changes."""
    return replace(_CARD, **changes)


def post(body: str = "<p>Thousands came.</p>", *, of: CardRow = _CARD, **changes: Any) -> PostRow:
    """A post of that card."""
    return PostRow(of, body, **changes)
