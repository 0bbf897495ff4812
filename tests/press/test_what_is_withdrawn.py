"""An address that was published once answers for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.archive import services
from broadsheet.archive.models import SitePath
from broadsheet.press import publish
from broadsheet.publication import Publication

from .reading import links_of, text_of_page, tree
from .synthetic import add_old_address, add_post, add_tag

GONE = "This page was withdrawn"


@pytest.fixture
def three_posts(paper: Publication) -> Publication:
    add_tag(1, "Rivers")
    add_tag(2, "Bridges")
    for id in (1, 2):
        add_post(id, datetime(2019, 5, id, tzinfo=UTC), tags=(1,))
    add_post(3, datetime(2020, 5, 3, tzinfo=UTC), tags=(1, 2), body="<p>The secret word is quince.</p>")
    publish(paper)
    return paper


def test_a_withdrawn_post_says_that_it_is_gone(three_posts: Publication) -> None:
    services.withdraw(3)
    report = publish(three_posts)
    assert GONE in text_of_page(three_posts.site, "2020/05/03/post-3/index.html")
    assert report.removed > 0


def test_nothing_of_a_withdrawn_post_is_left(three_posts: Publication) -> None:
    services.withdraw(3)
    publish(three_posts)
    assert not [
        file for file, data in tree(three_posts.site).items() if b"quince" in data or b"Post 3" in data
    ]


def test_a_tag_without_posts_says_that_it_is_gone(three_posts: Publication) -> None:
    services.withdraw(3)
    publish(three_posts)
    assert GONE in text_of_page(three_posts.site, "tag/bridges/index.html")
    assert GONE in text_of_page(three_posts.site, "tag/bridges/2020/index.html")
    assert not (three_posts.site / "tag/bridges/atom.xml").exists()


def test_a_year_without_posts_leads_to_its_listing(three_posts: Publication) -> None:
    services.withdraw(3)
    publish(three_posts)
    assert "tag/rivers/index.html" in links_of(three_posts.site, "tag/rivers/2020/index.html")
    assert GONE not in text_of_page(three_posts.site, "tag/rivers/2020/index.html")


def test_what_is_gone_stays_gone_at_the_next_publish(three_posts: Publication) -> None:
    services.withdraw(3)
    publish(three_posts)
    whole = tree(three_posts.site)
    report = publish(three_posts)
    assert (report.written, report.removed) == (0, 0)
    assert tree(three_posts.site) == whole


def test_what_comes_back_is_a_page_again(three_posts: Publication) -> None:
    before = tree(three_posts.site)
    services.withdraw(3)
    publish(three_posts)
    services.restore(3)
    publish(three_posts)
    assert tree(three_posts.site) == before


def test_an_old_address_leads_to_where_the_post_lives_now(three_posts: Publication) -> None:
    add_old_address("2019/old/", post_id=1)
    add_old_address("2019/lost/", gone=True)
    add_old_address("?p=1", post_id=1)
    publish(three_posts)
    assert "2019/05/01/post-1/index.html" in links_of(three_posts.site, "2019/old/index.html")
    assert GONE in text_of_page(three_posts.site, "2019/lost/index.html")


def test_an_old_address_gives_way_to_a_page_that_lives_there(three_posts: Publication) -> None:
    before = (three_posts.site / "tag/rivers/index.html").read_bytes()
    add_old_address("tag/rivers/", post_id=1)
    add_old_address("atom.xml/x/", post_id=1)
    publish(three_posts)
    assert (three_posts.site / "tag/rivers/index.html").read_bytes() == before


def test_a_path_is_never_forgotten(three_posts: Publication) -> None:
    published = set(tree(three_posts.site))
    services.withdraw(3)
    publish(three_posts)
    assert set(SitePath.objects.values_list("path", flat=True)) >= published


def test_a_listing_that_shrinks_leads_on_from_the_pages_it_lost(three_posts: Publication) -> None:
    for id in range(10, 40):
        add_post(id, datetime(2021, 1, 1, tzinfo=UTC) + timedelta(days=id), tags=(1,))
    publish(three_posts)
    assert "tag/rivers/2021/2/index.html" in tree(three_posts.site)
    for id in range(15, 40):
        services.withdraw(id)
    publish(three_posts)
    assert "tag/rivers/index.html" in links_of(three_posts.site, "tag/rivers/2021/2/index.html")
