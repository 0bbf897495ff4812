"""What stands above a text: YAML front matter.

Guarantees: each value is JSON, which is YAML, in one line, so that no text can end it or add a key; the same
post gives the same lines.
"""

import json
from datetime import date, datetime
from typing import Any

from broadsheet.archive.holdings import HeldPage
from broadsheet.export.walk import WalkedPost
from broadsheet.press.layout import served_path
from broadsheet.press.postjson import byline_names, correction_json

__all__ = ["front_of_page", "front_of_post"]


def front_of_post(walked: WalkedPost, *, picture: str) -> str:
    """The front matter of a post; ``picture`` is the address of its lead picture, relative to its page."""
    held = walked.held
    card = held.post.card
    known = card.certainty in ("exact", "day")
    values: dict[str, Any] = {
        "title": card.headline,
        "date": card.published_at if known else None,
        "publishDate": walked.planned,
        "lastmod": card.updated_at,
        "draft": not held.live,
        "status": "published" if held.live else held.status,
        "status_note": held.status_note,
        "slug": held.slug,
        "url": _url(card.path),
        "aliases": _aliases(held.addresses),
        "old_queries": [address for address in held.addresses if "?" in address],
        "tags": [tag.name for tag in card.tags if tag.kind != "section"],
        "categories": [tag.name for tag in card.tags if tag.kind == "section"],
        "authors": list(byline_names(card)),
        "house_byline": card.house_byline,
        "summary": card.standfirst,
        "language": card.language,
        "translationKey": held.translation_group,
        "sticky": card.sticky or None,
        "image": picture,
        "image_alt": card.lead_alt,
        "image_caption": card.lead_caption,
        "image_credit": card.lead_credit,
        "image_source": card.lead_source_url if not picture else "",
        "certainty": card.certainty if card.certainty != "exact" else "",
        "not_before": card.not_before,
        "not_after": card.not_after,
        "date_evidence": card.date_evidence,
        "undated_place": walked.undated,
        "retracted_on": card.retracted_on,
        "corrections": [correction_json(fix) for fix in held.post.corrections],
        "comments": [_comment(each.author, each.body, each.at) for each in held.comments],
    }
    return _written(values)


def front_of_page(held: HeldPage) -> str:
    """The front matter of a standing page."""
    page = held.page
    values: dict[str, Any] = {
        "title": page.title,
        "lastmod": page.updated_at,
        "draft": not held.live,
        "status": "published" if held.live else held.status,
        "status_note": held.status_note,
        "slug": held.slug,
        "url": _url(page.path),
        "aliases": _aliases(held.addresses),
        "language": page.language,
        "type": "page",
        "comments": [_comment(each.author, each.body, each.at) for each in held.comments],
    }
    return _written(values)


def _url(path: str) -> str:
    return f"/{served_path(path)}" if path else ""


def _aliases(addresses: tuple[str, ...]) -> list[str]:
    """Old addresses that a file can answer."""
    return [f"/{address}" for address in addresses if address and "?" not in address]


def _comment(author: str, body: str, at: datetime | None) -> dict[str, str]:
    return {"author": author, "text": body, "at": at.isoformat() if at else ""}


def _written(values: dict[str, Any]) -> str:
    lines = [f"{name}: {_value(value)}\n" for name, value in values.items() if value not in (None, "", [])]
    return f"---\n{''.join(lines)}---\n"


def _value(value: Any) -> str:
    if isinstance(value, datetime | date):
        # Unquoted, as YAML writes a moment.
        return value.isoformat()
    # JSON leaves these as they are, YAML takes them for line breaks.
    written = json.dumps(value, ensure_ascii=False)
    return (
        written.replace("\x85", "\\u0085")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .replace("\x7f", "\\u007f")
    )
