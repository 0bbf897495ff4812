"""An editor tends the tags: lists and finds them, says what they are, merges them, and takes it back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from broadsheet.archive.models import JournalEntry, PostTag, Tag, TagsApart
from broadsheet.archive.services import garden
from broadsheet.newsroom.roles import Role
from tests.gardening import BY, merge, tag
from tests.newsroom.desk import write

TAGS = "/newsroom/tags/"
Sign = Callable[[str, Role], Client]


@pytest.fixture
def tended(editor: Client) -> Client:
    """Posts under a misspelt tag, the right one, and both; one tag that nobody bears."""
    write(editor, action="publish", headline="One", tag_names="MEK Abania")
    write(editor, action="publish", headline="Two", tag_names="MEK Albania\nMEK Abania")
    write(editor, action="publish", headline="Three", tag_names="MEK Albania\nHarbour")
    garden.make_tag(garden.TagEdit("Old crane", "place", aliases=("The crane",)), by=BY)
    return editor


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def form(tagged: Tag, **fields: str) -> dict[str, str]:
    told = garden.told_of(tagged)
    parent = Tag.objects.get(pk=told.parent).name if told.parent else ""
    return {
        "name": told.name, "kind": told.kind, "description": told.description, "parent": parent,
        "aliases": "\n".join(told.aliases), **fields,
    }  # fmt: skip


def edit_tag(client: Client, tagged: Tag, **fields: str) -> str:
    """Change a tag; the page with what it complains of, or nothing."""
    answer = client.post(f"{TAGS}edit/{tagged.pk}/", form(tagged, **fields))
    return "" if answer.status_code == 302 else answer.content.decode()


def test_the_list_counts_posts_and_finds_by_alias(tended: Client) -> None:
    told = page(tended, TAGS)
    assert all(name in told for name in ("MEK Abania", "MEK Albania", "Harbour", "Old crane"))
    found = page(tended, f"{TAGS}?q=the+crane")
    assert "Old crane" in found
    assert "Harbour" not in found


@pytest.mark.parametrize(
    ("query", "there", "away"),
    [
        ("used=false", "Old crane", "Harbour"),
        ("used=true", "Harbour", "Old crane"),
        ("kind=place", "Old crane", "Harbour"),
        ("described=true", "Harbour", "Old crane"),
        ("described=false", "Old crane", "Harbour"),
    ],
)
def test_the_list_is_narrowed_down(tended: Client, query: str, there: str, away: str) -> None:
    edit_tag(tended, tag("Harbour"), description="Where ships are.")
    told = page(tended, f"{TAGS}results/?{query}")
    assert there in told
    assert away not in told


def test_the_list_is_sorted_by_how_many_posts_bear_a_tag(tended: Client) -> None:
    told = page(tended, f"{TAGS}results/?ordering=-on_site")
    assert told.index("MEK Abania") < told.index("Harbour") < told.index("Old crane")


def test_a_tag_is_described_placed_and_renamed_on_one_page(tended: Client) -> None:
    harbour = tag("Harbour")
    told = {"name": "The Harbour", "kind": "place", "description": "Where ships are.", "parent": "the crane"}
    assert edit_tag(tended, harbour, **told, aliases="Port\nDocks") == ""
    harbour.refresh_from_db()
    assert (harbour.name, harbour.kind, harbour.slug) == ("The Harbour", "place", "harbour")
    assert harbour.parent == tag("Old crane")
    assert set(garden.told_of(harbour).aliases) == {"Port", "Docks", "Harbour"}
    assert "Where ships are." in page(tended, f"{TAGS}edit/{harbour.pk}/")


def test_what_can_not_be_is_said_at_the_form(tended: Client) -> None:
    harbour = tag("Harbour")
    assert "merge the two instead" in edit_tag(tended, harbour, name="mek albania")
    assert "There is no tag “Nowhere”" in edit_tag(tended, harbour, parent="Nowhere")
    assert "stands below it" in edit_tag(tended, harbour, parent="Harbour")
    harbour.refresh_from_db()
    assert harbour.name == "Harbour"


def test_a_new_tag_is_made(tended: Client) -> None:
    told = {"name": "Strikes", "kind": "event", "description": "", "parent": "", "aliases": "Walkouts"}
    assert tended.post(f"{TAGS}new/", told).status_code == 302
    assert garden.find_tag("walkouts") == tag("Strikes")


def test_a_merge_is_chosen_by_name_told_before_and_done(tended: Client) -> None:
    wrong, right = tag("MEK Abania"), tag("MEK Albania")
    answer = tended.post(f"{TAGS}{wrong.pk}/merge/", {"into": "mek albania"})
    confirm = answer.headers["Location"]
    told = page(tended, confirm)
    assert [f"<dd>{count}</dd>" in told for count in (1, 1, 2)] == [True] * 3
    assert "/tag/mek-abania/" in told
    assert "<bdi>MEK Abania</bdi> becomes a part of <bdi>MEK Albania</bdi>" in told
    assert Tag.objects.filter(pk=wrong.pk).exists(), "asking is not doing"
    assert tended.post(confirm).status_code == 302
    assert PostTag.objects.filter(tag=right).count() == 3
    assert "merged into" in page(tended, f"{TAGS}journal/")


def test_a_tag_is_not_merged_into_itself_or_into_nothing(tended: Client) -> None:
    wrong = tag("MEK Abania")
    for into, said in (("MEK Abania", "the tag itself"), ("Nobody", "no tag"), ("", "required")):
        answer = tended.post(f"{TAGS}{wrong.pk}/merge/", {"into": into})
        assert answer.status_code == 200
        assert said in answer.content.decode()
    tended.post(f"{TAGS}{wrong.pk}/merge/{wrong.pk}/")
    assert not JournalEntry.objects.filter(deed="merge").exists()


def test_undo_is_a_button_in_the_journal(tended: Client) -> None:
    entry = merge(tag("MEK Abania").pk, tag("MEK Albania").pk)
    tended.post(f"{TAGS}journal/{entry}/undo/")
    assert PostTag.objects.filter(tag=tag("MEK Abania")).count() == 2
    assert "undone by shirin" in page(tended, f"{TAGS}journal/")


def test_undo_that_can_not_be_is_said_in_a_sentence(tended: Client) -> None:
    entry = merge(tag("MEK Abania").pk, tag("MEK Albania").pk)
    merge(tag("MEK Albania").pk, tag("Harbour").pk)
    answer = tended.post(f"{TAGS}journal/{entry}/undo/", follow=True)
    assert "is not there any more; bring it back first" in answer.content.decode()
    assert not Tag.objects.filter(name="MEK Abania").exists()


def test_the_journal_of_a_tag_tells_of_what_became_a_part_of_it(tended: Client) -> None:
    merge(tag("MEK Abania").pk, tag("MEK Albania").pk)
    told = page(tended, f"{TAGS}{tag('MEK Albania').pk}/journal/")
    assert "merged into" in told
    assert "Old crane" not in told


def test_only_what_nobody_bears_is_deleted(tended: Client) -> None:
    for name, left in (("Harbour", 1), ("Old crane", 0)):
        pk = tag(name).pk
        page(tended, f"{TAGS}delete/{pk}/")
        tended.post(f"{TAGS}delete/{pk}/")
        assert Tag.objects.filter(pk=pk).count() == left


def test_unused_tags_are_deleted_together_and_brought_back_by_the_journal(tended: Client) -> None:
    assert "Old crane" in page(tended, f"{TAGS}unused/")
    tended.post(f"{TAGS}unused/", {"tag": [tag("Old crane").pk, tag("Harbour").pk, "999999", "x"]})
    assert not Tag.objects.filter(name="Old crane").exists()
    assert Tag.objects.filter(name="Harbour").exists()
    tended.post(f"{TAGS}journal/{JournalEntry.objects.latest('pk').pk}/undo/")
    assert garden.find_tag("the crane") == tag("Old crane")


def test_names_that_look_alike_are_shown_until_they_do_not_or_are_told_apart(tended: Client) -> None:
    assert "MEK Abania" in page(tended, f"{TAGS}alike/")
    edit_tag(tended, tag("MEK Abania"), name="Camp Ashraf", aliases="")
    former = tag("Camp Ashraf").aliases.get()
    assert "Camp Ashraf" in page(tended, f"{TAGS}alike/"), "the name it had is an alias that looks alike"
    former.delete()
    assert "Camp Ashraf" not in page(tended, f"{TAGS}alike/")
    garden.rename_tag(tag("Camp Ashraf").pk, "MEK in Albanian", by=BY)
    garden.rename_tag(tag("Harbour").pk, "Old cranes", by=BY)
    assert "Old cranes" in page(tended, f"{TAGS}alike/")
    tended.post(f"{TAGS}apart/{tag('Old cranes').pk}/{tag('Old crane').pk}/")
    assert TagsApart.objects.count() == 1
    assert "Old cranes" not in page(tended, f"{TAGS}alike/").replace("“Old cranes”", "")


@pytest.mark.parametrize("role", ["contributor", "reporter"])
def test_the_garden_is_closed_to_who_only_writes(tended: Client, sign_in: Sign, role: Role) -> None:
    client, one, other = sign_in("arta", role), tag("MEK Abania"), tag("MEK Albania")
    entry = garden.delete_tag(tag("Old crane").pk, by=BY).pk
    before = list(Tag.objects.order_by("pk").values())
    for path in (
        "", "results/", "new/", f"edit/{one.pk}/", f"delete/{one.pk}/", "alike/", "unused/", "journal/",
        f"journal/{entry}/undo/", f"{one.pk}/journal/", f"{one.pk}/merge/", f"{one.pk}/merge/{other.pk}/",
        f"apart/{one.pk}/{other.pk}/",
    ):  # fmt: skip
        for answer in (
            client.get(TAGS + path),
            client.post(TAGS + path, form(one, name="Taken", into="MEK Albania")),
        ):
            assert answer.status_code in (302, 403, 405), path
            assert answer.headers.get("Location", "/newsroom/") == "/newsroom/", path
            assert "MEK" not in answer.content.decode(), path
    assert list(Tag.objects.order_by("pk").values()) == before
    assert not TagsApart.objects.exists()


def test_whoever_is_not_signed_in_sees_nothing_of_the_garden(tended: Client) -> None:
    stranger = Client(SERVER_NAME="127.0.0.1")
    for name, parts in (
        ("tags:index", []), ("newsroom:tags_alike", []), ("newsroom:tags_unused", []), ("newsroom:tags_journal", []),
        ("tags:edit", [1]), ("newsroom:tag_merge", [1]), ("newsroom:tags_undo", [1]),
    ):  # fmt: skip
        assert stranger.post(reverse(name, args=parts)).headers["Location"].startswith("/newsroom/login/"), (
            name
        )
