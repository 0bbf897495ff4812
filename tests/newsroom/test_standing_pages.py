"""About, Contact and the like are written, previewed, published and taken off in the newsroom."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from broadsheet.archive import changes, selectors
from broadsheet.archive.finds import PageFind
from broadsheet.archive.models import StandingPage
from broadsheet.archive.services import Origin, store_pages
from broadsheet.newsroom import paper as newsroom_paper
from broadsheet.newsroom.models import DeskPage
from broadsheet.press import publish
from broadsheet.publication import Publication
from tests.newsroom.desk import errors_in

PAGES = "/newsroom/standing-pages/"
_EMPTY = {"title": "", "body": "", "slug": "", "language": "en"}


def compose(client: Client, *, action: str = "", **fields: Any) -> DeskPage:
    """A new page, saved as a draft or published."""
    known = set(DeskPage.objects.values_list("pk", flat=True))
    answer = client.post(f"{PAGES}add/", {**_EMPTY, **fields} | _button(action))
    assert answer.status_code == 302, errors_in(answer.content.decode())
    return DeskPage.objects.exclude(pk__in=known).get()


def revise(client: Client, page: DeskPage, *, action: str = "", **fields: Any) -> None:
    """Change a page as an editor would who opens it."""
    opened: Any = html.fromstring(client.get(f"{PAGES}edit/{page.pk}/").content.decode())
    (sent,) = [form for form in opened.forms if "title" in form.fields]
    values = {name: value for name, value in sent.form_values() if name in (*_EMPTY, "in_menu")}
    answer = client.post(f"{PAGES}edit/{page.pk}/", {**values, **fields} | _button(action))
    assert answer.status_code == 302, errors_in(answer.content.decode())
    page.refresh_from_db()


def _button(action: str) -> dict[str, str]:
    return {f"action-{action}": action} if action else {}


def on_site(paper: Publication, path: str) -> str:
    """What readers get after a publish."""
    publish(newsroom_paper.current(), executor=0)
    file = paper.site / path / "index.html"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def menu_of(page: str) -> list[str]:
    found: Any = html.fromstring(page).xpath("//header[@class='masthead']/nav//a")
    return [link.text_content() for link in found]


def test_a_draft_is_on_no_page_of_the_site(newsroom: Publication, editor: Client) -> None:
    compose(editor, title="About", body="<p>Who we are.</p>", in_menu="on")
    assert on_site(newsroom, "about") == ""
    assert changes.pending_count() == 0
    assert newsroom_paper.current().settings.menu == ()


def test_a_published_page_is_at_its_address_and_in_the_menu_of_every_page(
    newsroom: Publication, editor: Client
) -> None:
    compose(editor, action="publish", title="About us", slug="about", body="<p>Who we are.</p>", in_menu="on")
    page = on_site(newsroom, "about")
    assert "Who we are." in page
    assert menu_of(page) == ["About us"]
    assert menu_of((newsroom.site / "index.html").read_text(encoding="utf-8")) == ["About us"]


def test_a_page_in_persian_is_set_from_right_to_left_below_an_address_of_its_own(
    newsroom: Publication, editor: Client
) -> None:
    compose(
        editor, action="publish", title="درباره ما", slug="fa/درباره", language="fa", body="<p>ما کیستیم.</p>"
    )
    page = on_site(newsroom, "fa/درباره")
    assert '<html lang="fa" dir="rtl">' in page


def test_a_draft_over_a_live_page_changes_nothing_for_readers(newsroom: Publication, editor: Client) -> None:
    page = compose(editor, action="publish", title="About", body="<p>Old words.</p>")
    revise(editor, page, body="<p>New words.</p>")
    assert "Old words." in on_site(newsroom, "about")
    revise(editor, page, action="publish")
    assert "New words." in on_site(newsroom, "about")


def test_the_address_stays_whatever_is_typed(newsroom: Publication, editor: Client) -> None:
    page = compose(editor, action="publish", title="About", slug="about")
    revise(editor, page, action="publish", title="Who we are", slug="who-we-are")
    assert "Who we are" in on_site(newsroom, "about")
    assert not (newsroom.site / "who-we-are").exists()


@pytest.mark.parametrize(
    ("slug", "told"),
    [("tags", "needs the address /tags/"), ("2019", "needs the address"), ("!!", "letters and digits")],
)
def test_an_address_that_cannot_be_is_refused_in_a_sentence(editor: Client, slug: str, told: str) -> None:
    answer = editor.post(f"{PAGES}add/", {**_EMPTY, "title": "X", "slug": slug, "action-publish": "x"})
    assert told in answer.content.decode()
    assert not DeskPage.objects.exists()


def test_an_address_that_is_taken_is_refused_and_a_free_one_offered(editor: Client) -> None:
    compose(editor, action="publish", title="About", slug="about")
    answer = editor.post(f"{PAGES}add/", {**_EMPTY, "title": "X", "slug": "About", "action-publish": "x"})
    assert "choose another, for example about-2" in answer.content.decode()


def test_a_page_that_is_taken_off_says_gone_and_leaves_the_menu_and_comes_back(
    newsroom: Publication, editor: Client
) -> None:
    page = compose(editor, action="publish", title="About", body="<p>Who we are.</p>", in_menu="on")
    on_site(newsroom, "about")
    assert editor.post(f"{PAGES}unpublish/{page.pk}/").status_code == 302
    gone = on_site(newsroom, "about")
    assert "Who we are." not in gone
    assert "noindex" in gone
    assert menu_of((newsroom.site / "index.html").read_text(encoding="utf-8")) == []
    revise(editor, page, action="publish")
    assert "Who we are." in on_site(newsroom, "about")


def test_a_deleted_page_answers_gone_for_ever(newsroom: Publication, editor: Client) -> None:
    page = compose(editor, action="publish", title="About", body="<p>Who we are.</p>", in_menu="on")
    on_site(newsroom, "about")
    assert editor.post(f"{PAGES}delete/{page.pk}/").status_code == 302
    assert "noindex" in on_site(newsroom, "about")
    assert not StandingPage.objects.exists()
    assert [row.old for _, row in selectors.redirects(limit=10) if row.target is None] == ["about/"]
    assert newsroom_paper.current().settings.menu == ()
    assert (
        "about-2"
        in editor.post(
            f"{PAGES}add/", {**_EMPTY, "title": "About", "slug": "about", "action-publish": "x"}
        ).content.decode()
    ), "an address that was published is given to nothing else"


def test_a_rescued_page_is_listed_and_opens_with_its_words(newsroom: Publication, editor: Client) -> None:
    find = PageFind(key="k", title="About", body="<p>Since 2004.</p>", url="https://old.example/about/")
    store_pages([find], origin=Origin("copy.xml", "wxr", rank=30))
    assert "About" in editor.get(PAGES).content.decode()
    page = DeskPage.objects.get()
    revise(editor, page, action="publish", title="About us")
    shown = on_site(newsroom, "about")
    assert "About us" in shown
    assert "Since 2004." in shown
    history = editor.get(f"{PAGES}history/{page.pk}/").content.decode()
    assert history.count("Current draft") <= 1


def test_the_preview_is_byte_for_byte_the_page_on_the_site(newsroom: Publication, editor: Client) -> None:
    from broadsheet.newsroom.proof import page_row
    from broadsheet.press.proof import ProofDesk

    page = compose(editor, action="publish", title="About", body="<h2>Since</h2><p>2004 بندر</p>")
    shown = on_site(newsroom, "about")
    stored = DeskPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert ProofDesk(newsroom_paper.current()).proof_page(page_row(stored)).decode() == shown


def test_the_preview_shows_what_is_typed_of_a_page_that_was_never_saved(editor: Client) -> None:
    sent = {**_EMPTY, "title": "Contact", "body": "<p>Write to us.</p>"}
    assert editor.post(f"{PAGES}preview/", sent).json()["is_valid"]
    assert "Write to us." in editor.get(f"{PAGES}preview/").content.decode()
    assert not StandingPage.objects.exists()


def test_a_body_is_sanitised_in_drafts_too(editor: Client) -> None:
    page = compose(editor, title="X", body="<p>A</p><script>alert(1)</script>")
    assert page.body == "<p>A</p>"
    assert page.latest_revision.content["body"] == "<p>A</p>"


def test_a_link_that_an_editor_typed_into_the_menu_keeps_its_words(
    newsroom: Publication, editor: Client
) -> None:
    from broadsheet.settings_file import change_settings

    page = compose(editor, action="publish", title="About", slug="about")
    change_settings(newsroom.folder, {"menu": [{"text": "Who we are", "url": "/about/"}]})
    opened: Any = html.fromstring(editor.get(f"{PAGES}edit/{page.pk}/").content.decode())
    assert opened.xpath("//*[@name='in_menu']/@checked")
    revise(editor, page, action="publish", body="<p>More.</p>")
    assert menu_of(on_site(newsroom, "about")) == ["Who we are"]


def test_the_address_of_a_deleted_page_may_lead_to_another(newsroom: Publication, editor: Client) -> None:
    old = compose(editor, action="publish", title="Impressum", body="<p>Old.</p>")
    new = compose(editor, action="publish", title="About", body="<p>New.</p>")
    on_site(newsroom, "impressum")
    asked = editor.get(f"{PAGES}delete/{old.pk}/").content.decode()
    assert f'<option value="{new.pk}">' in asked
    editor.post(f"{PAGES}delete/{old.pk}/", {"heir": new.pk})
    moved = on_site(newsroom, "impressum")
    assert 'href="../about/"' in moved
    assert [(row.old, row.target) for _, row in selectors.redirects(limit=10)] == [("impressum/", "about/")]


def test_an_edition_of_a_standing_page_writes_only_what_it_touches(
    newsroom: Publication, editor: Client
) -> None:
    page = compose(editor, action="publish", title="About", body="<p>Old.</p>")
    publish(newsroom_paper.current(), executor=0)
    revise(editor, page, action="publish", body="<p>New.</p>")
    assert publish(newsroom_paper.current(), executor=0).written <= 3
