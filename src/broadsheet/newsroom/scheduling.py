"""Publishing what is scheduled, and taking off what has expired, when the time comes.

Guarantees: what is due is done within :data:`EVERY` seconds while a newsroom runs, and by the next run of
``broadsheet newsroom --schedule`` otherwise; twice is once; one that fails does not hold up the others' next try.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Revision

from broadsheet.newsroom.models import Story
from broadsheet.newsroom.returning.steps import keep_house
from broadsheet.newsroom.stories.adopting import adopt_new_posts, read_headlines

__all__ = ["EVERY", "LATE", "Clock", "find_late", "publish_due"]

EVERY = 15.0
LATE = timedelta(minutes=5)


def publish_due() -> None:
    """Put onto the site what is due, and take off what has expired."""
    call_command("publish_scheduled", verbosity=0)


def find_late(now: datetime | None = None) -> list[Story]:
    """Posts that should have gone onto the site, or off it, more than five minutes ago."""
    limit = (now or timezone.now()) - LATE
    due = Revision.objects.filter(approved_go_live_at__lt=limit).values_list("object_id", flat=True)
    late = Story.objects.filter(pk__in=[int(id) for id in due]) | Story.objects.filter(
        live=True, expire_at__lt=limit
    )
    return list(late.order_by("pk")[:50])


class Clock(threading.Thread):
    """Looks every few seconds whether something is due, in a thread of its own."""

    def __init__(self, *, tell: Callable[[str], None], every: float = EVERY) -> None:
        super().__init__(name="schedule", daemon=True)
        self._tell = tell
        self._every = every
        self._over = threading.Event()
        self._read = 0

    def run(self) -> None:
        """Look again and again until stopped; what fails once is tried again at the next look."""
        while not self._over.wait(self._every):
            try:
                publish_due()
                adopt_new_posts()
                keep_house()
                self._read = read_headlines(after=self._read)
            except Exception as error:  # noqa: BLE001 - told; a clock that stood still would be noticed too late
                # The archive is busy, or the disk is full: in a moment it may be otherwise.
                self._tell(f"couldn't publish what is scheduled: {error}; trying again")
            finally:
                connection.close()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
