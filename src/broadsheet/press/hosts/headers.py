"""What every host should send with the site's files.

Guarantees: with this policy a browser loads pictures, styles and fonts of the site itself and
nothing else, runs no script, sends no form and shows the site in nobody's frame; no page
that a reader goes on to learns where they came from. Files whose names carry a digest of
their content are kept for ever, pages are asked for again each time.
"""

from collections.abc import Mapping
from types import MappingProxyType

from broadsheet.press.layout import JSON_FEED

__all__ = [
    "ATOM",
    "CONTENT_SECURITY_POLICY",
    "FOREVER",
    "HASHED",
    "REVALIDATE",
    "SAFETY_HEADERS",
    "TYPES",
]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

SAFETY_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
)
"""Sent with every answer, errors included."""

HASHED: tuple[str, ...] = ("assets", "media")
"""Folders whose files never change under one name."""

FOREVER = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"

ATOM = "atom.xml"
TYPES: tuple[tuple[str, str], ...] = (
    (ATOM, "application/atom+xml; charset=utf-8"),
    (JSON_FEED, "application/feed+json; charset=utf-8"),
)
"""MIME types of files whose ending alone would give another, by file name."""
