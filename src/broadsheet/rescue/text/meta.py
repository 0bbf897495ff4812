"""Lines that speak about a post: its date, who signed it, where it was filed.

Guarantees: a line is read as such only when every word of it is accounted for: a label,
a date, a name, a list of tags, a count of comments. A sentence that happens to contain a
date stays a sentence. Nothing is guessed: what has no label and no shape of its own makes
the whole line not a line about a post.

The wordings of the labels are those of WordPress's themes, see :mod:`.phrases`.
"""

import re
from dataclasses import dataclass

from broadsheet.rescue.text.bylines import is_house, is_person
from broadsheet.rescue.text.dates import SpelledDate, find_dates
from broadsheet.rescue.text.phrases import is_comments, is_widget
from broadsheet.rescue.text.taglists import split_tags
from broadsheet.rescue.text.words import any_of

__all__ = ["NOTHING", "Meta", "read_meta"]


@dataclass(frozen=True, slots=True)
class Meta:
    """What one such line says. ``dates`` are of publication, ``updated`` of a later change."""

    dates: tuple[SpelledDate, ...] = ()
    updated: tuple[SpelledDate, ...] = ()
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The strongest thing it says: ``date``, ``tags``, ``byline`` or ``section``."""
        if self.dates or self.updated:
            return "date"
        if self.tags:
            return "tags"
        return "byline" if self.names else "section"


NOTHING = Meta()
_DATE = "\x01"
_LABELS = ("updated", "tags", "section", "byline", "posted", "in", "plain")
_PATTERN = re.compile(
    "|".join(rf"(?P<{name}>(?<![^\W\d_]){any_of('label_' + name)}(?![^\W\d_]))" for name in _LABELS),
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s*[|•·●∙]\s*|\s+(?://|[–—/-])\s+|\t+|\s{3,}|\s*»\s*")
_CLOCK = re.compile(
    r"[,،]?\s*\b\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s*(?:[ap]\.?m\.?|uhr|hrs?|ق\.ظ|ب\.ظ|صبح|عصر|[A-Z]{3,4}))?\.?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(any_of("weekdays"), re.IGNORECASE)
_ONE_FORM = str.maketrans({"ي": "ی", "ك": "ک", "\u200c": " ", "\u00a0": " "})
_SPACES = re.compile(r"\s+")
_IDLE = re.compile(r"[\s,،:：.;()\[\]\x01@–—-]*")


def read_meta(text: str) -> Meta | None:
    """What the line says about a post, or None when it is anything else."""
    if not text or len(text) > 1500 or len(text.split()) > (70 if text.count(",") < 12 else 200):
        return None
    if text.endswith(".") and text.count(" ") > 25:
        return None
    flat = text.translate(_ONE_FORM)
    dates = find_dates(flat)
    for spelled in reversed(dates):
        flat = f"{flat[: spelled.start]}{_DATE * (spelled.end - spelled.start)}{flat[spelled.end :]}"
    found = _Reading(text, dates)
    start = 0
    for cut in [*_SEPARATORS.finditer(flat), None]:
        end = cut.start() if cut else len(flat)
        if start == 0 and cut is None and (glued := _glued(text, dates)):
            return glued
        if not found.take_piece(flat[start:end], start, alone=cut is None and start == 0):
            return None
        start = cut.end() if cut else end
    return found.meta()


class _Reading:
    """One line being read; the places in ``flat`` are those in the line itself."""

    def __init__(self, text: str, dates: list[SpelledDate]) -> None:
        self.text = text
        self.all_dates = dates
        self.found: dict[str, list[str]] = {"names": [], "tags": [], "sections": []}
        self.dates: list[SpelledDate] = []
        self.updated: list[SpelledDate] = []
        self.labelled = False

    def take_piece(self, flat: str, offset: int, *, alone: bool) -> bool:
        """Account for one piece between separators; false when a word of it is left."""
        whole = flat.replace(_DATE, "").strip()
        if not whole or (not alone and (is_comments(whole) or is_widget(whole))):
            return self._take_dates(flat, offset, "posted")
        marks = list(_PATTERN.finditer(flat))
        head = flat[: marks[0].start()] if marks else flat
        if not self._take("", head, offset, alone=alone):
            return False
        label = ""
        for mark, after in zip(marks, [*marks[1:], None][: len(marks)], strict=True):
            label = mark.lastgroup or ""
            if label in ("in", "plain") and not (self.labelled or self.dates):
                return False
            self.labelled = self.labelled or label not in ("in", "plain")
            end = after.start() if after else len(flat)
            if label in ("tags", "section") and after and after.lastgroup in ("in", "plain"):
                return False
            if not self._take(label, flat[mark.end() : end], offset + mark.end(), alone=alone):
                return False
        return True

    def _take(self, label: str, flat: str, offset: int, *, alone: bool) -> bool:
        self._take_dates(flat, offset, label)
        rest = _WEEKDAY.sub("", _CLOCK.sub("", flat)) if label not in ("tags", "section", "in") else flat
        own = self.text[offset : offset + len(flat)]
        if _DATE not in flat and rest == flat:
            kept = own.strip(" ,،:：;\u00a0")
        else:
            kept = (
                ""
                if _IDLE.fullmatch(rest)
                else _SPACES.sub(" ", rest.replace(_DATE, " ")).strip(" ,،:：.;@–—-")
            )
        kept = _without_comments(kept)
        if not kept:
            return label not in ("tags",) or not alone
        if label in ("tags", "section", "in"):
            items = split_tags(kept)
            good = all(len(item.split()) <= 8 for item in items) and (label != "in" or len(kept.split()) <= 8)
            self.found["tags" if label == "tags" else "sections"] += items
            return good and not kept.endswith(".")
        return self._take_name(label, kept, alone=alone)

    def _take_name(self, label: str, kept: str, *, alone: bool) -> bool:
        kept = kept.strip(" ,،.") if len(kept.split()) > 1 else kept.strip(" ,،")
        if label == "byline":
            good = (
                is_person(kept)
                or is_house(kept)
                or _joined(kept)
                or (len(kept.split()) == 1 and len(kept) < 30)
            )
        elif label in ("", "posted") and self.all_dates and not alone:
            good = is_person(kept) or is_house(kept) or _joined(kept)
        else:
            return False
        if good:
            self.found["names"].append(kept)
        return good

    def _take_dates(self, flat: str, offset: int, label: str) -> bool:
        inside = [spelled for spelled in self.all_dates if offset <= spelled.start < offset + len(flat)]
        (self.updated if label == "updated" else self.dates).extend(inside)
        return True

    def meta(self) -> Meta | None:
        days = [spelled for spelled in self.dates if spelled.is_day or "/" in spelled.quote]
        if self.dates and not days and not self.labelled:
            return None
        made = Meta(
            tuple(self.dates), tuple(self.updated), tuple(self.found["names"]),
            tuple(self.found["tags"]), tuple(self.found["sections"]),
        )  # fmt: skip
        return made if made != NOTHING else None


def _glued(text: str, dates: list[SpelledDate]) -> Meta | None:
    """A date and, right after it, a list of tags, as extractors glue what a theme only set apart by its style."""
    if not dates or dates[0].start > 0 or not dates[0].is_day:
        return None
    items = split_tags(text[dates[0].end :])
    short = sum(len(item.split()) <= 7 for item in items) >= 0.8 * len(items)
    touching = text[dates[0].end : dates[0].end + 1].isalpha()
    if (touching and short) and len(items) >= 1 and not text.endswith("."):
        return Meta(dates=(dates[0],), tags=items)
    return None


def _joined(text: str) -> bool:
    parts = re.split(r"\s*[,،&]\s*|\s+(?:and|und|et|y|e|ve|и|و)\s+", text)
    return len(parts) > 1 and all(is_person(part) for part in parts)


def _without_comments(text: str) -> str:
    """Leave out a count of comments at the end ("… by X 3 Comments", "… with No Comments")."""
    words = text.split(" ")
    for size in (4, 3, 2, 1):
        if len(words) >= size and is_comments(" ".join(words[-size:])):
            return re.sub(r"[\s,|]*(?:with|,|—|–)?\s*$", "", " ".join(words[:-size]))
    return text
