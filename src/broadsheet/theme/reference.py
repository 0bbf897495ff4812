"""The reference of what a template may use, read from the contexts themselves.

Guarantees: every public field of every context is in it, with the sentence that stands
under it in :mod:`broadsheet.theme.contexts`; the text is the same on every machine. The
source is parsed, because Python keeps no docstring of a field.
"""

import ast
from importlib import resources

__all__ = ["template_reference"]


def template_reference() -> str:
    """The reference as Markdown: one section per context, one line per field."""
    source = (resources.files("broadsheet.theme") / "contexts.py").read_text(encoding="utf-8")
    sections = [_section(node) for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    return "\n".join(section for section in sections if section)


def _section(node: ast.ClassDef) -> str:
    fields = [
        (item.target.id, ast.unparse(item.annotation), _sentence(node.body[at + 1 : at + 2]))
        for at, item in enumerate(node.body)
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    ]
    bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
    inherits = f" Has every field of `{bases[0]}`." if bases and bases[0] != "str" else ""
    lines = [f"### {node.name}", "", (ast.get_docstring(node) or "").strip() + inherits, ""]
    if fields:
        lines += ["| field | type | meaning |", "|---|---|---|"]
        lines += [f"| `{name}` | `{kind.replace('|', 'or')}` | {about} |" for name, kind, about in fields]
        lines.append("")
    return "\n".join(lines)


def _sentence(following: list[ast.stmt]) -> str:
    """The string under a field, on one line."""
    for item in following:
        if isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant):
            return " ".join(str(item.value.value).split())
    return ""
