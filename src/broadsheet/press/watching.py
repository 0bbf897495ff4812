"""Publishing by itself, soon after each change.

Guarantees: a change that is in the archive, in the settings or in the theme is on the site soon after;
changes that come in a burst make one edition, but no change waits longer than :data:`LONGEST_WAIT`;
an edition that fails is told of, once for each reason, and tried again, more and more seldom, so that a
full disk or a broken template stops nobody; another publisher at work is waited for.

The archive is asked whether an index is empty, a few times a second. A signal from whoever edits would
come sooner and would be missed from another process, a script, or a restored copy.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from django.db import DatabaseError

from broadsheet.archive import changes, database
from broadsheet.errors import BroadsheetError, PublishError
from broadsheet.press.edition import EditionReport, Press, stamps
from broadsheet.publication import SETTINGS_FILE, Publication

__all__ = ["LONGEST_WAIT", "Clock", "Watcher"]

LOOK_EVERY = 0.2
"""Seconds between two looks at the archive."""
QUIET = 0.3
"""Seconds without a further change after which a burst is over."""
LONGEST_WAIT = 1.5
"""Seconds that a change may wait for a burst to end."""
_LONGEST_REST = 60.0


class Clock(Protocol):
    """Time as a watcher knows it."""

    def now(self) -> float:
        """Seconds since some moment; never goes back."""
        ...

    def rest(self, seconds: float) -> bool:
        """Wait; true when the watcher shall stop."""
        ...


@dataclass(slots=True)
class Watcher:
    """Watches one publication. :meth:`watch` returns when the clock says so."""

    folder: Path
    clock: Clock
    published: Callable[[EditionReport], None]
    failed: Callable[[BroadsheetError], None]
    press: Press = field(default_factory=Press)
    _settings: object = None
    _told: str = ""
    _rest: float = LOOK_EVERY

    def watch(self) -> None:
        """Publish what is pending, then whatever changes, until the clock says stop."""
        database.open_archive(Publication.open(self.folder))
        try:
            self._publish()
            while not self.clock.rest(self._rest):
                self._look()
        finally:
            database.close_archive()

    def _look(self) -> None:
        try:
            if self._has_news() and not self._wait_for_quiet():
                self._publish()
        except DatabaseError as error:
            database.let_go_if_broken()
            self._fail(PublishError(f"couldn't look at the archive: {error}"))

    def _fail(self, error: BroadsheetError) -> None:
        if str(error) != self._told:
            self.failed(error)
        self._told, self._rest = str(error), min(max(1.0, 2 * self._rest), _LONGEST_REST)

    def _has_news(self) -> bool:
        return self._told != "" or changes.pending_count() > 0 or self._seen() != self._settings

    def _seen(self) -> object:
        """What tells that the settings or the theme are others than before."""
        try:
            settings = (self.folder / SETTINGS_FILE).stat()
            return settings.st_mtime_ns, settings.st_size, stamps(self.folder)
        except OSError as error:
            return str(error)

    def _wait_for_quiet(self) -> bool:
        """Let a burst of changes end; true when the watcher shall stop."""
        began, known = self.clock.now(), (changes.pending_count(), self._seen())
        while self.clock.now() - began < LONGEST_WAIT:
            if self.clock.rest(QUIET):
                return True
            seen = (changes.pending_count(), self._seen())
            if seen == known:
                return False
            known = seen
        return False

    def _publish(self) -> None:
        seen = self._seen()
        try:
            report = self.press.publish(Publication.open(self.folder), wait=True)
        except BroadsheetError as error:
            database.let_go_if_broken()
            self._fail(error)
            return
        self._settings, self._told, self._rest = seen, "", LOOK_EVERY
        if report.written or report.removed or report.problems:
            self.published(report)
