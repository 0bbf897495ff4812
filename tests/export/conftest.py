"""A paper that has one of everything an export has to carry."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from broadsheet.archive import services
from broadsheet.archive.finds import (
    ClaimedDate,
    CommentFind,
    CorrectionFind,
    FigureFind,
    OldAddress,
    PageFind,
    PersonFind,
    PictureFind,
    PostFind,
    TagFind,
)
from broadsheet.archive.intake import take_in
from broadsheet.archive.services import PictureEntry
from broadsheet.publication import Publication
from tests.photographs import jpeg

TEHRAN = timezone(timedelta(hours=3, minutes=30))
PICTURE = "https://old.example/wp-content/uploads/2019/05/rally.jpg"


def at(year: int, month: int, day: int, hour: int = 0) -> ClaimedDate:
    return ClaimedDate("exact", datetime(year, month, day, hour, 15, tzinfo=TEHRAN), evidence="It says so.")


POSTS = [
    PostFind(
        key="a",
        headline="نان & <شیر>",
        url="https://old.example/2019/05/05/نان/",
        old_addresses=("https://old.example/?p=7", "https://old.example/2019/05/05/bread/"),
        standfirst="قیمت < دیروز & فردا",
        body=f'<p>متن فارسی ]]&gt; &amp;amp;</p><p dir="ltr" lang="en">Twice: <a href="/2020/01/02/two/">here</a></p>'
        f'<figure><img src="{PICTURE}" alt="مردم"><figcaption>میدان<cite>رویترز</cite></figcaption></figure>'
        "<pre>a\n\n  b</pre>",
        language="fa",
        lead=FigureFind(PICTURE, "A crowd", "The square.", "AP"),
        tags=(
            TagFind("تهران", kind="place", aliases=("طهران",), description="A city."),
            TagFind("Culture", "culture", kind="section", parent="news"),
            TagFind("General", "general", kind="section"),
        ),
        authors=(PersonFind("مریم احمدی"), PersonFind("Jo Lane", "jo")),
        date=at(2019, 5, 5, 1),
        updated_at=datetime(2019, 5, 6, tzinfo=UTC),
        sticky=True,
        translation_group="bread",
        comments=(CommentFind("c1", "A reader", "Thank you.", datetime(2019, 5, 7, tzinfo=UTC)),),
        corrections=(
            CorrectionFind(date(2019, 5, 8), "It was Sunday."),
            CorrectionFind(date(2019, 5, 9), "It never happened.", "retraction"),
        ),
    ),
    PostFind(
        key="b", headline="Two", slug="two", body="<p>Words.</p>", house_byline="Staff writer", date=at(2020, 1, 2)
    ),
    PostFind(key="c", headline="Newest of the undated", body="<p>One.</p>", position=0, language="en"),
    PostFind(
        key="d",
        headline="Oldest of the undated",
        body="<p>Two.</p>",
        position=1,
        date=ClaimedDate("inferred", not_after=date(2018, 3, 1), evidence="A neighbour."),
    ),
    PostFind(
        key="e", headline="A day", body="<p>3.</p>", date=ClaimedDate("day", datetime(2017, 2, 3, tzinfo=UTC))
    ),
    PostFind(key="f", headline="A secret draft", body="<p>Not yet.</p>", status="draft", tags=(TagFind("Hush"),)),
    PostFind(key="g", headline="Later", body="<p>L.</p>", status="scheduled", date=at(2026, 9, 1)),
    PostFind(key="h", headline="Overdue", body="<p>O.</p>", status="scheduled", date=at(2026, 1, 1)),
    PostFind(key="i", headline="Behind a password", body="<p>P.</p>", status="password", date=at(2016, 1, 1)),
    PostFind(key="j", headline="In the bin", body="<p>B.</p>", status="trashed", date=at(2016, 1, 2)),
    PostFind(key="k", headline="For review", body="<p>R.</p>", status="pending", date=at(2016, 1, 3)),
]  # fmt: skip
PAGES = [
    PageFind("p", "About us", "<p>We are a paper.</p>", url="https://old.example/about/"),
    PageFind("q", "The house", "<p>Inside.</p>", url="https://old.example/about/house/", language="fa"),
]


@pytest.fixture
def full_paper(paper: Publication, tmp_path: Path) -> Publication:
    """The paper, open, with a picture whose file is there and one that is lost."""
    file = tmp_path / "rally.jpg"
    file.write_bytes(jpeg())
    origin = services.begin_rescue(path="x", digest="0" * 64, format="text", rank=10)
    services.store_tags([TagFind("News", "news", kind="section")])
    services.store_pictures(
        [
            PictureEntry(
                PictureFind(PICTURE, title="Rally", alt="A rally", caption="c"),
                take_in(file, media=paper.media),
            ),
            PictureEntry(PictureFind("https://old.example/wp-content/uploads/lost.jpg", alt="Lost")),
        ]
    )
    known = services.known_pictures([PICTURE])
    (number,) = {picture.id for picture in known.values()}
    hinted = POSTS[0].body.replace("<img ", f'<img data-image="{number}" ')
    services.store_posts([replace(POSTS[0], body=hinted), *POSTS[1:]], origin=origin)
    services.store_pages(PAGES, origin=origin)
    services.store_old_addresses([
        OldAddress("/2010/left/", "", gone=True), OldAddress("/old-tag/", "/tag/تهران/"),
    ])  # fmt: skip
    return paper
