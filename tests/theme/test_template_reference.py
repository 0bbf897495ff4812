"""What templates use and what contexts offer are the same, both ways, and docs/theme.md says it."""

import dataclasses
import typing
from pathlib import Path

import jinja2
import pytest
from jinja2 import meta, nodes

from broadsheet.theme import Words, contexts
from broadsheet.theme.reference import template_reference
from broadsheet.theme.typesetter import TEMPLATES

ROOM = Path(__file__).parents[2] / "src/broadsheet/theme/templates"
DOCS = Path(__file__).parents[2] / "docs/theme.md"
ENVIRONMENT = jinja2.Environment(autoescape=True)
ENVIRONMENT.filters.update(lines=str, framed=str)
TREES = {
    path.name: ENVIRONMENT.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOM.glob("*.html"))
}
GIVEN = {"page", "site", "root", "words", "card", "entry", "chart", "by_initial", "srcset", "drawing"}
CLASSES = [
    getattr(contexts, name) for name in contexts.__all__ if dataclasses.is_dataclass(getattr(contexts, name))
]
USED = {node.attr for tree in TREES.values() for node in tree.find_all(nodes.Getattr)}


def types_in(hint: object) -> set[type]:
    found = {hint} if isinstance(hint, type) else set()
    return found.union(*(types_in(part) for part in typing.get_args(hint)))


@pytest.mark.parametrize("name", sorted(TREES))
def test_a_template_uses_only_names_it_is_given(name: str) -> None:
    assert meta.find_undeclared_variables(TREES[name]) <= GIVEN


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_field_of_a_context_is_used_by_some_template(kind: type) -> None:
    by_functions = {"year"} if kind is contexts.Bar else set()
    fields = {field.name for field in dataclasses.fields(kind)}
    assert fields - USED == by_functions


@pytest.mark.parametrize("name", sorted(set(TEMPLATES.values())))
def test_a_page_template_asks_its_page_only_for_fields_it_has(name: str) -> None:
    kind = next(kind for kind, template in TEMPLATES.items() if template == name)
    asked = {
        node.attr
        for tree in (TREES[name], TREES["base.html"])
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "page"
    }
    assert asked <= {field.name for field in dataclasses.fields(kind)}


def test_every_phrase_is_said_somewhere() -> None:
    by_press = {"posts_tagged", "posts_by", "undated", "date_unknown", "latest", "retracted_headline"}
    by_words = {"not_before", "not_after", "between", "evidence", "posts", "minutes", "language"}
    assert {field.name for field in dataclasses.fields(Words)} - by_press - by_words - USED == set()


def test_every_context_that_a_page_reaches_is_public() -> None:
    for kind in CLASSES:
        for hint in typing.get_type_hints(kind).values():
            for found in types_in(hint):
                assert found.__module__ != contexts.__name__ or found.__name__ in contexts.__all__


def test_the_reference_in_the_docs_is_the_generated_one() -> None:
    _, _, generated = DOCS.read_text(encoding="utf-8").partition("<!-- contexts -->\n")
    assert generated == template_reference()


def test_every_field_is_in_the_reference() -> None:
    for kind in CLASSES:
        for field in dataclasses.fields(kind):
            assert f"| `{field.name}` |" in template_reference()
