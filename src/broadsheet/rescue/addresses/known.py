"""One page of the old site, as a list of addresses knows it.

Guarantees: what a list says of a page's age is kept apart by what it proves: published on,
changed on, there by.
"""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

__all__ = ["KnownAddress"]

_PATH_DATE = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])(?:/(0?[1-9]|[12]\d|3[01]))?(?=/)")


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """One page of the old site: its address, what the list says of its age, and its slug.

    ``lastmod`` and ``first_seen`` say that the page existed by then; ``published`` is set only where the
    list gives the day itself (a news sitemap). ``slug`` is decoded and may be empty.
    """

    url: str
    lastmod: date | None = None
    first_seen: date | None = None
    slug: str = ""
    published: date | None = None

    @property
    def path_date(self) -> tuple[int, int, int | None] | None:
        """Year, month and perhaps day of a dated permalink such as ``/2019/05/05/slug/``."""
        found = _PATH_DATE.search(urlsplit(self.url).path + "/")
        if found is None:
            return None
        year, month, day = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
        try:
            date(year, month, day or 1)
        except ValueError:
            return None
        return year, month, day

    @property
    def existed_by(self) -> date | None:
        """The earliest day on which the page is known to have existed."""
        known = [day for day in (self.lastmod, self.first_seen) if day]
        return min(known) if known else None
