"""Administrators add members, give roles and make links, in the browser."""

import re

import pytest
from django.test import Client

from broadsheet.newsroom import members
from broadsheet.newsroom.models import Member
from broadsheet.newsroom.roles import role_of
from broadsheet.publication import Publication
from tests.newsroom.door import a_browser, a_member, come_in, is_in, noted

MEMBERS = "/newsroom/members/"
WORDS = "yet another pass phrase"


@pytest.fixture
def chief(newsroom: Publication) -> Client:
    a_member("chief", "administrator")
    return come_in("chief")


def link_on(page: str) -> str:
    return str(re.findall(r"http://127.0.0.1(/newsroom/welcome/[^<\s]+)", page)[0])


def set_password(path: str) -> None:
    client = a_browser()
    client.post(client.get(path).headers["Location"], {"new_password1": WORDS, "new_password2": WORDS})


def test_a_member_is_added_with_a_role_and_comes_in_by_the_link(chief: Client) -> None:
    page = chief.post(MEMBERS, {"name": "شیرین", "role": "reporter"}).content.decode()
    member = Member.objects.get(username="شیرین")
    assert role_of(member) == "reporter"
    assert not member.has_usable_password()
    set_password(link_on(page))
    assert is_in(come_in("شیرین", password=WORDS))


def test_a_name_that_is_taken_is_refused_in_a_sentence(chief: Client) -> None:
    for name in ("Chief", "two words"):
        assert "This name is taken" in chief.post(MEMBERS, {"name": name, "role": "editor"}).content.decode()
    assert Member.objects.count() == 1


def test_everybody_is_listed_with_their_role(chief: Client) -> None:
    a_member("shirin", "editor")
    page = chief.get(MEMBERS).content.decode()
    assert "shirin" in page
    assert "no password yet" not in page


def test_another_role_is_given_and_noted_and_not_to_oneself(chief: Client) -> None:
    shirin, own = a_member("shirin", "editor"), members.get_member("chief")
    chief.post(f"{MEMBERS}{shirin.pk}/role/", {"role": "contributor"})
    assert role_of(Member.objects.get(pk=shirin.pk)) == "contributor"
    assert ("administrator", "role_set") in noted(shirin)
    told = chief.post(f"{MEMBERS}{own.pk}/role/", {"role": "reporter"}, follow=True).content.decode()
    assert "Nobody changes their own role" in told
    assert is_in(chief)


def test_a_new_link_sets_a_new_password(chief: Client) -> None:
    shirin = a_member("shirin")
    set_password(link_on(chief.post(f"{MEMBERS}{shirin.pk}/link/").content.decode()))
    assert is_in(come_in("shirin", password=WORDS))
    assert ("administrator", "link_made") in noted(shirin)


def test_pages_that_ask_for_an_e_mail_are_closed(chief: Client) -> None:
    for path in ("users/", "users/new/", "users/edit/1/", "bulk/newsroom/member/delete/?id=1"):
        assert chief.get(f"/newsroom/{path}").status_code == 404
