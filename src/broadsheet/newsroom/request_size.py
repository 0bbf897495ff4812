"""How much a request may hold: little, but where copies of a whole site are taken in.

Guarantees: nobody makes this process hold a large body in memory, not even one that is refused unread: the server
would read what is left of it at once.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from broadsheet.newsroom.returning.uploads import LARGEST

__all__ = ["LARGEST_BODY", "bounded"]

_LARGEST_REQUEST = 66_000_000
LARGEST_BODY = 2 * LARGEST
"""Up to here, who uploads too much is told so in a sentence; from here on, the connection is closed."""
_PIECE = 64 * 1024


def bounded(application: Any) -> Any:
    """The application, behind these bounds."""
    uploads = (reverse("newsroom:bring_back"), reverse("newsroom:dates_by_list"))

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        takes_copies = environ.get("PATH_INFO") in uploads
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > (LARGEST_BODY if takes_copies else _LARGEST_REQUEST):
            start_response("413 Content Too Large", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"This is larger than the newsroom takes."]
        answered: Iterable[bytes] = application(environ, start_response)
        if takes_copies:
            while environ["wsgi.input"].read(_PIECE):
                pass
        return answered

    return answer
