"""Text into markup, at the speed a full build needs.

Guarantees: :func:`print_value` gives what ``str(markupsafe.escape(value))`` gives, for every value
(a property test compares them). Jinja2 builds a ``Markup`` object for each value it prints, which
is most of the time a page takes; templates compiled by :class:`PlainOutput` print plain text,
several times faster. Should Jinja2 ever stop asking the method overridden here, its own
escaping is used: slower, as safe.
"""

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import escape

from broadsheet.theme.contexts import Html

__all__ = ["PlainOutput", "print_value"]


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


class PlainOutput(CodeGenerator):
    """Compiles templates whose every printed value goes through ``environment.print_value``."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.print_value(")
