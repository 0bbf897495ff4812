"""Small papers written down as TOML, and the whole site of each as it was reviewed.

``python -m tests.site.small_papers`` (``make golden``) writes the reviewed sites anew; what a change to the
theme or to the press means for readers is then a difference to read.

Kept of a site are the texts. Of pictures, fonts and style sheets the list ``FILES`` keeps the names, since encoders
differ from machine to machine and style sheets are reviewed where they are written; the digest in the name of a
style sheet or font is left out, so that a change of colour is no change of every page.
"""

import re
import shutil
import struct
import tempfile
import tomllib
import zlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from broadsheet.archive import database, services
from broadsheet.archive.finds import (
    ClaimedDate,
    FigureFind,
    OldAddress,
    PageFind,
    PersonFind,
    PictureFind,
    PostFind,
    TagFind,
)
from broadsheet.archive.intake import take_in
from broadsheet.archive.models import OldAddress as AddressRow
from broadsheet.archive.models import Tag
from broadsheet.archive.services import Origin, PictureEntry
from broadsheet.press import publish
from broadsheet.publication import SETTINGS_FILE, Publication
from tests.gardening import merge

__all__ = ["PAPERS", "make_paper", "reviewed", "reviewed_texts"]

GOLDEN = Path(__file__).parent / "golden"
PAPERS = ("english", "mended", "persian")
FILES = "FILES"
_ORIGIN = Origin(source="archive.toml", format="wxr", rank=30)
_HASHED = re.compile(r"\bassets/([\w-]+)\.[0-9a-f]{10}\.(css|woff2)")


def make_paper(name: str, folder: Path) -> Publication:
    """Make a small paper in ``folder`` from what is written down, and publish it; the archive is closed then."""
    written = tomllib.loads((GOLDEN / name / "archive.toml").read_text(encoding="utf-8"))
    folder.mkdir(parents=True)
    shutil.copy(GOLDEN / name / SETTINGS_FILE, folder / SETTINGS_FILE)
    publication = Publication.open(folder)
    database.create_archive(publication)
    ids = _store(written, publication)
    publish(publication, executor=0)
    if _mend(written, ids):
        publish(publication, executor=0)
    database.close_archive()
    return publication


def _store(written: Mapping[str, Any], publication: Publication) -> dict[str, int]:
    entries = [
        PictureEntry(
            PictureFind(source_url=each["source_url"]),
            take_in(_grey(*each["pixels"]), media=publication.media, name=each["source_url"]),
        )
        for each in written.get("pictures", ())
    ]
    services.store_pictures(entries)
    services.store_tags([TagFind(**each) for each in written.get("tags", ())])
    posts = [_post_find(each) for each in written["posts"]]
    outcomes = services.store_posts(posts, origin=_ORIGIN)
    services.store_pages([PageFind(**each) for each in written.get("pages", ())], origin=_ORIGIN)
    services.store_old_addresses([OldAddress(**each) for each in written.get("old_addresses", ())])
    for each in written.get("gone", ()):
        AddressRow.objects.create(address=each["address"], gone=True)
    return {outcome.key: outcome.post_id for outcome in outcomes if outcome.post_id}


def _post_find(each: Mapping[str, Any]) -> PostFind:
    values = dict(each)
    at, not_before = values.pop("date", None), values.pop("not_before", None)
    evidence = values.pop("evidence", "")
    claimed = ClaimedDate()
    if isinstance(at, datetime):
        claimed = ClaimedDate("exact", at)
    elif isinstance(at, date):
        claimed = ClaimedDate("day", datetime.combine(at, time(), UTC))
    elif not_before:
        claimed = ClaimedDate("inferred", not_before=not_before, evidence=evidence)
    values["tags"] = tuple(TagFind(name) for name in values.get("tags", ()))
    values["authors"] = tuple(PersonFind(name) for name in values.get("authors", ()))
    values["old_addresses"] = tuple(values.get("old_addresses", ()))
    values["lead"] = FigureFind(**values["lead"]) if "lead" in values else None
    return PostFind(date=claimed, **values)


def _mend(written: Mapping[str, Any], ids: Mapping[str, int]) -> bool:
    """What the editors did after the first edition; true where there was anything."""
    for each in written.get("corrections", ()):
        kind = each.get("kind", "correction")
        services.correct(ids[each["post"]], day=each["day"], text=each["text"], kind=kind)
    for key in written.get("withdrawn", ()):
        services.withdraw(ids[key])
    for source, target in written.get("merged", {}).items():
        merge(Tag.objects.get(name=source).pk, Tag.objects.get(name=target).pk)
    return bool(written.keys() & {"corrections", "withdrawn", "merged"})


def _grey(width: int, height: int) -> bytes:
    """A PNG whose bytes no version of any library decides: stored, not compressed."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + bytes(range(width)) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF) + rows
    data = stored + struct.pack(">I", zlib.adler32(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def reviewed_texts(site: Path) -> dict[str, str]:
    """A published site as it is reviewed: its texts by path, and the list of all files."""
    texts, names = {}, []
    for path in sorted(site.rglob("*")):
        if path.is_dir():
            continue
        name = _HASHED.sub(r"assets/\1.\2", path.relative_to(site).as_posix())
        names.append(name)
        if not name.startswith(("assets/", "media/")):
            texts[name] = _HASHED.sub(r"assets/\1.\2", path.read_text(encoding="utf-8"))
    return texts | {FILES: "".join(f"{name}\n" for name in sorted(names))}


def reviewed(name: str) -> dict[str, str]:
    """The site of a small paper as it was last reviewed."""
    folder = GOLDEN / name / "site"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def _write_anew(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        texts = reviewed_texts(make_paper(name, Path(folder) / "paper").site)
    shutil.rmtree(GOLDEN / name / "site", ignore_errors=True)
    for path, text in texts.items():
        file = GOLDEN / name / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    for paper in PAPERS:
        _write_anew(paper)
