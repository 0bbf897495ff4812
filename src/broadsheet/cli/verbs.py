"""The verbs, each loaded once it is asked for: to load all of them takes as long as to publish a thousand pages."""

import gc
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any

import click

__all__ = ["VERBS", "InOrder", "Verbs"]

VERBS = (
    "init", "rescue", "dates", "publish", "serve", "newsroom", "doctor", "demo", "export", "user",
)  # fmt: skip
"""In the order in which people are told of them. Each has a module here that holds a command of its name."""


class InOrder(click.Group):
    """Commands as they were written down, and not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - asked for as Click does
        """Their names in that order."""
        return list(self.commands)


class Verbs(InOrder):
    """The group of all verbs."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Commands()


class _Commands(MutableMapping[str, click.Command]):
    """Verbs by name."""

    def __init__(self) -> None:
        self._loaded: dict[str, click.Command | None] = dict.fromkeys(VERBS)

    def __getitem__(self, name: str) -> click.Command:
        found = self._loaded[name]
        if found is None:
            found = self._loaded[name] = _load(name)
        return found

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded)

    def __len__(self) -> int:
        return len(self._loaded)


def _load(name: str) -> click.Command:
    # Nothing that is loaded is garbage, and to look for some takes a fifth of the time until a verb begins.
    gc.disable()
    try:
        verb: click.Command = getattr(import_module(f"broadsheet.cli.{name}"), name)
        return verb
    finally:
        gc.freeze()
        gc.enable()
