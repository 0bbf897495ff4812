"""The languages that a post can be said to be in."""

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from broadsheet.publication import Settings

__all__ = ["language_choices", "language_name"]

_OFTEN = ("ar", "ckb", "de", "en", "es", "fa", "fr", "he", "kmr", "ru", "sq", "tr", "uk", "ur", "zh")


def language_choices(settings: Settings, *, also: str = "") -> list[tuple[str, str]]:
    """Codes and names: the paper's own, those of its newsroom, then others; ``also`` is what a post has now."""
    first = [settings.language, *settings.newsroom.languages, also]
    codes = dict.fromkeys(code for code in [*first, *_OFTEN] if code)
    return [(code, _name_and_code(code)) for code in codes]


def language_name(code: str) -> str:
    """What a language is called in the language of whoever reads; its code where nobody knows."""
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return code
    return locale.get_display_name(get_language() or "en") or code


def _name_and_code(code: str) -> str:
    name = language_name(code)
    return name if name == code else f"{name} ({code})"
