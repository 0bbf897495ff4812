"""Serving a published site on this machine, as any static host would.

For looking at the site, not for the public: one process, no TLS, loopback unless told. It answers from
files only, shows the site's own 404 page, and sends the same safety headers as the shipped host
configurations, so that a page which needs anything else is found out here.
"""

import http.server
import sys
from functools import partial
from pathlib import Path
from typing import Any

from broadsheet.press.hosts import SAFETY_HEADERS

__all__ = ["SiteServer"]

_TYPES = {
    ".xml": "application/xml; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
}


class _Files(http.server.SimpleHTTPRequestHandler):
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | _TYPES
    protocol_version = "HTTP/1.1"
    server_version = "Broadsheet"
    sys_version = ""

    def end_headers(self) -> None:
        for name, value in SAFETY_HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", _TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: Any) -> None:  # noqa: ARG002 - the base class calls it so
        self.send_error(http.HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: ARG002 - readers are not logged
        return


class SiteServer(http.server.ThreadingHTTPServer):
    """An HTTP server for the files below ``site``; port 0 takes a free one."""

    daemon_threads = True

    def __init__(self, site: Path, *, host: str = "127.0.0.1", port: int = 8000) -> None:
        """Listen; raises OSError where the port is taken."""
        super().__init__((host, port), partial(_Files, directory=str(site)))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who goes away in the middle of an answer is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """Where a browser finds the site."""
        host, port = self.server_address[:2]
        return f"http://{host if isinstance(host, str) else host.decode()}:{port}/"
