"""Tags that look alike, and tags that nobody bears: what there is to tend.

Guarantees: what is shown is of the names there are now. The names are read at each asking and compared with those
that the pairs were found for; only names that differ are looked at again, so that a rename costs milliseconds and
a page nothing but the reading. The first asking of a process finds all pairs, which a thread does when the
newsroom starts.

A table of pairs was not chosen: tags are made and renamed by rescues and other processes too, and a row that one
of them forgot would be told for ever.
"""

import threading
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from broadsheet.archive.models import Tag, TagAlias, TagsApart
from broadsheet.archive.services import garden
from broadsheet.newsroom.tags.likeness import Likeness, Likenesses
from broadsheet.newsroom.tags.listing import count_posts, unused_tags
from broadsheet.newsroom.tags.rights import MERGES, TENDS, gardener, with_rights

__all__ = ["Pair", "alike", "get_ready", "keep_apart", "pairs_alike", "unused"]

_ON_A_PAGE = 25
_UNUSED_ON_A_PAGE = 100


class _Board:
    """The pairs, and the names that they were found for. Threads take turns."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._likenesses = Likenesses()
        self._read: tuple[list[Any], list[Any]] = ([], [])
        self._pairs: list[tuple[Likeness, int, int]] = []

    def pairs(self, tags: list[Any], aliases: list[Any]) -> list[tuple[Likeness, int, int]]:
        """The pairs of these names, nearest first, then by their tags."""
        with self._turn:
            if (tags, aliases) != self._read:
                # The rows as they were read: making thousands of names anew took longer than finding the pairs.
                names = {row[0]: row for row in tags}
                names |= {-id: (tag, key) for id, tag, key in aliases}
                self._likenesses.update(names)
                self._pairs = sorted((like, *pair) for pair, like in self._likenesses.pairs().items())
                self._read = tags, aliases
            return self._pairs


_board = _Board()


class Pair(NamedTuple):
    """Two tags that look alike, the one that more posts bear first."""

    likeness: Likeness
    one: Tag
    other: Tag


def pairs_alike() -> list[tuple[Likeness, int, int]]:
    """All pairs that nobody has told apart, the nearest first, then by their ids."""
    tags = list(Tag.objects.order_by("id").values_list("id", "key"))
    aliases = list(TagAlias.objects.order_by("id").values_list("id", "tag_id", "key"))
    apart = set(TagsApart.objects.values_list("first_id", "second_id"))
    return [pair for pair in _board.pairs(tags, aliases) if pair[1:] not in apart]


def get_ready() -> None:
    """Find the pairs before anybody asks."""
    try:
        pairs_alike()
    finally:
        connection.close()


@with_rights(*TENDS)
@require_GET
def alike(request: HttpRequest) -> HttpResponse:
    """The pairs, with ways to deal with them."""
    page = Paginator(pairs_alike(), _ON_A_PAGE).get_page(request.GET.get("p"))
    found = {"page": page, "pairs": _tags_of(page.object_list), "count": page.paginator.count}
    return TemplateResponse(request, "newsroom/tags/alike.html", found)


def _tags_of(pairs: Any) -> list[Pair]:
    ids = sorted({id for _, *both in pairs for id in both})
    tags: dict[int, Any] = Tag.objects.in_bulk(ids)
    counts = count_posts(ids)
    for id, tag in tags.items():
        tag.on_site = counts.get(id, 0)
    told = []
    for like, first, second in pairs:
        if first in tags and second in tags:
            one, other = sorted((tags[first], tags[second]), key=lambda tag: (-tag.on_site, tag.pk))
            told.append(Pair(like, one, other))
    return told


@with_rights(*TENDS)
@require_POST
def keep_apart(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """They are not the same; nobody is asked again."""
    if one == other:
        raise Http404
    first, second = get_object_or_404(Tag, pk=one), get_object_or_404(Tag, pk=other)
    garden.set_apart(one, other)
    told = _("“%(one)s” and “%(other)s” stay two.") % {"one": first.name, "other": second.name}
    messages.success(request, told)
    page = request.POST.get("p", "")
    query = f"?p={page}" if page.isdecimal() else ""
    return HttpResponseRedirect(reverse("newsroom:tags_alike") + query)


@with_rights(*MERGES)
@require_http_methods(["GET", "POST"])
def unused(request: HttpRequest) -> HttpResponse:
    """Tags that no post bears, to be deleted, some or all of a page."""
    if request.method == "POST":
        _delete(request)
        return HttpResponseRedirect(reverse("newsroom:tags_unused"))
    page = Paginator(unused_tags().order_by("key", "pk"), _UNUSED_ON_A_PAGE).get_page(request.GET.get("p"))
    return TemplateResponse(
        request, "newsroom/tags/unused.html", {"page": page, "count": page.paginator.count}
    )


def _delete(request: HttpRequest) -> None:
    by, deleted = gardener(request), 0
    for id in request.POST.getlist("tag")[:_UNUSED_ON_A_PAGE]:
        if not (id.isdecimal() and Tag.objects.filter(pk=int(id)).exists()):
            continue
        try:
            garden.delete_tag(int(id), by=by)
            deleted += 1
        except garden.Refusal as refusal:
            messages.error(request, str(refusal))
    if deleted:
        told = ngettext("One tag deleted.", "%(count)s tags deleted.", deleted) % {"count": deleted}
        messages.success(
            request, told, buttons=[messages.button(reverse("newsroom:tags_journal"), _("Journal"))]
        )
