"""Headers on every answer of the newsroom: what a page may load, and from whom.

Wagtail's admin sets styles in attributes and prints a few scripts into its pages, so that inline styles
are allowed, and inline scripts only with the nonce of their answer; everything comes from the newsroom itself.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

__all__ = ["SafetyHeaders"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'; manifest-src 'self'"
)


class SafetyHeaders:
    """Adds the headers unless a view has set its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say what a page may load."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response
