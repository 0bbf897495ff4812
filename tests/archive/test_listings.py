"""Listings are answered in order, by year, with what is live alone."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.archive import models, selectors, services
from broadsheet.archive.rows import ListingKey, YearCount
from broadsheet.publication import Publication
from tests.archive.finding import WXR, dated, people, post, tags


def store(*years: int, status: str = "published") -> None:
    finds = [
        post(
            key=f"wxr:example.org:{year}-{n}-{status}",
            headline=f"{year} {n}",
            body=f"<p>{year} {n} {status}</p>",
            date=dated(year=year, day=1 + n),
            tags=tags("All"),
            authors=people("Mina Day"),
            status=status,
        )
        for n, year in enumerate(years)
    ]
    services.store_posts(finds, origin=WXR)


def test_a_listing_counts_its_live_posts_by_year(paper: Publication) -> None:
    store(2018, 2019, 2019)
    store(2019, 2020, status="draft")
    tag = models.Tag.objects.get()
    assert selectors.listing_years(ListingKey("tag", tag.pk)) == (YearCount(2018, 1), YearCount(2019, 2))
    assert [key.kind for key, _ in selectors.listings()] == ["front", "tag", "author"]


def test_a_year_of_a_listing_runs_oldest_first_and_its_front_newest_first(paper: Publication) -> None:
    store(2019, 2019, 2018)
    tag = ListingKey("tag", models.Tag.objects.get().pk)
    year = selectors.cards(selectors.listing_year(tag, 2019, offset=0, limit=5))
    front = selectors.cards(selectors.listing_front(tag, limit=2))
    assert [card.headline for card in year] == ["2019 0", "2019 1"]
    assert [card.headline for card in front] == ["2019 1", "2019 0"]


def test_neighbours_are_the_next_older_and_newer_live_posts(paper: Publication) -> None:
    store(2018, 2019, 2020)
    oldest, middle, newest = selectors.cards(selectors.live_post_ids(limit=3))
    assert selectors.neighbours(middle) == (oldest, newest)
    assert selectors.neighbours(oldest) == (None, middle)
    assert selectors.neighbours(newest) == (middle, None)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(years=st.lists(st.integers(2015, 2018), max_size=12), step=st.integers(1, 5))
def test_walking_the_publication_meets_each_live_post_once_oldest_first(
    paper: Publication, years: list[int], step: int
) -> None:
    models.Post.objects.all().delete()
    store(*years)
    places: list[selectors.Place] = []
    while batch := selectors.live_places(after=places[-1] if places else None, limit=step):
        places += batch
    assert places == sorted(places)
    assert len(places) == len(years)


def test_tags_are_counted_by_live_posts_alone(paper: Publication) -> None:
    store(2018, 2019)
    store(2019, status="private")
    assert [(tag.name, tag.count) for tag in selectors.tags_with_counts()] == [("All", 2)]
