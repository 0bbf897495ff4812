"""Many pictures at once: each is taken in or refused by itself, and the others go on.

Guarantees: as for one picture (``pictures``): what is stored tells nobody where and with what it was taken; the name
of a file is said back to whoever sent it, and kept nowhere. A script sends one file at a time and shows how far it is;
without one the form sends all of them together.
"""

from dataclasses import asdict, dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access

from broadsheet.archive.intake import take_in
from broadsheet.archive.models import Image
from broadsheet.archive.services import UploadedWords, store_upload
from broadsheet.errors import PictureError
from broadsheet.newsroom import paper
from broadsheet.newsroom.interpreter import interpret
from broadsheet.newsroom.pictures.thumbnails import thumbnail_path

__all__ = ["upload_many"]

_MOST = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    name: str
    taken: bool
    told: str
    thumbnail: str = ""
    describe: str = ""


@require_admin_access
@require_http_methods(["GET", "POST"])
def upload_many(request: HttpRequest) -> HttpResponse:
    """The page with the form, and its answer; as JSON where a script asks."""
    user: Any = request.user
    if not user.has_perm("archive.add_image"):
        raise PermissionDenied
    context: dict[str, Any] = {"most": _MOST}
    if request.method == "POST":
        sent = request.FILES.getlist("files")
        words = UploadedWords(
            caption=request.POST.get("caption", "").strip(),
            credit=request.POST.get("credit", "").strip(),
            keep_day=bool(request.POST.get("keep_day")),
        )
        outcomes = [_take(file, words, user) for file in sent[:_MOST]]
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"outcomes": [asdict(outcome) for outcome in outcomes]})
        context |= {"outcomes": outcomes, "sent": words, "nothing": not sent, "left": sent[_MOST:]}
    return TemplateResponse(request, "newsroom/pictures/many.html", context)


def _take(file: Any, words: UploadedWords, user: Any) -> Outcome:
    name = str(file.name)[:100]
    publication = paper.current()
    known = set[int]()
    try:
        zone = ZoneInfo(publication.settings.timezone)
        taken = take_in(file.read(), media=publication.media, name=name, zone=zone)
        known |= set(Image.objects.filter(digest=taken.digest).values_list("pk", flat=True))
        image = Image.objects.get(pk=store_upload(taken, words))
    except PictureError as error:
        return Outcome(name, taken=False, told=interpret(str(error)))
    told = [
        _("It was there already.") if image.pk in known else _("Taken in."),
        *map(interpret, taken.remarks),
    ]
    may_describe = user.has_perm("archive.change_image")
    return Outcome(
        name,
        taken=True,
        told=" ".join(told),
        thumbnail=thumbnail_path(image),
        describe=reverse("picture:edit", args=[image.pk]) if may_describe else "",
    )
