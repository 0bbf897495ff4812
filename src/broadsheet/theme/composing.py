"""From a parsed template to Python, for a build that sets tens of thousands of pages.

Guarantees: what a composed template gives is what it gives by Jinja2's own compiler; where that would fail, or
would look for a thing in more than one way, the composed one fails, and whoever runs it must ask Jinja2's own
(:mod:`broadsheet.theme.typesetter` does). What is shorter: all that follows each other is handed on as one text,
choices between texts included; a printed value becomes plain text and no ``Markup``; an attribute is read as Python
reads it; a plain function or method is called without asking first whether it wants the context, which none of
the theme's does; a loop that is asked for nothing but whether it has just begun knows nothing else.
"""

import keyword
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, CompilerExit, Frame

__all__ = ["Compositor", "turns"]

_ELSEWHERE = (nodes.Block, nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)

T = TypeVar("T")


class _Turn(NamedTuple):
    """What a loop knows of itself at one of its things."""

    first: bool


_FIRST, _LATER = _Turn(first=True), _Turn(first=False)


def turns(things: Iterable[T], _: Any = None) -> Iterator[tuple[T, _Turn]]:
    """Each thing and whether it is the first, as Jinja2's ``LoopContext`` gives them."""
    turn = _FIRST
    for thing in things:
        yield thing, turn
        turn = _LATER


class Compositor(CodeGenerator):
    """Compiles for an environment that has ``print_value``, ``escaped``, ``plain_callables`` and ``turns``."""

    _turns_are_enough = False

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja2's name
        first = {id(each.node) for each in node.find_all(nodes.Getattr) if each.attr == "first"}
        asked = [name for name in node.find_all(nodes.Name) if name.name == "loop"]
        # A block or another template could ask for more of a loop that it stands in.
        alone = not any(True for _ in node.find_all(_ELSEWHERE))
        self._turns_are_enough = alone and all(id(name) in first for name in asked)
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("print_value, escaped = environment.print_value, environment.escaped")
        self.writeline("plain_callables = environment.plain_callables")
        if self._turns_are_enough:
            self.writeline("LoopContext = environment.turns")

    def blockvisit(self, body: Iterable[nodes.Node], frame: Frame) -> None:
        strange = frame.buffer is not None or frame.require_output_check or frame.eval_ctx.volatile
        if strange or not frame.eval_ctx.autoescape or self.environment.finalize:
            super().blockvisit(body, frame)
            return
        self.writeline("pass")
        run: list[nodes.Node] = []
        try:
            for node in body:
                if self._is_text(node, frame):
                    run.append(node)
                    continue
                self._put(run, frame)
                run = []
                self.visit(node, frame)
            self._put(run, frame)
        except CompilerExit:
            return

    def _is_text(self, node: nodes.Node, frame: Frame) -> bool:
        """Whether a statement does nothing but give text."""
        if isinstance(node, nodes.Block):
            child = frame.toplevel and (self.has_known_extends or self.extends_so_far)
            return not (node.scoped or node.required or child)
        if isinstance(node, nodes.If):
            return all(
                isinstance(each, nodes.Output) or (isinstance(each, nodes.If) and self._is_text(each, frame))
                for body in (node.body, node.else_, *(case.body for case in node.elif_))
                for each in body
            )
        return isinstance(node, nodes.Output)

    def _put(self, run: list[nodes.Node], frame: Frame) -> None:
        """Hand on the text of statements: of blocks piece by piece, since one may be long and in wider letters."""
        if run:
            blocks = any(isinstance(node, nodes.Block) for node in run)
            self.writeline("yield from (" if blocks else "yield ''.join((")
            self._pieces(run, frame)
            self.write(")" if blocks else "))")

    def _pieces(self, run: Iterable[nodes.Node], frame: Frame) -> None:
        """The pieces of what statements give, a comma after each."""
        self.indent()
        for piece in self._joined(run, frame):
            if isinstance(piece, str):
                self.writeline(repr(piece))
            elif isinstance(piece, nodes.Block):
                self.writeline(f"*context.blocks[{piece.name!r}][0](context)", piece)
            elif isinstance(piece, nodes.If):
                self._choice(piece, frame.soft())
            else:
                self._value(piece, frame)
            self.write(",")
        self.outdent()

    def _joined(self, run: Iterable[nodes.Node], frame: Frame) -> Iterator[str | nodes.Node]:
        """Statements and printed expressions in their order; texts that follow each other, as one."""
        waiting = ""
        for node in run:
            for child in node.nodes if isinstance(node, nodes.Output) else (node,):
                text = self._text_of(child, frame) if isinstance(child, nodes.Expr) else None
                if text is not None:
                    waiting += text
                    continue
                if waiting:
                    yield waiting
                waiting = ""
                yield child
        if waiting:
            yield waiting

    def _text_of(self, child: nodes.Expr, frame: Frame) -> str | None:
        """The text that an output is whatever the page, or None where that depends."""
        try:
            return self._output_child_to_const(child, frame, self._make_finalize())
        except Exception:  # noqa: BLE001 - what fails is left to fail where its page is rendered
            return None

    def _choice(self, node: nodes.If, frame: Frame) -> None:
        self.writeline("*(", node)
        for case in (node, *node.elif_):
            self.write("(")
            self._pieces(case.body, frame)
            self.write(") if ")
            self.visit(case.test, frame)
            self.write(" else ")
        self.write("(")
        self._pieces(node.else_, frame)
        self.write("))")

    def _value(self, node: nodes.Node, frame: Frame) -> None:
        self.newline(node)
        if isinstance(node, nodes.Call | nodes.Filter):
            self.write("print_value(")
            self.visit(node, frame)
            self.write(")")
            return
        value = self.temporary_identifier()
        self.write(f"(escaped({value}) if type({value} := ")
        self.visit(node, frame)
        self.write(f") is str else print_value({value}))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        if keyword.iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        if isinstance(node.node, nodes.Name):
            # What is missing has no attributes, so that it need not be looked for first.
            self.write(frame.symbols.ref(node.node.name))
        else:
            self.visit(node.node, frame)
        self.write(f").{node.attr}")

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
