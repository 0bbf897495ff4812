"""When a post appeared, from the two or three dates that an export gives of it.

Guarantees: no time is made up. A claimed date is aware; its offset is the difference of the local and the
GMT date where both are sane, else the one that most posts of the file have, which the evidence then says.
"""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from broadsheet.rescue.finds import ClaimedDate

__all__ = ["claimed_date", "moment", "offset_of", "usual_offset"]

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?")
_FEED_YEAR = re.compile(r"[A-Za-z]{3,9},? \d{4} ")
_QUARTER = 15 * 60
_WIDEST = 14 * 3600
_SLACK = 120
_NO_DATE = datetime(1999, 11, 30)  # noqa: DTZ001 - what 0000-00-00 becomes in a pubDate; compared naively


@lru_cache(maxsize=64)
def _parsed(text: str) -> datetime | None:
    match = _DATE.match(text.strip())
    if not match or not 1000 <= int(match[1]) <= 3000:
        return None
    try:
        return datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


def offset_of(local: str, gmt: str) -> timezone | None:
    """The zone that two writings of one moment give: nearest quarter of an hour, within 14 hours of UTC."""
    here, there = _parsed(local), _parsed(gmt)
    if here is None or there is None:
        return None
    seconds = (here - there).total_seconds()
    rounded = round(seconds / _QUARTER) * _QUARTER
    if abs(rounded) > _WIDEST or abs(seconds - rounded) > _SLACK:
        return None
    return timezone(timedelta(seconds=rounded))


def usual_offset(offsets: Counter[timezone]) -> timezone:
    """The zone of most posts; UTC where no post shows any."""
    return offsets.most_common(1)[0][0] if offsets else UTC


def moment(local: str, gmt: str, *, usual: timezone) -> datetime | None:
    """The moment that a local and a GMT date name, in the paper's zone; None when neither is a date."""
    here, there = _parsed(local), _parsed(gmt)
    if here is not None:
        return here.replace(tzinfo=offset_of(local, gmt) or usual)
    return there.replace(tzinfo=UTC).astimezone(usual) if there is not None else None


def claimed_date(local: str, gmt: str, published: str, *, usual: timezone, shown: bool = True) -> ClaimedDate:
    """The date of a post from ``wp:post_date``, ``wp:post_date_gmt`` and ``pubDate``.

    ``shown`` says that posts of the file show the zone ``usual``; otherwise it is only assumed.
    """
    if not shown and _parsed(local) is not None and offset_of(local, _gmt_of_feed(published)) is not None:
        gmt = _gmt_of_feed(published)
    at = moment(local, gmt, usual=usual)
    if at is not None:
        if _parsed(local) is None:
            return ClaimedDate("exact", at, evidence=f"The export gives the date {gmt} GMT.")
        if offset_of(local, gmt) is not None:
            return ClaimedDate("exact", at, evidence=f"The export gives the date {local}, {gmt} GMT.")
        zone = at.strftime("%z")
        reason = "no GMT date" if _parsed(gmt) is None else f"a GMT date that does not fit ({gmt})"
        source = (
            f"{zone} is the offset of its other posts"
            if shown
            else "none of its posts shows an offset, so that UTC was assumed"
        )
        evidence = f"The export gives the date {local} and {reason}; {source}."
        return ClaimedDate("exact", at, evidence=evidence)
    at = _from_feed(published)
    if at is None:
        return ClaimedDate()
    return ClaimedDate("exact", at, evidence=f"The export gives the feed date {published}.")


def _gmt_of_feed(text: str) -> str:
    """A ``pubDate`` as WordPress writes GMT dates; it is one, whatever the local date is."""
    at = _from_feed(text)
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if at else ""


def _from_feed(text: str) -> datetime | None:
    # The year -0001, which 0000-00-00 also becomes, would be read as 2001.
    if not _FEED_YEAR.search(text):
        return None
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if at.year < 1970 or at.replace(tzinfo=None) == _NO_DATE:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
