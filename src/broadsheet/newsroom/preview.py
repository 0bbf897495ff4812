"""A preview that is the page: the press renders the state that an editor sees.

Guarantees: nothing is stored (no tag, no author, no file on the site); the bytes are those that the press would
write of this state, but for the way to the site's root; pictures and style sheets come through the newsroom,
to its members alone.
"""

import mimetypes
from collections.abc import Callable
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET
from wagtail.admin.auth import require_admin_access

from broadsheet.archive import selectors
from broadsheet.errors import BroadsheetError
from broadsheet.newsroom import paper
from broadsheet.newsroom.models import DeskPage, Story
from broadsheet.newsroom.proof import page_row, proof_place, proof_row
from broadsheet.press.proof import ProofDesk
from broadsheet.publication import Publication

__all__ = ["preview_file", "preview_of", "preview_of_page"]

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; frame-ancestors 'self'"
)


@lru_cache(maxsize=1)
def _desk(publication: Publication, _theme: str) -> ProofDesk:
    return ProofDesk(publication, root=reverse("newsroom:preview_file", args=["x"])[:-1])


def _open_desk() -> ProofDesk:
    """The desk for the settings and the theme as they are on disk now."""
    publication = paper.current()
    files = sorted(publication.theme.rglob("*")) if publication.theme.is_dir() else []
    return _desk(publication, str([(str(file), file.stat().st_mtime_ns) for file in files]))


def preview_of(story: Story) -> HttpResponse:
    """The post's own page in the state that ``story`` has, stored or not."""

    def print_post(desk: ProofDesk) -> bytes:
        older, newer = selectors.neighbours_at(proof_place(story))
        return desk.proof(proof_row(story), older=older, newer=newer)

    return _answer(print_post)


def preview_of_page(page: DeskPage) -> HttpResponse:
    """The standing page in the state that ``page`` has, stored or not."""
    return _answer(lambda desk: desk.proof_page(page_row(page)))


def _answer(print_page: Callable[[ProofDesk], bytes]) -> HttpResponse:
    try:
        page = print_page(_open_desk())
    except BroadsheetError as error:
        # A broken theme is the operator's to mend; the writer goes on writing.
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(page)
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response


@lru_cache(maxsize=64)
def _file(desk: ProofDesk, path: str) -> bytes | None:
    return desk.file(path)


@require_admin_access
@require_GET
def preview_file(_request: HttpRequest, path: str) -> HttpResponse:
    """What a previewed page loads; its links lead to the published site, where that is known."""
    desk = _open_desk()
    content = _file(desk, path) if path.startswith(("assets/", "media/")) else None
    if content is not None:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return HttpResponse(content, content_type=kind, headers={"Cache-Control": "private, max-age=600"})
    url = desk.settings.url
    if not url or path.startswith(("assets/", "media/")):
        raise Http404
    return HttpResponseRedirect(url.rstrip("/") + "/" + path)
