"""The words that the reader of bare text knows, by section, from ``words.toml``.

Guarantees: read once; a section is either an expression of its wordings (any of them) or
their list. They lie in a data file so that somebody who knows a language and no Python can
add to them.
"""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

__all__ = ["any_of", "compiled", "listed"]


@lru_cache(maxsize=1)
def _sections() -> dict[str, tuple[str, ...]]:
    source = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return {name: tuple(text.strip("\n").split("\n")) for name, text in tomllib.loads(source).items()}


def listed(section: str) -> tuple[str, ...]:
    """The wordings of a section, one a line of the file."""
    return _sections()[section]


def any_of(section: str) -> str:
    """An expression, in brackets, that matches any wording of a section."""
    return f"(?:{'|'.join(_sections()[section])})"


@lru_cache(maxsize=64)
def compiled(shape: str, section: str) -> re.Pattern[str]:
    """``shape`` with ``@`` standing for any wording of a section; case makes no difference."""
    return re.compile(shape.replace("@", any_of(section)), re.IGNORECASE)
