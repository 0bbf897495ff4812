"""What lies on the desk: posts that are not on the site, as editors have typed them last.

Guarantees: only read; a post of which no draft was ever saved here is left out, since the archive's row of it
is all there is. What is on the site is left out too: an unpublished change of it is nobody's but the editors'.
"""

from collections.abc import Sequence

from broadsheet.archive.holdings import HeldDraft
from broadsheet.newsroom.models import Story

__all__ = ["drafts"]


def drafts(post_ids: Sequence[int]) -> dict[int, HeldDraft]:
    """The drafts of those of these posts that have one."""
    found = Story.objects.filter(pk__in=post_ids, live=False, latest_revision__isnull=False)
    return {story.pk: _draft(story) for story in found.select_related("latest_revision")}


def _draft(story: Story) -> HeldDraft:
    typed = story.get_latest_revision_as_object()
    return HeldDraft(
        headline=typed.headline,
        standfirst=typed.standfirst,
        body=typed.body,
        slug=typed.slug,
        language=typed.language,
        lead_image=typed.lead_image_id,
        lead_alt=typed.lead_alt,
        lead_caption=typed.lead_caption,
        lead_credit=typed.lead_credit,
        house_byline=typed.house_byline,
        tags=tuple(typed.tag_names),
        authors=tuple(typed.author_names),
        planned=story.scheduled_for(),
    )
