"""Publishing what is scheduled, and taking off what has expired, when the time comes.

Guarantees: what is due is done within :data:`EVERY` seconds while a newsroom runs, and by the next run of
``broadsheet newsroom --schedule`` otherwise; twice is once; one that fails holds up no other, is told once, and is
tried again at the next look.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Revision

from broadsheet.archive.checkup.schedule import LATE
from broadsheet.archive.models import Post, StandingPage
from broadsheet.newsroom.models import DeskPage, Story
from broadsheet.newsroom.returning.steps import keep_house
from broadsheet.newsroom.stories.adopting import adopt_new_posts, read_headlines

__all__ = ["EVERY", "Clock", "find_late", "publish_due", "scheduled_versions"]

EVERY = 15.0
_DESKS: tuple[tuple[Any, Any], ...] = ((Story, Post), (DeskPage, StandingPage))
"""What can be scheduled, as the desk has it and as the archive has it."""


def publish_due() -> list[str]:
    """Put onto the site what is due, and take off what has expired; what could not be done, in sentences."""
    now = timezone.now()
    failed: list[str] = []
    for desk, _ in _DESKS:
        for written in desk.objects.filter(live=True, expire_at__lt=now).order_by("expire_at", "pk"):
            take_off = partial(written.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
            failed += _tried(
                transaction.atomic(take_off), f"couldn't take off {str(written)!r}, which has expired"
            )
    _forget_what_is_gone(now)
    for revision in Revision.objects.filter(approved_go_live_at__lt=now).order_by(
        "approved_go_live_at", "pk"
    ):
        put_on = partial(revision.publish, log_action="wagtail.publish.scheduled")
        failed += _tried(
            transaction.atomic(put_on), f"couldn't publish {revision.object_str!r}, which is due"
        )
    return failed


def _forget_what_is_gone(now: datetime) -> None:
    """A version of a post that a rescue or a program deleted waits for nothing any more."""
    for desk, model in _DESKS:
        due = Revision.objects.filter(
            approved_go_live_at__lt=now, base_content_type=desk.get_base_content_type()
        )
        ids = {int(id) for id in due.values_list("object_id", flat=True)}
        gone = ids - set(model.objects.filter(pk__in=ids).values_list("pk", flat=True))
        if gone:
            due.filter(object_id__in=[str(id) for id in gone]).update(approved_go_live_at=None)


def _tried(step: Callable[[], object], complaint: str) -> list[str]:
    """Do a step; the complaint, where it can't be done."""
    try:
        step()
    except Exception as error:  # noqa: BLE001 - told; others must not wait for what one is in want of
        return [f"{complaint}: {_said(error)}; trying again"]
    return []


def _said(error: Exception) -> str:
    """An error in one line, also where it has nothing to say."""
    told = error.messages if isinstance(error, ValidationError) else [str(error)]
    return " ".join(" ".join(told).split()) or type(error).__name__


def scheduled_versions() -> QuerySet[Revision]:
    """The versions of posts that wait for their time, the next first."""
    waiting: QuerySet[Revision] = Revision.objects.filter(
        approved_go_live_at__isnull=False, base_content_type=Story.get_base_content_type()
    )
    return waiting.order_by("approved_go_live_at", "pk")


def find_late(now: datetime | None = None) -> list[Story]:
    """Posts that should have gone onto the site, or off it, more than five minutes ago."""
    limit = (now or timezone.now()) - LATE
    due = scheduled_versions().filter(approved_go_live_at__lt=limit).values_list("object_id", flat=True)
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
        self._told: list[str] = []

    def run(self) -> None:
        """Look again and again until stopped; what fails once is tried again at the next look."""
        while not self._over.wait(self._every):
            self.look()

    def look(self) -> None:
        """Do what is due, and tell what could not be done and was not told at the last look."""
        failed = self._try_all()
        for complaint in failed:
            if complaint not in self._told:
                self._tell(complaint)
        self._told = failed

    def _try_all(self) -> list[str]:
        """What could not be done: the archive is busy, or the disk is full; in a moment it may be otherwise."""
        failed: list[str] = []

        def publish() -> None:
            failed.extend(publish_due())

        try:
            for step in (publish, adopt_new_posts, keep_house, self._read_headlines):
                failed.extend(_tried(step, "couldn't do what is due"))
        finally:
            connection.close()
        return failed

    def _read_headlines(self) -> None:
        self._read = read_headlines(after=self._read)

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
