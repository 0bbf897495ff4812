"""A large body is taken where copies are brought back, refused elsewhere, and never held in memory."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest

from broadsheet.newsroom import request_size

UPLOAD = "/newsroom/returning/"


class Body(BytesIO):
    """A body that remembers the largest piece that was asked for."""

    largest = 0

    def read(self, size: int | None = -1) -> bytes:
        self.largest = max(self.largest, len(self.getvalue()) if size is None or size < 0 else size)
        return super().read(size)


def ask(path: str, *, length: str, body: Body | None = None) -> str:
    """The status of the answer to such a request, whose view looks at nothing of it."""
    said: list[str] = []

    def application(_environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("302 Found", [])
        return [b""]

    environ = {"PATH_INFO": path, "CONTENT_LENGTH": length, "wsgi.input": body or Body()}
    request_size.bounded(application)(environ, lambda status, _headers: said.append(status))
    return said[0]


def test_what_a_view_leaves_unread_is_read_away_in_pieces() -> None:
    body = Body(b"x" * 5_000_000)
    assert ask(UPLOAD, length="5000000", body=body) == "302 Found"
    assert body.tell() == 5_000_000
    assert body.largest < 100_000


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        (UPLOAD, "300000000", "302 Found"),
        ("/newsroom/undated/list/", "300000000", "302 Found"),
        (UPLOAD, "9000000000", "413 Content Too Large"),
        ("/newsroom/posts/add/", "300000000", "413 Content Too Large"),
        ("/newsroom/posts/add/", "60000000", "302 Found"),
        ("/newsroom/login/", "many", "413 Content Too Large"),
        ("/newsroom/", "", "302 Found"),
    ],
)
def test_only_copies_may_be_large(path: str, length: str, status: str) -> None:
    assert ask(path, length=length) == status
