"""The press on the front page of the newsroom: its last editions, what is wrong, and the last checkup."""

from typing import Any

from wagtail.admin.ui.components import Component

from broadsheet.newsroom import paper
from broadsheet.newsroom.editions.checkup import is_running, last_checkup
from broadsheet.newsroom.editions.problems import problems_now
from broadsheet.newsroom.editions.selecting import last_editions, waiting
from broadsheet.newsroom.editions.wording import reasons_of
from broadsheet.newsroom.interpreter import interpret

__all__ = ["CheckupPanel", "EditionsPanel"]

_SHOWN = 5
_FINDINGS = 10


class EditionsPanel(Component):  # type: ignore[misc]
    """The last editions: what was written, why, and how long it took."""

    name = "editions"
    order = 240
    template_name = "newsroom/editions/panel.html"

    def get_context_data(self, _parent: Any) -> dict[str, Any]:
        """A few editions by index."""
        lines = [(line, reasons_of(line)) for line in last_editions(_SHOWN)]
        return {"lines": lines, "waiting": waiting()}


class CheckupPanel(Component):  # type: ignore[misc]
    """What a glance finds, and what the last checkup found."""

    name = "checkup"
    order = 250
    template_name = "newsroom/editions/checkup.html"

    def get_context_data(self, _parent: Any) -> dict[str, Any]:
        """The last answer comes from a file; nothing is looked for here that takes long."""
        last = last_checkup(paper.current().folder)
        return {
            "problems": problems_now(),
            "last": last,
            "findings": [interpret(each) for each in last.findings[:_FINDINGS]] if last else [],
            "more": max(0, last.count - _FINDINGS) if last else 0,
            "running": is_running(),
        }
