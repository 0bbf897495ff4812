"""The language that the newsroom speaks with whoever asks.

Guarantees: a member reads it in the language of their account; whoever has not chosen, and whoever stands at the
door, in the paper's, as its settings have it now; where the newsroom does not speak that one, in the first of
the browser's that it does, or else in English.

Django's own middleware asks the browser first: a Persian paper would speak English with every reporter whose telephone
was set up elsewhere.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from broadsheet.errors import PublicationError
from broadsheet.newsroom import paper

__all__ = ["Tongue", "language_of_paper"]


def language_of_paper() -> str:
    """The paper's language, where the newsroom speaks it; else empty."""
    try:
        language = paper.current().settings.language.partition("-")[0].lower()
    except PublicationError:
        return ""
    return language if language in dict(settings.LANGUAGES) else ""


class Tongue:
    """Chooses before anything is said; Wagtail's views put the member's own choice over it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in that language, and say which it is."""
        language = language_of_paper() or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
            return response
