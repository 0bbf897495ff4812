"""Listings: a front with the latest posts, and pages of each year counted from the oldest."""

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.press import publish
from broadsheet.publication import Publication

from .reading import anchors, headlines, links_of, text_of_page, tree
from .synthetic import add_post, add_tag

SETTINGS = 'name = "P"\nurl = "https://paper.example/"\n[listings]\nfront_posts = 3\npage_posts = 4\n'


@pytest.fixture
def small_pages(paper: Publication) -> Publication:
    """A paper with three posts on a front and four on a page of a year."""
    (paper.folder / "broadsheet.toml").write_text(SETTINGS, encoding="utf-8")
    add_tag(1, "Rivers")
    return Publication.open(paper.folder)


def fill_year(year: int, posts: int, *, first_id: int = 1) -> None:
    for number in range(posts):
        moment = datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=number)
        add_post(first_id + number, moment, tags=(1,))


def test_a_front_shows_the_latest_posts_newest_first(small_pages: Publication) -> None:
    fill_year(2019, 6)
    publish(small_pages)
    for front in ("index.html", "tag/rivers/index.html"):
        assert headlines(small_pages.site, front) == ["Post 6", "Post 5", "Post 4"]


def test_a_years_first_page_holds_its_oldest_posts_newest_first(small_pages: Publication) -> None:
    fill_year(2019, 6)
    publish(small_pages)
    assert headlines(small_pages.site, "tag/rivers/2019/index.html") == [
        "Post 4",
        "Post 3",
        "Post 2",
        "Post 1",
    ]
    assert headlines(small_pages.site, "tag/rivers/2019/2/index.html") == ["Post 6", "Post 5"]


def test_the_chart_leads_to_the_newest_page_of_each_year(small_pages: Publication) -> None:
    fill_year(2017, 2)
    fill_year(2019, 6, first_id=11)
    publish(small_pages)
    found = links_of(small_pages.site, "tag/rivers/index.html")
    assert {"tag/rivers/2017/index.html", "tag/rivers/2019/2/index.html"} <= found
    assert "tag/rivers/2018/index.html" not in found


def test_pages_lead_back_through_all_years(small_pages: Publication) -> None:
    fill_year(2017, 6)
    fill_year(2019, 6, first_id=11)
    publish(small_pages)
    assert "tag/rivers/2019/index.html" in links_of(small_pages.site, "tag/rivers/2019/2/index.html")
    assert "tag/rivers/2017/2/index.html" in links_of(small_pages.site, "tag/rivers/2019/index.html")


def test_a_page_never_leads_to_a_later_year(small_pages: Publication) -> None:
    fill_year(2017, 6)
    fill_year(2019, 6, first_id=11)
    publish(small_pages)
    for page in ("tag/rivers/2017/index.html", "tag/rivers/2017/2/index.html"):
        found = links_of(small_pages.site, page)
        assert not any("2019" in link for link in found if link.startswith("tag/rivers/"))
        assert "tag/rivers/index.html" in found


def test_after_a_full_page_the_next_address_leads_to_the_front(small_pages: Publication) -> None:
    fill_year(2019, 4)
    publish(small_pages)
    assert "2019/2/index.html" in links_of(small_pages.site, "2019/index.html")
    assert links_of(small_pages.site, "2019/2/index.html") >= {"index.html"}
    assert headlines(small_pages.site, "2019/2/index.html") == []


def test_a_full_page_stays_as_it_is_when_the_next_one_begins(small_pages: Publication) -> None:
    fill_year(2019, 4)
    publish(small_pages)
    full = (small_pages.site / "tag/rivers/2019/index.html").read_bytes()
    add_post(50, datetime(2019, 6, 1, tzinfo=UTC), tags=(1,))
    publish(small_pages)
    assert (small_pages.site / "tag/rivers/2019/index.html").read_bytes() == full
    assert headlines(small_pages.site, "tag/rivers/2019/2/index.html") == ["Post 50"]


def test_a_new_post_rewrites_no_page_that_lists_only_older_ones(small_pages: Publication) -> None:
    fill_year(2017, 9)
    fill_year(2018, 9, first_id=21)
    fill_year(2019, 5, first_id=41)
    publish(small_pages)
    before = tree(small_pages.site)
    add_post(99, datetime(2019, 7, 1, tzinfo=UTC), tags=(1,))
    publish(small_pages)
    after = tree(small_pages.site)
    changed = {file for file, data in after.items() if before.get(file) != data}
    year_pages = {
        file for file in changed if file.startswith(("tag/rivers/20", "20")) and "post-" not in file
    }
    assert year_pages == {"2019/2/index.html", "tag/rivers/2019/2/index.html"}
    posts = {file for file in changed if "post-" in file}
    assert posts == {
        "2019/01/05/post-45/index.html",
        "2019/07/01/post-99/index.html",
        "2019/07/01/post-99/post.json",
    }


def test_undated_posts_have_a_listing_of_their_own(small_pages: Publication) -> None:
    fill_year(2019, 1)
    add_post(7, None, tags=(1,))
    publish(small_pages)
    assert headlines(small_pages.site, "undated/index.html") == ["Post 7"]
    assert headlines(small_pages.site, "tag/rivers/undated/index.html") == ["Post 7"]
    assert headlines(small_pages.site, "index.html") == ["Post 1", "Post 7"]


def test_sticky_posts_lead_the_front_page_and_only_that(small_pages: Publication) -> None:
    fill_year(2019, 6)
    add_post(9, datetime(2018, 5, 5, tzinfo=UTC), tags=(1,), sticky=True)
    publish(small_pages)
    assert headlines(small_pages.site, "index.html") == ["Post 9", "Post 6", "Post 5"]
    assert headlines(small_pages.site, "tag/rivers/index.html") == ["Post 6", "Post 5", "Post 4"]


def test_only_fronts_tell_how_many_posts_there_are(small_pages: Publication) -> None:
    fill_year(2019, 6)
    publish(small_pages)
    assert "6 posts" in text_of_page(small_pages.site, "tag/rivers/index.html")
    assert "6 posts" not in text_of_page(small_pages.site, "tag/rivers/2019/index.html")


def test_an_empty_paper_has_a_front_page(small_pages: Publication) -> None:
    publish(small_pages)
    assert headlines(small_pages.site, "index.html") == []
    assert {"404.html", "410.html", "robots.txt", "atom.xml", "feed.json", "tags/index.html"} <= set(
        tree(small_pages.site)
    )


def test_a_post_without_a_headline_is_called_by_its_first_words(paper: Publication) -> None:
    words = (
        "The ferry came at eleven and nobody had thought of a headline for it, since everybody was asleep."
    )
    add_post(1, datetime(2019, 5, 5, tzinfo=UTC), headline="", excerpt=words)
    add_post(2, datetime(2019, 5, 6, tzinfo=UTC))
    publish(paper)
    called = "The ferry came at eleven and nobody had thought of a headli…"
    assert called in headlines(paper.site, "2019/index.html")
    assert (called, "../../../../2019/05/05/post-1/") in [
        (text.removeprefix("Older "), address)
        for text, address in anchors(paper.site, "2019/05/06/post-2/index.html")
    ]
    assert called in text_of_page(paper.site, "2019/05/05/post-1/index.html")
