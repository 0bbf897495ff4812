"""Pictures of the coast: harbours, islands, weather, boats. Each scene draws itself on a :class:`Plate`."""

from math import cos, pi, sin

from sample.ink import HEIGHT, WIDTH, Palette, Plate

__all__ = ["SEA_SCENES"]

DAWN = Palette("#f7e8cf", "#f0b587", "#cf5f45", "#24384f", "#f6d28b")
SEA = Palette("#efe7d3", "#a9c7bf", "#4d7f86", "#1b3b4d", "#e0763f")
NIGHT = Palette("#f5e6b8", "#55799a", "#2b4a6b", "#12213a", "#f2b54c")
STORM = Palette("#e8ebe6", "#a7b9bb", "#57737d", "#1f2f3a", "#c9d3cd")
DUST = Palette("#f6e8c9", "#e0b97c", "#b0733d", "#452f26", "#5b8788")
PLUM = Palette("#f6e5d6", "#e4a58b", "#9c5163", "#35223f", "#e9b34b")


def harbour_dawn(plate: Plate) -> None:
    """Sunrise behind cranes and moored boats."""
    ink = plate.ink
    plate.block(0, 0, WIDTH, 470, ink.light)
    plate.rays(620, 455, 900, ink.accent, 30)
    plate.screen(0, 300, ink.mid, rising=False)
    plate.disc(620, 440, 120, ink.paper)
    plate.ridge(470, 110, ink.mid, steps=7, floor=480)
    plate.sea(468, ink.mid, ink.light, lines=60)
    plate.glitter(620, 470, ink.accent, spread=110)
    for x, reach in ((150, 150), (330, 120), (960, -150)):
        plate.stroke([(x - 26, 480), (x, 250), (x + 26, 480)], ink.dark, 7)
        plate.stroke([(x - reach * 0.4, 262), (x + reach, 236)], ink.dark, 8)
        plate.stroke([(x, 205), (x + reach * 0.8, 240)], ink.dark, 3)
        plate.stroke([(x + reach * 0.85, 238), (x + reach * 0.85, 330)], ink.dark, 2)
    plate.block(0, 472, 430, 492, ink.dark)
    plate.block(860, 472, WIDTH, 490, ink.dark)
    for x, y, size in ((220, 600, 62), (480, 560, 44), (820, 585, 52), (1010, 690, 84), (420, 735, 90)):
        plate.boat(x, y, size, ink.dark)
    for x, y in ((500, 180), (560, 215), (760, 150), (820, 196)):
        plate.gull(x, y, 24, ink.dark)


def night_ferry(plate: Plate) -> None:
    """The ferry, lit, under the moon."""
    ink = plate.ink
    plate.screen(0, 460, ink.mid)
    plate.disc(900, 170, 82, ink.paper)
    plate.disc(872, 158, 70, ink.dark)
    for _ in range(70):
        plate.disc(
            plate.chance.uniform(0, WIDTH),
            plate.chance.uniform(0, 360),
            plate.chance.uniform(1, 2.6),
            ink.paper,
        )
    plate.ridge(480, 60, ink.mid, steps=5, floor=500)
    for x in range(20, 470, 17):
        plate.disc(x + plate.chance.uniform(-5, 5), 470 + plate.chance.uniform(-16, 6), 2.6, ink.accent)
    plate.sea(488, ink.mid, ink.light, lines=80)
    plate.glitter(900, 490, ink.paper, spread=60)
    plate.shape([(330, 560), (860, 560), (905, 528), (930, 560), (880, 640), (380, 640)], ink.dark)
    plate.block(400, 490, 800, 565, ink.dark)
    plate.block(470, 425, 720, 495, ink.dark)
    plate.shape([(545, 425), (640, 425), (632, 345), (560, 345)], ink.accent)
    plate.block(545, 352, 650, 372, ink.dark)
    for x in range(420, 790, 38):
        plate.block(x, 512, x + 20, 540, ink.accent)
    for x in range(488, 700, 44):
        plate.block(x, 446, x + 26, 470, ink.accent)
    for puff, (x, y) in enumerate(((590, 318), (556, 282), (505, 246), (438, 214))):
        plate.disc(x, y, 24 + puff * 11, ink.light)
    for x in range(400, 880, 60):
        plate.glitter(x, 640, ink.accent, spread=16)


def lighthouse(plate: Plate) -> None:
    """A striped tower and its beam at dusk."""
    ink = plate.ink
    plate.block(0, 0, WIDTH, 560, ink.mid)
    plate.screen(60, 560, ink.light)
    plate.shape([(760, 196), (-40, 20), (-40, 250)], ink.accent)
    plate.shape([(760, 196), (1240, 90), (1240, 190)], ink.accent)
    plate.sea(560, ink.dark, ink.mid, lines=70)
    plate.shape(
        [(430, 800), (500, 650), (570, 598), (720, 572), (850, 580), (960, 640), (1060, 800)], "#5d3a5c"
    )
    plate.shape([(560, 800), (640, 690), (760, 650), (880, 700), (930, 800)], "#4a2e50")
    plate.shape([(715, 240), (805, 240), (850, 600), (670, 600)], ink.paper)
    for row in range(0, 6, 2):
        top, low = 240 + row * 60, 300 + row * 60
        shift, sink = 0.125 * (top - 240), 0.125 * (low - 240)
        plate.shape([(715 - shift, top), (805 + shift, top), (805 + sink, low), (715 - sink, low)], "#c4452f")
    plate.block(700, 226, 820, 242, ink.dark)
    plate.block(724, 160, 796, 228, ink.accent)
    for x in (724, 748, 772, 792):
        plate.block(x, 160, x + 5, 228, ink.dark)
    plate.shape([(712, 162), (808, 162), (760, 112)], ink.dark)
    plate.shape([(560, 600), (560, 560), (600, 535), (640, 560), (640, 605)], ink.paper)
    plate.block(592, 572, 612, 604, ink.dark)
    plate.block(820, 240, 850, 286, "#c4452f")
    for x, y in ((260, 380), (320, 340), (420, 410), (1000, 330)):
        plate.gull(x, y, 26, ink.dark)


def storm(plate: Plate) -> None:
    """Three ranks of breaking waves."""
    ink = plate.ink
    plate.block(0, 0, WIDTH, HEIGHT, ink.mid)
    plate.screen(0, 360, ink.dark, rising=False, pitch=17)
    plate.disc(250, 170, 56, ink.light)
    for base, reach, colour in ((430, 150, ink.light), (560, 190, ink.mid), (720, 230, ink.dark)):
        _breakers(plate, base, reach, colour)
    for _ in range(120):
        x, y = plate.chance.uniform(0, WIDTH), plate.chance.uniform(0, 640)
        plate.stroke([(x, y), (x - 13, y + 38)], ink.accent, 0.9)
    plate.gull(770, 190, 60, ink.paper)


def _breakers(plate: Plate, base: float, reach: float, ink: str) -> None:
    """A rank of waves: a long back, a crest that leans, foam on the crest and down its face."""
    start = plate.chance.uniform(0, 420)
    water: list[tuple[float, float]] = []
    foam: list[tuple[float, float, float]] = []
    for x in range(-440, WIDTH + 440, 5):
        turn = ((x + start) % 430) / 430
        lift = (turn / 0.72) ** 2.1 if turn < 0.72 else ((1 - turn) / 0.28) ** 1.7
        y = base - reach * lift
        water.append((x + 62 * lift**2, y))
        if lift > 0.3 and turn > 0.5:
            foam.append((x + 62 * lift**2, y, lift))
    plate.shape([*water, (WIDTH + 500, HEIGHT), (-500, HEIGHT)], ink)
    for fx, fy, lift in foam:
        plate.disc(
            fx + plate.chance.uniform(-6, 10),
            fy + plate.chance.uniform(-6, 8),
            3 + 10 * lift**2,
            plate.ink.paper,
        )
        plate.disc(
            fx + plate.chance.uniform(0, 50), fy - plate.chance.uniform(0, 44) * lift, 2.4, plate.ink.paper
        )


def gannet_skerry(plate: Plate) -> None:
    """A steep island white with birds."""
    ink = plate.ink
    plate.block(0, 0, WIDTH, 560, ink.light)
    plate.screen(120, 540, ink.paper)
    plate.sea(540, ink.mid, ink.light, lines=80)
    cliff = [(300, 560), (340, 400), (420, 330), (470, 210), (590, 170), (700, 120), (780, 200), (850, 320), (930, 380),
             (990, 560)]  # fmt: skip
    plate.shape(cliff, ink.dark)
    for level in range(230, 540, 34):
        for x in range(360, 930, 15):
            if 330 + (540 - level) * 0.35 < x < 965 - (540 - level) * 0.5 and plate.chance.random() < 0.72:
                plate.disc(x, level + plate.chance.uniform(-7, 7), plate.chance.uniform(3, 5), ink.paper)
    plate.block(560, 560 - 26, 640, 548, ink.accent)
    for _ in range(130):
        angle, reach = plate.chance.uniform(0, 2 * pi), plate.chance.uniform(80, 470)
        east, south = 640 + cos(angle) * reach, 260 + sin(angle) * reach * 0.5
        colour = ink.paper if 300 < east < 960 and south > 200 else ink.dark
        plate.gull(east, south, plate.chance.uniform(9, 25), colour)
    plate.boat(190, 650, 46, ink.dark)


def lone_boat(plate: Plate) -> None:
    """One sail on a very wide sea."""
    ink = plate.ink
    plate.block(0, 0, WIDTH, 430, ink.light)
    plate.screen(0, 430, ink.paper)
    plate.disc(860, 300, 74, ink.accent)
    plate.sea(430, ink.mid, ink.light, lines=90)
    plate.glitter(860, 432, ink.accent, spread=90)
    plate.boat(430, 560, 96, ink.dark, ink.paper)
    for y in range(592, 760, 15):
        half = 82 * (1 - (y - 592) / 190) * plate.chance.uniform(0.6, 1)
        plate.shape([(430 - half, y), (430, y - 4), (430 + half, y), (430, y + 4)], ink.dark)


def suitcase_quay(plate: Plate) -> None:
    """Four people with suitcases, in the rain, and the boat's lights."""
    ink = plate.ink
    plate.screen(0, 420, ink.mid)
    plate.sea(420, ink.mid, ink.light, lines=40)
    plate.shape([(700, 430), (1240, 430), (1240, 520), (760, 520)], ink.dark)
    plate.block(820, 340, 1240, 434, ink.dark)
    for x in range(850, 1200, 50):
        plate.block(x, 366, x + 26, 398, ink.accent)
        plate.glitter(x + 13, 520, ink.accent, spread=20)
    plate.shape([(0, 610), (WIDTH, 640), (WIDTH, HEIGHT), (0, HEIGHT)], ink.light)
    plate.stroke([(140, 620), (140, 210), (210, 196)], ink.dark, 9)
    plate.shape([(216, 200), (60, 640), (420, 640)], ink.mid)
    plate.disc(216, 204, 20, ink.accent)
    for x, height in ((330, 280), (440, 300), (560, 262), (670, 290)):
        plate.person(x, 730, height, ink.dark)
        plate.block(x + 34, 668, x + 92, 730, ink.dark)
        plate.ring(x + 63, 666, 13, ink.dark, 4)
        plate.oval((x - 60, 728, x + 110, 744), ink.mid)
    plate.shape([(426, 500), (418, 470), (434, 480), (444, 480), (458, 468), (454, 502)], ink.accent)
    for _ in range(230):
        left, top = plate.chance.uniform(0, WIDTH + 60), plate.chance.uniform(-30, HEIGHT)
        plate.stroke([(left, top), (left - 9, top + 34)], ink.paper, 0.7)


def dry_river(plate: Plate) -> None:
    """Cracked earth below an old bridge."""
    ink = plate.ink
    plate.screen(0, 260, ink.light)
    plate.disc(930, 130, 66, "#d9603c")
    plate.ridge(290, 150, ink.light, steps=5, floor=460)
    plate.ridge(360, 120, ink.mid, steps=7, floor=460)
    plate.block(0, 236, WIDTH, 460, ink.dark)
    plate.block(0, 222, WIDTH, 240, ink.mid)
    for x in range(-70, WIDTH, 240):
        plate.oval((x, 276, x + 196, 520), ink.accent)
        plate.oval((x, 330, x + 196, 520), ink.light)
    plate.block(0, 440, WIDTH, HEIGHT, ink.light)
    _cracks(plate, 446.0)
    plate.boat(760, 640, 74, ink.dark)
    plate.gull(300, 120, 30, ink.dark)


def _cracks(plate: Plate, y: float) -> None:
    """Dried clods in rows, larger as they come nearer, from ``y`` down."""
    tall, clods = 16.0, [plate.ink.mid, plate.ink.mid, "#bd8049"]
    while y < HEIGHT:
        wide = tall * 2.6
        x = plate.chance.uniform(-wide, 0)
        while x < WIDTH:
            w, gap = wide * plate.chance.uniform(0.7, 1.3), 2 + tall * 0.07
            slip = [plate.chance.uniform(-0.16, 0.16) * tall for _ in range(6)]
            top = [(x + gap, y + slip[0]), (x + w * 0.5, y + gap + slip[1]), (x + w - gap, y + slip[2])]
            low = [(x + w - gap + slip[3], y + tall - gap), (x + w * 0.45, y + tall + slip[4])]
            plate.shape([*top, *low, (x + gap + slip[5], y + tall - gap)], plate.chance.choice(clods))
            x += w
        y += tall
        tall *= 1.24


def net_mender(plate: Plate) -> None:
    """A net in front of a round window on the sea."""
    ink = plate.ink
    plate.disc(600, 370, 300, ink.dark)
    plate.disc(600, 370, 262, ink.light)
    plate.screen(150, 330, ink.paper)
    for y in range(385, 640, 18):
        half = max(0.0, 262**2 - (y - 370) ** 2) ** 0.5
        plate.stroke([(600 - half + 4, y), (600 + half - 4, y)], ink.mid, 8)
    plate.boat(690, 402, 40, ink.dark, ink.paper)
    for radius in range(266, 860, 6):
        plate.ring(600, 370, radius, ink.dark if radius < 300 else ink.mid, 7)
    plate.stroke([(600, 108), (600, 632)], ink.dark, 9)
    plate.stroke([(338, 370), (862, 370)], ink.dark, 9)
    for column in range(-14, 30):
        x = column * 46
        plate.stroke([(x, 60 + 24 * sin(x / 160)), (x + 330, 800)], ink.paper, 2.2)
        plate.stroke([(x + 330, 60 + 24 * sin((x + 330) / 160)), (x, 800)], ink.paper, 2.2)
    plate.stroke([(x, 60 + 24 * sin(x / 160)) for x in range(0, WIDTH + 10, 10)], ink.accent, 9)
    for x in range(60, WIDTH, 120):
        plate.disc(x, 60 + 24 * sin(x / 160), 19, ink.accent)
        plate.disc(x - 5, 55 + 24 * sin(x / 160), 5, ink.paper)


SEA_SCENES = {
    "harbour-dawn": (DAWN, harbour_dawn, ""),
    "night-ferry": (NIGHT, night_ferry, NIGHT.dark),
    "lighthouse": (PLUM, lighthouse, ""),
    "storm": (STORM, storm, ""),
    "gannet-skerry": (SEA, gannet_skerry, ""),
    "lone-boat": (SEA, lone_boat, ""),
    "suitcase-quay": (NIGHT, suitcase_quay, NIGHT.dark),
    "dry-river": (DUST, dry_river, ""),
    "net-mender": (SEA, net_mender, SEA.mid),
}
