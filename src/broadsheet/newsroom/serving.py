"""Serving the newsroom: one process, a pool of threads, and a clock that publishes what is scheduled.

Guarantees: loopback unless told; static files come under names that change with their content; a request is
bounded in size and time; at the end, answers under way are given.

cheroot is embedded, and no server starts this one, so that the process that opened the archive is the one that
serves, with nothing to configure.
"""

import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

from cheroot.wsgi import Server
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from broadsheet.errors import BroadsheetError
from broadsheet.newsroom.request_size import LARGEST_BODY, bounded
from broadsheet.newsroom.returning import running
from broadsheet.newsroom.scheduling import Clock
from broadsheet.newsroom.stories.adopting import adopt_posts
from broadsheet.newsroom.tags.lookalikes import get_ready

__all__ = ["NewsroomServer", "gather_static_files"]

_THREADS = 8
_SECONDS = 30


def gather_static_files() -> None:
    """Copy the package's static files, hashed, to where this process serves them; at once where that was done."""
    root = Path(settings.STATIC_ROOT or "")
    own = Path(__file__).parent / "static"
    parts = [version("wagtail"), version("broadsheet")]
    parts += [f"{file}{file.stat().st_mtime_ns}" for file in sorted(own.rglob("*")) if file.is_file()]
    mark, state = root / "gathered", hashlib.sha256("\n".join(parts).encode()).hexdigest()
    if mark.is_file() and mark.read_text(encoding="utf-8") == state:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=root.is_dir())
    # A crash before this line makes the next process gather them again.
    mark.write_text(state, encoding="utf-8")


class NewsroomServer:
    """A newsroom that listens; the paper must be open in this process."""

    def __init__(self, *, host: str = "127.0.0.1", port: int = 8001, tell: Callable[[str], None]) -> None:
        """Listen; ``tell`` hears of what went wrong on the way. Port 0 takes a free one.

        Raises:
            BroadsheetError: the port is taken.
        """
        gather_static_files()
        self._clock = Clock(tell=tell)
        application = bounded(get_wsgi_application())
        self._server = Server((host, port), application, numthreads=_THREADS, timeout=_SECONDS)
        self._server.max_request_body_size = LARGEST_BODY
        self._server.server_name = "Broadsheet"
        self._server.shutdown_timeout = 5
        try:
            self._server.prepare()
        except OSError as error:
            raise BroadsheetError(
                f"couldn't listen on {host}:{port}: {error.strerror or error}; try another --newsroom-port"
            ) from error

    @property
    def address(self) -> str:
        """Where a browser on this machine finds it."""
        host, port = self._server.bind_addr[:2]
        return f"http://{host}:{port}/newsroom/"

    def serve_until(self, ended: threading.Event) -> None:
        """Serve until the event is set; answers under way are given. Raises what the server failed with."""
        self._clock.start()
        threading.Thread(target=adopt_posts, name="adopting", daemon=True).start()
        threading.Thread(target=get_ready, name="likenesses", daemon=True).start()
        with ThreadPoolExecutor(1, thread_name_prefix="serving") as pool:
            serving = pool.submit(self._server.serve)
            serving.add_done_callback(lambda _: ended.set())
            ended.wait()
            self._clock.stop()
            self._server.stop()
        running.end_all()
        serving.result()
