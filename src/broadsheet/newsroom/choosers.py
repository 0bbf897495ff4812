"""Fields that open a dialogue to choose from, started without a script inside the page.

Guarantees: every chooser of Wagtail's says in attributes what is to be started, with which options, and
``static/newsroom/starting.js`` starts it: the newsroom's policy forbids the script that Wagtail writes behind each.
"""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser

__all__ = ["start_by_attributes"]


def start_by_attributes() -> None:
    """From now on, for all choosers: Wagtail makes those of its own pages itself, and takes no other class for them."""
    BaseChooser.render = _render


def _render(
    self: Any,
    name: str,
    value: Any,
    attrs: dict[str, Any] | None = None,
    renderer: Any = None,  # noqa: ARG001 - Django's signature
) -> SafeString:
    chosen = self.get_value_data(value)
    id_ = (attrs or {})["id"]
    # The one that is started by a function.
    steps = isinstance(self, AdminTaskChooser)
    options = {} if steps else self.get_js_init_options(id_, name, chosen)
    start = format_html(
        '<span hidden data-start="{}" data-for="{}" data-options="{}"></span>',
        "createTaskChooser" if steps else self.js_constructor,
        id_,
        json.dumps(options),
    )
    return SafeString(self.render_html(name, chosen, attrs) + start)
