"""What keeps the site up with the newsroom: it publishes soon after something changed.

Guarantees: a change that was made is on the site within two seconds of it where a publish takes no longer; many
changes made together are one edition; a publish that fails is told once and tried again, more and more seldom.
This runs in the process that serves the site, which knows no newsroom: all it reads is the changes.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.db import DatabaseError, connection

from broadsheet.archive import changes
from broadsheet.errors import BroadsheetError
from broadsheet.press import EditionReport, publish
from broadsheet.publication import Publication

__all__ = ["Publisher"]

_LOOK = 0.4
_SETTLE = 0.6
_PATIENCE = 60.0


def _publish(folder: Path) -> EditionReport:
    # The settings as they are now: somebody may have changed them since the last edition.
    return publish(Publication.open(folder), wait=True)


class Publisher(threading.Thread):
    """Publishes in a thread of its own whenever changes are pending; the archive must be open in this process."""

    def __init__(
        self,
        folder: Path,
        *,
        tell: Callable[[str], None],
        carry_out: Callable[[Path], EditionReport] = _publish,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(name="publisher", daemon=True)
        self._folder = folder
        self._tell = tell
        self._carry_out = carry_out
        self._pause = pause
        self._over = threading.Event()
        self._failures = 0

    def run(self) -> None:
        """Until stopped."""
        try:
            while not self._over.is_set():
                self._pause(self.look())
        finally:
            connection.close()

    def look(self) -> float:
        """Publish if something changed; returns how long to wait before looking again."""
        try:
            if not changes.pending_count():
                return _LOOK
            # Whoever saves once often saves again, and a merge of tags makes hundreds of changes.
            self._pause(_SETTLE)
            report = self._carry_out(self._folder)
        except (BroadsheetError, DatabaseError) as error:
            self._failures += 1
            if self._failures == 1:
                self._tell(f"{error}")
            return min(_PATIENCE, 2.0**self._failures)
        self._failures = 0
        for problem in report.problems:
            self._tell(problem)
        return _LOOK

    def stop(self) -> None:
        """Publish no more once the edition under way is finished."""
        self._over.set()
