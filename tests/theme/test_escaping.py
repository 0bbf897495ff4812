"""Printed values are escaped exactly as the template engine's own library does it."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from broadsheet.theme.contexts import Html, Site
from broadsheet.theme.escaping import print_value
from broadsheet.theme.typesetter import Theme

TEXT = st.text() | st.text(alphabet="&<>\"'ab;#3")


@given(
    value=TEXT | st.integers() | st.floats() | st.none() | st.booleans() | TEXT.map(Html) | TEXT.map(Markup)
)
def test_a_value_is_printed_as_the_library_escapes_it(value: object) -> None:
    assert print_value(value) == str(escape(value))
    assert type(print_value(value)) is str


def test_shipped_templates_print_values_this_way(theme: Theme, site: Site) -> None:
    template = theme._forme(site, "en", "../")._composed.compile("{{ a }}{{ b.c }}", raw=True)
    assert template.count("print_value(") == template.count("escaped(") == 2
    assert "escape(" not in template.split("def root")[1]
