"""What the editor asks when a picture or a post was chosen: the words, the address, a small version to show.

Guarantees: a member learns of a post here what its chooser shows them, and no more; a picture's original is
never sent.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET
from wagtail.admin.auth import require_admin_access

from broadsheet.archive import selectors
from broadsheet.archive.addresses import slug_of
from broadsheet.newsroom import paper
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.stories.guard import linkable_stories
from broadsheet.press.images import derivatives_of, picture_of
from broadsheet.press.layout import url_of

__all__ = ["picture_file", "picture_words", "post_address"]

_SHOWN_WIDTH = 640


@require_admin_access
@require_GET
def picture_words(_request: HttpRequest, pk: int) -> JsonResponse:
    """What a picture's row says, and the address and size that a body names it with.

    Raises:
        Http404: there is no such picture, or its file is lost.
    """
    shown = picture_of(selectors.pictures([pk]).get(pk), paper.current().settings.pictures)
    if shown.missing:
        raise Http404
    return JsonResponse(
        {
            "src": f"/{shown.path}",
            "width": shown.width,
            "height": shown.height,
            "alt": shown.alt,
            "caption": shown.caption,
            "credit": shown.credit,
        }
    )


@require_admin_access
@require_GET
def picture_file(_request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to a version of the picture that fits the editor.

    Raises:
        Http404: there is no such picture, or its file is lost.
    """
    row = selectors.pictures([pk]).get(pk)
    found = derivatives_of(row, paper.current().settings.pictures) if row else ()
    if not found:
        raise Http404
    wide = [each for each in found if each.width >= _SHOWN_WIDTH]
    best = min(wide, key=lambda each: each.width) if wide else max(found, key=lambda each: each.width)
    return HttpResponseRedirect(reverse("newsroom:preview_file", args=[best.path]))


@require_admin_access
@require_GET
def post_address(request: HttpRequest, pk: int) -> JsonResponse:
    """Where a post is, or would be if it were published today without a date; the press goes by its number.

    Raises:
        Http404: there is no such post for this member.
    """
    story = get_object_or_404(linkable_stories(request.user), pk=pk)
    return JsonResponse({"href": _href(story), "headline": str(story), "live": story.live})


def _href(story: Story) -> str:
    return (
        f"/{url_of(story.path or f'undated/{slug_of(story.slug) or slug_of(story.headline) or story.pk}/')}"
    )
