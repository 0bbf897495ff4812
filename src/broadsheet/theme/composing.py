"""From a parsed template to Python, for a build that sets tens of thousands of pages.

Guarantees: a template gives the text, and fails with the error, that it does by Jinja2's own
compiler; only the way there is shorter. Whatever follows each other is handed on as one text and not
piece by piece; a printed value becomes plain text and no ``Markup``; an attribute that is there is
read without a call into the environment; a plain function or method is called without asking first whether
it wants the context, which none of the theme's does. Should Jinja2 ever stop asking the methods
overridden here, its own ways are used: slower, as safe.
"""

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

__all__ = ["Compositor"]


class Compositor(CodeGenerator):
    """Compiles the templates of an environment that has ``print_value`` and ``plain_callables``."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("print_value, plain_callables = environment.print_value, environment.plain_callables")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        strange = frame.buffer is not None or frame.require_output_check or frame.eval_ctx.volatile
        if strange or not frame.eval_ctx.autoescape or self.environment.finalize:
            super().visit_Output(node, frame)
            return
        pieces: list[str | nodes.Expr] = []
        for child in node.nodes:
            text = self._text_of(child, frame)
            if text is None:
                pieces.append(child)
            elif pieces and isinstance(pieces[-1], str):
                pieces[-1] += text
            elif text:
                pieces.append(text)
        several = len(pieces) > 1
        if pieces:
            self.writeline("yield ''.join((" if several else "yield (")
            self.indent()
            for piece in pieces:
                self._piece(piece, frame)
                self.write("," if several else "")
            self.outdent()
            self.write("))" if several else ")")

    def _text_of(self, child: nodes.Expr, frame: Frame) -> str | None:
        """The text that an output is whatever the page, or None where that depends."""
        try:
            return self._output_child_to_const(child, frame, self._make_finalize())
        except Exception:  # noqa: BLE001 - what fails is left to fail where its page is rendered
            return None

    def _piece(self, piece: str | nodes.Expr, frame: Frame) -> None:
        if isinstance(piece, str):
            self.writeline(repr(piece))
        else:
            self.newline(piece)
            self.write("print_value(")
            self.visit(piece, frame)
            self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        owner, found = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({found} if ({found} := getattr(({owner} := ")
        self.visit(node.node, frame)
        self.write(
            f"), {node.attr!r}, missing)) is not missing else environment.getattr({owner}, {node.attr!r}))"
        )

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja2's name
        simple = isinstance(node.node, nodes.Name | nodes.Getattr) and not (
            node.kwargs or node.dyn_args or node.dyn_kwargs
        )
        if not simple or any(True for each in node.args for _ in each.find_all(nodes.Call)):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        called = self.temporary_identifier()
        self.write(f"({called}(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(f") if type({called} := ")
        self.visit(node.node, frame)
        self.write(") in plain_callables else ")
        super().visit_Call(node, frame, forward_caller=forward_caller)
        self.write(")")
