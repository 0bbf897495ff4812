"""An editor tends the authors: finds them, gives another name, makes one of two; readers and drafts follow."""

import pytest
from django.test import Client

from broadsheet.archive import selectors
from broadsheet.archive.finds import PersonFind
from broadsheet.archive.models import Author, Post
from broadsheet.archive.services import store_authors
from broadsheet.newsroom.names.suggestions import find_names
from broadsheet.press import Press, publish
from broadsheet.publication import Publication
from tests.newsroom.conftest import Sign
from tests.newsroom.desk import edit, write
from tests.press.reading import links_of, text_of_page, tree

AUTHORS = "/newsroom/authors/"


@pytest.fixture
def signed(editor: Client) -> Client:
    """Posts by one person under two names, and one by both."""
    write(editor, action="publish", headline="One", author_names="Niloufar Karimi")
    write(editor, action="publish", headline="Two", author_names="Nilufar Karimi")
    write(editor, action="publish", headline="Three", author_names="Nilufar Karimi\nReza\nNiloufar Karimi")
    return editor


def author(name: str) -> Author:
    return Author.objects.get(name=name)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def rename(client: Client, who: Author, name: str, **ticked: str) -> str:
    """Give another name; the page with what it complains of, or nothing."""
    answer = client.post(f"{AUTHORS}edit/{who.pk}/", {"name": name, **ticked})
    return "" if answer.status_code == 302 else answer.content.decode()


def merge(client: Client, one: Author, into: Author) -> None:
    assert client.post(f"{AUTHORS}{one.pk}/merge/{into.pk}/").status_code == 302


def signers(headline: str) -> list[str]:
    (post,) = selectors.posts([Post.objects.get(headline=headline).pk])
    return [each.name for each in post.card.authors]


def test_authors_are_listed_and_found(signed: Client) -> None:
    assert all(name in page(signed, AUTHORS) for name in ("Niloufar Karimi", "Nilufar Karimi", "Reza"))
    found = page(signed, f"{AUTHORS}results/?q=reza")
    assert "Reza" in found
    assert "Karimi" not in found


def test_a_new_name_stands_on_every_post_and_the_address_stays(newsroom: Publication, signed: Client) -> None:
    press = Press(executor=0)
    press.publish(newsroom)
    reza = author("Reza")
    assert rename(signed, reza, "رضا کریمی") == ""
    assert signers("Three") == ["Nilufar Karimi", "رضا کریمی", "Niloufar Karimi"]
    press.publish(newsroom)
    assert "رضا کریمی" in text_of_page(newsroom.site, f"author/{reza.slug}/index.html")
    after = tree(newsroom.site)
    publish(newsroom, executor=0, whole=True)
    assert tree(newsroom.site) == after


def test_a_name_that_puts_somebody_at_risk_leaves_the_site_with_its_address(
    newsroom: Publication, signed: Client
) -> None:
    press = Press(executor=0)
    press.publish(newsroom)
    reza = author("Reza")
    assert rename(signed, reza, "A. B.", leaves_address="on") == ""
    assert signers("Three") == ["Nilufar Karimi", "A. B.", "Niloufar Karimi"]
    press.publish(newsroom)
    site = tree(newsroom.site)
    assert not [file for file, data in site.items() if b"Reza" in data or b"author/reza" in data]
    assert "withdrawn" in text_of_page(newsroom.site, f"author/{reza.slug}/index.html")
    assert "Three" in text_of_page(newsroom.site, f"author/{author('A. B.').slug}/index.html")
    write(signed, action="publish", headline="Four", author_names="Reza")
    assert signers("Four") == ["A. B."]
    publish(newsroom, executor=0, whole=True)
    assert not [file for file, data in tree(newsroom.site).items() if b"Reza" in data]


def test_a_former_name_still_finds_the_author(signed: Client) -> None:
    reza = author("Reza")
    rename(signed, reza, "Reza Karimi")
    write(signed, action="publish", headline="Four", author_names="Reza")
    assert signers("Four") == ["Reza Karimi"]
    assert [found["name"] for found in find_names("author", "reza")] == ["Reza Karimi"]
    find = PersonFind(name="Reza")
    assert store_authors([find]) == {find: reza.pk}


def test_a_name_that_is_taken_or_empty_is_refused_in_a_sentence(signed: Client) -> None:
    told = rename(signed, author("Reza"), "niloufar karimi")
    assert "merge the two instead" in told
    assert rename(signed, author("Reza"), "   ") != ""
    assert Author.objects.filter(name="Reza").exists()
    assert rename(signed, author("Reza"), "REZA") == ""
    assert author("REZA").aliases.count() == 0


def test_two_authors_are_made_one_and_the_old_page_leads_to_the_new(
    newsroom: Publication, signed: Client
) -> None:
    press = Press(executor=0)
    press.publish(newsroom)
    wrong, right = author("Nilufar Karimi"), author("Niloufar Karimi")
    chosen = signed.post(f"{AUTHORS}{wrong.pk}/merge/", {"into": "Niloufar Karimi"})
    assert chosen.headers["Location"] == f"{AUTHORS}{wrong.pk}/merge/{right.pk}/"
    told = page(signed, chosen.headers["Location"])
    assert f"/author/{wrong.slug}/" in told
    merge(signed, wrong, right)
    assert signers("Two") == ["Niloufar Karimi"]
    assert signers("Three") == ["Reza", "Niloufar Karimi"]
    press.publish(newsroom)
    assert f"author/{right.slug}/index.html" in links_of(newsroom.site, f"author/{wrong.slug}/index.html")
    assert "Two" in text_of_page(newsroom.site, f"author/{right.slug}/index.html")
    after = tree(newsroom.site)
    publish(newsroom, executor=0, whole=True)
    assert tree(newsroom.site) == after


def test_a_draft_that_bears_the_merged_name_is_published_under_the_kept_one(signed: Client) -> None:
    draft = write(signed, headline="Draft", author_names="Nilufar Karimi")
    merge(signed, author("Nilufar Karimi"), author("Niloufar Karimi"))
    edit(signed, draft, action="publish")
    assert signers("Draft") == ["Niloufar Karimi"]
    assert Author.objects.count() == 2


def test_nobody_is_merged_with_themselves_or_with_nobody(signed: Client) -> None:
    reza = author("Reza")
    for into, told in (("Reza", "That is the author themselves"), ("Nobody", "There is no author")):
        assert told in signed.post(f"{AUTHORS}{reza.pk}/merge/", {"into": into}).content.decode()
    merge(signed, reza, reza)
    assert Author.objects.filter(pk=reza.pk).exists()


@pytest.mark.parametrize("role", ["contributor", "reporter"])
def test_whoever_only_writes_does_nothing_to_authors(signed: Client, sign_in: Sign, role: str) -> None:
    one, other = author("Reza"), author("Nilufar Karimi")
    before = list(Author.objects.order_by("pk").values())
    client = sign_in("arta", role)  # type: ignore[arg-type]
    for path in ("", f"edit/{one.pk}/", f"{one.pk}/merge/", f"{one.pk}/merge/{other.pk}/"):
        for answer in (
            client.get(AUTHORS + path),
            client.post(AUTHORS + path, {"name": "Taken", "into": "Reza"}),
        ):
            assert answer.status_code in (302, 403, 404), path
            assert "Nilufar" not in answer.content.decode()
    assert list(Author.objects.order_by("pk").values()) == before
