"""The front page's JSON Feed, version 1.1 (https://www.jsonfeed.org/version/1.1/).

Guarantees: the same ids as in Atom; a post without a known date is there without one, for
JSON Feed lets a feed be silent where Atom does not; an inferred date is not given at all.
"""

from collections.abc import Iterable
from typing import Any

from broadsheet.press.addresses import quoted
from broadsheet.press.feeds import FeedEntry, FeedHead, content_html, post_id
from broadsheet.press.jsontext import json_text
from broadsheet.press.layout import url_of

__all__ = ["json_feed", "json_item"]


def json_feed(items: Iterable[str], *, feed: FeedHead) -> bytes:
    """A JSON Feed of items made by :func:`json_item`, in their order. ``feed.path`` is the JSON feed's own path."""
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.root + url_of(feed.page_path),
        "feed_url": feed.root + quoted(feed.path),
        "description": feed.subtitle,
        "icon": feed.root + quoted(feed.logo_path) if feed.logo_path else "",
        "language": feed.language,
        "authors": [{"name": feed.author}] if feed.author else [],
    }
    head = [f'"{key}":{json_text(value)}' for key, value in document.items() if value]
    listed = ",\n".join(items)
    lines = ",\n".join([*head, f'"items":[\n{listed}\n]'])
    return f"{{\n{lines}\n}}\n".encode("utf-8", "replace")


def json_item(entry: FeedEntry, *, root: str, identity: str) -> str:
    """One post as JSON; the same in every feed with this root."""
    known = entry.certainty in ("exact", "day")
    item: dict[str, Any] = {
        "id": post_id(identity, entry.path),
        "url": root + url_of(entry.path),
        "title": entry.headline,
        "content_html": content_html(entry, root),
        "summary": entry.summary,
        "date_published": entry.published.isoformat(timespec="seconds") if entry.published and known else "",
        "date_modified": entry.updated.isoformat(timespec="seconds") if entry.updated else "",
        "language": entry.language,
        "authors": [{"name": name} for name in entry.authors if name.strip()],
        "tags": [tag for tag in entry.tags if tag],
    }
    if entry.picture:
        address = root + quoted(entry.picture.path)
        attachment = {"url": address, "mime_type": entry.picture.type, "size_in_bytes": entry.picture.length}
        item["image"] = address
        item["attachments"] = [{key: value for key, value in attachment.items() if value}]
    return json_text({key: value for key, value in item.items() if value or key == "content_html"})
