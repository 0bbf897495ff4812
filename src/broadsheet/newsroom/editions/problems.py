"""What is wrong now, as far as it can be known at once: the cheap part of a checkup.

Guarantees: a few look-ups by index and by the file system; each problem is a sentence that says what to do.
"""

import shutil
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from broadsheet.archive.models import Edition
from broadsheet.newsroom import paper
from broadsheet.newsroom.editions.selecting import waiting
from broadsheet.newsroom.interpreter import interpret

__all__ = ["problems_now"]

_LEAST_SPACE = 200_000_000
_LONG = timedelta(minutes=30)


def problems_now() -> list[str]:
    """Each problem in a sentence; none where all is well as far as a glance tells."""
    return [*_of_the_settings(), *_of_the_press(), *_of_the_disk()]


def _of_the_settings() -> Iterator[str]:
    if paper.trouble():
        yield interpret(paper.trouble())
    publication = paper.current()
    settings = publication.settings
    if not settings.url:
        yield _(
            "Nobody has said where the site is: search engines and share links need its address, in the settings."
        )
    if settings.look.logo and not (publication.folder / settings.look.logo).is_file():
        yield (
            _(
                "The logo %s is not there, and nothing is published without it: choose another in the settings."
            )
            % settings.look.logo
        )


def _of_the_press() -> Iterator[str]:
    number, began = waiting(), timezone.now() - _LONG
    if not (paper.current().site / "index.html").is_file():
        yield _("Nothing of the site is published yet. “broadsheet serve” publishes by itself.")
    elif number and not Edition.objects.filter(finished=True, started_at__gt=began).exists():
        sentence = ngettext(
            "%d change waits to be published for half an hour: see to it that “broadsheet serve” runs.",
            "%d changes wait to be published for half an hour: see to it that “broadsheet serve” runs.",
            number,
        )
        yield sentence % number
    dead = Edition.objects.filter(finished=False, started_at__lt=began)
    for number, at in dead.values_list("pk", "started_at"):
        yield (
            _("Edition %(number)s began on %(day)s and never finished: the next publish completes it.")
            % {"number": number, "day": date_format(at)}
        )


def _of_the_disk() -> Iterator[str]:
    free = shutil.disk_usage(paper.current().folder).free
    if free < _LEAST_SPACE:
        yield (
            _("The disk is nearly full (%s MB are free): make room, or nothing can be saved or published.")
            % (free // 1_000_000)
        )
