"""A report as an editor reads it: numbers first, then what needs an eye, then what is good to know.

Guarantees: everything a process told is on the page or in the file that can be downloaded, which holds all of it; no
path of the server's disk is in either; a sample is shown as the very page the press would print of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from broadsheet.newsroom.interpreter import interpret, listed
from broadsheet.newsroom.languages import language_name
from broadsheet.newsroom.models import Copy, Story

__all__ = ["Remarks", "SourceStory", "read_report", "sample_story", "without_places"]

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Remarks:
    """Remarks of one kind: the first of them, and how many more there are."""

    heading: str
    about: str
    shown: Sequence[dict[str, Any]]
    more: int
    alarm: bool = False


@dataclass(slots=True)
class SourceStory:
    """What is told of one file."""

    name: str
    format: str
    told: dict[str, Any]
    number: int
    numbers: list[tuple[str, int]] = field(default_factory=list)
    hidden: list[tuple[str, int]] = field(default_factory=list)
    dates: list[tuple[str, int]] = field(default_factory=list)
    remarks: list[Remarks] = field(default_factory=list)
    twins: list[dict[str, Any]] = field(default_factory=list)
    first: datetime | None = None
    last: datetime | None = None
    languages: str = ""


def _formats() -> dict[str, str]:
    return {"wxr": _("a WordPress export"), "text": _("the bare text of an archive page")}


def _statuses() -> dict[str, str]:
    return {
        "draft": _("drafts"),
        "pending": _("waiting for review"),
        "scheduled": _("scheduled"),
        "private": _("private"),
        "password": _("behind a password"),
        "trashed": _("in the trash"),
    }


def _certainties() -> dict[str, str]:
    return {
        "exact": _("day and time"),
        "day": _("the day"),
        "inferred": _("between two days"),
        "unknown": _("no date"),
    }


def read_report(copy: Copy) -> list[SourceStory]:
    """The files of a copy, as its latest report tells of them."""
    return [_read_source(told, number) for number, told in enumerate(copy.sources)]


def _read_source(told: dict[str, Any], number: int) -> SourceStory:
    posts, outlook = told["posts"], told.get("outlook") or {}
    source = SourceStory(_base(told["path"]), _formats().get(told["format"] or "", ""), told, number)
    source.numbers = [
        (_("posts"), posts["kept"]),
        (_("posts that are there already"), posts["already"]),
        (_("posts that go onto the site"), posts["published"]),
        (_("standing pages"), told["pages"]),
        (_("tags"), told["tags"]),
        (_("authors"), told["authors"]),
        (_("pictures found"), told["images"]["kept"]),
        (_("pictures missing"), told["images"]["missing"]),
        (_("comments, kept but not published"), outlook.get("comments", 0)),
        (_("refused"), posts["refused"]),
    ]
    source.numbers = [(what, count) for what, count in source.numbers if count]
    source.hidden = [
        (name, posts["statuses"][key]) for key, name in _statuses().items() if posts["statuses"].get(key)
    ]
    dates = outlook.get("dates", {})
    source.dates = [(name, dates[key]) for key, name in _certainties().items() if dates.get(key)]
    source.languages = listed(
        f"{language_name(code)}: {count}" for code, count in told["languages"].items() if code != "?"
    )
    source.first, source.last = (_moment(outlook.get(key)) for key in ("first", "last"))
    source.twins = _twins(outlook.get("twins", []))
    source.remarks = _remarks(told)
    return source


def _remarks(told: dict[str, Any]) -> list[Remarks]:
    missing = [{"what": url, "place": "", "quote": "", "count": 1} for url in told["images"]["missing_urls"]]
    kinds = (
        (_("Refused"), _("Not taken, and why."), told["refusals"], True),
        (
            _("Left over"),
            _("Words that found no place in any post. Please read them."),
            told["leftovers"],
            True,
        ),
        (
            _("Missing pictures"),
            _("The copy names them, and holds no file. Posts show their words until then."),
            missing,
            False,
        ),
        (_("Repaired"), _("Put right by itself; the words are the same."), told["repairs"], False),
        (_("Good to know"), "", told["notes"], False),
    )
    return [
        Remarks(
            heading, about, [_placed(each) for each in found[:_SHOWN]], max(0, len(found) - _SHOWN), alarm
        )
        for heading, about, found, alarm in kinds
        if found
    ]


def _placed(remark: dict[str, Any]) -> dict[str, Any]:
    place = _base(remark["place"]) if remark["place"].startswith("/") else interpret(remark["place"])
    return {**remark, "what": interpret(remark["what"]), "place": place}


def _twins(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    there = set(Story.objects.filter(pk__in=[each["post"] for each in told]).values_list("pk", flat=True))
    return [{**each, "completed": each["verdict"] == "completed"} for each in told if each["post"] in there]


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def without_places(told: Any) -> Any:
    """A report without paths of this machine and without whole sample posts: to be downloaded."""
    if isinstance(told, dict):
        return {
            key: _base(value)
            if key in ("path", "place") and str(value).startswith("/")
            else without_places(value)
            for key, value in told.items()
            if key != "samples"
        }
    return [without_places(each) for each in told] if isinstance(told, list) else told


def sample_story(sample: dict[str, Any]) -> Story:
    """A post of the copy as it would be, stored nowhere."""
    at, lead = _moment(sample["published_at"]), sample["lead"] or {}
    offset = at.utcoffset() if at else None
    return Story(
        headline=sample["headline"],
        standfirst=sample["standfirst"],
        body=sample["body"],
        language=sample["language"] or "en",
        published_at=at,
        utc_offset=int(offset.total_seconds() // 60) if offset else 0,
        certainty=sample["certainty"],
        not_before=date.fromisoformat(sample["not_before"]) if sample["not_before"] else None,
        not_after=date.fromisoformat(sample["not_after"]) if sample["not_after"] else None,
        date_evidence=sample["evidence"],
        tag_names=sample["tags"],
        author_names=sample["authors"],
        house_byline=sample["house_byline"],
        lead_alt=lead.get("alt", ""),
        lead_caption=lead.get("caption", ""),
        lead_credit=lead.get("credit", ""),
        # A post that stood on a site: without a path it would be dated today.
        path="sample/",
    )
