"""What is wrong now, as far as it can be known at once: the cheap part of a checkup.

Guarantees: a few look-ups by index and by the file system; each problem is a sentence that says what to do.
"""

import shutil
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from broadsheet.archive.models import Edition
from broadsheet.newsroom import paper
from broadsheet.newsroom.editions.selecting import waiting

__all__ = ["problems_now"]

_LEAST_SPACE = 200_000_000
_LONG = timedelta(minutes=30)


def problems_now() -> list[str]:
    """Each problem in a sentence; none where all is well as far as a glance tells."""
    publication = paper.current()
    told = [paper.trouble()] if paper.trouble() else []
    settings = publication.settings
    if not settings.url:
        told.append(
            _(
                "Nobody has said where the site is: search engines and share links need its address, in the settings."
            )
        )
    if settings.look.logo and not (publication.folder / settings.look.logo).is_file():
        told.append(
            _(
                "The logo %s is not there, and nothing is published without it: choose another in the settings."
            )
            % settings.look.logo
        )
    number = waiting()
    if not (publication.site / "index.html").is_file():
        told.append(_("Nothing of the site is published yet. “broadsheet serve” publishes by itself."))
    elif number and not Edition.objects.filter(finished=True, started_at__gt=timezone.now() - _LONG).exists():
        sentence = ngettext(
            "%d change waits to be published since half an hour: see to it that “broadsheet serve” runs.",
            "%d changes wait to be published since half an hour: see to it that “broadsheet serve” runs.",
            number,
        )
        told.append(sentence % number)
    began = timezone.now() - _LONG
    for number, at in Edition.objects.filter(finished=False, started_at__lt=began).values_list(
        "pk", "started_at"
    ):
        told.append(
            _("Edition %(number)s began on %(day)s and never finished: the next publish completes it.")
            % {"number": number, "day": f"{at:%Y-%m-%d}"}
        )
    free = shutil.disk_usage(publication.folder).free
    if free < _LEAST_SPACE:
        told.append(
            _("The disk is nearly full (%s MB are free): make room, or nothing can be saved or published.")
            % (free // 1_000_000)
        )
    return told
