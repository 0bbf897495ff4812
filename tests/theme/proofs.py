"""Contexts that fill every place of every template, in English and in Persian."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from lxml import html

from broadsheet.language import Direction, direction_of
from broadsheet.publication import Look
from broadsheet.theme import Theme, print_date, words_for
from broadsheet.theme.contexts import (
    Bar,
    Card,
    Correction,
    Dateline,
    Gone,
    Html,
    Link,
    ListingPage,
    Moved,
    NotFound,
    PageContext,
    Picture,
    PostPage,
    Site,
    Source,
    StandingPage,
    TagsPage,
)  # fmt: skip
from broadsheet.theme.typesetter import ROOT

NOON = datetime(2019, 5, 5, 12, 0, tzinfo=timezone(timedelta(hours=2)))
TABLE = '<div class="table" tabindex="0"><table><tr><th>Year</th></tr><tr><td>2016</td></tr></table></div>'
BODY = Html(f'<p>The quay is empty.</p><p><a href="{ROOT}about/">About us</a></p>{TABLE}')
PERSIAN_BODY = Html(
    '<p>اسکله خالی است و «بهار» رسیده است.</p><blockquote lang="en" dir="ltr">Spring.</blockquote>'
)


def parse(text: str) -> Any:
    """The page as a tree; untyped, as the stubs of lxml give every XPath result eight types."""
    return html.fromstring(text)


def dateline(language: str = "en", moment: datetime = NOON) -> Dateline:
    iso, text = print_date(moment, language=language)
    return Dateline(iso=iso, text=text, note="", certainty="exact")


def undated(language: str = "en") -> Dateline:
    words = words_for(language)
    note = words.date_note(start=date(2019, 3, 20), end=None, evidence="from a caption")
    return Dateline(iso="", text=words.date_unknown, note=note, certainty="inferred")


PICTURE = Picture(
    path="media/quay.960.jpg",
    width=960,
    height=640,
    sources=(Source("image/webp", (("media/quay.480.webp", 480), ("media/quay.960.webp", 960))),),
    fallback=(("media/quay.480.jpg", 480), ("media/quay.960.jpg", 960)),
    alt="The eastern quay",
    caption="The eastern quay\nat dawn",
    credit="Mira Holt",
)
LOST = replace(
    PICTURE, path="", width=0, height=0, sources=(), fallback=(), alt="A rally in the square", missing=True
)


def site(theme: Theme, language: str = "en", look: Look | None = None) -> Site:
    look = look or Look()
    return Site(
        name="روزنامهٔ بندر" if language == "fa" else "The Harbour Lantern",
        tagline="News of the port",
        language=language,
        direction=direction_of(language),
        url="https://lantern.example/",
        logo="",
        css=theme.css(look),
        accent=look.accent,
        accent_dark=look.accent_dark,
        menu=(Link("About", path="about/"), Link("Library", href="https://library.example/")),
        follow=(Link("Mastodon", href="https://social.example/@lantern"),),
        feed="feed.xml",
        json_feed="feed.json",
        tags_path="tags/",
        footer="Kept alive by its readers.",
        copyright="Copyright © 2018 The Harbour Lantern",
    )


def tags(count: int) -> tuple[Link, ...]:
    return tuple(
        Link(f"Tag {number}", path=f"tag/tag-{number}/", count=number, kind="topic")
        for number in range(count)
    )


def card(path: str = "2019/05/05/quay/", language: str = "en") -> Card:
    return Card(
        path=path,
        headline="رأی شورا به بازگشایی اسکله" if language == "fa" else "Council votes to reopen the quay",
        language=language,
        direction=direction_of(language),
        tags=tags(8),
        byline=(Link("Mira Holt", path="author/mira-holt/"), Link("Wire")),
        dateline=dateline(language),
        standfirst="A ledger says who signed.",
        picture=PICTURE,
        body=Html(""),
        more=True,
        reading_minutes=6,
    )


LOST_CARD = replace(
    card("undated/rally/"),
    headline="A rally",
    picture=LOST,
    dateline=undated(),
    byline=(Link("Staff writer"),),
)
BARE_CARD = replace(
    card("2019/01/01/rain/"),
    tags=(), byline=(), standfirst="", picture=None, body=BODY, more=False, reading_minutes=0,
)  # fmt: skip
SHARE = (Link("Telegram", href="https://t.example/share?url=a&text=b", kind="telegram"),)


def bars(count: int) -> tuple[Bar, ...]:
    return tuple(Bar(str(1990 + at), 1990 + at, (at * 7) % 5, f"{1990 + at}/") for at in range(count))


def listing(language: str = "en") -> ListingPage:
    direction: Direction = direction_of(language)
    return ListingPage(
        path="tag/quay/",
        title="Posts tagged ‘Quay’",
        description="All about the quay",
        language=language,
        direction=direction,
        canonical="https://lantern.example/tag/quay/",
        kind="tag",
        heading="Posts tagged ‘Quay’",
        subject="Quay",
        note="All about the quay.",
        entries=(card(), card("2019/05/04/fa/", "fa"), LOST_CARD, BARE_CARD),
        is_front=True,
        year_label="",
        total=1234,
        bars=(Bar("Undated", 0, 5, "tag/quay/undated/"), *bars(12)),
        older=Link("2019", path="tag/quay/2019/"),
        newer=None,
        front=None,
        feed="tag/quay/feed.xml",
        share=SHARE,
    )


def post(language: str = "en") -> PostPage:
    entry = card(language=language)
    return PostPage(
        path=entry.path,
        title=entry.headline,
        description=entry.standfirst,
        language=language,
        direction=entry.direction,
        canonical="https://lantern.example/" + entry.path,
        card=entry,
        body=PERSIAN_BODY if language == "fa" else BODY,
        updated=dateline(language, NOON + timedelta(days=40)),
        corrections=(Correction("2019-05-08", "8 May 2019", "The sale was in 2016."),),
        retractions=(),
        share=SHARE,
        older=Link("A depot that nobody owns", path="2019/05/03/depot/"),
        newer=Link("Rain", path="2019/05/06/rain/"),
        json_path=entry.path + "post.json",
        image_url="https://lantern.example/media/quay.960.jpg",
        structured=Html('{"@type":"NewsArticle"}'),
        old_url="https://old.example/?p=12",
    )


def every_page() -> dict[str, PageContext]:
    """Pages by a name for a failing test; together they fill every place of the shipped templates."""
    year = replace(
        listing(), path="2019/", kind="front", heading="2019", subject="", is_front=False, year_label="2019",
        total=0, bars=(), newer=Link("2020", path="2020/"), front=Link("Latest", path=""),
    )  # fmt: skip
    front = replace(listing(), path="", title="", kind="front", heading="", subject="", feed="feed.xml")
    return {
        "post": post(),
        "persian post": post("fa"),
        "bare post": replace(
            post(),
            card=BARE_CARD,
            updated=None,
            corrections=(),
            retractions=(),
            share=(),
            older=None,
            newer=None,
            image_url="",
            old_url="",
            canonical="",
            description="",
        ),
        "lost picture": replace(post(), card=LOST_CARD),
        "tag": listing(),
        "persian tag": listing("fa"),
        "empty tag": replace(listing(), entries=(), bars=(), total=0, note="", description="", canonical=""),
        "front": front,
        "year": year,
        "tag's year": replace(year, kind="tag", heading="Posts tagged ‘Quay’", subject="Quay"),
        "tags": TagsPage("tags/", "All tags", "", "en", "ltr", "", tags(60), tags(5)),
        "no tags": TagsPage("tags/", "All tags", "", "en", "ltr", "", (), ()),
        "standing": StandingPage("about/", "About", "", "en", "ltr", "", BODY),
        "not found": NotFound("404.html", "Not found", "", "en", "ltr", ""),
        "gone": Gone("old/", "Gone", "", "fa", "rtl", ""),
        "moved": Moved("old/", "Moved", "", "en", "ltr", "", "2019/05/05/quay/"),
    }
