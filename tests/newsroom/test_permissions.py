"""Each role against each view: nobody sees, changes or takes what is not theirs, whatever address they type."""

import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django_otp_webauthn.models import WebAuthnCredential

from broadsheet.archive.models import Image, Post
from broadsheet.newsroom.models import Copy, Member, Story
from broadsheet.newsroom.roles import ROLES, Role, role_of
from broadsheet.publication import Publication
from tests.newsroom.desk import POSTS, edit, form, write
from tests.newsroom.every_view import LADDER, MAY_OPEN, address, every_view, is_closed
from tests.newsroom.uploading import upload
from tests.photographs import jpeg

SECRET = "The source is Mina Karimi"
Sign = Callable[[str, Role], Client]


def views_of(story: Story) -> Iterator[tuple[str, str]]:
    """Every address that names a post, by its view's name, with what else it names filled in."""
    revision = story.latest_revision_id
    parts: dict[str, Any] = {
        "pk": story.pk, "revision_id": revision, "revision_id_a": "earliest", "revision_id_b": "latest",
        "action_name": "approve", "task_state_id": 1, "workflow_state_id": 1, "task_id": 1,
    }  # fmt: skip
    for pattern in Story.snippet_viewset.get_urlpatterns():
        names = set(pattern.pattern.regex.groupindex)
        if "pk" in names:
            name = f"{Story.snippet_viewset.url_namespace}:{pattern.name}"
            yield pattern.name, reverse(name, kwargs={each: parts[each] for each in names})


def refused(answer: Any) -> bool:
    """Wagtail sends whoever may not do something back to the front page with a sentence."""
    return answer.status_code in (403, 404) or (
        answer.status_code == 302 and answer.headers["Location"] == reverse("wagtailadmin_home")
    )


@pytest.fixture
def secret(sign_in: Sign) -> Story:
    """Another reporter's draft."""
    return write(sign_in("mina", "reporter"), headline=SECRET, body=f"<p>{SECRET}</p>", tag_names="Sources")


def state(story: Story) -> dict[str, Any]:
    return dict(Story.objects.filter(pk=story.pk).values().get())


@pytest.mark.parametrize("role", ["contributor", "reporter"])
def test_no_view_shows_or_changes_anothers_draft(secret: Story, sign_in: Sign, role: Role) -> None:
    client, before = sign_in("arta", role), state(secret)
    for name, url in views_of(secret):
        for method in (client.get, client.post):
            answer = method(url, form(headline="Taken over") if method == client.post else {})
            assert refused(answer), f"{name} {answer.status_code}"
            assert SECRET not in answer.content.decode(), name
    assert state(secret) == before
    assert not Post.objects.filter(headline="Taken over").exists()


@pytest.mark.parametrize("role", ["contributor", "reporter"])
def test_no_list_or_chooser_names_anothers_draft(secret: Story, sign_in: Sign, role: Role) -> None:
    client = sign_in("arta", role)
    chooser = reverse("wagtailsnippetchoosers_newsroom_story:choose")
    for url in (
        "/newsroom/", POSTS, f"{POSTS}?q=source", f"{POSTS}results/?q=source", f"{POSTS}?export=csv",
        f"{POSTS}?tag=Sources", chooser, f"{chooser}results/?q=source", f"{chooser}chosen/{secret.pk}/",
        f"{chooser}chosen-multiple/?id={secret.pk}", f"/newsroom/bulk/newsroom/story/delete/?id={secret.pk}",
        "/newsroom/bulk/newsroom/story/delete/?id=all", "/newsroom/reports/site-history/",
        "/newsroom/reports/workflow/", "/newsroom/reports/workflow_tasks/", "/newsroom/reports/locked/",
        f"/newsroom/body/post/{secret.pk}/",
        "/newsroom/suggestions/tag/?q=Sour", "/newsroom/api/main/pages/", "/newsroom/snippets/choose/newsroom/story/",
    ):  # fmt: skip
        told = client.get(url).getvalue().decode()
        assert SECRET not in told, url


def test_deleting_in_bulk_leaves_anothers_draft(secret: Story, reporter: Client) -> None:
    reporter.post(f"/newsroom/bulk/newsroom/story/delete/?id={secret.pk}")
    reporter.post("/newsroom/bulk/newsroom/story/delete/?id=all")
    assert Story.objects.filter(pk=secret.pk).exists()


@pytest.mark.parametrize("role", ["contributor", "reporter"])
def test_whoever_writes_can_not_publish_by_any_button(
    newsroom: Publication, sign_in: Sign, role: Role
) -> None:
    client = sign_in("arta", role)
    story = write(client, action="publish", headline="Mine")
    assert not story.live
    edit(client, story, action="publish", headline="Mine still")
    client.post(f"{POSTS}unpublish/{story.pk}/")
    assert not Story.objects.get(pk=story.pk).live


def test_a_contributor_can_not_touch_a_post_once_it_is_published(sign_in: Sign, editor: Client) -> None:
    contributor = sign_in("cyrus", "contributor")
    story = write(contributor, headline="First words")
    edit(editor, story, action="publish")
    assert refused(contributor.post(f"{POSTS}edit/{story.pk}/", form(headline="Other words")))
    assert refused(contributor.post(f"{POSTS}delete/{story.pk}/"))
    assert Story.objects.get(pk=story.pk).get_latest_revision_as_object().headline == "First words"


def test_a_reporter_changes_their_live_post_as_a_draft_only(reporter: Client, editor: Client) -> None:
    story = write(reporter, headline="First words")
    edit(editor, story, action="publish")
    edit(reporter, story, headline="Better words")
    assert Story.objects.get(pk=story.pk).headline == "First words"
    assert refused(reporter.post(f"{POSTS}delete/{story.pk}/"))


def test_an_editor_opens_and_publishes_what_others_wrote(secret: Story, editor: Client) -> None:
    assert editor.get(f"{POSTS}edit/{secret.pk}/").status_code == 200
    edit(editor, secret, action="publish")
    assert Story.objects.get(pk=secret.pk).live


def test_copying_a_post_is_closed(secret: Story, editor: Client) -> None:
    assert editor.post(f"{POSTS}copy/{secret.pk}/", form(headline="X")).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("wagtailsnippets_newsroom_story:copy", args=[secret.pk])


@pytest.mark.parametrize(
    ("path", "roles"),
    [
        ("pictures/many/", {"reporter", "editor", "administrator"}),
        ("picture/new/", {"reporter", "editor", "administrator"}),
        ("picture/edit/{picture}/", {"editor", "administrator"}),
    ],
)
def test_pictures_are_for_whoever_may_add_or_change_them(
    newsroom: Publication, sign_in: Sign, path: str, roles: set[str]
) -> None:
    picture = Image.objects.create(file="a.jpg")
    for role in ROLES:
        answer = sign_in(role, role).get(f"/newsroom/{path.format(picture=picture.pk)}")
        assert refused(answer) == (role not in roles), role


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor"])
def test_members_roles_and_workflows_are_for_administrators(
    newsroom: Publication, sign_in: Sign, role: Role
) -> None:
    client = sign_in("arta", role)
    for path in (
        "members/",
        "users/",
        "groups/",
        "workflows/list/",
        "workflows/add/",
        "workflows/tasks/index/",
    ):
        assert refused(client.get(f"/newsroom/{path}")), path


def test_whoever_is_not_signed_in_is_sent_to_sign_in(secret: Story) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    urls = [url for _, url in views_of(secret)]
    urls += ["/newsroom/", POSTS, f"{POSTS}add/", f"{POSTS}preview/", "/newsroom/suggestions/tag/?q=a",
             "/newsroom/preview/assets/paper.css", "/newsroom/preview/media/x-1-1.jpg", "/newsroom/pictures/",
             "/newsroom/pictures/create/", "/newsroom/body/picture/1/", "/newsroom/body/picture/1/file/",
             f"/newsroom/body/post/{secret.pk}/", "/newsroom/pictures/many/", "/newsroom/picture/",
             "/newsroom/aids/tags/", "/newsroom/aids/warnings/"]  # fmt: skip
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 302, url
        assert answer.headers["Location"].startswith("/newsroom/login/"), url


def test_a_member_without_a_role_gets_in_nowhere(newsroom: Publication, reporter: Client) -> None:
    from broadsheet.newsroom.models import Member

    Member.objects.get(username="arta").groups.clear()
    for path in ("", "posts/", "posts/add/", "pictures/", "body/picture/1/", "body/post/1/"):
        assert reporter.get(f"/newsroom/{path}").status_code == 302, path


def test_pages_collections_and_other_parts_for_sites_are_not_there(editor: Client) -> None:
    for path in (
        "pages/",
        "choose-page/",
        "collections/",
        "snippets/",
        "tag-autocomplete/",
        "password_reset/",
    ):
        assert editor.get(f"/newsroom/{path}").status_code == 404, path


def things(name: str, secret: Story, picture: int) -> dict[str, Any]:
    """What a view's address may name: another's draft, a picture, another member."""
    mina = Member.objects.get(username="mina").pk
    of_members = name in (
        "newsroom:door_of",
        "newsroom:door_act",
        "newsroom:member_link",
        "newsroom:member_role",
    )
    pk = mina if of_members else picture if name.startswith("picture") else secret.pk
    if name.startswith(("wagtailusers_groups:", "wagtailadmin_workflows:")):
        pk = 1
    return {
        "pk": uuid.UUID(int=1) if name == "newsroom:session_end" else pk, "revision_id": secret.latest_revision_id,
        "revision_id_a": "earliest", "revision_id_b": "latest", "subject": "tag", "path": "assets/paper.css",
        "uidb64": "MQ", "token": "x-y", "app_label": "newsroom", "model_name": "story", "object_id": secret.pk,
        "action_name": "approve", "action": "lock" if name == "newsroom:door_act" else "delete",
        "form": "json", "button": "stop", "key": "menu", "number": 1,
    }  # fmt: skip


def test_every_view_says_who_may_open_it(secret: Story) -> None:
    unknown = {
        name
        for name, view in every_view()
        if name not in MAY_OPEN and not is_closed(address(name, view, things(name, secret, 1)))
    }
    assert unknown == set(), "say in tests/newsroom/every_view.py who may open these"


def test_no_view_that_is_gone_is_still_named(secret: Story) -> None:
    assert MAY_OPEN.keys() - {name for name, _ in every_view()} == set()


@pytest.mark.parametrize("role", LADDER)
def test_each_role_opens_what_it_may_and_nothing_else(secret: Story, sign_in: Sign, role: str) -> None:
    picture = upload(sign_in("mina", "reporter"), jpeg(), alt="A quay")
    before, client = whole_state(), Client(SERVER_NAME="127.0.0.1")
    if role != "nobody":
        client = sign_in("arta", role)  # type: ignore[arg-type]
    for name, view in every_view():
        url = address(name, view, things(name, secret, picture))
        if is_closed(url) or MAY_OPEN[name] == "nobody":
            continue
        answer = client.get(url)
        if LADDER.index(role) < LADDER.index(MAY_OPEN[name]):
            sent = client.post(url, form(headline="Taken over"))
            assert answer.status_code == 405 or refused(answer) or to_sign_in(answer), name
            assert sent.status_code == 405 or refused(sent) or to_sign_in(sent), name
        else:
            assert answer.status_code in (200, 302, 400, 404, 405), f"{name} {answer.status_code}"
            assert not to_sign_in(answer), name
        if LADDER.index(role) < LADDER.index("editor"):
            assert SECRET not in answer.getvalue().decode(errors="replace"), name
    assert {name: each for name, each in whole_state().items() if name != "arta"} == before


def to_sign_in(answer: Any) -> bool:
    return bool(answer.status_code == 302 and answer.headers["Location"].startswith("/newsroom/login/"))


def whole_state() -> dict[str, Any]:
    """What nobody without the right may have changed."""
    members = {each.username: (role_of(each), each.is_active, each.password) for each in Member.objects.all()}
    stories = {f"story {row['post_id']}": row for row in Story.objects.values()}
    pictures = {f"picture {row['id']}": row for row in Image.objects.values()}
    return {**members, **stories, **pictures}


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "administrator"])
def test_nobody_changes_anothers_passkeys(secret: Story, sign_in: Sign, role: Role) -> None:
    key = WebAuthnCredential.objects.create(
        user=Member.objects.get(username="mina"),
        name="Mina's",
        credential_id=b"1",
        public_key=b"2",
        aaguid="",
    )
    client = sign_in("arta", role)
    session = client.session
    session["newsroom_proved_at"] = time.time()
    session.save()
    for change in ("name", "remove"):
        path = f"/newsroom/account/door/passkey/{key.pk}/{change}/"
        assert client.post(path, {"name": "Arta's"}).status_code == 404
    assert WebAuthnCredential.objects.get().name == "Mina's"


def views_of_copies(copy: Copy) -> Iterator[tuple[str, str]]:
    """Every address that has to do with copies of the old site."""
    yield "get", "/newsroom/returning/"
    yield "post", "/newsroom/returning/"
    for part in ("", "state/", "sample/0/0/", "report.txt", "report.json"):
        yield "get", f"/newsroom/returning/{copy.pk}/{part}"
    for button in ("accept", "stop", "go-on", "dates", "discard"):
        yield "post", f"/newsroom/returning/{copy.pk}/{button}/"


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor"])
def test_copies_of_the_old_site_are_for_administrators(
    newsroom: Publication, sign_in: Sign, role: Role
) -> None:
    copy = Copy.objects.create(stage="examined", files=[{"name": SECRET, "size": 1}])
    client = sign_in("arta", role)
    for method, url in views_of_copies(copy):
        answer = getattr(client, method)(url, {"whole": "yes"} if method == "post" else {})
        assert refused(answer), f"{method} {url} {answer.status_code}"
        assert SECRET not in answer.content.decode(), url
    assert "/newsroom/returning/" not in client.get("/newsroom/").content.decode()
    assert Copy.objects.get().stage == "examined"


def test_copies_are_shown_to_nobody_who_is_not_signed_in(newsroom: Publication) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    copy = Copy.objects.create(stage="examined", files=[{"name": SECRET, "size": 1}])
    for method, url in [
        *views_of_copies(copy),
        ("get", "/newsroom/undated/"),
        ("post", "/newsroom/undated/list/"),
    ]:
        answer = getattr(client, method)(url)
        assert answer.headers["Location"].startswith("/newsroom/login/"), url
