"""Templates that extend and include others, as one.

A page is set from three or four templates and half a dozen blocks, each of which is a function of its own for
Jinja2, called anew for every page. Here what a template extends and includes is put into its places once, before
it is compiled.

Guarantees: the text is the same. A template is left as it is where one could tell the difference, or might: where
blocks or included templates lie in what holds text or repeats it, where a block wants to see, or is not to see, what
is set around it, or where a template does something at its top besides giving its blocks.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from jinja2 import nodes

from broadsheet.theme.stereotypes import all_in, copy_of

__all__ = ["flattened"]

Parsed = Callable[[str], nodes.Template | None]
"""A template as it was read, by name."""

_BINDING = (nodes.Assign, nodes.AssignBlock, nodes.FromImport, nodes.Import, nodes.Macro)
_ELSEWHERE = (nodes.Block, nodes.Extends, nodes.Include)
_DEEPEST = 8

N = TypeVar("N", bound=nodes.Node)


class _Unusual(Exception):
    """Something that is better left to Jinja2."""


def flattened(template: nodes.Template, parsed: Parsed) -> nodes.Template:
    """The template with all that it extends and includes in it, or as it is where that might be told."""
    try:
        return _Flattening(template, parsed).whole()
    except _Unusual:
        return template


class _Super(NamedTuple):
    """What a block replaces: as :meth:`_Flattening._block` is asked for it."""

    name: str
    above: int
    around: frozenset[str]
    """What is set in a block, and around it, is unknown to the one that it replaces."""
    depth: int


class _Flattening:
    def __init__(self, template: nodes.Template, parsed: Parsed) -> None:
        self._parsed = parsed
        self._line = _line_of(template, parsed)
        self._blocks: dict[str, list[nodes.Block]] = {}
        """Blocks by name, those of the template itself first."""
        for each in self._line:
            blocks = _parts(each, (nodes.Block,))
            if len({block.name for block in blocks}) < len(blocks):
                raise _Unusual
            for block in blocks:
                self._blocks.setdefault(block.name, []).append(block)

    def whole(self) -> nodes.Template:
        base = self._line[-1]
        if any(_set_in(each) for each in base.body if not isinstance(each, nodes.Block)):
            raise _Unusual
        body = self._all(base.body, frozenset(), 0)
        return nodes.Template(body, lineno=1, environment=base.environment)

    def _all(self, body: Sequence[nodes.Node], around: frozenset[str], depth: int) -> list[nodes.Node]:
        """Statements with all in them; ``around`` are names set by blocks around them, which they must not ask for."""
        if depth > _DEEPEST:
            raise _Unusual
        written: list[nodes.Node] = []
        for each in body:
            if isinstance(each, nodes.Block):
                written += self._block(each.name, 0, around, depth)
            elif isinstance(each, nodes.Include):
                written += self._included(each, depth)
            elif isinstance(each, nodes.If):
                written.append(self._choice(each, around, depth))
            else:
                if not isinstance(each, nodes.Output):
                    _check(each)
                written.append(copy_of(each))
        return written

    def _choice(self, node: nodes.If, around: frozenset[str], depth: int) -> nodes.If:
        cases = [self._choice(case, around, depth) for case in node.elif_]
        body, other = self._all(node.body, around, depth), self._all(node.else_, around, depth)
        _check(node.test)
        return nodes.If(
            copy_of(node.test), body, cases, other, lineno=node.lineno, environment=node.environment
        )

    def _block(self, name: str, above: int, around: frozenset[str], depth: int) -> list[nodes.Node]:
        """What stands in the place of a block; ``above`` counts how often it asked for what it replaces."""
        block = self._blocks[name][above]
        asked = {each.name for each in _parts(block, (nodes.Name,))}
        if block.scoped or block.required or asked & around:
            raise _Unusual
        around |= _set_in(block)
        written: list[nodes.Node] = []
        for each in self._all(block.body, around, depth + 1):
            written += self._with_super(each, _Super(name, above + 1, around, depth))
        return _apart(written)

    def _with_super(self, node: nodes.Node, replaced: "_Super") -> list[nodes.Node]:
        """A statement of a block, with what the block replaces wherever that is printed by itself."""
        if isinstance(node, nodes.If):
            for case in (node, *node.elif_):
                case.body = self._every_super(case.body, replaced)
            node.else_ = self._every_super(node.else_, replaced)
            return [node]
        if not isinstance(node, nodes.Output):
            return [node]
        written: list[nodes.Node] = []
        for each in node.nodes:
            if not _is_super(each):
                written.append(
                    nodes.Output([copy_of(each)], lineno=node.lineno, environment=node.environment)
                )
            elif replaced.above < len(self._blocks[replaced.name]):
                written += self._block(*replaced)
            else:
                raise _Unusual
        return written

    def _every_super(self, body: Sequence[nodes.Node], replaced: "_Super") -> list[nodes.Node]:
        return [new for each in body for new in self._with_super(each, replaced)]

    def _included(self, node: nodes.Include, depth: int) -> list[nodes.Node]:
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        found = self._parsed(name) if isinstance(name, str) else None
        if found is None or not node.with_context or _parts(found, (nodes.Block, nodes.Extends)):
            raise _Unusual
        if any(_asks_for_blocks(each) for each in _parts(found, (nodes.Name,))):
            raise _Unusual
        return _apart(self._all(found.body, frozenset(), depth + 1))


def _line_of(template: nodes.Template, parsed: Parsed) -> list[nodes.Template]:
    """A template, what it extends, and so on to the one that extends none."""
    line = [template]
    while extends := _parts(line[-1], (nodes.Extends,)):
        name = extends[0].template.value if isinstance(extends[0].template, nodes.Const) else None
        above = parsed(name) if isinstance(name, str) else None
        first, *rest = line[-1].body
        if (
            above is None
            or len(line) > _DEEPEST
            or first is not extends[0]
            or not all(map(_gives_blocks, rest))
        ):
            raise _Unusual
        line.append(above)
    return line


def _gives_blocks(node: nodes.Node) -> bool:
    """Whether a statement at the top of a template that extends another does nothing else."""
    if isinstance(node, nodes.Output):
        return all(isinstance(each, nodes.TemplateData) for each in node.nodes)
    return isinstance(node, nodes.Block)


def _check(node: nodes.Node) -> None:
    """Refuse what has blocks or other templates in it where they can't be put into their places."""
    if _parts(node, _ELSEWHERE) or any(_asks_for_blocks(name) for name in _parts(node, (nodes.Name,))):
        raise _Unusual


def _asks_for_blocks(name: nodes.Name) -> bool:
    return name.name in ("super", "self")


def _is_super(node: nodes.Node) -> bool:
    """Whether an expression is what a block replaces, by itself."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "super":
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise _Unusual
        return True
    _check(node)
    return False


def _parts(node: nodes.Node, kinds: tuple[type[N], ...]) -> list[N]:
    """A node and all in it, as far as they are of some kinds."""
    return [each for each in all_in(node) if isinstance(each, kinds)]


def _set_in(node: nodes.Node) -> frozenset[str]:
    """Names that statements set, but for those of loops, which end with them."""
    if _parts(node, (nodes.Import, nodes.FromImport)):
        raise _Unusual
    found = _parts(node, (nodes.Assign, nodes.AssignBlock))
    stored = {name.name for each in found for name in _parts(each, (nodes.Name,)) if name.ctx == "store"}
    return frozenset(stored | {macro.name for macro in _parts(node, (nodes.Macro,))})


def _apart(body: list[nodes.Node]) -> list[nodes.Node]:
    """Statements with what they set kept to themselves."""
    if any(_parts(each, _BINDING) for each in body):
        return [nodes.Scope(body, lineno=body[0].lineno, environment=body[0].environment)]
    return body
