"""Old addresses of a WordPress site: what named a post, a picture's file, a tag's archive.

Guarantees: pure functions over the strings of an export; hints are relative paths without ``..``.
"""

import re
from urllib.parse import quote, unquote, urlsplit

__all__ = ["file_hints", "old_addresses", "plain_slug", "site_key", "tag_address"]

_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)")
_SCALED = re.compile(r"-(?:scaled|rotated|e\d{10,})(?=\.\w+$)")
_EXTENSION = re.compile(r"(?=\.\w+$)")
_UPLOADS = re.compile(r"/(?:uploads|files)/(?:sites/\d+/)?(.+)$")
_MONTHLY = re.compile(r"/(\d{4}/\d{2}/.+)$")


def site_key(url: str, name: str) -> str:
    """What tells one site's post numbers from another's: host and path of its address, else its name."""
    parts = _split(url)
    host = parts[0].removeprefix("www.")
    if host:
        return host + parts[1].rstrip("/")
    return re.sub(r"\W+", "-", name.casefold()).strip("-") or "unknown"


def _split(url: str) -> tuple[str, str]:
    """Host (lower case, with its port) and path of an address; empty for what is none."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "", ""
    return parts.netloc.rpartition("@")[2].lower(), parts.path


def plain_slug(slug: str) -> str:
    """A slug as a reader would write it: percent signs decoded, unless that leaves torn letters."""
    if "%" not in slug:
        return slug.strip()
    decoded = unquote(slug).strip()
    return slug.strip() if "\ufffd" in decoded else decoded


def tag_address(base: str, kind: str, slugs: list[str]) -> str:
    """``https://example.org/category/world/asia/`` for base, kind ``category`` and the slugs from the top down."""
    if not base or not slugs or not all(slugs):
        return ""
    return "/".join([base.rstrip("/"), kind, *(quote(slug) for slug in slugs)]) + "/"


def file_hints(attached: str, url: str) -> tuple[str, ...]:
    """Where a picture's file may lie below an uploads folder, likeliest first."""
    names: dict[str, None] = {}
    for name in (attached, _below_uploads(url)):
        relative = unquote(name).strip().strip("/") if "%" in name else name.strip().strip("/")
        if relative and ".." not in relative.split("/") and "://" not in relative:
            names[relative] = None
    for name in list(names):
        unsized = _SIZE.sub("", name)
        original = _SCALED.sub("", unsized)
        for other in (unsized, original, _EXTENSION.sub("-scaled", original, count=1)):
            names.setdefault(other)
    return tuple(names)


def _below_uploads(url: str) -> str:
    path = _split(url)[1]
    match = _UPLOADS.search(path) or _MONTHLY.search(path)
    return match[1] if match else path.rpartition("/")[2]


def old_addresses(base: str, *, url: str, guid: str, query: str, slugs: tuple[str, ...]) -> tuple[str, ...]:
    """Further addresses that led to a post: its GUID and ``query`` on the site, and its permalink with old slugs.

    ``slugs`` are the present slug, then older ones.
    """
    found: dict[str, None] = {}
    host = _split(base or url)[0]
    if guid and host and _split(guid)[0].removeprefix("www.") == host.removeprefix("www."):
        found[guid] = None
    if base and query:
        found[f"{base.rstrip('/')}/?{query}"] = None
    if slugs and slugs[0]:
        head, _, last = url.rstrip("/").rpartition("/")
        if plain_slug(last) == plain_slug(slugs[0]):
            end = "/" if url.endswith("/") else ""
            found.update(dict.fromkeys(f"{head}/{slug}{end}" for slug in slugs[1:] if slug))
    found.pop(url, None)
    return tuple(found)
