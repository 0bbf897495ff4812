"""Waiting for what another process does and tells nobody of."""

import time
from collections.abc import Callable
from typing import TypeVar

__all__ = ["until"]

T = TypeVar("T")


def until(
    met: Callable[[], T], otherwise: str, *, pause: Callable[[], object] = lambda: time.sleep(0.02)
) -> T:
    """What is asked for, as soon as there is any of it; after two minutes the test fails with a sentence."""
    end = time.monotonic() + 120
    while not (found := met()):
        assert time.monotonic() < end, otherwise
        pause()
    return found
