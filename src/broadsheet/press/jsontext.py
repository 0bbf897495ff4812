"""JSON as the site's files hold it.

Guarantees: UTF-8, keys in their order, no space that nobody asked for; what UTF-8 has no bytes for becomes a question
mark, as everywhere on the site. orjson writes it, several times as fast as Python's own encoder, which is asked
for the rest: orjson refuses a text that no UTF-8 can hold.
"""

import json
from collections.abc import Mapping
from typing import Any

import orjson

__all__ = ["json_in_lines", "json_text"]


def json_text(value: Any) -> str:
    """A value in one line."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return _plain(json.dumps(value, ensure_ascii=False, separators=(",", ":"))).decode()


def json_in_lines(document: Mapping[str, Any]) -> bytes:
    """An object with a line for each value, and a last line break."""
    try:
        return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        return _plain(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _plain(text: str) -> bytes:
    return text.encode("utf-8", "replace")
