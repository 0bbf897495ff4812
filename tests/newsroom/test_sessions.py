"""Who is in, and putting them out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from broadsheet.newsroom import members
from broadsheet.newsroom.models import Member, OpenSession
from broadsheet.newsroom.roles import give_role
from broadsheet.publication import Publication
from tests.newsroom.door import DOOR, PASSWORD, a_browser, a_member, come_in, is_in
from tests.newsroom.test_account import ACCOUNT, fields


@pytest.fixture
def shirin(newsroom: Publication) -> Member:
    return a_member("shirin")


@pytest.fixture
def chief(newsroom: Publication) -> Client:
    a_member("chief", "administrator")
    return come_in("chief")


def test_a_member_sees_where_they_are_signed_in(shirin: Member) -> None:
    come_in("shirin")
    page = come_in("shirin").get(DOOR).content.decode()
    assert page.count("Firefox on Android</strong>") == 2
    assert page.count("(this one)") == 1


def test_a_member_puts_one_other_browser_out(shirin: Member) -> None:
    other, here = come_in("shirin"), come_in("shirin")
    first = OpenSession.objects.order_by("since").first()
    assert first is not None
    here.post(f"{DOOR}session/{first.pk}/end/")
    assert is_in(here)
    assert not is_in(other)


def test_a_member_puts_all_others_out(shirin: Member) -> None:
    others, here = [come_in("shirin") for _ in range(3)], come_in("shirin")
    here.post(f"{DOOR}sessions/end/")
    assert is_in(here)
    assert not any(is_in(other) for other in others)


def test_nobody_puts_anothers_browser_out(shirin: Member) -> None:
    a_member("arta", "reporter")
    arta, here = come_in("arta"), come_in("shirin")
    of_arta = OpenSession.objects.get(member__username="arta")
    assert here.post(f"{DOOR}session/{of_arta.pk}/end/").status_code == 404
    here.post(f"{DOOR}sessions/end/")
    assert is_in(arta)


def test_a_cookie_kept_after_signing_out_opens_nothing(shirin: Member) -> None:
    client, thief = come_in("shirin"), a_browser()
    thief.cookies.update(client.cookies)
    assert is_in(thief)
    client.post("/newsroom/logout/")
    assert not is_in(thief)


def test_a_new_password_puts_out_all_but_the_browser_it_was_set_in(shirin: Member) -> None:
    other, here = come_in("shirin"), come_in("shirin")
    words = "quite another pass phrase"
    sent = {
        "password-old_password": PASSWORD,
        "password-new_password1": words,
        "password-new_password2": words,
    }
    assert here.post(ACCOUNT, {**fields(here), **sent}).status_code == 302
    assert is_in(here)
    assert not is_in(other)
    assert OpenSession.objects.filter(member=shirin).count() == 1


def test_saving_the_rest_of_the_account_puts_nobody_out(shirin: Member) -> None:
    other, here = come_in("shirin"), come_in("shirin")
    here.post(ACCOUNT, {**fields(here), "byline-signs_as": "Shirin K."})
    assert is_in(here)
    assert is_in(other)


def test_another_role_puts_a_member_out(shirin: Member) -> None:
    client = come_in("shirin")
    give_role(shirin, "reporter")
    assert not is_in(client)
    client = come_in("shirin")
    give_role(shirin, "administrator")
    assert not is_in(client)


def test_the_same_role_again_puts_nobody_out(shirin: Member) -> None:
    client = come_in("shirin")
    give_role(shirin, "editor")
    assert is_in(client)


def test_an_administrator_puts_a_member_out_everywhere(shirin: Member, chief: Client) -> None:
    client = come_in("shirin")
    chief.post(f"/newsroom/members/{shirin.pk}/door/sign-out/")
    assert not is_in(client)
    assert is_in(come_in("shirin"))


def test_a_locked_account_is_out_and_stays_out_until_it_is_unlocked(shirin: Member, chief: Client) -> None:
    client = come_in("shirin")
    chief.post(f"/newsroom/members/{shirin.pk}/door/lock/")
    assert not is_in(client)
    assert not is_in(come_in("shirin"))
    assert "This account is locked" in chief.get(f"/newsroom/members/{shirin.pk}/door/").content.decode()
    chief.post(f"/newsroom/members/{shirin.pk}/door/unlock/")
    assert is_in(come_in("shirin"))


def test_an_administrator_does_not_lock_themselves_out(chief: Client) -> None:
    own = members.get_member("chief")
    for action in ("lock", "sign-out", "reset"):
        told = chief.post(f"/newsroom/members/{own.pk}/door/{action}/", follow=True).content.decode()
        assert "This is your own account" in told
    assert is_in(chief)


def test_a_session_unused_for_two_weeks_is_none(shirin: Member) -> None:
    client = come_in("shirin")
    OpenSession.objects.update(used_at=timezone.now() - timedelta(days=15))
    assert not is_in(client)


def test_last_use_is_known_to_some_minutes_only(shirin: Member) -> None:
    client = come_in("shirin")
    before = OpenSession.objects.get().used_at
    is_in(client)
    assert OpenSession.objects.get().used_at == before
    OpenSession.objects.update(used_at=before - timedelta(minutes=10))
    is_in(client)
    assert OpenSession.objects.get().used_at >= before
