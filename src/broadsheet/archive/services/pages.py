"""Storing standing pages: About, Contact and the like."""

from collections.abc import Sequence

from django.db import transaction

from broadsheet.archive import changes
from broadsheet.archive.addresses import fresh_path, kept_path, slug_of
from broadsheet.archive.body import sanitise
from broadsheet.archive.finds import PageFind
from broadsheet.archive.models import StandingPage
from broadsheet.archive.services.belongings import insert_page_belongings
from broadsheet.archive.services.origins import Origin, Outcome
from broadsheet.archive.services.paths import path_in_use

__all__ = ["store_pages"]


def store_pages(finds: Sequence[PageFind], *, origin: Origin) -> list[Outcome]:
    """Store standing pages in one transaction; one outcome for each find, in order.

    A page is known again by its key, or by its path when its title is the same.
    """
    with transaction.atomic():
        return [_store_page(find, origin=origin) for find in finds]


def _store_page(find: PageFind, *, origin: Origin) -> Outcome:
    known = StandingPage.objects.filter(origin_key=find.key[:300]).first()
    path = kept_path(find.url) if find.url else None
    if known is None and path is not None:
        known = StandingPage.objects.filter(path=path, title=find.title).first()
    if known is not None:
        return Outcome(find.key, "already", known.pk, published=known.live)
    live = find.status == "published"
    slug = slug_of(find.slug) or slug_of(find.title) or "page"
    page = StandingPage.objects.create(
        title=find.title,
        path=fresh_path(path or f"{slug}/", path_in_use) if live else None,
        slug=slug,
        language=find.language[:20] or "en",
        body=sanitise(find.body),
        updated_at=find.updated_at,
        live=live,
        status=find.status,
        status_note=find.status_note,
        origin_key=find.key[:300],
        origin_source=origin.source[:300],
        origin_url=find.url[:1000],
    )
    insert_page_belongings(find, page)
    changes.record("page", [page.pk])
    return Outcome(find.key, "kept", page.pk, published=live)
