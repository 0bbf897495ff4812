"""The press, the settings and the standing pages are for those who answer for them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from broadsheet.newsroom.models import DeskPage
from broadsheet.newsroom.roles import Role
from broadsheet.publication import Publication
from tests.newsroom.test_permissions import SECRET, Sign, refused

PRESS_AND_SETTINGS = {
    # address: the least role that may ask for it
    "settings/": "editor", "settings/menu/": "editor", "settings/links/": "editor", "press/?after=0": "editor",
    "editions/": "editor", "editions/1/": "editor", "editions/why/": "editor", "editions/why/?path=/": "editor",
    "checkup/": "editor", "standing-pages/": "editor", "standing-pages/add/": "editor",
    "standing-pages/results/": "editor", "standing-pages/preview/": "editor", "choose-standing-page/": "editor",
    "choose-standing-page/results/": "editor", "bulk/newsroom/deskpage/delete/?id=all": "editor",
    "settings/name/": "administrator", "settings/look/": "administrator", "settings/listings/": "administrator",
    "settings/logo": "administrator",
}  # fmt: skip


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor"])
def test_the_press_the_settings_and_standing_pages_are_for_those_who_answer_for_them(
    newsroom: Publication, sign_in: Sign, role: Role
) -> None:
    before = (newsroom.folder / "broadsheet.toml").read_bytes()
    client = sign_in("arta", role)
    for path, least in PRESS_AND_SETTINGS.items():
        for ask in (client.get, client.post):
            answer: Any = ask(f"/newsroom/{path}", {"name": "Taken over"} if ask == client.post else None)
            allowed = role == "editor" and least == "editor"
            told = allowed or refused(answer) or answer.status_code == 405
            assert told, f"{path} {answer.status_code}"
    assert (newsroom.folder / "broadsheet.toml").read_bytes() == before


@pytest.mark.parametrize("role", ["contributor", "reporter"])
def test_no_view_shows_or_changes_a_standing_page_to_who_only_writes(
    newsroom: Publication, sign_in: Sign, editor: Client, role: Role
) -> None:
    from tests.newsroom.test_standing_pages import compose

    page = compose(editor, title=SECRET, body=f"<p>{SECRET}</p>")
    client, before = sign_in("arta", role), DeskPage.objects.values().get()
    parts: dict[str, Any] = {
        "pk": page.pk, "revision_id": page.latest_revision_id, "revision_id_a": "earliest", "revision_id_b": "latest",
    }  # fmt: skip
    urls = [f"/newsroom/choose-standing-page/chosen/{page.pk}/"]
    urls += [f"/newsroom/choose-standing-page/chosen-multiple/?id={page.pk}"]
    urls += [f"/newsroom/bulk/newsroom/deskpage/delete/?id={page.pk}"]
    for pattern in DeskPage.snippet_viewset.get_urlpatterns():
        names = set(pattern.pattern.regex.groupindex)
        if names <= set(parts):
            name = f"{DeskPage.snippet_viewset.url_namespace}:{pattern.name}"
            urls.append(reverse(name, kwargs={each: parts[each] for each in names}))
    assert len(urls) > 12
    for url in urls:
        for method in (client.get, client.post):
            answer = method(url, {"title": "Taken over", "language": "en"} if method == client.post else {})
            assert refused(answer), f"{url} {answer.status_code}"
            assert SECRET not in answer.content.decode(), url
    assert DeskPage.objects.values().get() == before


def test_an_editor_changes_the_menu_and_no_other_setting(newsroom: Publication, editor: Client) -> None:
    page = editor.get("/newsroom/settings/menu/").content.decode()
    assert "/newsroom/settings/links/" in page
    assert "/newsroom/settings/look/" not in page
    assert '"url": "/newsroom/settings/"' in editor.get("/newsroom/").content.decode()


def test_who_only_writes_is_offered_neither_settings_nor_standing_pages(reporter: Client) -> None:
    page = reporter.get("/newsroom/").content.decode()
    assert "/newsroom/settings/" not in page
    assert "/newsroom/standing-pages/" not in page


def test_nobody_outside_learns_anything_of_the_press_or_the_settings(newsroom: Publication) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    for path in PRESS_AND_SETTINGS:
        answer = client.get(f"/newsroom/{path}")
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/newsroom/login/"), path
