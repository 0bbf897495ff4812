"""The chart of posts per year: from counts to columns that a template draws as SVG.

Guarantees: pure; places and widths are percentages, so that the drawing fits a phone
without shrinking its letters (a ``viewBox`` would scale the text with the bars); heights are
pixels. The oldest year stands where the reader's line begins: at the right on a
right-to-left page. Every year with posts is visible, however few they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from broadsheet.language import Direction
from broadsheet.theme.contexts import Bar

__all__ = ["Chart", "Column", "draw_chart"]

PLOT_HEIGHT = 88
HEAD = 20
FOOT = 22
BAND = 56
WIDEST = 560
FEW = 9
"""Up to so many bars, each has its count and its year printed; beyond, every few of them."""


class Column(NamedTuple):
    """One bar, ready to draw. A tuple, because a template unpacks it several times faster than it asks for fields."""

    bar: Bar
    start: str
    """Where the bar's own share of the width begins, in per cent."""
    band: str
    """The width of that share: what can be tapped."""
    left: str
    width: str
    middle: str
    top: int
    height: int
    labelled: bool
    """Whether the year is printed under the bar."""
    counted: bool
    """Whether the count is printed over the bar."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: its size in pixels and its columns, oldest year first."""

    width: int
    height: int
    baseline: int
    label_line: int
    columns: tuple[Column, ...]
    undated: Bar | None
    """Posts without a date stand beside the chart, not in it."""


def draw_chart(bars: Sequence[Bar], direction: Direction) -> Chart:
    """The drawing of a listing's posts per year; without any dated post it has no columns."""
    dated = [bar for bar in bars if bar.year]
    tallest = max((bar.count for bar in dated), default=0)
    crowd = len(dated)
    step = 1 if crowd <= FEW else -(-crowd // 6)
    first_tallest = next((i for i, bar in enumerate(dated) if bar.count == tallest), 0)
    band = 100 / crowd if crowd else 0
    width, share = _percent(band * 0.72), _percent(band)
    columns = []
    for order, bar in enumerate(dated):
        place = crowd - 1 - order if direction == "rtl" else order
        height = max(3, round(PLOT_HEIGHT * bar.count / tallest)) if bar.count else 0
        columns.append(
            Column(
                bar=bar,
                start=_percent(place * band),
                band=share,
                left=_percent((place + 0.14) * band),
                width=width,
                middle=_percent((place + 0.5) * band),
                top=HEAD + PLOT_HEIGHT - height,
                height=height,
                labelled=(crowd - 1 - order) % step == 0,
                counted=bar.count > 0 and (crowd <= FEW or order == first_tallest),
            )
        )
    return Chart(
        width=min(WIDEST, crowd * BAND),
        height=HEAD + PLOT_HEIGHT + FOOT,
        baseline=HEAD + PLOT_HEIGHT,
        label_line=HEAD + PLOT_HEIGHT + 17,
        columns=tuple(columns),
        undated=next((bar for bar in bars if not bar.year), None),
    )


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
