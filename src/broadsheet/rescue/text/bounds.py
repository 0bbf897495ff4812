"""When a post was published, as far as the copy tells; never a guess without its evidence.

Guarantees: a day is claimed only where the text or the post's own address gives it; every
other knowledge is a bound. A date in a caption bounds a post from below, as a picture is
taken before it is printed; a date announced for the future bounds nothing. A page that
shows newest posts first bounds each post by its neighbours, but only where that order is
known and no date of the page speaks against it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import pairwise

from broadsheet.rescue.addresses import KnownAddress
from broadsheet.rescue.finds import ClaimedDate
from broadsheet.rescue.text.dates import SpelledDate, find_dates
from broadsheet.rescue.text.words import compiled

__all__ = ["DateSigns", "bound_by_neighbours", "claim_by_address", "claim_date"]

_SENTENCES = re.compile(r"(?<=[.!?؟])[\"'”’»]*\s+")


@dataclass(frozen=True, slots=True)
class DateSigns:
    """What may date one post: date lines about it, its captions, its paragraphs, its old address."""

    stated: tuple[SpelledDate, ...] = ()
    captions: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    address: KnownAddress | None = None


def claim_date(signs: DateSigns, *, day_first: bool | None) -> ClaimedDate:
    """The date of one post by itself. ``day_first`` is how the copy writes ``03/04/2019``, None if it doesn't show."""
    for stated in signs.stated:
        spelled = _decided(stated, day_first)
        if spelled.moment:
            return ClaimedDate("exact", spelled.moment, evidence=f"“{spelled.quote}” in the text")
        if spelled.is_day:
            return ClaimedDate("day", _midnight(spelled.first), evidence=f"“{spelled.quote}” in the text")
        return ClaimedDate("inferred", None, spelled.first, spelled.last, f"“{spelled.quote}” in the text")
    if signs.address and (found := claim_by_address(signs.address)) and found.certainty == "day":
        return found
    by_address = claim_by_address(signs.address) if signs.address else None
    return _narrowed(by_address, _latest_mention(signs))


def _decided(spelled: SpelledDate, day_first: bool | None) -> SpelledDate:
    if spelled.is_day or "/" not in spelled.quote or day_first is None:
        return spelled
    one, two, year = (int(part) for part in re.findall(r"\d+", spelled.quote)[:3])
    day = date(year, two, one) if day_first else date(year, one, two)
    return replace(spelled, first=day, last=day)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def claim_by_address(address: KnownAddress) -> ClaimedDate | None:
    """What a permalink and its list say: a dated path is WordPress's own date of publication."""
    dated, by = address.path_date, address.existed_by
    if dated and dated[2]:
        return ClaimedDate(
            "day", _midnight(date(dated[0], dated[1], dated[2])), evidence=f"its old address {address.url}"
        )
    if address.published:
        return ClaimedDate(
            "day", _midnight(address.published), evidence=f"the news sitemap's entry for {address.url}"
        )
    if dated:
        month = find_dates(f"x {date(dated[0], dated[1], 1):%B %Y}")[0]
        last = min(month.last, by) if by and by >= month.first else month.last
        return ClaimedDate("inferred", None, month.first, last, f"its old address {address.url}")
    if by:
        return ClaimedDate("inferred", None, None, by, f"{address.url} was there on {by.isoformat()}")
    return None


def _latest_mention(signs: DateSigns) -> ClaimedDate | None:
    """The latest day that a caption shows or a sentence tells of as past."""
    found: list[tuple[date, str]] = []
    for caption in signs.captions:
        for sentence in _SENTENCES.split(caption):
            if not _is_future(sentence):
                found += [
                    (spelled.first, f"a caption says “{spelled.quote}”") for spelled in find_dates(sentence)
                ]
    for paragraph in signs.paragraphs:
        for sentence in _SENTENCES.split(paragraph) if re.search(r"\d{4}", paragraph) else ():
            if compiled(r"\b@\b", "past").search(sentence) and not _is_future(sentence):
                found += [
                    (spelled.first, f"the text says “{spelled.quote}”") for spelled in find_dates(sentence)
                ]
    if not found:
        return None
    first, words = max(found, key=lambda pair: pair[0])
    return ClaimedDate("inferred", None, first, None, words)


def _is_future(sentence: str) -> bool:
    return bool(compiled(r"(?<!\w)@(?!\w)", "future").search(sentence))


def _narrowed(one: ClaimedDate | None, two: ClaimedDate | None) -> ClaimedDate:
    """Both bounds together; what an address says is kept where a mention contradicts it."""
    if one is None or two is None:
        return one or two or ClaimedDate()
    if one.not_after and two.not_before and two.not_before > one.not_after:
        return one
    low = max((day for day in (one.not_before, two.not_before) if day), default=None)
    evidence = one.evidence if low == one.not_before else f"{one.evidence}; {two.evidence}"
    return ClaimedDate("inferred", None, low, one.not_after, evidence)


def bound_by_neighbours(
    claims: Sequence[ClaimedDate], headlines: Sequence[str], *, newest_first: bool
) -> list[ClaimedDate]:
    """The claims of one page, top to bottom, narrowed by its order where that order holds."""
    days = [(place, _day(claim)) for place, claim in enumerate(claims)]
    known = [day for _, day in days if day]
    falls = all(above >= below for above, below in pairwise(known))
    if not falls or not (newest_first or len(set(known)) >= 2):
        return list(claims)
    out = list(claims)
    low: tuple[date, str] | None = None
    for place in range(len(out) - 1, -1, -1):
        out[place] = _raised(out[place], low)
        bound = _day(out[place]) or out[place].not_before
        if bound and (low is None or bound >= low[0]):
            low = (bound, headlines[place])
    high: tuple[date, str] | None = None
    for place, claim in enumerate(out):
        out[place] = _lowered(claim, high)
        bound = _day(out[place]) or out[place].not_after
        if bound and (high is None or bound <= high[0]):
            high = (bound, headlines[place])
    return out


def _day(claim: ClaimedDate) -> date | None:
    return claim.at.date() if claim.at else None


def _raised(claim: ClaimedDate, low: tuple[date, str] | None) -> ClaimedDate:
    """No older than the post below it."""
    if claim.at or low is None or (claim.not_before and claim.not_before >= low[0]):
        return claim
    if claim.not_after and claim.not_after < low[0]:
        return claim
    words = (
        f"the page shows newest posts first, and “{low[1]}” below it is not older than {low[0].isoformat()}"
    )
    evidence = f"{claim.evidence}; {words}" if claim.evidence else words
    return ClaimedDate("inferred", None, low[0], claim.not_after, evidence)


def _lowered(claim: ClaimedDate, high: tuple[date, str] | None) -> ClaimedDate:
    """No newer than the post above it."""
    if claim.at or high is None or (claim.not_after and claim.not_after <= high[0]):
        return claim
    if claim.not_before and claim.not_before > high[0]:
        return claim
    words = (
        f"the page shows newest posts first, and “{high[1]}” above it is not newer than {high[0].isoformat()}"
    )
    evidence = f"{claim.evidence}; {words}" if claim.evidence else words
    return ClaimedDate("inferred", None, claim.not_before, high[0], evidence)
