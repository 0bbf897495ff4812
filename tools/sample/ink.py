"""A plate and its inks: what the sample's pictures are printed with.

Guarantees: a plate is drawn in a 1200 x 800 unit square grid whatever its real size, and chance comes only from
its seed, so one seed gives one picture. Flat inks, halftone dots and a little chatter of the cutter were chosen
over gradients and noise: they look printed, and they compress well.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFont

__all__ = ["HEIGHT", "WIDTH", "Palette", "Plate", "Point"]

WIDTH, HEIGHT, FINE = 1200, 800, 2
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """Five colours, from the paper to the darkest ink, and one that catches the eye."""

    paper: str
    light: str
    mid: str
    dark: str
    accent: str


class Plate:
    """A picture in the making. Coordinates are units of the grid; inks are colours such as ``#1d3a4c``."""

    def __init__(self, seed: str, palette: Palette, ground: str = "") -> None:
        self.ink = palette
        self.chance = random.Random(seed)  # noqa: S311 -- chance for drawing, not for secrets
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ground or palette.paper)
        self.draw = ImageDraw.Draw(self.image)

    def printed(self) -> Image.Image:
        """The finished picture at its real size."""
        self._chatter()
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def shape(self, points: Sequence[Point], ink: str) -> None:
        """A filled polygon."""
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=ink)

    def block(self, left: float, top: float, right: float, bottom: float, ink: str) -> None:
        """A filled rectangle."""
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], ink)

    def disc(self, x: float, y: float, radius: float, ink: str) -> None:
        """A filled circle."""
        box = ((x - radius) * FINE, (y - radius) * FINE, (x + radius) * FINE, (y + radius) * FINE)
        self.draw.ellipse(box, fill=ink)

    def oval(self, box: tuple[float, float, float, float], ink: str) -> None:
        """A filled ellipse in a box of left, top, right, bottom."""
        self.draw.ellipse(tuple(side * FINE for side in box), fill=ink)

    def ring(self, x: float, y: float, radius: float, ink: str, width: float = 4) -> None:
        """A circle's outline."""
        box = ((x - radius) * FINE, (y - radius) * FINE, (x + radius) * FINE, (y + radius) * FINE)
        self.draw.ellipse(box, outline=ink, width=int(width * FINE))

    def stroke(self, points: Sequence[Point], ink: str, width: float = 4) -> None:
        """A line through points."""
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self.draw.line(scaled, fill=ink, width=max(1, int(width * FINE)), joint="curve")

    def word(self, right: float, top: float, text: str, ink: str, size: float) -> None:
        """A word in Pillow's own typeface, ending at ``right``."""
        face = ImageFont.load_default(size * FINE)
        self.draw.text((right * FINE, top * FINE), text, fill=ink, font=face, anchor="ra")

    def screen(self, top: float, bottom: float, ink: str, *, rising: bool = True, pitch: float = 15) -> None:
        """A halftone over the plate's whole width: dots that grow downwards, or upwards."""
        rows = max(2, int((bottom - top) / (pitch * 0.7)))
        for row in range(rows):
            share = row / (rows - 1)
            radius = pitch * 0.47 * (share if rising else 1 - share)
            if radius < 1:
                continue
            y = top + row * pitch * 0.7
            start = pitch / 2 if row % 2 else 0
            for column in range(int(WIDTH / pitch) + 2):
                self.disc(start + column * pitch, y, radius, ink)

    def ridge(self, base: float, height: float, ink: str, *, steps: int = 9, floor: float = HEIGHT) -> None:
        """A range of hills from edge to edge, filled down to ``floor``."""
        tops = [base - height * self.chance.random() for _ in range(steps + 3)]
        points: list[Point] = []
        for x in range(0, WIDTH + 1, 8):
            place = x / WIDTH * steps
            index, share = int(place), place - int(place)
            soft = (1 - cos(share * pi)) / 2
            points.append(
                (x, tops[index] * (1 - soft) + tops[index + 1] * soft + self.chance.uniform(-1.5, 1.5))
            )
        self.shape([*points, (WIDTH, floor), (0, floor)], ink)

    def sea(self, top: float, ink: str, crest: str, *, lines: int = 70) -> None:
        """Water from ``top`` to the lower edge, with crests that lengthen as they come nearer."""
        self.block(0, top, WIDTH, HEIGHT, ink)
        for _ in range(lines):
            depth = self.chance.random() ** 1.6
            x, y = self.chance.uniform(-60, WIDTH), top + 10 + depth * (HEIGHT - top - 14)
            half = 14 + 90 * depth
            bend = 1 + 4 * depth
            self.shape([(x - half, y), (x, y - bend), (x + half, y), (x, y + bend * 0.6)], crest)

    def glitter(self, x: float, top: float, ink: str, *, spread: float = 70) -> None:
        """The broken reflection of a light at ``x``."""
        for y in range(int(top) + 8, HEIGHT - 10, 13):
            depth = (y - top) / (HEIGHT - top)
            half = (16 + spread * depth) * self.chance.uniform(0.25, 1)
            shift = self.chance.uniform(-1, 1) * spread * 0.35 * depth
            self.shape(
                [(x + shift - half, y), (x + shift, y - 3), (x + shift + half, y), (x + shift, y + 3)], ink
            )

    def boat(self, x: float, y: float, size: float, ink: str, sail: str = "") -> None:
        """A small boat on the line ``y``; with a ``sail`` of that ink, or a cabin."""
        hull = [(-1.0, -0.28), (1.15, -0.36), (0.75, 0.12), (-0.75, 0.12)]
        self.shape([(x + dx * size, y + dy * size) for dx, dy in hull], ink)
        self.stroke([(x, y - 0.28 * size), (x, y - 1.9 * size)], ink, size * 0.05 + 1)
        if sail:
            self.shape([(x + 0.07 * size, y - 1.8 * size), (x + 1.0 * size, y - 0.45 * size),
                        (x + 0.07 * size, y - 0.45 * size)], sail)  # fmt: skip
            self.shape([(x - 0.07 * size, y - 1.5 * size), (x - 0.75 * size, y - 0.45 * size),
                        (x - 0.07 * size, y - 0.45 * size)], sail)  # fmt: skip
        else:
            self.block(x - 0.6 * size, y - 0.75 * size, x - 0.05 * size, y - 0.25 * size, ink)

    def gull(self, x: float, y: float, size: float, ink: str) -> None:
        """A bird far away."""
        lift = self.chance.uniform(0.25, 0.55) * size
        for side in (-1, 1):
            self.shape([(x, y), (x + side * size * 0.5, y - lift), (x + side * size, y - lift * 0.55),
                        (x + side * size * 0.5, y - lift * 0.75)], ink)  # fmt: skip

    def person(self, x: float, foot: float, height: float, ink: str) -> None:
        """Somebody in a coat, seen from behind."""
        head = height * 0.085
        self.disc(x, foot - height + head, head, ink)
        wide, low = height * 0.15, foot - height * 0.22
        self.shape([(x - wide * 0.62, foot - height * 0.80), (x + wide * 0.62, foot - height * 0.80),
                    (x + wide, low), (x - wide, low)], ink)  # fmt: skip
        for side in (-1, 1):
            middle = x + side * wide * 0.42
            self.block(middle - wide * 0.26, low - 2, middle + wide * 0.26, foot, ink)

    def house(self, left: float, top: float, width: float, bottom: float, inks: tuple[str, str]) -> None:
        """A town house with a pitched roof and windows; inks are its wall and its windows."""
        wall, pane = inks
        self.shape([(left, bottom), (left, top), (left + width / 2, top - width * 0.38), (left + width, top),
                    (left + width, bottom)], wall)  # fmt: skip
        step = width / 3
        for row in range(max(1, int((bottom - top) / (step * 1.5)))):
            for column in (0.5, 1.5, 2.5):
                if self.chance.random() < 0.8:
                    x, y = left + column * step, top + step * 0.45 + row * step * 1.5
                    self.block(x - step * 0.22, y, x + step * 0.22, y + step * 0.7, pane)

    def rays(self, x: float, y: float, reach: float, ink: str, count: int = 24) -> None:
        """Wedges of light around a point."""
        for number in range(count):
            angle = 2 * pi * number / count
            near, far = angle - pi / count / 2, angle + pi / count / 2
            self.shape([(x, y), (x + reach * cos(near), y + reach * sin(near)),
                        (x + reach * cos(far), y + reach * sin(far))], ink)  # fmt: skip

    def _chatter(self) -> None:
        """Marks where the cutter slipped and paper shows through."""
        for _ in range(260):
            x, y = self.chance.uniform(0, WIDTH), self.chance.uniform(0, HEIGHT)
            length, turn = self.chance.uniform(1, 7), self.chance.uniform(-0.4, 0.4)
            self.stroke([(x, y), (x + length, y + turn * length)], self.ink.paper, 0.5)
