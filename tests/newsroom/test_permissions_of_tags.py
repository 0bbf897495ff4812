"""Whoever only writes sees and does nothing of the garden of tags."""

import pytest
from django.test import Client
from django.urls import reverse

from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.tags.urls import GARDEN
from broadsheet.newsroom.tags.viewset import TagViewSet
from tests.newsroom.desk import write
from tests.newsroom.test_permissions import SECRET, Sign, refused


def garden_of(editor: Client) -> list[str]:
    """Every address of the garden of tags, with two tags and a journal."""
    from broadsheet.archive.models import JournalEntry
    from broadsheet.archive.services import garden
    from tests.gardening import BY

    write(editor, action="publish", headline="Open", tag_names=SECRET)
    one, other = (garden.make_tag(garden.TagEdit(name), by=BY).pk for name in ("Old crane", "Old cranes"))
    garden.rename_tag(one, f"{SECRET} too", by=BY)
    parts = {"pk": one, "into": other, "one": one, "other": other}
    found = []
    for names, patterns in (("newsroom", GARDEN), ("tags", TagViewSet("tags").get_urlpatterns())):
        for pattern in patterns:
            wanted = {name: parts[name] for name in pattern.pattern.converters}
            if pattern.name == "tags_undo":
                wanted = {"pk": JournalEntry.objects.latest("pk").pk}
            found.append(reverse(f"{names}:{pattern.name}", kwargs=wanted))
    return found


@pytest.mark.parametrize("role", ["contributor", "reporter", None])
def test_nothing_of_the_garden_of_tags_is_seen_or_done_by_who_only_writes(
    editor: Client, sign_in: Sign, role: Role | None
) -> None:
    from broadsheet.archive.models import JournalEntry, Tag, TagsApart

    urls = garden_of(editor)
    client = sign_in("arta", role) if role else Client(SERVER_NAME="127.0.0.1")
    before = [list(table.objects.order_by("pk").values()) for table in (Tag, JournalEntry, TagsApart)]
    for url in urls:
        for answer in (
            client.get(url),
            client.post(url, {"name": "Taken", "into": SECRET, "kind": "topic", "tag": "1"}),
        ):
            signs_in = answer.headers.get("Location", "").startswith("/newsroom/login/")
            assert refused(answer) or answer.status_code == 405 or (signs_in and role is None), url
            assert SECRET not in answer.content.decode(), url
    assert [list(table.objects.order_by("pk").values()) for table in (Tag, JournalEntry, TagsApart)] == before


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_editors_and_administrators_see_all_of_the_garden(editor: Client, sign_in: Sign, role: Role) -> None:
    urls = garden_of(editor)
    client = sign_in("nika", role)
    for url in urls:
        assert client.get(url).status_code in (200, 405), url
