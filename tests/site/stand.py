"""The site on a stand: served from loopback at the root of a host or below a path, for any kind of visitor."""

import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from broadsheet.press.serving import SiteServer

__all__ = ["served"]


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder from a thread; gives its address, with a slash at the end."""
    server = SiteServer(folder, port=0)
    handler: Any = server.RequestHandlerClass

    class Hospitable(handler.func):  # type: ignore[misc]  # the server's own handler, whatever it is
        def end_headers(self) -> None:
            # linkchecker asks ten times a second at most, except of those who tell it not to worry.
            self.send_header("LinkChecker", "welcome")
            super().end_headers()

    server.RequestHandlerClass = partial(Hospitable, **handler.keywords)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
