"""Text into markup, at the speed a full build needs.

Guarantees: :func:`print_value` gives what ``str(markupsafe.escape(value))`` gives, for every value
(a property test compares them). Jinja2 builds a ``Markup`` object for each value it prints, which
is most of the time a page takes; :mod:`broadsheet.theme.composing` prints plain text, several
times faster.
"""

from typing import Any

from markupsafe import escape

from broadsheet.theme.contexts import Html

__all__ = ["print_value"]


def print_value(value: Any) -> str:
    """The value as markup: text escaped, :class:`Html` and whatever else is safe as it is."""
    kind = type(value)
    if kind is str:
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
            value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            value = value.replace('"', "&#34;").replace("'", "&#39;")
        return str(value)
    if kind is Html:
        return str.__str__(value)
    return str(value) if kind is int else str(escape(value))
