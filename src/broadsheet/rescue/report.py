"""What a rescue tells the editor: what was kept, repaired, refused, missing and left over, and why.

The shape of :meth:`Report.as_json` is fixed; the printed form is written for a person who does not program.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from broadsheet.rescue.finds import Remark
from broadsheet.rescue.outlook import Outlook

__all__ = ["Report", "SourceReport"]

_KNOWN = "This copy was read to its end before, with the same pictures and addresses; it was not read again."


@dataclass(slots=True)
class SourceReport:
    """The tally of one source."""

    path: str
    format: str = ""
    kept: int = 0
    refused: int = 0
    already: int = 0
    completed: int = 0
    published: int = 0
    pages: int = 0
    undated: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    tags: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)
    images_kept: set[int] = field(default_factory=set)
    images_missing: dict[int, str] = field(default_factory=dict)
    repairs: list[Remark] = field(default_factory=list)
    refusals: list[Remark] = field(default_factory=list)
    leftovers: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    outlook: Outlook | None = None
    """What it would bring; a dry run's alone."""

    def add(self, remark: Remark) -> None:
        """File a remark under its kind."""
        filed = {
            "repair": self.repairs,
            "refusal": self.refusals,
            "leftover": self.leftovers,
            "note": self.notes,
        }
        filed[remark.kind].append(remark)

    def refuse(self, why: str) -> None:
        """The source cannot be read, or not to its end."""
        self.refused += 1
        self.add(Remark("refusal", why, place=self.path))

    @classmethod
    def told_again(cls, path: str, told: dict[str, Any]) -> "SourceReport":
        """The report of a source that was read to its end before, as it is true now: all of it is there already.

        Of tags, authors and pictures kept only the number was told, and only that is told again.
        """
        posts, images = told["posts"], told["images"]
        return cls(
            path=path,
            format=told["format"] or "",
            already=posts["kept"] + posts["already"],
            refused=posts["refused"],
            published=posts["published"],
            undated=posts["undated"],
            statuses=Counter(posts["statuses"]),
            languages=Counter(told["languages"]),
            tags=set(map(str, range(told["tags"]))),
            authors=set(map(str, range(told["authors"]))),
            images_kept=set(range(images["kept"])),
            images_missing=dict(enumerate(images["missing_urls"], start=-images["missing"])),
            repairs=[Remark("repair", **remark) for remark in told["repairs"]],
            refusals=[Remark("refusal", **remark) for remark in told["refusals"]],
            leftovers=[Remark("leftover", **remark) for remark in told["leftovers"]],
            notes=[Remark("note", _KNOWN), *(Remark("note", **remark) for remark in told["notes"])],
        )

    @property
    def repaired(self) -> int:
        """How many items of the copy had something to repair."""
        return len({each.place for each in self.repairs if each.place})

    @property
    def needs_eye(self) -> bool:
        """True where the editor should look before publishing."""
        return bool(self.refusals or self.leftovers or self.images_missing)

    def as_json(self) -> dict[str, Any]:
        """This source's part of the report."""
        told = self._as_told()
        return told if self.outlook is None else told | {"outlook": self.outlook.as_json()}

    def _as_told(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "format": self.format or None,
            "posts": {
                "kept": self.kept,
                "repaired": self.repaired,
                "refused": self.refused,
                "already": self.already,
                "completed": self.completed,
                "published": self.published,
                "undated": self.undated,
                "statuses": dict(sorted(self.statuses.items())),
            },
            "pages": self.pages,
            "languages": dict(sorted(self.languages.items())),
            "tags": len(self.tags),
            "authors": len(self.authors),
            "images": {
                "kept": len(self.images_kept),
                "missing": len(self.images_missing),
                "missing_urls": sorted(url for url in self.images_missing.values() if url),
            },
            "repairs": [_remark(each) for each in self.repairs],
            "refusals": [_remark(each) for each in self.refusals],
            "leftovers": [_remark(each) for each in self.leftovers],
            "notes": [_remark(each) for each in self.notes],
        }


def _remark(remark: Remark) -> dict[str, Any]:
    return {"what": remark.what, "place": remark.place, "quote": remark.quote, "count": remark.count}


@dataclass(frozen=True, slots=True)
class Report:
    """The report of one rescue: a tally for each source, in the order they were given."""

    sources: tuple[SourceReport, ...]
    dry_run: bool = False
    settings: tuple[str, ...] = ()
    """Settings of the paper that were filled from the copies, as ``name = value``."""

    @property
    def needs_eye(self) -> bool:
        """True where the editor should look before publishing."""
        return any(source.needs_eye for source in self.sources)

    def as_json(self) -> dict[str, Any]:
        """The report as one JSON object."""
        return {
            "dry_run": self.dry_run,
            "sources": [source.as_json() for source in self.sources],
            "settings": list(self.settings),
        }
