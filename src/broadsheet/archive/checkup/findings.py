"""What a checkup tells: one finding for each thing that was not as it should be."""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Finding", "Hears"]

Hears = Callable[[str, int, int | None], None]
"""Is told how far a checkup has come: what it looks at, how much is done, and of how much if that is known."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was not as it should be, in a sentence without its subject, and where it is."""

    what: str
    where: str
    repaired: bool = False
