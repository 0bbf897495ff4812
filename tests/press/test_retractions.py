"""A post that the paper takes back stays at its address, and says so wherever it is named."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from lxml import html

from broadsheet.archive import services
from broadsheet.press import publish
from broadsheet.publication import SETTINGS_FILE, Publication

from .reading import headlines, text_of_page, tree
from .synthetic import add_post, add_tag

REASON = "Nobody had counted the boats."
PAGE = "2019/05/02/post-2/index.html"
DAY = date(2019, 6, 1)


def read(paper: Publication) -> Any:
    """The page of the second post."""
    return html.fromstring((paper.site / PAGE).read_text(encoding="utf-8"))


@pytest.fixture
def boats(paper: Publication) -> Publication:
    """Three posts under one tag, on the site."""
    (paper.folder / SETTINGS_FILE).write_text('name = "P"\nurl = "https://p.example/"\n', encoding="utf-8")
    add_tag(1, "Rivers")
    for id in (1, 2, 3):
        add_post(id, datetime(2019, 5, id, tzinfo=UTC), tags=(1,), headline=f"Story {id}")
    publication = Publication.open(paper.folder)
    publish(publication, executor=0)
    return publication


@pytest.fixture
def retracted(boats: Publication) -> Publication:
    """The second of them is retracted, and that is on the site."""
    services.correct(2, day=DAY, text=REASON, kind="retraction")
    publish(boats, executor=0)
    return boats


def test_the_page_says_at_its_top_that_since_when_and_why(retracted: Publication) -> None:
    page = read(retracted)
    (notice,) = page.xpath("//section[@class='retraction']")
    assert REASON in notice.text_content()
    assert notice.xpath(".//time/@datetime") == ["2019-06-01"]
    assert notice.getnext().get("class") == "body e-content"
    assert page.xpath("string(//h1)").split() == ["Retracted", "Story", "2"]
    assert page.xpath("string(//title)").startswith("Retracted: Story 2")
    assert not page.xpath("//section[@class='corrections']")


def test_its_words_stay_at_its_address(boats: Publication) -> None:
    before = read(boats).xpath("string(//div[@class='body e-content'])")
    services.correct(2, day=DAY, text=REASON, kind="retraction")
    publish(boats, executor=0)
    page = read(boats)
    assert page.xpath("string(//div[@class='body e-content'])") == before != ""


@pytest.mark.parametrize("file", ["index.html", "tag/rivers/index.html", "tag/rivers/2019/index.html"])
def test_every_listing_marks_it(retracted: Publication, file: str) -> None:
    assert headlines(retracted.site, file) == ["Story 3", "Retracted Story 2", "Story 1"]


def test_the_posts_beside_it_mark_their_links_to_it(retracted: Publication) -> None:
    for file in ("2019/05/01/post-1/index.html", "2019/05/03/post-3/index.html"):
        assert "Retracted: Story 2" in text_of_page(retracted.site, file)


@pytest.mark.parametrize("file", ["atom.xml", "feed.json", "tag/rivers/atom.xml"])
def test_feeds_mark_it(retracted: Publication, file: str) -> None:
    assert "Retracted: Story 2" in (retracted.site / file).read_text(encoding="utf-8")


def test_machines_are_told_in_their_own_words(retracted: Publication) -> None:
    data = json.loads((retracted.site / "2019/05/02/post-2/post.json").read_bytes())
    assert data["headline"] == "Story 2"
    assert data["retracted_on"] == "2019-06-01"
    assert data["corrections"] == [{"kind": "retraction", "day": "2019-06-01", "text": REASON}]
    page = read(retracted)
    article = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert article["creativeWorkStatus"] == "Retracted"
    assert article["correction"][0]["text"] == REASON


def test_an_edition_that_retracts_makes_what_a_full_one_makes(retracted: Publication) -> None:
    before = tree(retracted.site)
    publish(retracted, executor=0, whole=True)
    assert tree(retracted.site) == before


def test_a_retraction_that_was_wrong_is_taken_back_and_both_are_told(retracted: Publication) -> None:
    services.correct(2, day=date(2019, 6, 9), text="We have counted them now.", kind="reinstatement")
    publish(retracted, executor=0)
    page = read(retracted)
    assert not page.xpath("//*[contains(@class, 'retract')]")
    told = page.xpath("string(//section[@class='corrections'])")
    assert told.index(REASON) < told.index("We have counted them now.")
    assert headlines(retracted.site, "index.html") == ["Story 3", "Story 2", "Story 1"]


def test_what_is_retracted_twice_keeps_its_first_day_and_tells_both_reasons(retracted: Publication) -> None:
    services.correct(2, day=date(2019, 7, 1), text="Nor had anybody asked.", kind="retraction")
    publish(retracted, executor=0)
    page = read(retracted)
    assert len(page.xpath("//section[@class='retraction']//time")) == 2
    data = json.loads((retracted.site / "2019/05/02/post-2/post.json").read_bytes())
    assert data["retracted_on"] == "2019-06-01"
