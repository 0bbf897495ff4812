"""Standing pages, About, Contact and the like: storing those of a copy, and what an editor decides of one.

Like posts, a page that goes onto the site, changes there or leaves it tells the press in the same transaction; its
path is set once, and an address that was published answers for ever: with the page, with another, or "gone".
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from broadsheet.archive import changes
from broadsheet.archive.addresses import file_at, fresh_path, kept_path, slug_of
from broadsheet.archive.body import sanitise
from broadsheet.archive.finds import PageFind
from broadsheet.archive.models import LinkUse, OldAddress, PictureUse, SitePath, StandingPage, Status
from broadsheet.archive.services.belongings import insert_page_belongings, note_uses
from broadsheet.archive.services.origins import Origin, Outcome
from broadsheet.archive.services.paths import path_in_use
from broadsheet.archive.states import page_states

__all__ = [
    "free_page_path", "note_page_deletion", "page_state", "put_page_on_site", "store_pages", "take_page_off_site",
]  # fmt: skip


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


def page_state(page_id: int) -> dict[str, Any]:
    """What a change row keeps of a stored page, to find the pages that showed it."""
    return page_states([page_id])[page_id]


def free_page_path(address: str) -> str | None:
    """The path that a page gets which is to be at an address (``about``, ``fa/about``); None where it can't be."""
    segments = [slug for part in address.split("/") if (slug := slug_of(part))]
    path = kept_path("/".join(segments) + "/") if segments else None
    return fresh_path(path, path_in_use) if path else None


def put_page_on_site(page_id: int, *, at: datetime, before: Mapping[str, Any]) -> None:
    """The page's row, as it stands, is what readers shall get; all that depends on it is brought in line."""
    with transaction.atomic():
        page = StandingPage.objects.get(pk=page_id)
        page.body = sanitise(page.body)
        if page.path is None:
            page.path = free_page_path(page.slug) or free_page_path(page.title) or free_page_path("page")
        page.live, page.status, page.status_note, page.updated_at = True, Status.PUBLISHED, "", at
        page.save()
        PictureUse.objects.filter(page=page).delete()
        LinkUse.objects.filter(page=page).delete()
        note_uses(pages=[page])
        OldAddress.objects.filter(address=page.path, gone=True).delete()
        changes.record("page", [page.pk], before={page.pk: before})


def take_page_off_site(page_id: int, *, before: Mapping[str, Any]) -> None:
    """The page is a draft again; where it stood, readers are told that it is gone."""
    with transaction.atomic():
        StandingPage.objects.filter(pk=page_id).update(live=False, status=Status.DRAFT)
        if before.get("live"):
            changes.record("page", [page_id], before={page_id: before})


def note_page_deletion(page_id: int, *, heir: int | None = None) -> None:
    """Call before a page is deleted, in the same transaction: the press learns of it.

    Its addresses lead to the page ``heir`` from then on, or say that what was there is gone.
    """
    with transaction.atomic():
        page = StandingPage.objects.get(pk=page_id)
        changes.record("page", [page.pk], before={page.pk: page_state(page.pk)})
        if page.live and page.path:
            # The address answers even where no edition has seen the page in between.
            OldAddress.objects.get_or_create(address=page.path, defaults={"page": page})
        if page.live or (page.path and SitePath.objects.filter(path=file_at(page.path)).exists()):
            changes.record("address", page.old_addresses.values_list("id", flat=True))
            page.old_addresses.update(page=heir, gone=heir is None)
