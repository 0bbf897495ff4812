"""Where a small version of a picture is, for lists in the newsroom."""

from django.urls import reverse

from broadsheet.archive import selectors
from broadsheet.archive.models import Image
from broadsheet.newsroom import paper
from broadsheet.press.images import derivatives_of

__all__ = ["thumbnail_path"]


def thumbnail_path(image: Image) -> str:
    """The path of the narrowest version that readers would get; empty where the file is lost."""
    row = selectors.pictures([image.pk]).get(image.pk)
    found = derivatives_of(row, paper.current().settings.pictures) if row else ()
    narrowest = min(found, key=lambda each: each.width, default=None)
    return reverse("newsroom:preview_file", args=[narrowest.path]) if narrowest else ""
