"""Where a small version of a picture is, for lists in the newsroom."""

from django.urls import reverse

from broadsheet.archive import selectors
from broadsheet.archive.models import Image
from broadsheet.newsroom import paper
from broadsheet.press.images import Derivative, derivatives_of

__all__ = ["proof_path", "thumbnail_path"]

_WIDTH_ON_DESK = 960


def thumbnail_path(image: Image) -> str:
    """The path of the narrowest version that readers would get; empty where the file is lost."""
    return _path(min(_derivatives(image), key=lambda each: each.width, default=None))


def proof_path(image: Image) -> str:
    """The path of one that is large enough to point at things in it; empty where the file is lost."""
    return _path(min(_derivatives(image), key=lambda each: abs(each.width - _WIDTH_ON_DESK), default=None))


def _derivatives(image: Image) -> tuple[Derivative, ...]:
    row = selectors.pictures([image.pk]).get(image.pk)
    return derivatives_of(row, paper.current().settings.pictures) if row else ()


def _path(derivative: Derivative | None) -> str:
    return reverse("newsroom:preview_file", args=[derivative.path]) if derivative else ""
