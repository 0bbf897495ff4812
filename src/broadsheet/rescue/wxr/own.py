"""What Broadsheet's own exports say beside what a WordPress export can: read back, so that nothing is lost.

Guarantees: total; what is not of the expected form is passed over. It can make a find less public than the
item's status says, never more. Texts, dates and names that WordPress has changed since count as WordPress has
them: the facts name a digest of the words they were written with, the date and the login, and hold only as long
as those are the same. The form is in docs/formats.md.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast, get_args
from urllib.parse import quote

from broadsheet.archive.body import sanitise
from broadsheet.archive.finds import Certainty, Status, TagKind
from broadsheet.archive.rows import CorrectionKind
from broadsheet.language import normal_tag
from broadsheet.rescue.clean import Cleaned
from broadsheet.rescue.finds import (
    ClaimedDate,
    CorrectionFind,
    FigureFind,
    OldAddress,
    PageFind,
    PersonFind,
    PostFind,
    TagFind,
)
from broadsheet.rescue.wxr.plain import without_email
from broadsheet.rescue.wxr.wire import WireItem

__all__ = ["OWN_META", "Own", "own_addresses", "own_facts", "own_tag"]

OWN_META = "_broadsheet"
_HIDDEN: tuple[Status, ...] = ("draft", "pending", "scheduled", "private", "password", "trashed")
_KINDS = get_args(CorrectionKind)
_LONGEST = 4 << 20


@dataclass(frozen=True, slots=True)
class Own:
    """The facts beside one item. ``words_hold`` says that its title, excerpt and text are as they were."""

    facts: Mapping[str, Any]
    words_hold: bool
    date_holds: bool
    byline_holds: bool

    def cleaned(self, content: str) -> Cleaned | None:
        """The body as it was written, which needs no mending; None where WordPress has another one now."""
        return Cleaned(sanitise(content)) if self.words_hold else None

    def post(self, find: PostFind) -> PostFind:
        """The find with what an export could not say of it."""
        facts = self.facts
        changes: dict[str, Any] = self._shared(find) | {
            "translation_group": _text(facts, "translation_group") or find.translation_group,
            "corrections": tuple(_corrections(facts)),
        }
        if self.words_hold:
            changes |= {
                "headline": _text(facts, "headline"),
                "standfirst": _text(facts, "standfirst"),
                "lead": _lead(facts),
            }
        if self.byline_holds:
            changes |= {"authors": tuple(_people(facts)), "house_byline": _text(facts, "house_byline")}
        if self.date_holds:
            changes |= {"date": _claimed(facts), "updated_at": _moment(facts, "updated_at")}
            changes |= {"position": facts["undated"]} if isinstance(facts.get("undated"), int) else {}
        return replace(find, **changes)

    def page(self, find: PageFind) -> PageFind:
        """The same for a standing page."""
        changes = self._shared(find)
        if self.words_hold:
            changes |= {"title": _text(self.facts, "headline"), "lead": None}
        if self.date_holds:
            changes["updated_at"] = _moment(self.facts, "updated_at")
        return replace(find, **changes)

    def _shared(self, find: PostFind | PageFind) -> dict[str, Any]:
        facts, path = self.facts, _text(self.facts, "path")
        changes: dict[str, Any] = {
            "url": find.url if path else "",
            "slug": _text(facts, "slug") or find.slug,
            "old_addresses": tuple(_url_of(each) for each in _texts(facts, "addresses")),
            "language": normal_tag(_text(facts, "language")) or find.language,
        }
        if path.startswith("undated/"):
            # Only the date of a post tells where it stands there; its number is in the last part.
            changes["slug"] = path.strip("/").rpartition("/")[2]
        hidden = _text(facts, "status")
        if find.status != "published" and hidden in _HIDDEN:
            changes |= {"status": hidden, "status_note": _text(facts, "note")}
        return changes


def own_facts(item: WireItem) -> Own | None:
    """The facts beside an item, or None where there are none that can be read."""
    facts = _object(item.meta.get(OWN_META, ""))
    if facts is None:
        return None
    written = "\0".join(
        item.fields.get(name, "").strip() for name in ("title", "excerpt:encoded", "content:encoded")
    )
    return Own(
        facts,
        words_hold=hashlib.sha256(written.encode("utf-8", "replace")).hexdigest() == _text(facts, "words"),
        date_holds=item.text("wp:post_date") == _text(facts, "date"),
        byline_holds=item.text("dc:creator") == _text(facts, "creator"),
    )


def own_tag(find: TagFind, written: str) -> TagFind:
    """A tag with its kind and its other writings."""
    facts = _object(written)
    if facts is None:
        return find
    kind = _text(facts, "kind")
    kept: TagKind | None = next((each for each in get_args(TagKind) if each == kind), None)
    return replace(
        find,
        name=_text(facts, "name") or find.name,
        kind=kept or find.kind,
        description=_text(facts, "description") or find.description,
        aliases=tuple(_texts(facts, "aliases")),
        address="",
    )


def own_addresses(entries: list[tuple[str, str]]) -> Iterator[OldAddress]:
    """Old addresses of the head, each with the path it leads to; nothing says that it is gone."""
    for old, leads_to in entries:
        if old:
            yield OldAddress(_url_of(old), _url_of(leads_to) if leads_to else "", gone=not leads_to)


def _object(written: str) -> Mapping[str, Any] | None:
    if not written.lstrip().startswith("{") or len(written) > _LONGEST:
        return None
    try:
        data = json.loads(written)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _text(facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name)
    return value if isinstance(value, str) else ""


def _list(facts: Mapping[str, Any], name: str) -> list[Any]:
    value = facts.get(name)
    return value if isinstance(value, list) else []


def _texts(facts: Mapping[str, Any], name: str) -> Iterator[str]:
    return (each for each in _list(facts, name) if isinstance(each, str) and each)


def _url_of(address: str) -> str:
    """An address of the archive as one that reads back as the same."""
    path, asked, query = address.partition("?")
    return f"/{quote(path)}{asked}{quote(query, safe='=&/:,;+')}"


def _day(facts: Mapping[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(_text(facts, name))
    except ValueError:
        return None


def _moment(facts: Mapping[str, Any], name: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(_text(facts, name))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def _claimed(facts: Mapping[str, Any]) -> ClaimedDate:
    claimed: dict[str, Certainty] = {each: each for each in get_args(Certainty)}
    certainty = claimed.get(_text(facts, "certainty"), "unknown")
    at = _moment(facts, "published_at") if certainty in ("exact", "day") else None
    if certainty in ("exact", "day") and at is None:
        certainty = "unknown"
    return ClaimedDate(
        certainty, at, _day(facts, "not_before"), _day(facts, "not_after"), _text(facts, "date_evidence")
    )


def _lead(facts: Mapping[str, Any]) -> FigureFind | None:
    lead = facts.get("lead")
    if not isinstance(lead, dict):
        return None
    return FigureFind(*(_text(lead, name) for name in ("source_url", "alt", "caption", "credit")))


def _people(facts: Mapping[str, Any]) -> Iterator[PersonFind]:
    for each in _list(facts, "byline"):
        if isinstance(each, dict) and (name := without_email(_text(each, "name"))):
            yield PersonFind(name, _text(each, "slug"))


def _corrections(facts: Mapping[str, Any]) -> Iterator[CorrectionFind]:
    for each in _list(facts, "corrections"):
        if isinstance(each, dict) and (day := _day(each, "day")) and (text := _text(each, "text")):
            kind = _text(each, "kind")
            yield CorrectionFind(day, text, cast("CorrectionKind", kind) if kind in _KINDS else "correction")
