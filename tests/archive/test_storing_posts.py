"""What is stored is what was found: once, whole, and public only if the copy says so."""

import pytest

from broadsheet.archive import models, selectors, services
from broadsheet.publication import Publication
from tests.archive.finding import PROSE, TEXT, WXR, dated, people, post, tags


def live_cards() -> list[str]:
    return [card.headline for card in selectors.cards(selectors.live_post_ids(limit=100))]


def test_a_published_post_is_live_with_its_tags_and_byline(paper: Publication) -> None:
    services.store_posts([post(tags=tags("Ferries", "Strikes"), authors=people("Mina Day"))], origin=WXR)
    (found,) = selectors.posts(selectors.live_post_ids(limit=10))
    assert [tag.name for tag in found.card.tags] == ["Ferries", "Strikes"]
    assert [author.name for author in found.card.authors] == ["Mina Day"]
    assert PROSE in found.body
    assert found.card.excerpt


@pytest.mark.parametrize("status", ["draft", "pending", "scheduled", "private", "password", "trashed"])
def test_what_is_not_published_is_kept_and_never_live(paper: Publication, status: str) -> None:
    services.store_posts([post(status=status, tags=tags("Secret"))], origin=WXR)
    assert models.Post.objects.get().live is False
    assert live_cards() == []
    assert selectors.tags_with_counts() == []
    assert list(selectors.listings()) == []


def test_storing_twice_is_storing_once(paper: Publication) -> None:
    finds = [
        post(tags=tags("Ferries")),
        post(key="wxr:example.org:2", headline="Another", tags=tags("Ferries")),
    ]
    first = services.store_posts(finds, origin=WXR)
    second = services.store_posts(finds, origin=WXR)
    assert [outcome.verdict for outcome in first] == ["kept", "kept"]
    assert [outcome.verdict for outcome in second] == ["already", "already"]
    assert [outcome.post_id for outcome in first] == [outcome.post_id for outcome in second]
    assert models.Post.objects.count() == 2


def test_a_rescued_post_keeps_its_path_and_its_other_addresses_lead_to_it(paper: Publication) -> None:
    found = post(url="https://example.org/2019/05/ferry/", old_addresses=("https://example.org/?p=1",))
    services.store_posts([found], origin=WXR)
    assert selectors.resolve_addresses(["?p=1", "2019/05/ferry/", "nowhere/"]) == {
        "?p=1": "2019/05/ferry/",
        "2019/05/ferry/": "2019/05/ferry/",
    }


def test_two_posts_never_share_a_path(paper: Publication) -> None:
    finds = [post(key=f"wxr:example.org:{n}", body=f"<p>Different text {n}</p>") for n in range(3)]
    services.store_posts(finds, origin=WXR)
    paths = [card.path for card in selectors.cards(selectors.live_post_ids(limit=9))]
    assert paths == [
        "2019/05/05/the-ferry-sails-again/",
        "2019/05/05/the-ferry-sails-again-2/",
        "2019/05/05/the-ferry-sails-again-3/",
    ]


def test_an_undated_post_lives_under_undated_and_keeps_the_copys_order(paper: Publication) -> None:
    finds = [
        post(key=f"text:x:{n}", headline=f"Story {n}", body=f"<p>{n} {PROSE}</p>", date=TEXT_DATE, position=n)
        for n in range(3)
    ]
    services.store_posts(finds, origin=TEXT)
    from broadsheet.archive.rows import ListingKey

    front = selectors.cards(selectors.listing_front(ListingKey("front"), limit=9))
    assert [card.headline for card in front] == ["Story 0", "Story 1", "Story 2"]
    assert front[0].path == "undated/story-0/"


def test_an_undated_post_called_by_a_number_stands_in_no_page_of_the_undated(paper: Publication) -> None:
    find = post(key="text:x:1984", headline="1984", date=TEXT_DATE)
    (outcome,) = services.store_posts([find], origin=TEXT)
    assert models.Post.objects.get(id=outcome.post_id).path == "undated/post-1984/"


def test_every_stored_post_leaves_a_change_for_the_press(paper: Publication) -> None:
    services.store_posts([post()], origin=WXR)
    assert models.Change.objects.filter(noun="post", edition=None).count() == 1


def test_a_hostile_body_is_stored_clean(paper: Publication) -> None:
    services.store_posts([post(body="<p onclick=x()>Hi<script>alert(1)</script></p>")], origin=WXR)
    assert models.Post.objects.get().body == "<p>Hi</p>"


def test_the_year_of_a_post_is_the_local_one(paper: Publication) -> None:
    from datetime import datetime, timedelta, timezone

    from broadsheet.archive.finds import ClaimedDate

    eve = datetime(2019, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=3, minutes=30)))
    services.store_posts([post(date=ClaimedDate(certainty="exact", at=eve))], origin=WXR)
    (card,) = selectors.cards(selectors.live_post_ids(limit=1))
    assert card.year == 2019
    assert card.path.startswith("2019/01/01/")
    assert card.published_at == eve


TEXT_DATE = dated().__class__()
