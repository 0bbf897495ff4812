"""``post.json``: a post beside its page as data, whole enough to restore it.

Guarantees: the same post gives the same bytes (a fixed order of keys, UTF-8, no clock);
nothing that is not on the page or evidence for it: of the copy that a post came from only its
file's name is told, never the folders of the disk it lay on, and of its old address no
credentials. Lists that belong together (``tags``, ``tag_slugs``, ``tag_kinds``) run in parallel.
"""

from datetime import date, datetime
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from lxml import html as markup

from broadsheet.archive.rows import CardRow, CorrectionRow, PostRow
from broadsheet.language import direction_of
from broadsheet.press.addresses import public_address
from broadsheet.press.jsontext import json_in_lines

__all__ = ["byline_names", "correction_json", "post_document", "post_json"]

FORMAT = 1


def post_json(post: PostRow, *, body: str, url: str, picture_path: str = "") -> bytes:
    """The post as one JSON object, UTF-8, a line for each value; :func:`post_document` says what is in it."""
    return json_in_lines(post_document(post, body=body, url=url, picture_path=picture_path))


def post_document(post: PostRow, *, body: str, url: str, picture_path: str = "") -> dict[str, Any]:
    """What is told of a post as data.

    ``body`` is the published body: the canonical HTML without its id hints, addresses as on the
    post's page. ``url`` is the page's full address, or ``""``. ``picture_path`` is the decoded
    path of the lead picture's largest published file, or ``""``.

    Dates are ISO 8601 or null. ``captions`` are the lead picture's and then the body's, in order,
    as plain text; ``byline`` are names.
    """
    card = post.card
    return {
        "version": FORMAT,
        "headline": card.headline,
        "path": card.path,
        "url": url,
        "language": card.language,
        "direction": direction_of(card.language),
        "published_at": _iso(card.published_at),
        "certainty": card.certainty,
        "not_before": _iso(card.not_before),
        "not_after": _iso(card.not_after),
        "date_evidence": card.date_evidence,
        "updated_at": _iso(card.updated_at),
        "retracted_on": _iso(card.retracted_on),
        "sticky": card.sticky,
        "tags": [tag.name for tag in card.tags],
        "tag_slugs": [tag.slug for tag in card.tags],
        "tag_kinds": [tag.kind for tag in card.tags],
        "byline": list(byline_names(card)),
        "byline_slugs": [author.slug for author in card.authors],
        "house_byline": card.house_byline,
        "standfirst": card.standfirst,
        "picture": _lead(card, picture_path),
        "captions": ([card.lead_caption] if card.lead_caption else []) + body_captions(body),
        "body": body,
        "corrections": [correction_json(fix) for fix in post.corrections],
        "origin": {"source": _file_name(post.origin_source), "url": public_address(post.origin_url)},
    }


def correction_json(fix: CorrectionRow) -> dict[str, str]:
    """What readers were told, as ``post.json`` and exports have it."""
    return {"kind": fix.kind, "day": fix.day.isoformat(), "text": fix.text}


def byline_names(card: CardRow) -> tuple[str, ...]:
    """Who signs: the authors' names in order, else the house byline, else nobody."""
    return tuple(author.name for author in card.authors) or (
        (card.house_byline,) if card.house_byline else ()
    )


def body_captions(body: str) -> list[str]:
    """The text of every ``figcaption`` of a body, in order; a ``br`` is a line break."""
    # Two letters, the second of them rare, are looked for in a third of the time; most bodies have no captions.
    if "<f" not in body or "<figcaption" not in body:
        return []
    captions = []
    for element in markup.fragment_fromstring(body, create_parent="div").iter("figcaption"):
        for line_break in element.iter("br"):
            line_break.tail = "\n" + (line_break.tail or "")
        text = "\n".join(" ".join(line.split()) for line in element.text_content().split("\n"))
        captions.append(text.strip())
    return [caption for caption in captions if caption]


def _lead(card: CardRow, path: str) -> dict[str, Any] | None:
    if not card.has_lead and card.picture is None:
        return None
    row = card.picture
    return {
        "path": path,
        "digest": row.digest if row else "",
        "width": row.width if row else 0,
        "height": row.height if row else 0,
        "alt": card.lead_alt,
        "caption": card.lead_caption,
        "credit": card.lead_credit,
        "source_url": public_address(card.lead_source_url),
    }


def _iso(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None


@lru_cache(maxsize=256)
def _file_name(source: str) -> str:
    """A copy's file name without the folders that could name a person or a machine."""
    return PurePosixPath(source.replace("\\", "/")).name
