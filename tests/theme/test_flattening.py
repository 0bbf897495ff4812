"""Templates are made one with what they extend and include where that gives the same text, else left as they are."""

from collections.abc import Mapping

import jinja2
import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import nodes

from broadsheet.theme import Theme
from broadsheet.theme.composing import Compositor, turns
from broadsheet.theme.flattening import flattened
from broadsheet.theme.typesetter import TEMPLATES

FRAME = "<{% block head %}h{{ x }}{% endblock %}|{% block main %}m{% endblock %}>"
PART = "[{{ x }}{{ y is defined }}]"


class Composing(jinja2.Environment):
    """As the theme's own, with turns and without the rest."""

    code_generator_class = Compositor
    print_value = staticmethod(lambda value: str(markupsafe.escape(value)))
    escaped = staticmethod(lambda text: str(markupsafe.escape(text)))
    plain_callables = ()
    turns = staticmethod(turns)


def environment(templates: Mapping[str, str], kind: type[jinja2.Environment]) -> jinja2.Environment:
    loader = jinja2.DictLoader(dict(templates))
    return kind(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)


def flat(templates: Mapping[str, str]) -> nodes.Template:
    plain = environment(templates, jinja2.Environment)
    read = {name: plain.parse(text, name) for name, text in templates.items()}
    before = {name: repr(template) for name, template in read.items()}
    made = flattened(read["page"], read.get)
    assert {name: repr(template) for name, template in read.items()} == before, "what was read stays as it is"
    return made


def is_flat(templates: Mapping[str, str]) -> bool:
    return not any(True for _ in flat(templates).find_all((nodes.Block, nodes.Extends, nodes.Include)))


def printed(templates: Mapping[str, str], made: nodes.Template | None = None) -> str:
    """What the page gives: as one template if that is given, else by Jinja2 alone. A mistake is told by its kind."""
    try:
        if made is None:
            return environment(templates, jinja2.Environment).get_template("page").render(x="<")
        composing = environment(templates, Composing)
        template = jinja2.Template.from_code(composing, composing.compile(made, "page"), {})
        return template.render(x="<")
    except jinja2.TemplateError as error:
        return type(error).__name__


FLAT = {
    "{% extends 'frame' %}{% block main %}a{{ x }}{% endblock %}": "<h&lt;|a&lt;>",
    "{% extends 'frame' %}{% block main %}{{ super() }}b{{ super() }}{% endblock %}": "<h&lt;|mbm>",
    "{% extends 'frame' %}{% block main %}{% if x %}{{ super() }}{% else %}b{% endif %}{% endblock %}": "<h&lt;|m>",
    "{% extends 'frame' %}{% block main %}{% set z = 1 %}{{ z }}{% block in %}{{ x }}{% endblock %}"
    "{% endblock %}": "<h&lt;|1&lt;>",
    "{% extends 'frame' %}{% block head %}{% set y = 1 %}{{ y }}{% endblock %}{% block main %}{{ y is defined }}"
    "{% endblock %}": "<1|False>",
    "{% extends 'middle' %}{% block deep %}d{% endblock %}{% block main %}c{{ super() }}{% endblock %}": (
        "<h&lt;|c(dm)>"
    ),
    "{% include 'part' %}": "[&lt;False]",
    "{% extends 'frame' %}{% block main %}{% set y = 1 %}{% include 'part' %}{% endblock %}": "<h&lt;|[&lt;True]>",
    "{% extends 'frame' %}{% block main %}{% include 'setting' %}{{ y is defined }}{% endblock %}": "<h&lt;|yFalse>",
    "{% extends 'frame' %}{% block main %}{% for x in 'ab' %}{{ x }}{{ loop.first }}{% endfor %}{% endblock %}": (
        "<h&lt;|aTruebFalse>"
    ),
}
LEFT = {
    "{% extends 'frame' %}{% set x = 'mine' %}{% block main %}{{ x }}{% endblock %}": "<hmine|mine>",
    " {% extends 'frame' %}": " <h&lt;|m>",
    "{% extends name %}": "UndefinedError",
    "{% extends 'frame' %}{% block main %}{{ super() | upper }}{% endblock %}": "<h&lt;|M>",
    "{% extends 'frame' %}{% block main %}{% set s = super() %}{{ s }}{% endblock %}": "<h&lt;|m>",
    "{% extends 'frame' %}{% block main %}{{ self.head() }}{% endblock %}": "<h&lt;|h&lt;>",
    "{% extends 'frame' %}{% block main %}{% set y = 1 %}{% block in %}{{ y is defined }}{% endblock %}"
    "{% endblock %}": "<h&lt;|False>",
    "{% extends 'nested' %}{% block out %}{% set y = 1 %}{% block in %}{{ super() }}{% endblock %}{% endblock %}": (
        "<False>"
    ),
    "{% set x = 'mine' %}{% block in %}{{ x }}{% endblock %}": "mine",
    "{% for y in 'ab' %}{% block in %}{{ y is defined }}{% endblock %}{% endfor %}": "FalseFalse",
    "{% for y in 'ab' %}{% include 'part' %}{% endfor %}": "[&lt;True][&lt;True]",
    "{% for y in 'ab' %}{% block in scoped %}{{ y }}{{ loop.index }}{% endblock %}{% endfor %}": "a1b2",
    "{% include 'part' without context %}": "UndefinedError",
    "{% include 'asking' %}": "UndefinedError",
    "{% include ['nobody', 'part'] %}": "[&lt;False]",
    "{% include 'nobody' ignore missing %}!": "!",
    "{% filter upper %}{% include 'lower' %}{% endfilter %}": "LOW",
    "{% set held %}{% block in %}held{% endblock %}{% endset %}{{ held }}": "held",
    "{% from 'macros' import say %}{% block in %}{{ say(x) }}{% endblock %}": "(&lt;)",
}
OTHERS = {
    "frame": FRAME,
    "middle": "{% extends 'frame' %}{% block main %}({% block deep %}e{% endblock %}{{ super() }}){% endblock %}",
    "nested": "<{% block out %}{% block in %}{{ y is defined }}{% endblock %}{% endblock %}>",
    "part": PART,
    "setting": "{% set y = 'y' %}{{ y }}",
    "asking": "{{ super() }}",
    "lower": "low",
    "macros": "{% macro say(what) %}({{ what }}){% endmacro %}",
}


@pytest.mark.parametrize("text", FLAT)
def test_what_a_template_extends_and_includes_is_put_into_its_place(text: str) -> None:
    templates = {**OTHERS, "page": text}
    assert is_flat(templates)
    assert printed(templates) == FLAT[text] == printed(templates, flat(templates))


@pytest.mark.parametrize("text", LEFT)
def test_a_template_in_which_one_could_tell_is_left_as_it_is(text: str) -> None:
    templates = {**OTHERS, "page": text}
    assert not is_flat(templates)
    assert printed(templates) == LEFT[text]


def test_templates_that_include_each_other_are_left_to_the_library() -> None:
    templates = {"page": "{% include 'other' %}", "other": "{% include 'page' %}"}
    assert not is_flat(templates)


@pytest.mark.parametrize("name", sorted(TEMPLATES.values()))
def test_every_shipped_page_is_one_template(theme: Theme, name: str) -> None:
    read = theme._templates.parsed(name)
    assert read is not None
    made = flattened(read, theme._templates.parsed)
    assert not any(True for _ in made.find_all((nodes.Block, nodes.Extends, nodes.Include)))


def bodies(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Statements of a template, which name what others may set."""
    name = st.sampled_from("xyz")
    plain = st.one_of(
        st.just("t"),
        name.map("{{{{ {0} is defined }}}}".format),
        st.just("{{ x }}{{ super() }}"),
        name.map("{{% set {0} = 's' %}}".format),
        st.just("{% include 'part' %}"),
        blocks,
    )
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map("".join),
            st.tuples(name, inner).map(
                lambda both: f"{{% if {both[0]} is defined %}}{both[1]}{{% else %}}e{{% endif %}}"
            ),
            st.tuples(name, inner).map(
                lambda both: f"{{% for {both[0]} in 'ab' %}}{both[1]}{{{{ loop.first }}}}{{% endfor %}}"
            ),
        ),
        max_leaves=6,
    )


def block(name: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return inner.map(lambda body: f"{{% block {name} %}}{body}{{% endblock %}}")


plain_bodies = bodies(st.just("p"))


@given(
    frame=st.tuples(block("a", plain_bodies), plain_bodies, block("b", bodies(block("c", plain_bodies)))),
    page=st.tuples(
        block("b", bodies(block("c", plain_bodies) | block("d", plain_bodies))), block("a", plain_bodies)
    ),
    part=plain_bodies.filter(lambda text: "include" not in text),
)
def test_any_templates_give_the_same_as_one(frame: tuple[str, ...], page: tuple[str, ...], part: str) -> None:
    templates = {"frame": "".join(frame), "page": "{% extends 'frame' %}" + "".join(page), "part": part}
    assert printed(templates, flat(templates)) == printed(templates)
