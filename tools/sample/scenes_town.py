"""Pictures of the town: streets, crowds, courts, the mast. Each scene draws itself on a :class:`Plate`."""

from math import sin

from sample.ink import HEIGHT, WIDTH, Palette, Plate

__all__ = ["TOWN_SCENES"]

BRICK = Palette("#f6ead9", "#e6b993", "#b9573d", "#38242f", "#4c7d7a")
SLATE = Palette("#ece8df", "#b6c0c4", "#6a7e8c", "#232e39", "#cc4a31")
NIGHT = Palette("#f5e6b8", "#55799a", "#2b4a6b", "#12213a", "#f2b54c")
PLUM = Palette("#f6e5d6", "#e4a58b", "#9c5163", "#35223f", "#e9b34b")


def market_street(plate: Plate) -> None:
    """A steep lane of tall houses with awnings."""
    ink = plate.ink
    plate.screen(0, 420, ink.light)
    plate.disc(620, 210, 66, "#e08a4f")
    for side in (-1, 1):
        for number in range(6):
            reach = 600 * 0.72**number
            x, wide = 600 + side * reach, reach * 0.30
            wall = (ink.mid, ink.dark, "#cf8a5f")[(number + (side > 0)) % 3]
            low, top = 560 + reach * 0.36, 330 - reach * (0.42 + 0.14 * (number % 2))
            left = x - wide if side > 0 else x
            plate.house(left, top, wide, low, (wall, ink.paper if wall == ink.dark else ink.dark))
            stripe = wide / 6
            for band in range(6):
                colour = ink.paper if band % 2 else ink.accent
                plate.shape([(left + band * stripe, low - reach * 0.30),
                             (left + (band + 1) * stripe, low - reach * 0.30),
                             (left + (band + 1) * stripe - side * wide * 0.14, low - reach * 0.20),
                             (left + band * stripe - side * wide * 0.14, low - reach * 0.20)], colour)  # fmt: skip
    plate.shape([(600, 560), (640, 560), (1200, 776), (1200, HEIGHT), (0, HEIGHT), (0, 776)], ink.light)
    for row in range(12):
        y = 566 + row**1.9 * 2.2
        plate.stroke([(590 - (y - 560) * 2.5, y), (650 + (y - 560) * 2.3, y)], ink.mid, 1 + row * 0.25)
    for start, end in (((180, 120), (980, 96)), ((300, 230), (900, 210))):
        plate.stroke([start, ((start[0] + end[0]) / 2, start[1] + 46), end], ink.dark, 2)
        for share in range(1, 8):
            x = start[0] + (end[0] - start[0]) * share / 8
            y = start[1] + 46 * (1 - abs(share - 4) / 4) * 0.96
            plate.block(x - 12, y, x + 14, y + 30, (ink.paper, ink.accent, ink.mid)[share % 3])
    for x, foot, height in ((560, 640, 74), (610, 618, 56), (700, 690, 110)):
        plate.person(x, foot, height, ink.dark)


def bus_nine(plate: Plate) -> None:
    """A full bus climbing between crowded houses."""
    ink = plate.ink
    plate.block(0, 0, WIDTH, HEIGHT, ink.light)
    plate.screen(0, 330, ink.paper, rising=False)
    for row in range(5):
        for column in range(13):
            left = column * 100 - 60 + 40 * (row % 2)
            top = 150 + row * 86 + (620 - left) * 0.17
            wall = plate.chance.choice([ink.mid, ink.dark, "#cf8a5f", ink.accent])
            plate.house(left, top, 92, top + 240, (wall, ink.paper))
    plate.shape([(0, 700), (WIDTH, 480), (WIDTH, HEIGHT), (0, HEIGHT)], ink.dark)
    for number in range(9):
        mark = number * 150
        low = 762 - mark * 0.183
        plate.shape(
            [(mark, low), (mark + 74, low - 13.5), (mark + 74, low - 4.5), (mark, low + 9)], ink.paper
        )
    _bus(plate)


def _bus(plate: Plate) -> None:
    """The bus itself, with everybody aboard."""
    ink = plate.ink

    def tilted(x: float, y: float) -> tuple[float, float]:
        return 360 + x, 640 + y - 0.183 * x

    def slab(left: float, top: float, right: float, bottom: float, colour: str) -> None:
        plate.shape(
            [tilted(left, top), tilted(right, top), tilted(right, bottom), tilted(left, bottom)], colour
        )

    slab(0, -210, 500, 0, ink.accent)
    slab(0, -226, 500, -204, ink.paper)
    slab(0, -70, 500, -52, ink.paper)
    for number in range(6):
        left = 22 + number * 72
        slab(left, -184, left + 60, -96, ink.paper)
        for head in (0.3, 0.72):
            x, y = tilted(left + 60 * head, -126)
            plate.disc(x, y, 13, ink.dark)
            slab(left + 60 * head - 15, -116, left + 60 * head + 15, -96, ink.dark)
    slab(462, -184, 496, -60, ink.paper)
    x, y = tilted(452, -238)
    plate.disc(x, y, 26, ink.paper)
    plate.ring(x, y - 5, 8, ink.dark, 4)
    plate.stroke([(x + 7, y - 4), (x + 4, y + 13)], ink.dark, 4)
    for left in (100, 400):
        x, y = tilted(left, 4)
        plate.disc(x, y, 42, "#151015")
        plate.disc(x, y, 17, ink.paper)


def rally_square(plate: Plate) -> None:
    """A crowd with flags below a clock tower."""
    ink = plate.ink
    plate.screen(0, 420, ink.light)
    for number, (left, wide, top) in enumerate(((0, 150, 250), (150, 170, 210), (330, 150, 270), (720, 160, 230),
                                                (880, 150, 280), (1030, 190, 220))):  # fmt: skip
        plate.house(left, top, wide, 500, ((ink.mid, "#87525c")[number % 2], ink.paper))
    plate.block(545, 120, 655, 500, ink.dark)
    plate.shape([(532, 122), (668, 122), (600, 20)], ink.dark)
    plate.disc(600, 190, 42, ink.paper)
    plate.stroke([(600, 190), (600, 162)], ink.dark, 5)
    plate.stroke([(600, 190), (620, 200)], ink.dark, 5)
    plate.block(0, 470, WIDTH, HEIGHT, ink.mid)
    _crowd(plate, 470, (ink.dark, ink.dark, ink.light, ink.paper))
    for x, foot in ((130, 640), (290, 560), (420, 690), (730, 600), (880, 700), (1060, 570)):
        top = foot - 210
        plate.stroke([(x, foot), (x, top)], ink.dark, 5)
        waves = [(x + step, top + 7 * sin(step / 17)) for step in range(0, 112, 8)]
        plate.shape(
            [*waves, *[(x + step, top + 68 + 7 * sin(step / 17)) for step in range(104, -1, -8)]], ink.accent
        )


def _crowd(plate: Plate, top: float, inks: tuple[str, ...]) -> None:
    """Heads and shoulders, row before row, larger as they come nearer."""
    y, size = top, 5.0
    while y < HEIGHT + 40:
        x = plate.chance.uniform(-size, size)
        while x < WIDTH + size:
            colour = plate.chance.choice(inks)
            lift = plate.chance.uniform(-0.5, 0.5) * size
            plate.oval((x - size * 1.25, y + lift + size * 0.8, x + size * 1.25, y + lift + size * 4), colour)
            plate.disc(x, y + lift, size, colour)
            x += size * plate.chance.uniform(2.2, 3.0)
        y += size * 1.7
        size *= 1.13


def banners(plate: Plate) -> None:
    """Painted bed sheets above a crowd, seen from a roof."""
    ink = plate.ink
    plate.block(0, 0, WIDTH, HEIGHT, ink.light)
    plate.screen(0, 300, ink.paper, rising=False)
    _crowd(plate, 250, (ink.dark, ink.mid, ink.mid, ink.paper))
    for left, top, wide, tilt, colour in ((120, 220, 330, 22, ink.paper), (620, 170, 420, -18, ink.accent),
                                          (330, 430, 480, 10, ink.paper), (850, 480, 300, -20, ink.paper)):  # fmt: skip
        tall = wide * 0.36
        for x in (left, left + wide):
            lean = tilt if x > left else 0
            plate.stroke([(x, top + lean - 12), (x, top + lean + tall + 90)], ink.dark, 7)
        plate.shape(
            [(left, top), (left + wide, top + tilt), (left + wide, top + tilt + tall), (left, top + tall)],
            colour,
        )
        for line in range(3):
            y, reach = top + tall * (0.2 + 0.26 * line), wide * (0.86, 0.7, 0.5)[line]
            plate.stroke([(left + wide * 0.07, y), (left + wide * 0.07 + reach, y + tilt * reach / wide)],
                         ink.accent if colour == ink.paper else ink.dark, tall * 0.1)  # fmt: skip


def parliament(plate: Plate) -> None:
    """A domed house at night, one window lit."""
    ink = plate.ink
    plate.screen(0, 520, ink.mid)
    for _ in range(50):
        plate.disc(
            plate.chance.uniform(0, WIDTH),
            plate.chance.uniform(0, 300),
            plate.chance.uniform(1, 2.4),
            ink.paper,
        )
    plate.oval((450, 150, 750, 470), ink.light)
    plate.block(450, 310, 750, 420, ink.light)
    for x in range(470, 750, 40):
        plate.stroke([(x, 320), (600 + (x - 600) * 0.25, 160)], ink.mid, 4)
    plate.block(586, 96, 614, 170, ink.light)
    plate.stroke([(600, 40), (600, 100)], ink.light, 5)
    plate.shape([(602, 42), (668, 54), (602, 72)], ink.accent)
    plate.shape([(330, 430), (870, 430), (600, 350)], ink.paper)
    plate.block(120, 430, 1080, 640, ink.light)
    for x in range(345, 870, 60):
        plate.block(x, 436, x + 26, 640, ink.paper)
    for x in (*range(150, 330, 60), *range(900, 1070, 60)):
        for y in (470, 556):
            plate.block(x, y, x + 30, y + 52, ink.accent if (x, y) == (210, 470) else ink.dark)
    for step in range(6):
        plate.block(
            300 - step * 34,
            640 + step * 15,
            900 + step * 34,
            652 + step * 15,
            (ink.paper, ink.light)[step % 2],
        )
    plate.block(0, 728, WIDTH, HEIGHT, ink.mid)
    for x in (60, 190, 1010, 1140):
        plate.stroke([(x, 740), (x, 570)], ink.dark, 6)
        plate.disc(x, 560, 17, ink.accent)


def courthouse(plate: Plate) -> None:
    """Columns, steps and a gull as a witness."""
    ink = plate.ink
    plate.screen(0, 300, ink.light, rising=False)
    plate.shape([(140, 240), (1060, 240), (600, 80)], ink.mid)
    plate.shape([(240, 222), (960, 222), (600, 104)], ink.paper)
    plate.stroke([(600, 128), (600, 206)], ink.mid, 7)
    plate.stroke([(520, 146), (680, 146)], ink.mid, 6)
    for x in (520, 680):
        plate.stroke([(x, 146), (x - 26, 190), (x + 26, 190), (x, 146)], ink.mid, 3)
        plate.shape([(x - 32, 190), (x + 32, 190), (x + 18, 206), (x - 18, 206)], ink.mid)
    plate.block(140, 240, 1060, 280, ink.dark)
    plate.block(170, 280, 1030, 600, ink.dark)
    for x in range(190, 1010, 118):
        plate.block(x, 292, x + 62, 590, ink.light)
        plate.block(x + 40, 292, x + 62, 590, ink.mid)
        plate.block(x - 8, 280, x + 70, 298, ink.paper)
        plate.block(x - 8, 584, x + 70, 602, ink.paper)
    for step in range(8):
        plate.block(
            150 - step * 22,
            600 + step * 26,
            1050 + step * 22,
            627 + step * 26,
            (ink.light, ink.paper)[step % 2],
        )
    plate.person(360, 720, 200, ink.dark)
    plate.person(800, 690, 170, ink.dark)
    plate.person(858, 694, 176, ink.accent)
    plate.oval((556, 640, 680, 700), ink.paper)
    plate.disc(664, 640, 25, ink.paper)
    plate.shape([(686, 634), (720, 644), (686, 650)], ink.accent)
    plate.shape([(556, 664), (500, 690), (600, 690)], ink.mid)
    plate.disc(670, 635, 4, ink.dark)
    for x in (604, 630):
        plate.stroke([(x, 698), (x, 730), (x + 14, 730)], ink.accent, 5)


def radio_mast(plate: Plate) -> None:
    """A mast on a hill; its rings stop half-way."""
    ink = plate.ink
    for radius in range(70, 760, 62):
        plate.ring(600, 190, radius, ink.mid if radius < 420 else "#1a2f4c", 16 if radius < 420 else 10)
    plate.ridge(640, 120, ink.mid, steps=4)
    plate.ridge(720, 70, ink.light, steps=8)
    for side in (-1, 1):
        plate.stroke([(600, 170), (600 + side * 78, 640)], ink.paper, 6)
    for level in range(10):
        y = 210 + level * 43
        half = (y - 170) * 0.166
        deep = half + 43 * 0.166
        plate.stroke([(600 - half, y), (600 + deep, y + 43)], ink.paper, 3)
        plate.stroke([(600 + half, y), (600 - deep, y + 43)], ink.paper, 3)
    plate.stroke([(600, 176), (600, 110)], ink.paper, 5)
    plate.disc(600, 106, 14, "#d9503a")
    for _ in range(90):
        left, top = plate.chance.uniform(0, WIDTH), plate.chance.uniform(690, 790)
        plate.block(left, top, left + 10, top + 13, ink.dark if plate.chance.random() < 0.8 else ink.accent)


def kites(plate: Plate) -> None:
    """Newsprint kites over rooftops and stairs."""
    ink = plate.ink
    plate.block(0, 0, WIDTH, HEIGHT, ink.light)
    plate.screen(0, 520, ink.paper)
    for x, y, size in ((250, 210, 105), (560, 130, 78), (820, 270, 120), (1040, 120, 66), (440, 380, 62)):
        top, right, low, left = (
            (x, y - size),
            (x + size * 0.68, y),
            (x, y + size * 1.15),
            (x - size * 0.68, y),
        )
        plate.shape([top, right, low, left], ink.paper)
        plate.shape([top, right, (x, y)], ink.accent)
        for line in range(7):
            level = y + size * (0.08 + 0.14 * line)
            half = size * 0.6 * (1 - (level - y) / (size * 1.15))
            plate.stroke([(x - half + 5, level), (x - 5, level)], ink.dark, 2.4)
            plate.stroke([(x + 5, level), (x + half - 5, level)], ink.dark, 2.4)
        plate.stroke([top, low], ink.dark, 3)
        plate.stroke([left, right], ink.dark, 3)
        tail = [(x + 17 * sin(step / 2.3), y + size * 1.15 + step * 11) for step in range(14)]
        plate.stroke(tail, ink.dark, 2.4)
        for knot in tail[2::3]:
            plate.shape([(knot[0] - 12, knot[1] - 8), (knot[0] + 12, knot[1] + 8), (knot[0] + 12, knot[1] - 8),
                         (knot[0] - 12, knot[1] + 8)], ink.accent)  # fmt: skip
    for number in range(13):
        eaves = 610 + plate.chance.uniform(-40, 50)
        plate.house(
            number * 96 - 20, eaves, 98, HEIGHT, ((ink.mid, ink.dark, "#cf8a5f")[number % 3], ink.paper)
        )
    for step in range(8):
        plate.block(520 + step * 7, 776 - step * 27, 690 - step * 7, 800, (ink.paper, ink.light)[step % 2])


def prison_birds(plate: Plate) -> None:
    """A long wall with small windows, and birds that took no notice."""
    ink = plate.ink
    plate.block(0, 0, WIDTH, 430, ink.light)
    plate.screen(40, 430, ink.paper)
    plate.block(0, 420, WIDTH, 690, ink.dark)
    for row in range(5):
        for column in range(16):
            x, y = column * 84 - 30 * (row % 2), 424 + row * 54
            plate.block(x, y, x + 80, y + 50, "#2c3945" if (row + column) % 3 else "#33424f")
    for x in range(90, WIDTH, 170):
        plate.block(x, 510, x + 56, 574, ink.dark)
        for bar in (13, 28, 43):
            plate.block(x + bar - 3, 510, x + bar + 3, 574, ink.mid)
    plate.block(600, 510, 656, 574, ink.accent)
    for bar in (13, 28, 43):
        plate.block(600 + bar - 3, 510, 600 + bar + 3, 574, ink.dark)
    plate.stroke([(x, 402 + 12 * sin(x / 9)) for x in range(0, WIDTH + 4, 4)], ink.dark, 3)
    plate.block(0, 690, WIDTH, HEIGHT, ink.mid)
    plate.ridge(720, 30, ink.light, steps=6)
    for number in range(46):
        across, up = plate.chance.uniform(-30, 30), plate.chance.uniform(-70, 50)
        size = plate.chance.uniform(14, 32)
        plate.gull(
            180 + number * 21 + across, 340 - number * 5 + up, size, ink.accent if number == 22 else ink.dark
        )


TOWN_SCENES = {
    "market-street": (BRICK, market_street, ""),
    "bus-nine": (BRICK, bus_nine, ""),
    "rally-square": (PLUM, rally_square, ""),
    "banners": (SLATE, banners, ""),
    "parliament": (NIGHT, parliament, NIGHT.dark),
    "courthouse": (SLATE, courthouse, ""),
    "radio-mast": (NIGHT, radio_mast, NIGHT.dark),
    "kites": (BRICK, kites, ""),
    "prison-birds": (SLATE, prison_birds, ""),
}
