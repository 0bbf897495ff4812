"""Standing pages that came into the archive without the newsroom get their row on the desk.

Guarantees: one look-up where there is nothing to do; run twice, it does nothing the second time.
"""

from django.db import transaction
from django.utils import timezone

from broadsheet.archive.models import StandingPage
from broadsheet.newsroom.models import DeskPage

__all__ = ["adopt_pages"]


def adopt_pages() -> int:
    """Make the missing rows; returns how many. A paper has a few dozen pages."""
    missing = list(StandingPage.objects.filter(desk__isnull=True))
    if not missing:
        return 0
    with transaction.atomic():
        for page in missing:
            row = DeskPage(page_id=page.pk, has_unpublished_changes=not page.live)
            row.__dict__.update({field.attname: getattr(page, field.attname) for field in page._meta.fields})
            row.edited_at = page.updated_at or timezone.now()
            if page.live:
                row.first_published_at = row.last_published_at = row.edited_at
            # The desk's own row alone: the archive's is there and stays as it is.
            row.save_base(raw=True)
    return len(missing)
