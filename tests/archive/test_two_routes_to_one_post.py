"""The same post reaches us by several copies: one post results, and no copy's prose is lost."""

from dataclasses import replace

import pytest

from broadsheet.archive import models, selectors, services
from broadsheet.archive.finds import ClaimedDate
from broadsheet.publication import Publication
from tests.archive.finding import PROSE, TEXT, WXR, dated, post, tags

BARE = post(
    key="text:example:abc",
    body=f"<p>{PROSE.replace('Monday', 'Monday')}</p>",
    date=ClaimedDate(),
    tags=tags("Ferries", "Islands"),
)
EXPORTED = post(url="https://example.org/2019/05/05/ferry/", tags=tags("Ferries", "Strikes"))


@pytest.mark.parametrize("order", [(BARE, EXPORTED), (EXPORTED, BARE)])
def test_a_bare_text_and_an_export_of_one_post_make_one(
    paper: Publication, order: tuple[object, object]
) -> None:
    for find in (BARE, EXPORTED) if order[0] is BARE else (EXPORTED, BARE):
        services.store_posts([find], origin=TEXT if find is BARE else WXR)
    (card,) = selectors.cards(selectors.live_post_ids(limit=9))
    assert card.published_at == dated().at
    assert card.path == "2019/05/05/ferry/"
    assert {tag.name for tag in card.tags} == {"Ferries", "Islands", "Strikes"}


def test_other_typography_is_no_other_post(paper: Publication) -> None:
    services.store_posts([EXPORTED], origin=WXR)
    typeset = replace(
        BARE, headline="The ferry  sails again", body=f"<p>{PROSE.replace(' the ', ' the ')}…</p>"
    )
    assert services.store_posts([typeset], origin=TEXT)[0].verdict in ("already", "completed")


def test_one_headline_over_two_stories_stays_two_posts(paper: Publication) -> None:
    services.store_posts([EXPORTED], origin=WXR)
    other = replace(
        BARE, body="<p>" + "Nothing here resembles what was printed before, word by word. " * 5 + "</p>"
    )
    services.store_posts([other], origin=TEXT)
    assert models.Post.objects.count() == 2


def test_one_headline_in_two_years_stays_two_posts(paper: Publication) -> None:
    services.store_posts([EXPORTED], origin=WXR)
    services.store_posts([replace(BARE, date=dated(year=2021))], origin=TEXT)
    assert models.Post.objects.count() == 2


def test_two_ids_of_one_export_are_two_posts_however_alike(paper: Publication) -> None:
    services.store_posts([EXPORTED, replace(EXPORTED, key="wxr:example.org:2", url="")], origin=WXR)
    assert models.Post.objects.count() == 2


def test_prose_that_only_the_other_copy_has_is_handed_back(paper: Publication) -> None:
    services.store_posts([EXPORTED], origin=WXR)
    longer = replace(BARE, body=BARE.body + "<p>A line that the export lacks.</p>")
    (outcome,) = services.store_posts([longer], origin=TEXT)
    assert outcome.leftover == ("A line that the export lacks.",)


def test_a_post_that_the_export_says_is_private_leaves_the_site(paper: Publication) -> None:
    services.store_posts([BARE], origin=TEXT)
    (outcome,) = services.store_posts(
        [replace(EXPORTED, status="private", status_note="private")], origin=WXR
    )
    assert selectors.live_post_ids(limit=9) == []
    assert "taken off the site" in outcome.notes[0]


def test_a_bare_text_never_makes_a_draft_public(paper: Publication) -> None:
    services.store_posts([replace(EXPORTED, status="draft")], origin=WXR)
    services.store_posts([BARE], origin=TEXT)
    assert selectors.live_post_ids(limit=9) == []


def test_a_post_that_stands_twice_in_one_batch_is_one_with_its_tags(paper: Publication) -> None:
    again = replace(BARE, key="text:example:def", tags=tags("Islands", "Harbour"))
    kept, met = services.store_posts([BARE, again], origin=TEXT)
    assert kept.post_id == met.post_id
    (card,) = selectors.cards(selectors.live_post_ids(limit=9))
    assert [tag.name for tag in card.tags] == ["Ferries", "Islands", "Harbour"]
