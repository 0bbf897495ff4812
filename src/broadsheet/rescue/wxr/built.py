"""Texts that a page builder keeps beside the post, for posts whose own text is empty.

Guarantees: total; used only where ``content:encoded`` holds nothing, since builders write there too what they
show. Elementor's JSON is read in its order; data that only PHP can read is not, and the report says so.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

__all__ = ["BUILDER_FIELDS", "built_markup", "unread_builder"]

_ELEMENTOR = "_elementor_data"
_SHORTCODES = ("ct_builder_shortcodes", "_ct_builder_shortcodes")
_OPAQUE = (
    "_fl_builder_data",
    "_bricks_page_content_2",
    "panels_data",
    "_cornerstone_data",
    "brizy",
    "tve_updated_post",
)
BUILDER_FIELDS = frozenset([_ELEMENTOR, *_SHORTCODES, *_OPAQUE])

_HEADINGS = frozenset(["title", "tab_title", "heading", "title_text", "ending_title"])
_TEXTS = frozenset([
    "editor", "html", "tab_content", "text", "description", "description_text", "testimonial_content",
    "testimonial_name", "testimonial_job", "blockquote_content", "item_text", "content", "caption", "alert_title",
    "alert_description", "inner_text", "subtitle", "author_name",
])  # fmt: skip
_ADDRESSES = frozenset(["youtube_url", "vimeo_url", "dailymotion_url", "hosted_url", "external_url"])
_DEEPEST = 60


def built_markup(meta: Mapping[str, str]) -> str:
    """What the builder's data of an item shows, as HTML; empty where there is none that can be read."""
    for name in _SHORTCODES:
        if meta.get(name, "").lstrip().startswith("["):
            return meta[name]
    written = meta.get(_ELEMENTOR, "")
    if not written.lstrip().startswith(("[", "{")):
        return ""
    try:
        data = json.loads(written)
    except (ValueError, RecursionError):
        return ""
    return "\n\n".join(_shown(data, 0))


def unread_builder(meta: Mapping[str, str]) -> str:
    """The field in which a builder keeps a text that is not read; empty where none does."""
    return next((name for name in (*_OPAQUE, _ELEMENTOR) if len(meta.get(name, "")) > 20), "")


def _shown(data: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, dict):
            settings = each.get("settings")
            if isinstance(settings, dict):
                yield from _widget(settings, depth)
            yield from _shown(each.get("elements", []), depth + 1)


def _widget(settings: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name, value in settings.items():
        if isinstance(value, str) and value.strip():
            if name in _HEADINGS:
                yield f"<h3>{value}</h3>"
            elif name in _TEXTS:
                yield _linked(value, settings) if name == "text" else f"<div>{value}</div>"
            elif name in _ADDRESSES:
                yield f"<p>{escape(value)}</p>"
            elif name == "shortcode":
                yield value
        elif (
            name == "image" and isinstance(value, dict) and isinstance(value.get("url"), str) and value["url"]
        ):
            number = re.sub(r"\D", "", str(value.get("id", "")))
            yield f'<figure><img class="wp-image-{number}" src="{escape(value["url"])}" alt=""></figure>'
        elif isinstance(value, list) and depth < _DEEPEST:
            for item in value:
                if isinstance(item, dict):
                    yield from _widget(item, depth + 1)


def _linked(text: str, settings: Mapping[str, Any]) -> str:
    link = settings.get("link")
    url = link.get("url") if isinstance(link, dict) else None
    return f'<p><a href="{escape(url)}">{text}</a></p>' if isinstance(url, str) and url else f"<p>{text}</p>"
