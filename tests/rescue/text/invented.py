"""Invented archive pages in any mixture of styles, with the truth of every line.

A page is made of the same small stock of posts; what varies is how a theme prints them:
what stands before and after a post, how tags are joined, whether dates, bylines, widgets,
page headings and footers are there at all.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

__all__ = ["InventedPage", "Style", "make_page", "random_style"]

HEADLINES = (
    "Bridge Keeper Refuses to Leave His Post",
    "Council Votes to Flood the Old Quarry",
    "Why the Bakers Stopped Baking",
    "Ferry Runs Aground Twice in One Morning",
    "A Letter to the Minister of Bees",
    "School Opens on a Barge After the Storm",
    "Union Wins Back Pay for Night Nurses",
    "Who Sold the Town Clock?",
    "Miners Find a Library Underground",
    "Court Orders the Dam to Be Emptied",
    "“We Will Walk,” Say the Salt Carriers",
    "Radio Station Returns After Nine Silent Years",
    "Shepherds Count Wolves for the State",
    "The Last Printer of Almond Street",
    "Harbour Strike Enters Its Third Week",
    "Orchard Thieves Leave a Thank-You Note",
)
WHO = (
    "The ferry office",
    "A clerk of the parish",
    "The younger of the two brothers",
    "Nobody on the quay",
    "The company",
    "“Everyone here,” the baker said, and",
    "Her lawyer",
    "The night shift",
    "One of the shepherds",
    "The mayor",
    "A letter from the capital",
)
DID = (
    "asked for the map that had hung in the hall",
    "refused to say how much had been paid",
    "closed the windows at noon",
    "counted the lamps again and found three missing",
    "promised that the next letter would be shorter",
    "measured the wall twice",
    "left the keys with a neighbour",
    "would not sign before the end of the harvest",
    "remembered a different number",
)
WHEN = (
    "before the winter came.",
    "while the bells were ringing for the flood.",
    "although no one could say who had called them.",
    "and that was the end of it, according to people in the corridor.",
    "as the fishmonger had done the year before.",
    "because the road ends exactly there.",
    "and the square was full by evening.",
    "for the first time in eleven years.",
)
SENTENCES = tuple(f"{who} {did} {when}" for who in WHO for did in DID for when in WHEN)
SECTION_HEADINGS = ("What Happened Next", "The Price of Salt", "A Quiet Market", "Two Versions of One Night")
TAGS = (
    "bees",
    "bridge",
    "council",
    "Dam (Upper, North)",
    "ferry",
    "harbour",
    "human rights",
    "mines/quarries",
    "night work",
    "Old Town",
    "salt",
    "schools",
    "strike",
    "wolves",
)
NAMES = ("Ada Lindqvist", "Tomas Okafor", "Mira van Dalen", "Jonas Petrov")
ALTS = (
    "Shepherds at the state office",
    "The old quarry from above",
    "A barge with school desks",
    "Salt sacks on the pier",
    "The clock without its hands",
    "Wolves' tracks in the snow",
    "The printer of Almond Street",
    "People on the bridge",
    "The quay at low water",
    "Nurses outside the ward",
    "An empty classroom",
)


@dataclass(frozen=True)
class Style:
    """How a theme prints a page."""

    heading: str = "Posts tagged ‘{}’"
    tags: str = "top"  # top, bottom or none
    tag_label: str = ""
    tag_join: str = ","
    date: str = "none"  # above or below the headline, or none
    date_form: str = "{m} {d}, {y}"
    byline: str = "none"  # in the date line, last line, or none
    picture: bool = True
    widgets: tuple[str, ...] = ()
    rest: str = "Continue reading"
    footer: tuple[str, ...] = ("Copyright © 2019 The Salt Road. All Rights Reserved",)
    older: str = ""
    blank: bool = True


@dataclass
class InventedPage:
    """Lines with their roles, and what each post should become."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    headlines: list[str] = field(default_factory=list)
    tags: list[tuple[str, ...]] = field(default_factory=list)
    dates: list[date | None] = field(default_factory=list)

    def text(self, *, blank: bool = True) -> str:
        return ("\n\n" if blank else "\n").join(line for _, line in self.rows) + "\n"


def random_style(rng: random.Random) -> Style:
    tags = rng.choice(("top", "bottom", "bottom", "none"))
    label = (
        rng.choice(("Tags: ", "Tagged ", "Filed under: "))
        if tags == "bottom"
        else rng.choice(("", "", "Tags: "))
    )
    date_place = rng.choice(("below", "below", "above", "none"))
    rest = rng.choice(("Continue reading", "Read more →", ""))
    if tags == "none" and date_place == "none" and not rest:
        rest = "Read more »"
    return Style(
        heading=rng.choice(("Posts tagged ‘{}’", "Tag: {}", "Tag Archives: {}", "Browsing: {}")),
        tags=tags,
        tag_label=label,
        tag_join=rng.choice((",", ", ", " | ")) if not label else rng.choice((", ", ",")),
        date=date_place,
        date_form=rng.choice(("{m} {d}, {y}", "Posted on {m} {d}, {y}", "{d} {m} {y}", "{y}-{n:02}-{d:02}")),
        byline=rng.choice(("none", "last", "date") if date_place != "none" else ("none", "last")),
        picture=rng.random() < 0.6,
        widgets=rng.choice(
            ((), ("Share this:", "Twitter", "Facebook"), ("Send it to a friend", "flame-icon"))
        ),
        rest=rest,
        footer=rng.choice(
            (
                ("Copyright © 2019 The Salt Road. All Rights Reserved",),
                ("© 2019 The Salt Road", "Powered by WordPress"),
            )
        ),
        older=rng.choice(("", "Older posts", "1 2 3 Next")),
        blank=rng.random() < 0.8,
    )


def make_page(rng: random.Random, style: Style, *, posts: int) -> InventedPage:
    page = InventedPage()
    term = rng.choice(TAGS)
    page.rows.append(("heading_of_page", style.heading.format(term)))
    day = date(2019, 5, 20)
    for headline in rng.sample(HEADLINES, posts):
        day -= timedelta(days=rng.randint(1, 40))
        tags = tuple(sorted({term, *rng.sample(TAGS, rng.randint(1, 4))}, key=str.casefold))
        page.headlines.append(headline)
        page.tags.append(tags if style.tags != "none" else (term,))
        page.dates.append(day if style.date != "none" else None)
        page.rows += _post(rng, style, headline, tags, day)
    page.rows += [("footer", line) for line in ((style.older,) if style.older else ()) + style.footer]
    return page


def _post(
    rng: random.Random, style: Style, headline: str, tags: tuple[str, ...], day: date
) -> list[tuple[str, str]]:
    name = rng.choice(NAMES)
    stamp = style.date_form.format(m=f"{day:%B}", d=day.day, y=day.year, n=day.month)
    stamp = f"{stamp} by {name}" if style.byline == "date" else stamp
    listed = ("tags", style.tag_label + style.tag_join.join(tags))
    rows: list[tuple[str, str]] = []
    if style.tags == "top":
        rows.append(listed)
    if style.date == "above":
        rows.append(("date", stamp))
    alt = rng.choice(ALTS)
    pictured = style.picture and rng.random() < 0.7
    sandwich = pictured and style.tags == "top" and rng.random() < 0.5
    rows += [("thumb_alt", alt)] if sandwich else []
    rows.append(("title", headline))
    if style.date == "below":
        rows.append(("date", stamp))
    if pictured:
        rows += [
            ("lead_alt", alt),
            ("caption", f"{alt} on the morning of the vote, {day:%B} {day.day}, {day.year}"),
        ]
    sentences = rng.sample(SENTENCES, rng.randint(4, 9))
    for place, sentence in enumerate(sentences):
        rows.append(("paragraph", sentence))
        if 1 < place < len(sentences) - 1 and rng.random() < 0.2:
            rows.append(("heading", rng.choice(SECTION_HEADINGS)))
    if style.byline == "last":
        rows.append(("byline", name))
    if style.tags == "bottom":
        rows.append(listed)
    rows += [("widget", line) for line in style.widgets]
    rows += [("continue", style.rest)] if style.rest else []
    return rows
