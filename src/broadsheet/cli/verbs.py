"""The verbs, each loaded once it is asked for: to load all of them takes as long as to publish a thousand pages."""

import gc
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

__all__ = ["VERBS", "Verbs"]

VERBS = (
    "init", "rescue", "dates", "publish", "serve", "newsroom", "doctor", "demo", "export", "user",
)  # fmt: skip
"""In the order in which people are told of them. Each has a module here that holds a function or group of its name."""


class Verbs(TyperGroup):
    """The group of all verbs."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Commands()


class _Commands(MutableMapping[str, Any]):
    """Verbs as commands, by name."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = dict.fromkeys(VERBS)

    def __getitem__(self, name: str) -> Any:
        if self._loaded[name] is None:
            self._loaded[name] = _load(name)
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded)

    def __len__(self) -> int:
        return len(self._loaded)


def _load(name: str) -> Any:
    """A verb as Typer makes it a command."""
    # Nothing that is loaded is garbage, and to look for some takes a fifth of the time until a verb begins.
    gc.disable()
    try:
        verb = getattr(import_module(f"broadsheet.cli.{name}"), name)
        if isinstance(verb, typer.Typer):
            return typer.main.get_group(verb)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        alone.command()(verb)
        return typer.main.get_command(alone)
    finally:
        gc.freeze()
        gc.enable()
