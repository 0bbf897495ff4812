"""What a WordPress export cannot say of a post, as the one custom field from which rescue reads it back.

Guarantees: pure; the field says which words, date and login it goes with, so that it counts no more where
WordPress has changed them. Nothing in it that is not in the archive of its paper.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from broadsheet.archive.holdings import HeldPage
from broadsheet.export.walk import WalkedPost
from broadsheet.press.postjson import correction_json

__all__ = ["Written", "own_of_page", "own_of_post"]

_FORM = 1


class Written:
    """What stands in the item itself, which the facts go with."""

    def __init__(self, *, words: Sequence[str], date: str, creator: str) -> None:
        """``words`` are title, excerpt and content as written."""
        joined = "\0".join(each.strip() for each in words)
        self.words = hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()
        self.date = date
        self.creator = creator


def own_of_post(walked: WalkedPost, written: Written, *, lead_url: str) -> str:
    """The facts of a post; ``lead_url`` is where the export has its lead picture."""
    held = walked.held
    card = held.post.card
    lead = None
    if card.has_lead or card.picture is not None:
        lead = {
            "source_url": lead_url or card.lead_source_url,
            "alt": card.lead_alt,
            "caption": card.lead_caption,
            "credit": card.lead_credit,
        }
    facts: dict[str, Any] = {
        **_shared(written, path=card.path, slug=held.slug, language=card.language),
        "headline": card.headline,
        "standfirst": card.standfirst,
        "published_at": _iso(walked.planned or card.published_at),
        "certainty": "exact" if walked.planned else card.certainty,
        "not_before": _iso(card.not_before),
        "not_after": _iso(card.not_after),
        "date_evidence": card.date_evidence,
        "undated": walked.undated,
        "updated_at": _iso(card.updated_at),
        "byline": [{"name": author.name, "slug": author.slug} for author in card.authors],
        "house_byline": card.house_byline,
        "lead": lead,
        "corrections": [correction_json(fix) for fix in held.post.corrections],
        "addresses": list(held.addresses),
        "translation_group": held.translation_group,
        "status": "published" if held.live else held.status,
        "note": held.status_note,
    }
    return _encoded(facts)


def own_of_page(held: HeldPage, written: Written) -> str:
    """The facts of a standing page."""
    page = held.page
    facts: dict[str, Any] = {
        **_shared(written, path=page.path, slug=held.slug, language=page.language),
        "headline": page.title,
        "updated_at": _iso(page.updated_at),
        "addresses": list(held.addresses),
        "status": "published" if held.live else held.status,
        "note": held.status_note,
    }
    return _encoded(facts)


def _shared(written: Written, **facts: str) -> dict[str, Any]:
    return {
        "form": _FORM,
        "words": written.words,
        "date": written.date,
        "creator": written.creator,
        **facts,
    }


def _encoded(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _iso(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None
