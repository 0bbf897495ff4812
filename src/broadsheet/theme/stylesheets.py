"""Style sheets and fonts as files of the site, named by their content.

Guarantees: a name changes exactly when its content does, so hosts may cache these files
forever; a style sheet reaches its fonts by relative address and nothing beyond the site
(an address elsewhere is refused, because readers' browsers would ask a stranger); text
in an accent colour is readable: a colour with too little contrast against the paper is
moved towards ink until it reaches 4.5:1 (WCAG 2.2, 1.4.3).

Colours have a small file of their own instead of a ``style`` attribute, because pages
forbid inline styles; and not a rewritten main style sheet, so that two papers share it.
"""

import re
from dataclasses import dataclass

from broadsheet.errors import ThemeError
from broadsheet.theme.parts import Part, Parts, short_hash

__all__ = ["Asset", "Shown", "colours", "publish_parts", "shown_colours"]

PAPER, PAPER_DARK = "#fdfcf9", "#161513"
"""The backgrounds of ``paper.css``, light and dark."""
_WASH, _WASH_DARK = "#f3f0e9", "#211f1c"
_READABLE = 4.5
_URL = re.compile(r"""url\(\s*["']?([^"')]*)["']?\s*\)|@import\s+["']([^"']*)["']""")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages need: its path on the site and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """What readers get of a colour: itself, or the nearest that can be read. ``contrast`` is that of the one chosen,
    against the background on which it can be read worst."""

    chosen: str
    shown: str
    contrast: float


def shown_colours(*, accent: str, accent_dark: str) -> tuple[Shown, Shown]:
    """What readers get of the paper's colours, on light and on dark paper."""
    pairs = ((accent, (PAPER, _WASH), "#000000"), (accent_dark, (PAPER_DARK, _WASH_DARK), "#ffffff"))
    light, dark = (
        Shown(
            chosen,
            _readable(chosen, on=papers, towards=ink),
            min(_contrast(chosen, paper) for paper in papers),
        )
        for chosen, papers, ink in pairs
    )
    return light, dark


def colours(*, accent: str, accent_dark: str) -> Asset:
    """The style sheet with the paper's own colours, each made readable on paper of its scheme."""
    light, dark = shown_colours(accent=accent, accent_dark=accent_dark)
    css = (
        f":root {{ --accent: {light.shown}; }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {dark.shown}; }} }}\n"
    ).encode()
    return Asset(f"assets/colours.{short_hash(css)}.css", css)


def publish_parts(parts: Parts) -> tuple[tuple[Asset, ...], tuple[Asset, ...]]:
    """The fonts, and the style sheets in the order in which pages link them.

    Raises:
        ThemeError: a style sheet asks for something outside the site or for a font that is not there.
    """
    fonts = {name: Asset(_hashed(name, part.content), part.content) for name, part in parts.fonts.items()}
    sheets = []
    for name, part in parts.css.items():
        content = _with_hashed_fonts(part, fonts).encode()
        sheets.append(Asset(_hashed(name, content), content))
    return tuple(fonts.values()), tuple(sheets)


def _hashed(name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"assets/{stem}.{short_hash(content)}.{ending}"


def _with_hashed_fonts(part: Part, fonts: dict[str, Asset]) -> str:
    text = part.text()

    def resolve(match: re.Match[str]) -> str:
        address = match[1] if match[1] is not None else match[2]
        if address.startswith(("data:", "#")):
            return match[0]
        font = fonts.get(address.removeprefix("../fonts/"))
        if match[1] is None or font is None:
            line = text.count("\n", 0, match.start()) + 1
            raise ThemeError(
                f"couldn't use {part.place}, line {line}: it asks for {address!r}, but a style sheet may only "
                "use the theme's own fonts; put the font into the theme's fonts/ folder"
            )
        return f'url("{font.path.removeprefix("assets/")}")'

    return _URL.sub(resolve, text)


def _readable(colour: str, *, on: tuple[str, ...], towards: str) -> str:
    for step in range(21):
        mixed = _mix(colour, towards, step / 20)
        if all(_contrast(mixed, paper) >= _READABLE for paper in on):
            return mixed
    return towards


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _mix(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    linear = []
    for channel in _channels(colour):
        value = channel / 255
        linear.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
