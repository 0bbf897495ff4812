"""Approved comments of an item; everything else that WordPress files as a comment is only counted.

Guarantees: no e-mail or network address of a commenter is in a find (the wire does not even hold them).
"""

from collections import Counter

from broadsheet.rescue.finds import CommentFind
from broadsheet.rescue.wxr.dates import moment, usual_offset
from broadsheet.rescue.wxr.plain import line_of, paragraphs_of, without_email
from broadsheet.rescue.wxr.survey import Survey
from broadsheet.rescue.wxr.wire import WireComment

__all__ = ["Comments"]

_APPROVED = frozenset(["1", "approve", "approved"])


class Comments:
    """Reads the comments of one export's items; ``passed_over`` counts what was not kept, by reason."""

    def __init__(self, survey: Survey, *, site: str) -> None:
        self._site = site
        self._zone = usual_offset(survey.offsets)
        self.passed_over: Counter[str] = Counter()

    def of_item(self, wires: tuple[WireComment, ...], *, of: str) -> tuple[CommentFind, ...]:
        """The approved comments of the item with key ``of``; a reply to one that is not kept stands by itself."""
        kept = [wire for wire in wires if self._is_kept(wire)]
        numbers = {wire.comment_id for wire in kept if wire.comment_id}
        return tuple(
            CommentFind(
                key=f"wxr:{self._site}:c{wire.comment_id}" if wire.comment_id else f"{of}:c{place}",
                author=without_email(line_of(wire.author)),
                body=paragraphs_of(wire.content),
                at=moment(wire.date, wire.date_gmt, usual=self._zone),
                parent_key=f"wxr:{self._site}:c{wire.parent}" if wire.parent in numbers else "",
            )
            for place, wire in enumerate(kept)
        )

    def _is_kept(self, wire: WireComment) -> bool:
        if wire.type not in ("", "comment"):
            self.passed_over[f"of the kind “{wire.type}”"] += 1
        elif wire.approved not in _APPROVED:
            self.passed_over["not approved"] += 1
        else:
            return True
        return False
