"""What all pages of a kind share, cast once instead of set anew for each.

A printer who needs the same page again casts a solid plate from the set type, a stereotype. Here
the templates are recompiled for one ``site``, one set of ``words`` and one ``root``, with these
values in the place of their names: a masthead or footer becomes one piece of text.

Guarantees: the text is the same as without: a value is put in only where it is plain (text, number,
truth), a part is left out only where nothing but output is lost, and a name that any template of the
theme sets itself is left alone everywhere (:func:`free_names`). Authors of templates need to know
nothing of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.visitor import NodeTransformer

__all__ = ["Stereotyper", "all_in", "copy_of", "free_names", "only_prints"]

_PLAIN = (str, int, bool, type(None))
_BINDING = (
    nodes.Assign, nodes.AssignBlock, nodes.Block, nodes.Extends, nodes.FromImport, nodes.Import, nodes.Macro,
)  # fmt: skip
_CAPTURING = (nodes.AssignBlock, nodes.CallBlock, nodes.FilterBlock, nodes.Macro)
_UNKNOWN = object()


def free_names(templates: Iterable[nodes.Template], names: Iterable[str]) -> frozenset[str]:
    """Those of ``names`` that no template sets, takes as a parameter or imports."""
    taken: set[str] = set()
    for node in (node for template in templates for node in all_in(template)):
        if (isinstance(node, nodes.Name) and node.ctx != "load") or isinstance(node, nodes.Macro):
            taken.add(node.name)
        elif isinstance(node, nodes.Import):
            taken.add(node.target)
        elif isinstance(node, nodes.FromImport):
            taken |= {name if isinstance(name, str) else name[1] for name in node.names}
    return frozenset(names) - taken


def all_in(node: nodes.Node) -> list[nodes.Node]:
    """A node and all nodes in it, in no order: Jinja2's own search takes three times as long."""
    found: list[nodes.Node] = []
    waiting = [node]
    while waiting:
        each = waiting.pop()
        found.append(each)
        for name in each.fields:
            value = getattr(each, name, None)
            if isinstance(value, nodes.Node):
                waiting.append(value)
            elif isinstance(value, list):
                waiting += [part for part in value if isinstance(part, nodes.Node)]
    return found


def only_prints(
    template: nodes.Template, name: str, *, through: Iterable[str] = (), called: bool = False
) -> bool:
    """Whether a name goes straight onto the page wherever a template uses it: nothing asks what it is, and nothing
    that could ask holds text in which it may stand. It may be handed to a call of ``through`` that is printed itself.
    With ``called``, that is asked of what a call of the name gives.
    """
    every = all_in(template)
    held = [block for block in every if isinstance(block, _CAPTURING)]
    if any(_may_print(node, name) for block in held for node in all_in(block) if node is not block):
        return False
    printed = [child for output in every if isinstance(output, nodes.Output) for child in output.nodes]
    fine = {id(child) for child in printed if not (called and _is(child, name))}
    for call in printed:
        if isinstance(call, nodes.Call) and isinstance(call.node, nodes.Name):
            if called and _is(call.node, name):
                fine.add(id(call.node))
            if call.node.name in through:
                fine |= {id(argument) for argument in call.args}
    return all(id(node) in fine for node in every if _may_print(node, name, captured=False))


def _is(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


def _may_print(node: nodes.Node, name: str, *, captured: bool = True) -> bool:
    """Whether a node gives text with the name in it: the name, or a block that is called; where text is held, any other
    block or template too.
    """
    if _is(node, name):
        return True
    if isinstance(node, nodes.Call):
        owner = node.node.node if isinstance(node.node, nodes.Getattr) else node.node
        return isinstance(owner, nodes.Name) and owner.name in ("super", "self")
    return captured and isinstance(node, nodes.Block | nodes.Include)


class Stereotyper(NodeTransformer):
    """Puts known values into a parsed template."""

    def __init__(self, environment: Environment, known: Mapping[str, Any]) -> None:
        self._environment = environment
        self._known = dict(known)

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802 - Jinja2's name
        return self._plain(node)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - Jinja2's name
        found = self._plain(node)
        return self.generic_visit(node) if found is node else found

    def visit_If(self, node: nodes.If) -> nodes.Node | list[nodes.Node]:  # noqa: N802 - Jinja2's name
        node.test = self.visit(node.test)
        node.body, node.else_ = self._all(node.body), self._all(node.else_)
        for each in node.elif_:
            each.test, each.body = self.visit(each.test), self._all(each.body)
        cases: list[tuple[Any, list[nodes.Node]]]
        cases = [(each.test, each.body) for each in (node, *node.elif_)] + [(None, node.else_)]
        while cases[0][0] is not None:
            truth = self._truth(cases[0][0])
            dropped = [body for _, body in cases[1:]] if truth else [cases[0][1]]
            if truth is None or any(_binds(body) for body in dropped):
                break
            cases = [(None, cases[0][1])] if truth else cases[1:]
        (test, body), *rest = cases
        if test is None:
            return _joined(body)
        node.test, node.body = test, body
        node.elif_ = [each for each in node.elif_ if any(each.test is case for case, _ in rest)]
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node | list[nodes.Node]:  # noqa: N802 - Jinja2's name
        things = self._value(node.iter)
        target = node.target
        simple = (
            isinstance(things, tuple)
            and isinstance(target, nodes.Name)
            and target.name not in self._known
            and not (node.else_ or node.test or node.recursive or _binds(node.body))
            and not any(name.name == "loop" for name in node.find_all(nodes.Name))
            and not any(True for _ in node.find_all((nodes.Include, nodes.For, nodes.CallBlock, nodes.With)))
        )
        if simple and isinstance(target, nodes.Name):
            written = [self._with(target.name, thing, node.body) for thing in things]
            if not any(_mentions(body, target.name) for body in written):
                return _joined([each for body in written for each in body])
        return self.generic_visit(node)

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        node = super().generic_visit(node, *args, **kwargs)
        for name, value in node.iter_fields():
            if isinstance(value, list) and any(isinstance(each, nodes.Output) for each in value):
                setattr(node, name, _joined(value))
        return node

    def _all(self, body: list[nodes.Node]) -> list[nodes.Node]:
        written: list[nodes.Node] = []
        for each in body:
            found: Any = self.visit(each)
            written += found if isinstance(found, list) else [found]
        return _joined(written)

    def _with(self, name: str, value: object, body: list[nodes.Node]) -> list[nodes.Node]:
        """A copy of a loop's body for one of its things."""
        own = Stereotyper(self._environment, {**self._known, name: value})
        return own._all(copy_of(body))

    def _value(self, node: nodes.Node) -> Any:
        """What an expression of names and attributes is, or a mark that it is not known."""
        if isinstance(node, nodes.Name):
            return self._known.get(node.name, _UNKNOWN) if node.ctx == "load" else _UNKNOWN
        if isinstance(node, nodes.Getattr):
            owner = self._value(node.node)
            return _UNKNOWN if owner is _UNKNOWN else getattr(owner, node.attr, _UNKNOWN)
        return _UNKNOWN

    def _plain(self, node: Any) -> nodes.Node:
        value = self._value(node)
        return nodes.Const(value, lineno=node.lineno) if type(value) in _PLAIN else node

    def _truth(self, test: Any) -> bool | None:
        value = self._value(test)
        if value is not _UNKNOWN:
            return bool(value)
        try:
            return bool(test.as_const(nodes.EvalContext(self._environment)))
        except Exception:  # noqa: BLE001 - an expression that fails is left to fail where its page is rendered
            return None


def copy_of(part: Any) -> Any:
    """A copy of a node or of a list of them; the environment they belong to stays the same."""
    if isinstance(part, list):
        return [copy_of(each) for each in part]
    if not isinstance(part, nodes.Node):
        return part
    fields = [copy_of(getattr(part, name, None)) for name in part.fields]
    return type(part)(*fields, lineno=part.lineno, environment=part.environment)


def _binds(body: list[nodes.Node]) -> bool:
    return any(isinstance(each, _BINDING) or any(True for _ in each.find_all(_BINDING)) for each in body)


def _mentions(body: list[nodes.Node], name: str) -> bool:
    return any(each.name == name for node in body for each in _names(node))


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)


def _joined(body: list[nodes.Node]) -> list[nodes.Node]:
    """The same statements, outputs that follow each other made one."""
    joined: list[nodes.Node] = []
    for each in body:
        last = joined[-1] if joined else None
        if isinstance(each, nodes.Output) and isinstance(last, nodes.Output):
            joined[-1] = nodes.Output([*last.nodes, *each.nodes], lineno=last.lineno)
        else:
            joined.append(each)
    return joined
