"""Text into markup, at the speed a full build needs.

Guarantees: :func:`print_value` gives what ``str(markupsafe.escape(value))`` gives, for every value
(a property test compares them). Jinja2 builds a ``Markup`` object for each value it prints, which
is most of the time a page takes; :mod:`broadsheet.theme.composing` prints plain text, several
times faster. The library's own inner function does the
escaping where there is one.
"""

from collections.abc import Callable
from typing import Any

import markupsafe
from markupsafe import escape

from broadsheet.theme.contexts import Html

__all__ = ["escaped", "print_value"]

_SHORT = 200
escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", lambda text: str(escape(text)))
"""What :func:`print_value` gives for a plain ``str``."""


def print_value(value: Any) -> str:
    """The value as markup: text escaped, :class:`Html` and whatever else is safe as it is."""
    kind = type(value)
    if kind is str:
        # The library walks a text letter by letter, which a search outruns in long ones.
        if (
            len(value) < _SHORT
            or "&" in value
            or "<" in value
            or ">" in value
            or '"' in value
            or "'" in value
        ):
            return escaped(value)
        return str(value)
    if kind is Html:
        return str.__str__(value)
    return str(value) if kind is int else str(escape(value))
