"""What a copy would bring, for an editor who has yet to decide: a dry run tells it beside its report.

Guarantees: bounded memory, whatever the copy: counts, and a few posts from its whole length, the same ones each
time; of what stays hidden only headline and reason are told, never a text.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from broadsheet.archive.finds import PostFind
from broadsheet.archive.services import Outcome

__all__ = ["Outlook"]

_SAMPLES = 8
_NAMED = 100
_LONGEST_BODY = 300_000


@dataclass(slots=True)
class Outlook:
    """The outlook of one source. ``newest`` is the last post that was there before: what it meets is its twin."""

    newest: int
    dates: Counter[str] = field(default_factory=Counter)
    first: datetime | None = None
    last: datetime | None = None
    comments: int = 0
    twins: list[dict[str, Any]] = field(default_factory=list)
    hidden: list[dict[str, Any]] = field(default_factory=list)
    _samples: list[dict[str, Any]] = field(default_factory=list)
    _public: int = 0
    _every: int = 1

    def note(self, find: PostFind, outcome: Outcome) -> None:
        """Take a post into account that was stored on trial."""
        self.dates[find.date.certainty] += 1
        self.comments += len(find.comments)
        at = find.date.at
        if at is not None and find.status == "published":
            self.first = at if self.first is None else min(self.first, at)
            self.last = at if self.last is None else max(self.last, at)
        if outcome.verdict != "kept" and outcome.post_id <= self.newest and len(self.twins) < _NAMED:
            self.twins.append(
                {"headline": find.headline, "post": outcome.post_id, "verdict": outcome.verdict}
            )
        if find.status != "published":
            if len(self.hidden) < _NAMED:
                self.hidden.append(
                    {"headline": find.headline, "status": find.status, "why": find.status_note}
                )
        elif len(find.body) <= _LONGEST_BODY:
            self._sample(find)

    def _sample(self, find: PostFind) -> None:
        """Keep every post, then every second, every fourth …: evenly spread over a copy of unknown length."""
        if self._public % self._every == 0:
            self._samples.append(_sample_of(find))
            if len(self._samples) > 2 * _SAMPLES:
                self._samples = self._samples[::2]
                self._every *= 2
        self._public += 1

    def as_json(self) -> dict[str, Any]:
        """The outlook's part of the report."""
        step = max(1, -(-len(self._samples) // _SAMPLES))
        return {
            "dates": dict(sorted(self.dates.items())),
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "comments": self.comments,
            "twins": self.twins,
            "hidden": self.hidden,
            "samples": self._samples[::step],
        }


def _sample_of(find: PostFind) -> dict[str, Any]:
    date, lead = find.date, find.lead
    return {
        "headline": find.headline,
        "standfirst": find.standfirst,
        "body": find.body,
        "language": find.language,
        "url": find.url,
        "published_at": date.at.isoformat() if date.at else None,
        "certainty": date.certainty,
        "not_before": date.not_before.isoformat() if date.not_before else None,
        "not_after": date.not_after.isoformat() if date.not_after else None,
        "evidence": date.evidence,
        "tags": [tag.name for tag in find.tags],
        "authors": [person.name for person in find.authors],
        "house_byline": find.house_byline,
        "lead": {"alt": lead.alt, "caption": lead.caption, "credit": lead.credit} if lead else None,
    }
