"""What an archive says of its posts, pages and tags, for comparing two of them that number their rows differently."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from broadsheet.archive import database
from broadsheet.archive.body import text_of
from broadsheet.archive.models import Author, OldAddress, Post, StandingPage, Tag
from broadsheet.export import ExportOrder, ExportReport, Form, export
from broadsheet.publication import SETTINGS_FILE, Publication

__all__ = ["another_paper", "exported", "said_of_pages", "said_of_posts", "said_of_tags", "said_of_the_rest"]

_NOW = datetime(2026, 5, 1, tzinfo=UTC)
_COLUMNS = (
    "headline", "standfirst", "language", "translation_group", "has_lead", "lead_alt", "lead_caption", "lead_credit",
    "house_byline", "published_at", "utc_offset", "certainty", "not_before", "not_after", "date_evidence",
    "updated_at", "sticky", "live", "status", "status_note", "year", "path",
)  # fmt: skip
_ADDRESSES = re.compile(r' (?:href|src|data-post|data-image|width|height)="[^"]*"')


def another_paper(folder: Path, empty_archive: Path, *, url: str = "https://paper.example/") -> Publication:
    """An empty paper whose archive is open."""
    folder.mkdir()
    (folder / SETTINGS_FILE).write_text(f'name = "Another"\nurl = "{url}"\n', encoding="utf-8")
    shutil.copy(empty_archive, folder / "archive.db")
    publication = Publication.open(folder)
    database.open_archive(publication.archive)
    return publication


def said_of_posts() -> list[dict[str, Any]]:
    """Everything that is said of posts, in their order; of bodies the markup without addresses."""
    return [
        {name: getattr(post, name) for name in _COLUMNS}
        | {
            "body": _ADDRESSES.sub("", post.body),
            "text": text_of(post.body),
            "tags": list(
                post.post_tags.order_by("position").values_list("tag__name", "tag__slug", "tag__kind")
            ),
            "authors": list(
                post.post_authors.order_by("position").values_list("author__name", "author__slug")
            ),
            "corrections": list(post.corrections.order_by("day", "id").values_list("day", "text", "kind")),
            "retracted_on": post.retracted_on,
            "old": sorted(
                post.old_addresses.exclude(address=post.path or "").values_list("address", flat=True)
            ),
            "comments": list(post.comments.order_by("id").values_list("author", "body", "at")),
            "lead": post.lead_image.digest if post.lead_image else "",
        }
        for post in Post.objects.order_by("live", "year", "chronology", "id")
    ]


def said_of_pages() -> list[tuple[Any, ...]]:
    """Everything that is said of standing pages."""
    return [
        (
            page.title,
            page.path,
            page.language,
            _ADDRESSES.sub("", page.body),
            page.updated_at,
            page.live,
            page.status,
        )
        for page in StandingPage.objects.order_by("title", "id")
    ]


def said_of_tags() -> list[tuple[Any, ...]]:
    """Everything that is said of tags."""
    return [
        (
            tag.name, tag.slug, tag.kind, tag.description, tag.parent.slug if tag.parent else "",
            sorted(tag.aliases.values_list("name", flat=True)),
        )
        for tag in Tag.objects.order_by("slug")
    ]  # fmt: skip


def said_of_the_rest() -> dict[str, Any]:
    """Authors, and old addresses that are no post's."""
    loose = OldAddress.objects.filter(post=None, page=None).order_by("address")
    return {
        "authors": list(Author.objects.order_by("slug").values_list("name", "slug")),
        "gone": list(loose.filter(gone=True).values_list("address", flat=True)),
    }


def exported(paper: Publication, form: Form, target: Path, **options: object) -> ExportReport:
    """Export a paper whose archive is open."""
    return export(ExportOrder(paper, form, target, **options), now=_NOW)  # type: ignore[arg-type]
