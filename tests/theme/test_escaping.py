"""Printed values are escaped exactly as the template engine's own library does it."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from broadsheet.theme.contexts import Html
from broadsheet.theme.escaping import print_value
from broadsheet.theme.typesetter import Theme

TEXT = st.text() | st.text(alphabet="&<>\"'ab;#3")


@given(
    value=TEXT | st.integers() | st.floats() | st.none() | st.booleans() | TEXT.map(Html) | TEXT.map(Markup)
)
def test_a_value_is_printed_as_the_library_escapes_it(value: object) -> None:
    assert print_value(value) == str(escape(value))
    assert type(print_value(value)) is str


def test_shipped_templates_print_values_this_way(theme: Theme) -> None:
    source = theme._environment.compile("{{ a }}{{ b.c }}", raw=True)
    assert source.count("environment.print_value(") == 2
    assert "escape(" not in source.split("def root")[1]
