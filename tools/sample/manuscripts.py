"""Manuscripts: a head of ``key: value`` lines, ``---``, then paragraphs with light marks.

Guarantees: reading is pure; a manuscript with an unknown key or an undeclared name is refused, so that a
typing error cannot change the sample silently. The marks are ``## heading``, ``> quote — who``, ``- item``,
``1. item``, ``| cell | cell |``, ``[gallery a b]``, an address alone on its line, ``*em*``, ``**strong**`` and
``[text](post:slug)`` (by permalink) or ``[text](id:slug)`` (by ``?p=``). Markdown was not used: the sample
needs galleries, embeds and attributed quotes, and must not change when a Markdown library does.
"""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

__all__ = ["Block", "Manuscript", "Picture", "Site", "cells", "credited", "read_site"]

FOLDER = Path(__file__).parent
KEYS = frozenset(
    {
        "title",
        "date",
        "by",
        "language",
        "section",
        "tags",
        "lead",
        "lead_in",
        "alt",
        "caption",
        "editor",
        "slug",
    }
    | {
        "translation",
        "excerpt",
        "sticky",
        "status",
        "password",
        "telltale",
        "quotes",
        "scar",
        "route",
        "thumb",
    }
)
Kind = Literal[
    "paragraph", "heading", "quote", "bullets", "numbers", "table", "gallery", "embed", "more", "shortcode"
]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a body. ``lines`` are its items, rows, picture names or its only text; ``who`` signs a quote."""

    kind: Kind
    lines: tuple[str, ...]
    who: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A post or page as written. ``head`` holds what the manuscript's head says, ``blocks`` its body."""

    name: str
    head: dict[str, str]
    blocks: tuple[Block, ...]

    def get(self, key: str, default: str = "") -> str:
        """What the head says of ``key``."""
        return self.head.get(key, default)

    def names(self, key: str, separator: str = ",") -> list[str]:
        """A list in the head: authors, or tags (separated by semicolons)."""
        return [part.strip() for part in self.get(key).split(separator) if part.strip()]

    @property
    def date(self) -> datetime:
        """When it was published, by the paper's clock."""
        return datetime.fromisoformat(self.head["date"])

    @property
    def slug(self) -> str:
        """The address's last part, not percent-encoded."""
        return self.head["slug"]

    @property
    def status(self) -> str:
        """WordPress's word for its state."""
        return self.get("status", "publish")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the old site: its file lies at ``folder/name.jpg`` in the uploads, unless it is missing."""

    name: str
    folder: str
    alt: str
    caption: str
    position: tuple[float, float] | None = None

    @property
    def file(self) -> str:
        """Its path in the uploads folder."""
        return f"{self.folder}/{self.name}.jpg"


@dataclass(frozen=True, slots=True)
class Site:
    """The whole fictional site. ``facts`` is ``site.toml``; ``ids`` numbers every manuscript and picture."""

    facts: dict[str, Any]
    posts: tuple[Manuscript, ...]
    pages: tuple[Manuscript, ...]
    pictures: dict[str, Picture]
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def exported(self) -> list[Manuscript]:
        """The posts in the WordPress export, oldest first."""
        return [post for post in self.posts if post.get("route") != "tag-page"]

    def post(self, key: str) -> Manuscript:
        """The post of that name or slug."""
        return next(post for post in self.posts if key in (post.name, post.slug))


def read_site(folder: Path = FOLDER) -> Site:
    """Read everything under ``folder``.

    Raises:
        ValueError: a manuscript has an unknown key or names an unknown picture, author or section.
    """
    facts = tomllib.loads((folder / "site.toml").read_text("utf-8"))
    pictures = {
        row["name"]: Picture(**{**row, "position": tuple(row["position"]) if "position" in row else None})
        for row in facts["pictures"]
    }
    posts = tuple(_read(path) for path in sorted((folder / "posts").glob("*.txt")))
    pages = tuple(_read(path) for path in sorted((folder / "pages").glob("*.txt")))
    for manuscript in posts + pages:
        _check(manuscript, facts, pictures)
    return Site(facts, posts, pages, pictures, _numbered(posts + pages, pictures))


def _numbered(manuscripts: tuple[Manuscript, ...], pictures: dict[str, Picture]) -> dict[str, int]:
    dated = sorted((one for one in manuscripts if "date" in one.head), key=lambda one: one.date)
    ids = {one.name: 23 + 17 * place for place, one in enumerate(dated)}
    ids.update({f"picture:{name}": 29 + 17 * place for place, name in enumerate(pictures)})
    return ids


def _check(manuscript: Manuscript, facts: dict[str, Any], pictures: dict[str, Picture]) -> None:
    known: dict[str, Any] = {"by": facts["authors"], "section": facts["sections"], "lead": pictures}
    wrong = [f"key {key!r}" for key in manuscript.head if key not in KEYS]
    for key, names in known.items():
        wrong += [f"{key} {name!r}" for name in manuscript.names(key) if name not in names]
    if wrong:
        raise ValueError(f"couldn't read manuscript {manuscript.name!r}: unknown {', '.join(wrong)}")


def _read(path: Path) -> Manuscript:
    head, _, body = path.read_text("utf-8").partition("\n---\n")
    pairs = (line.partition(":") for line in head.splitlines())
    return Manuscript(
        name=path.stem,
        head={key.strip(): value.strip() for key, _, value in pairs},
        blocks=tuple(_block(chunk) for chunk in re.split(r"\n{2,}", body.strip("\n"))),
    )


def _block(chunk: str) -> Block:
    lines = tuple(chunk.split("\n"))
    first = lines[0]
    if first.startswith("## "):
        return Block("heading", (first[3:],))
    if first.startswith("> "):
        words, _, who = first[2:].rpartition(" — ")
        return Block("quote", (words or who,), who if words else "")
    if first.startswith("- "):
        return Block("bullets", tuple(line[2:] for line in lines))
    if re.match(r"1\. ", first):
        return Block("numbers", tuple(line.partition(". ")[2] for line in lines))
    if first.startswith("|"):
        return Block("table", lines)
    if first.startswith("[gallery "):
        return Block("gallery", tuple(first[9:-1].split()))
    if re.fullmatch(r"\[[a-z].*\]", chunk):
        return Block("shortcode", lines)
    if re.fullmatch(r"https?://\S+", chunk):
        return Block("embed", lines)
    return Block("more", lines) if first == "<!--more-->" else Block("paragraph", (" ".join(lines),))


def cells(row: str) -> list[str]:
    """The cells of a table's row."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")] if row.startswith("|") else []


def credited(words: str) -> tuple[str, str]:
    """A caption without its credit, and the credit: it begins at ``Photo:``, in either language."""
    mark = re.search(r"\s+(?=(?:Photo|عکس): )", words)
    return (words[: mark.start()], words[mark.end() :]) if mark else (words, "")
