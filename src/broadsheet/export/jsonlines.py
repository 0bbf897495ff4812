"""Everything as JSON, an object a line: what a program of one's own reads most easily.

Guarantees: a post has the keys of its ``post.json`` on the site, with the same meaning, and those that the site
does not show; addresses of pictures in bodies are files of the export, links within the paper are full
addresses, or begin with a slash while the paper has none. The form is in docs/formats.md.
"""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from broadsheet.archive import holdings
from broadsheet.archive.holdings import HeldComment, HeldPage, HeldPicture
from broadsheet.archive.rows import PictureRow
from broadsheet.export.bodies import Bodies
from broadsheet.export.order import ExportOrder, ExportReport, Hears
from broadsheet.export.staging import Staging
from broadsheet.export.walk import Walk, WalkedPost
from broadsheet.press.addresses import full_address
from broadsheet.press.layout import url_of
from broadsheet.press.postjson import post_document
from broadsheet.press.prose import Body
from broadsheet.publication import Settings

__all__ = ["MEDIA", "point_at_file", "write_json", "write_names"]

MEDIA = "media"
_FORM = 1
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def write_json(
    order: ExportOrder, walk: Walk, place: Staging, report: ExportReport, *, hears: Hears
) -> list[str]:
    """Write everything; returns the names of the files beside the pictures."""
    settings = order.publication.settings
    told = {"form": _FORM, "settings": dataclasses.asdict(settings)}
    place.write("settings.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    texts: dict[str, Iterator[Sequence[dict[str, Any]]]] = {
        "posts": (_posts(some, settings) for some in walk.batches()),
        "pages": (_pages(some, settings) for some in walk.page_batches()),
    }
    for name, some in texts.items():
        total = walk.total if name == "posts" else None
        setattr(report, name, _write(place, f"{name}.jsonl", some, hears, total=total))
    names = write_names(walk, place, report, hears=hears, media=MEDIA)
    return ["settings.json", *(f"{name}.jsonl" for name in texts), *names]


def write_names(
    walk: Walk, place: Staging, report: ExportReport, *, hears: Hears, media: str, below: str = ""
) -> list[str]:
    """Tags, authors, old addresses and pictures, a file for each; pictures are copied to ``media``."""
    batches: dict[str, Iterator[Sequence[dict[str, Any]]]] = {
        "tags": iter([[_tag(tag) for tag in walk.tags]]),
        "authors": iter([[{"name": each.name, "slug": each.slug} for each in walk.authors]]),
        "addresses": iter([[dataclasses.asdict(each) for each in holdings.addresses()]]),
        "images": (_pictures(some, walk.order, place, report, media) for some in walk.pictures()),
    }
    for name, some in batches.items():
        _write(place, f"{below}{name}.jsonl", some, hears, total=None)
    return [f"{name}.jsonl" for name in batches]


def _write(
    place: Staging, name: str, batches: Iterable[Sequence[dict[str, Any]]], hears: Hears, *, total: int | None
) -> int:
    written = 0
    with place.open(name) as file:
        for batch in batches:
            for each in batch:
                file.write(f"{_ENCODER.encode(each)}\n".encode("utf-8", "replace"))
            written += len(batch)
            hears(f"exporting {Path(name).stem}", written, total)
    return written


def point_at_file(image: etree._Element, row: PictureRow) -> None:
    """An ``img`` leads to its picture's file in the export."""
    image.set("src", f"{MEDIA}/{row.file}")


def _address(settings: Settings, path: str) -> str:
    return full_address(settings, path) or "/" + url_of(path)


def _posts(some: Sequence[WalkedPost], settings: Settings) -> list[dict[str, Any]]:
    told = [each.held.post for each in some]
    of = [Body(post.body, post.card.language, post.pictures, post.origin_url) for post in told]
    bodies = Bodies(of, settings)
    return [
        post_document(
            each.held.post,
            body=bodies.canonical(body, address=partial(_address, settings), mark=point_at_file),
            url=full_address(settings, each.held.post.card.path) if each.held.post.card.path else "",
            picture_path=_lead_file(each.held.post.card.picture),
        )
        | {
            "id": each.held.post.card.id,
            "status": "published" if each.held.live else each.held.status,
            "status_note": each.held.status_note,
            "planned_for": each.planned.isoformat() if each.planned else None,
            "slug": each.held.slug,
            "translation_group": each.held.translation_group,
            "old_addresses": list(each.held.addresses),
            "comments": _comments(each.held.comments),
        }
        for each, body in zip(some, of, strict=True)
    ]


def _lead_file(row: PictureRow | None) -> str:
    return f"{MEDIA}/{row.file}" if row is not None and row.file else ""


def _comments(comments: Sequence[HeldComment]) -> list[dict[str, Any]]:
    return [dataclasses.asdict(each) | {"at": each.at.isoformat() if each.at else None} for each in comments]


def _pages(some: Sequence[HeldPage], settings: Settings) -> list[dict[str, Any]]:
    of = [Body(held.page.body, held.page.language, held.page.pictures, held.origin_url) for held in some]
    bodies = Bodies(of, settings)
    return [
        {
            "id": held.page.id,
            "title": held.page.title,
            "path": held.page.path,
            "language": held.page.language,
            "updated_at": held.page.updated_at.isoformat() if held.page.updated_at else None,
            "body": bodies.canonical(body, address=partial(_address, settings), mark=point_at_file),
            "status": "published" if held.live else held.status,
            "status_note": held.status_note,
            "slug": held.slug,
            "old_addresses": list(held.addresses),
            "comments": _comments(held.comments),
        }
        for held, body in zip(some, of, strict=True)
    ]


def _tag(tag: holdings.HeldTag) -> dict[str, Any]:
    row = tag.row
    return {
        "name": row.name,
        "slug": row.slug,
        "kind": row.kind,
        "description": row.description,
        "parent": tag.parent,
        "aliases": list(tag.aliases),
    }


def _pictures(
    some: Sequence[HeldPicture], order: ExportOrder, place: Staging, report: ExportReport, media: str
) -> list[dict[str, Any]]:
    told = []
    for each in some:
        row = each.row
        file = f"{media}/{row.file}" if row.file else ""
        there = bool(file) and place.copy(order.publication.media / row.file, file)
        report.pictures += there
        report.pictures_missing += not there
        about = {name: getattr(row, name) for name in _OF_A_PICTURE}
        told.append({"id": row.id, "file": file if there else "", "title": each.title, **about})
    return told


_OF_A_PICTURE = ("digest", "width", "height", "alt", "caption", "credit", "source_url")
