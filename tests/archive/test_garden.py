"""Tags are renamed, ordered, merged and deleted, and each deed can be taken back."""

from dataclasses import replace
from typing import Any

import pytest

from broadsheet.archive import models, selectors, services
from broadsheet.archive.finds import TagFind
from broadsheet.archive.models import (
    Change,
    JournalEntry,
    OldAddress,
    Post,
    PostTag,
    Tag,
    TagAlias,
    TagsApart,
)
from broadsheet.archive.services import garden
from broadsheet.publication import Publication
from tests.archive.finding import WXR, post, tags
from tests.gardening import BY, merge, tag

WRONG, RIGHT = "MEK Abania", "MEK Albania"


@pytest.fixture
def filed(paper: Publication) -> Publication:
    """Three posts: under the wrong tag, under both, under the right one; the wrong one has all that a tag can have."""
    services.store_posts(
        [
            post(tags=tags("Iran", WRONG)),
            post(key="wxr:example.org:2", headline="B", tags=tags(RIGHT, WRONG)),
            post(key="wxr:example.org:3", headline="C", tags=tags(RIGHT)),
        ],
        origin=WXR,
    )
    services.store_tags([TagFind("Camp Ashraf 3"), TagFind(WRONG, address="https://old.example/topics/mek/")])
    garden.edit_tag(
        tag(WRONG).pk,
        garden.TagEdit(WRONG, "place", "The camp.", tag("Iran").pk, ("Camp near Tirana", "MEK Abanie")),
        by=BY,
    )
    garden.edit_tag(tag("Camp Ashraf 3").pk, garden.TagEdit("Camp Ashraf 3", parent=tag(WRONG).pk), by=BY)
    garden.set_apart(tag("Iran").pk, tag(WRONG).pk)
    OldAddress.objects.get_or_create(address="topics/mek/", defaults={"tag": tag(WRONG)})
    return paper


def everything() -> dict[str, Any]:
    """What the archive tells of tags; the row of a tag's own address tells nothing."""
    own = {f"tag/{slug}/": id for id, slug in Tag.objects.values_list("id", "slug")}
    addresses = OldAddress.objects.order_by("address").values_list("address", "tag_id", "gone")
    return {
        "tags": list(Tag.objects.order_by("id").values()),
        "aliases": sorted(TagAlias.objects.values_list("tag_id", "name", "key")),
        "posts": sorted(
            PostTag.objects.values_list("post_id", "position", "tag_id", "live", "year", "chronology")
        ),
        "addresses": [row for row in addresses if own.get(row[0]) != row[1]],
        "apart": sorted(TagsApart.objects.values_list("first_id", "second_id")),
    }


def test_a_merge_says_before_what_it_will_do(filed: Publication) -> None:
    plan = garden.plan_merge(source=tag(WRONG).pk, target=tag(RIGHT).pk)
    assert (plan.moving, plan.both, plan.on_site) == (1, 1, 2)
    assert plan.addresses == ("tag/mek-abania/", "topics/mek/")
    assert set(plan.aliases) == {WRONG, "Camp near Tirana", "MEK Abanie"}
    assert plan.children == ("Camp Ashraf 3",)


def test_after_a_merge_posts_names_children_and_addresses_are_the_other_tag_s(filed: Publication) -> None:
    merge(tag(WRONG).pk, tag(RIGHT).pk)
    kept = tag(RIGHT)
    assert PostTag.objects.filter(tag=kept).count() == 3
    assert garden.find_tag("mek abanie") == garden.find_tag(WRONG) == kept
    assert tag("Camp Ashraf 3").parent == kept
    led = selectors.resolve_addresses(["tag/mek-abania/", "topics/mek/"])
    assert set(led.values()) == {"tag/mek-albania/"}


def test_undoing_a_merge_brings_back_exactly_what_was(filed: Publication) -> None:
    before = everything()
    entry = merge(tag(WRONG).pk, tag(RIGHT).pk)
    assert everything() != before
    garden.undo(entry, by=BY)
    assert everything() == before
    assert JournalEntry.objects.get(pk=entry).undone_by == "shirin"


def test_a_chain_of_merges_is_undone_link_by_link(filed: Publication) -> None:
    before = everything()
    first = merge(tag(WRONG).pk, tag(RIGHT).pk)
    second = merge(tag(RIGHT).pk, tag("Iran").pk)
    with pytest.raises(garden.Refusal, match="bring it back first"):
        garden.undo(first, by=BY)
    garden.undo(second, by=BY)
    garden.undo(first, by=BY)
    assert everything() == before


def test_a_tag_merged_into_one_that_stands_below_it_leaves_no_circle(filed: Publication) -> None:
    before = everything()
    entry = merge(tag(WRONG).pk, tag("Camp Ashraf 3").pk)
    assert tag("Camp Ashraf 3").parent == tag("Iran")
    garden.undo(entry, by=BY)
    assert everything() == before


def test_undo_leaves_a_post_as_somebody_filed_it_since(filed: Publication) -> None:
    entry = merge(tag(WRONG).pk, tag(RIGHT).pk)
    moved = Post.objects.get(headline="B").pk
    PostTag.objects.filter(post_id=moved, tag=tag(RIGHT)).delete()
    garden.undo(entry, by=BY)
    assert not PostTag.objects.filter(post_id=moved).exists()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda: Tag.objects.create(name="New", key="new", slug="mek-abania"), "another tag has its address"),
        (
            lambda: Tag.objects.create(name=WRONG, key="mek abania", slug="x"),
            "another tag is called “MEK Abania”",
        ),
        (lambda: tag(RIGHT).delete(), "bring it back first"),
        (lambda: TagAlias.objects.filter(name="MEK Abanie").update(tag=tag("Iran")), "called “MEK Abanie”"),
    ],
)
def test_undo_refuses_in_a_sentence_and_changes_nothing(filed: Publication, spoil: Any, said: str) -> None:
    entry = merge(tag(WRONG).pk, tag(RIGHT).pk)
    spoil()
    before = everything(), Change.objects.count()
    with pytest.raises(garden.Refusal, match=said):
        garden.undo(entry, by=BY)
    assert (everything(), Change.objects.count()) == before
    assert JournalEntry.objects.get(pk=entry).undone_at is None


def test_what_was_undone_is_not_undone_twice(filed: Publication) -> None:
    entry = merge(tag(WRONG).pk, tag(RIGHT).pk)
    garden.undo(entry, by=BY)
    with pytest.raises(garden.Refusal, match="undone already"):
        garden.undo(entry, by=BY)


def test_an_old_name_finds_the_renamed_tag_whose_address_stays(filed: Publication) -> None:
    before = everything()
    garden.rename_tag(tag(RIGHT).pk, "MEK in Albania", by=BY)
    renamed = tag("MEK in Albania")
    assert (renamed.slug, garden.find_tag(RIGHT)) == ("mek-albania", renamed)
    garden.undo(JournalEntry.objects.latest("pk").pk, by=BY)
    assert everything() == before


def test_a_rename_is_not_undone_over_a_later_one(filed: Publication) -> None:
    garden.rename_tag(tag(RIGHT).pk, "MEK in Albania", by=BY)
    entry = JournalEntry.objects.latest("pk")
    garden.rename_tag(tag("MEK in Albania").pk, "PMOI in Albania", by=BY)
    with pytest.raises(garden.Refusal, match="undo the later change first"):
        garden.undo(entry.pk, by=BY)


def test_a_name_that_another_tag_has_is_refused(filed: Publication) -> None:
    with pytest.raises(garden.Refusal, match="merge the two instead"):
        garden.rename_tag(tag(RIGHT).pk, "mek  abania", by=BY)
    with pytest.raises(garden.Refusal, match="another name of the tag “MEK Abania”"):
        garden.rename_tag(tag(RIGHT).pk, "MEK Abanie", by=BY)


def test_parents_never_run_in_a_circle(filed: Publication) -> None:
    iran, camp = tag("Iran"), tag("Camp Ashraf 3")
    for below in (iran.pk, camp.pk):
        with pytest.raises(garden.Refusal, match="stands below it"):
            garden.edit_tag(iran.pk, replace(garden.told_of(iran), parent=below), by=BY)


def test_only_what_nobody_bears_is_deleted_and_it_comes_back_whole(filed: Publication) -> None:
    with pytest.raises(garden.Refusal, match="posts bear it"):
        garden.delete_tag(tag(WRONG).pk, by=BY)
    PostTag.objects.filter(tag=tag(WRONG)).delete()
    before = everything()
    entry = garden.delete_tag(tag(WRONG).pk, by=BY)
    assert tag("Camp Ashraf 3").parent == tag("Iran")
    assert OldAddress.objects.get(address="topics/mek/").gone
    garden.undo(entry.pk, by=BY)
    assert everything() == before


def test_an_edit_that_says_nothing_new_leaves_no_trace(filed: Publication) -> None:
    entries, changed = JournalEntry.objects.count(), Change.objects.count()
    garden.edit_tag(tag(WRONG).pk, garden.told_of(tag(WRONG)), by=BY)
    assert (JournalEntry.objects.count(), Change.objects.count()) == (entries, changed)


def test_a_new_tag_is_in_the_journal(filed: Publication) -> None:
    made = garden.make_tag(
        garden.TagEdit("Strikes", "event", "Who stopped work.", aliases=("Walkouts",)), by=BY
    )
    assert (made.slug, made.kind) == ("strikes", models.Tag.Kind.EVENT)
    assert garden.find_tag("walkouts") == made
    assert JournalEntry.objects.latest("pk").deed == "make"
    with pytest.raises(garden.Refusal):
        garden.make_tag(garden.TagEdit("Walkouts"), by=BY)
