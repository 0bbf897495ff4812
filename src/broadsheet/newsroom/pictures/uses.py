"""Where a picture is shown: posts that are live, drafts, changes that wait, standing pages.

Guarantees: named is only what the member may see; the rest is a number. Live posts and pages are found by index; drafts
are asked one by one by the database, since a draft's pictures are noted nowhere else.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from broadsheet.archive.models import Image, PictureUse, StandingPage
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.stories.guard import visible_stories

__all__ = ["Uses", "uses_of"]

_MOST = 200


@dataclass(frozen=True, slots=True)
class Uses:
    """Posts that the member may see, how many others there are, and the titles of standing pages."""

    stories: tuple[Story, ...]
    others: int
    pages: tuple[str, ...]


def uses_of(image: Image, user: Any) -> Uses:
    """Everything that shows a picture, or will when it is published."""
    ids = set(Story.objects.filter(_shows(image)).values_list("pk", flat=True)[: _MOST + 1])
    seen = tuple(
        visible_stories(user).filter(pk__in=ids).defer("body", "sought").order_by("-edited_at")[:_MOST]
    )
    pages = StandingPage.objects.filter(picture_uses__image=image).distinct().values_list("title", flat=True)
    return Uses(seen, len(ids) - len(seen), tuple(pages))


def _shows(image: Image) -> Q:
    hint = f'data-image="{image.pk}"'
    live = Q(lead_image=image) | Q(
        pk__in=PictureUse.objects.filter(image=image, post__isnull=False).values("post_id")
    )
    draft = Q(live=False, body__contains=hint)
    waiting = Q(has_unpublished_changes=True) & (
        Q(latest_revision__content__lead_image=image.pk) | Q(latest_revision__content__body__icontains=hint)
    )
    return live | draft | waiting
