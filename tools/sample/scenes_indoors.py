"""Pictures of rooms and of things on tables. Each scene draws itself on a :class:`Plate`."""

from math import cos, pi, sin

from sample.ink import HEIGHT, WIDTH, Palette, Plate

__all__ = ["INDOOR_SCENES"]

SLATE = Palette("#ece8df", "#b6c0c4", "#6a7e8c", "#232e39", "#cc4a31")
PLUM = Palette("#f6e5d6", "#e4a58b", "#9c5163", "#35223f", "#e9b34b")
MOSS = Palette("#f1ecd9", "#b9c9a0", "#5f8168", "#22382f", "#e0763f")
TEA = Palette("#f7ead2", "#e9bf7d", "#b8652f", "#3b2620", "#5b8a8c")


def schoolroom(plate: Plate) -> None:
    """A blackboard with a coastline and sums."""
    ink = plate.ink
    plate.screen(0, 600, ink.light)
    plate.block(110, 70, 1090, 500, "#8a5a35")
    plate.block(130, 90, 1070, 480, ink.dark)
    coast = [
        (180 + step * 15, 300 + 70 * sin(step / 3.1) + plate.chance.uniform(-15, 15)) for step in range(30)
    ]
    plate.stroke(coast, ink.paper, 5)
    for x, y in coast[3::5]:
        plate.disc(x, y - 6, 9, ink.accent)
    for row, figures in enumerate(("41 200 000", "38 600 000", "71 150 000", "62 050 000")):
        plate.word(1000, 118 + row * 58, figures, ink.paper, 46)
    plate.stroke([(720, 362), (1004, 358)], ink.paper, 6)
    plate.word(1000, 376, "213 000 000", ink.accent, 50)
    plate.block(110, 500, 1090, 516, "#6d4526")
    plate.block(540, 488, 590, 500, ink.paper)
    plate.block(0, 600, WIDTH, HEIGHT, "#9fb184")
    for row, (y, size) in enumerate(((590, 120), (690, 165))):
        for x in range(-40 - 60 * row, WIDTH, int(size * 1.9)):
            plate.shape(
                [(x, y + 20), (x + size * 1.3, y + 20), (x + size * 1.2, y - 14), (x + size * 0.1, y - 14)],
                ink.mid,
            )
            plate.block(x, y + 18, x + size * 1.3, y + 34, ink.dark)
            for leg in (0.1, 1.16):
                plate.block(x + size * leg, y + 30, x + size * leg + 11, y + size * 0.8, ink.dark)


def fish_market(plate: Plate) -> None:
    """Rows of fish on a slab."""
    ink = plate.ink
    plate.screen(0, HEIGHT, ink.light, pitch=19)
    for row in range(5):
        for column in range(4):
            x, y = 170 + column * 300 - 90 * (row % 2), 90 + row * 158
            _fish(plate, x, y, 126, plate.chance.choice([ink.mid, ink.dark, ink.mid, ink.accent]))


def _fish(plate: Plate, x: float, y: float, size: float, ink: str) -> None:
    tail = [(x + size * 0.75, y), (x + size * 1.2, y - size * 0.3), (x + size * 1.08, y)]
    plate.shape([*tail, (x + size * 1.2, y + size * 0.3)], ink)
    back = [
        (x + size * cos(turn), y - size * 0.34 * sin(turn)) for turn in [pi * part / 24 for part in range(49)]
    ]
    plate.shape(back, ink)
    plate.shape(
        [
            (x - size * 0.1, y - size * 0.3),
            (x + size * 0.3, y - size * 0.5),
            (x + size * 0.36, y - size * 0.25),
        ],
        ink,
    )
    for arc in range(4):
        for dot in range(5 - abs(arc - 1)):
            plate.ring(
                x - size * 0.1 + arc * size * 0.22,
                y - size * 0.17 + dot * size * 0.1,
                size * 0.06,
                plate.ink.paper,
                2,
            )
    plate.stroke(
        [(x - size * 0.5, y - size * 0.24), (x - size * 0.42, y), (x - size * 0.5, y + size * 0.24)],
        plate.ink.paper,
        4,
    )
    plate.disc(x - size * 0.7, y - size * 0.06, size * 0.075, plate.ink.paper)
    plate.disc(x - size * 0.7, y - size * 0.06, size * 0.035, plate.ink.dark)


def empty_newsroom(plate: Plate) -> None:
    """Desks, a window, a cat; no chairs."""
    ink = plate.ink
    plate.block(0, 0, WIDTH, 560, ink.light)
    plate.screen(0, 340, ink.paper, rising=False)
    plate.block(0, 560, WIDTH, HEIGHT, ink.mid)
    plate.block(420, 70, 800, 420, ink.dark)
    plate.block(438, 88, 782, 402, ink.paper)
    plate.disc(690, 180, 42, ink.accent)
    plate.shape([(438, 402), (438, 320), (520, 290), (600, 330), (700, 280), (782, 318), (782, 402)], ink.mid)
    plate.block(604, 80, 616, 410, ink.dark)
    plate.block(430, 240, 790, 252, ink.dark)
    plate.shape([(438, 560), (782, 560), (960, HEIGHT), (300, HEIGHT)], "#8698a3")
    for left, top, wide in ((60, 500, 330), (830, 500, 320), (330, 610, 520)):
        plate.block(left, top, left + wide, top + 24, ink.dark)
        for leg in (left + 16, left + wide - 34):
            plate.block(leg, top, leg + 18, top + wide * 0.43, ink.dark)
    for left in (110, 150, 905):
        plate.block(left, 476, left + 96, 500, ink.paper)
        plate.stroke([(left + 8, 488), (left + 84, 488)], ink.mid, 3)
    plate.stroke([(1060, 500), (1060, 400), (1010, 360)], ink.dark, 7)
    plate.shape([(1020, 340), (960, 376), (1030, 400)], ink.accent)
    plate.oval((540, 520, 660, 612), ink.dark)
    plate.disc(648, 520, 34, ink.dark)
    plate.shape([(620, 504), (626, 468), (648, 492)], ink.dark)
    plate.shape([(652, 490), (676, 470), (680, 508)], ink.dark)
    plate.stroke([(548, 590), (500, 600), (482, 560), (500, 530)], ink.dark, 12)
    for x in (638, 660):
        plate.disc(x, 518, 4.5, ink.accent)
    plate.block(180, 150, 330, 330, ink.paper)
    for row in range(4):
        for column in range(5):
            plate.block(194 + column * 26, 190 + row * 32, 212 + column * 26, 212 + row * 32, ink.light)
    plate.block(180, 150, 330, 178, ink.accent)


def pomegranates(plate: Plate) -> None:
    """Three pomegranates and a candle."""
    ink = plate.ink
    plate.rays(880, 250, 1100, "#452c4f", 26)
    plate.disc(880, 250, 190, "#54365c")
    plate.disc(880, 250, 110, "#7a4862")
    plate.block(0, 590, WIDTH, HEIGHT, ink.mid)
    for x in range(-20, WIDTH, 80):
        plate.shape([(x, 590), (x + 40, 640), (x + 80, 590)], ink.light)
    plate.block(846, 320, 914, 600, ink.paper)
    plate.shape([(846, 320), (866, 372), (872, 322)], ink.light)
    plate.stroke([(880, 320), (880, 296)], ink.dark, 5)
    plate.shape([(880, 190), (912, 262), (880, 302), (848, 262)], ink.accent)
    plate.shape([(880, 232), (896, 270), (880, 294), (864, 270)], ink.paper)
    for x, y, size in ((300, 500, 150), (560, 520, 128)):
        plate.disc(x, y, size, "#c23b3a")
        plate.oval((x - size * 0.62, y - size * 0.66, x - size * 0.1, y - size * 0.1), "#dc6a56")
        for part in (-0.3, -0.1, 0.1, 0.3):
            plate.shape([(x + size * (part - 0.11), y - size * 0.93), (x + size * part * 1.9, y - size * 1.32),
                         (x + size * (part + 0.11), y - size * 0.93)], "#c23b3a")  # fmt: skip
    plate.disc(440, 640, 122, "#c23b3a")
    plate.shape([(352, 590), (430, 560), (530, 600), (540, 668), (460, 730), (366, 700)], ink.paper)
    for row in range(6):
        for column in range(7):
            x, y = 380 + column * 23 + 11 * (row % 2), 596 + row * 21
            if (x - 448) ** 2 / 84**2 + (y - 648) ** 2 / 72**2 < 1:
                plate.disc(x, y, 10.5, "#a8232f")
                plate.disc(x - 3, y - 3, 3, ink.light)
    for _ in range(9):
        plate.disc(plate.chance.uniform(590, 800), plate.chance.uniform(670, 760), 9, "#a8232f")


def tea_glasses(plate: Plate) -> None:
    """Two glasses of tea at a window on the sea."""
    ink = plate.ink
    plate.block(0, 0, WIDTH, 330, ink.paper)
    plate.screen(40, 330, ink.light)
    plate.disc(900, 230, 66, "#e0763f")
    plate.block(0, 300, WIDTH, 560, ink.accent)
    for y in range(312, 560, 20):
        plate.stroke([(0, y), (WIDTH, y)], "#79a3a3", 5)
    plate.boat(300, 352, 52, ink.dark)
    for x in (0, 588, 1176):
        plate.block(x, 0, x + 24, 560, ink.dark)
    plate.block(0, 540, WIDTH, HEIGHT, ink.mid)
    for y in range(590, HEIGHT, 58):
        plate.stroke([(0, y), (WIDTH, y + 8)], ink.dark, 3)
    for x, full in ((430, 0.74), (740, 0.42)):
        plate.oval((x - 130, 668, x + 130, 728), ink.paper)
        plate.oval((x - 88, 676, x + 88, 712), ink.light)
        profile = [(-80, 380), (-56, 470), (-48, 520), (-70, 600), (-60, 672), (-36, 692)]
        outline = [(x + dx, y) for dx, y in profile] + [(x - dx, y) for dx, y in reversed(profile)]
        plate.shape(outline, "#f9f1e0")
        level = 692 - 300 * full
        held = [(dx, y) for dx, y in profile if y > level]
        edge = 66 if level < 480 else 58
        plate.shape([(x - edge, level), *[(x + dx * 0.86, y - 4) for dx, y in held],
                     *[(x - dx * 0.86, y - 4) for dx, y in reversed(held)], (x + edge, level)], "#a8431c")  # fmt: skip
        plate.oval((x - edge, level - 9, x + edge, level + 9), "#c8642c")
        for shift in (-26, 4, 30):
            steam = [(x + shift + 11 * sin(step / 2.2), 350 - step * 13) for step in range(12)]
            plate.stroke(steam, ink.paper, 5)
    for x, y in ((560, 690), (596, 706), (578, 668)):
        plate.shape([(x, y), (x + 30, y - 10), (x + 40, y + 14), (x + 9, y + 25)], ink.paper)


def newspaper_stack(plate: Plate) -> None:
    """Bundles of newspapers, tied with string."""
    ink = plate.ink
    plate.block(0, 0, WIDTH, 600, ink.light)
    plate.screen(0, 400, ink.paper, rising=False)
    plate.block(0, 600, WIDTH, HEIGHT, ink.mid)
    for layer in range(17):
        y, shift = 680 - layer * 18, plate.chance.uniform(-9, 9)
        plate.block(310 + shift, y - 15, 900 + shift, y, ink.paper)
        plate.stroke([(310 + shift, y), (900 + shift, y)], ink.dark, 2)
    plate.shape([(310, 376), (900, 376), (1000, 190), (410, 190)], ink.paper)
    plate.shape([(900, 376), (1000, 190), (1000, 500), (900, 684)], "#cfd3cf")

    def spot(across: float, down: float) -> tuple[float, float]:
        return 410 + across * 590 - down * 100, 190 + down * 186

    plate.shape([spot(0.05, 0.06), spot(0.95, 0.06), spot(0.95, 0.24), spot(0.05, 0.24)], ink.dark)
    plate.shape([spot(0.05, 0.34), spot(0.5, 0.34), spot(0.5, 0.94), spot(0.05, 0.94)], ink.mid)
    plate.disc(*spot(0.34, 0.52), 18, ink.accent)
    plate.shape(
        [spot(0.05, 0.94), spot(0.05, 0.74), spot(0.28, 0.66), spot(0.5, 0.76), spot(0.5, 0.94)], ink.dark
    )
    for column in (0.55, 0.77):
        for line in range(9):
            plate.stroke(
                [spot(column, 0.36 + line * 0.068), spot(column + 0.17, 0.36 + line * 0.068)], ink.dark, 2.4
            )
    for start, end, low in (((700, 190), (600, 376), (600, 684)), ((365, 275), (955, 275), (955, 590))):
        plate.stroke([start, end, low], ink.accent, 7)
    for side in (-1, 1):
        plate.oval((660 + side * 26 - 30, 252, 660 + side * 26 + 30, 290), ink.accent)
        plate.oval((660 + side * 28 - 17, 262, 660 + side * 28 + 17, 280), ink.paper)


INDOOR_SCENES = {
    "schoolroom": (MOSS, schoolroom, ""),
    "fish-market": (Palette("#f2ead8", "#9fc2c4", "#43737f", "#1d3a4c", "#d9603c"), fish_market, ""),
    "empty-newsroom": (SLATE, empty_newsroom, ""),
    "pomegranates": (PLUM, pomegranates, PLUM.dark),
    "tea-glasses": (TEA, tea_glasses, ""),
    "newspaper-stack": (SLATE, newspaper_stack, ""),
}
