"""What a line of a page is when it is no running text, and why.

Guarantees: a mark has one kind and one reason; what it says of a post (dates, names, tags)
comes from the line itself.
"""

from dataclasses import dataclass

from broadsheet.rescue.text.meta import NOTHING, Meta

__all__ = ["PER_POST", "Mark"]

PER_POST = ("continue", "tags", "date", "comments", "section", "opening")


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a line is no running text: ``kind``, and what it says of a post if anything.

    Kinds: ``tags date byline section`` (with ``meta``), ``continue comments widget separator opening`` and
    ``repeat`` (around a post), ``pagination`` (around a page). ``of`` is the place of the headline that
    the line names ("Continue reading …"), -1 for none.
    """

    kind: str
    meta: Meta = NOTHING
    learned: bool = False
    of: int = -1
