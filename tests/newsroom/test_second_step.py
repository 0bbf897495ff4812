"""A second step: a code from a telephone or a recovery code, after the password and never without it."""

import re

import pytest
from django.test import Client

from broadsheet.newsroom.doors import codes, steps
from broadsheet.newsroom.models import Member, RecoveryCode
from broadsheet.publication import SETTINGS_FILE, Publication
from tests.newsroom.door import (
    DOOR,
    PASSWORD,
    SECOND,
    Clock,
    a_browser,
    a_member,
    code_of,
    come_in,
    is_in,
    set_up_codes,
)

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def shirin(newsroom: Publication) -> Member:
    return a_member("shirin")


@pytest.fixture
def recovery(shirin: Member) -> list[str]:
    """Shirin has a telephone that makes codes; these are her recovery codes."""
    return set_up_codes(come_in("shirin"), shirin)


def type_code(client: Client, code: str) -> str:
    return client.post(SECOND, {"code": code}).content.decode()


def test_without_a_second_step_a_password_is_enough(shirin: Member) -> None:
    assert is_in(come_in("shirin"))


def test_the_key_is_shown_as_a_picture_made_here_and_as_letters(shirin: Member) -> None:
    page = come_in("shirin").get(f"{DOOR}code/").content.decode()
    assert re.search(r'class="door-qr"[^>]*><svg[^>]*viewBox', page)
    shown = re.findall(r'class="door-key"[^>]*>([^<]*)<', page)[0]
    assert re.fullmatch(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", shown)


def test_a_key_counts_only_once_its_telephone_showed_a_right_code(shirin: Member) -> None:
    client = come_in("shirin")
    client.get(f"{DOOR}code/")
    assert "not the code" in client.post(f"{DOOR}code/", {"code": "000000"}).content.decode()
    assert not steps.has_step(shirin)
    assert is_in(come_in("shirin"))


def test_the_password_alone_opens_nothing_any_more(shirin: Member, recovery: list[str]) -> None:
    client = come_in("shirin")
    for path in ("", "posts/", "account/", "account/door/", "pictures/", "members/1/door/"):
        answer = client.get(f"/newsroom/{path}")
        assert answer.headers["Location"].startswith("/newsroom/login/"), path
    assert client.get(SECOND).status_code == 200


def test_password_and_code_open_the_door_and_each_code_once(shirin: Member, recovery: list[str]) -> None:
    code = code_of(shirin, later=1)
    first, second = come_in("shirin"), come_in("shirin")
    type_code(first, code)
    type_code(second, code)
    assert is_in(first)
    assert not is_in(second)


def test_a_code_may_be_typed_in_persian_digits_with_a_space(shirin: Member, recovery: list[str]) -> None:
    code = code_of(shirin, later=1)
    persian = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    client = come_in("shirin")
    type_code(client, f"{persian[:3]} {persian[3:]}")
    assert is_in(client)


def test_a_code_without_the_password_before_it_is_not_even_asked_for(
    shirin: Member, recovery: list[str]
) -> None:
    client = a_browser()
    assert client.get(SECOND).headers["Location"] == "/newsroom/login/"
    client.post(SECOND, {"code": code_of(shirin, later=1)})
    assert not is_in(client)


def test_a_new_password_in_between_begins_anew(shirin: Member, recovery: list[str]) -> None:
    client = come_in("shirin")
    shirin.set_password("another long pass phrase")
    shirin.save()
    client.post(SECOND, {"code": code_of(shirin, later=1)})
    assert not is_in(client)


def test_a_recovery_code_opens_the_door_once(recovery: list[str]) -> None:
    assert len(set(recovery)) == 10
    first, second = come_in("shirin"), come_in("shirin")
    type_code(first, recovery[0].upper())
    type_code(second, recovery[0])
    assert is_in(first)
    assert not is_in(second)
    assert "9 recovery codes are left" in first.get(DOOR).content.decode()


def test_no_recovery_code_is_kept_as_it_is(newsroom: Publication, recovery: list[str]) -> None:
    plain = [code.replace("-", "") for code in recovery]
    kept = b"".join(path.read_bytes() for path in newsroom.folder.rglob("*") if path.is_file())
    assert not [code for code in [*recovery, *plain] if code.encode() in kept]


def test_new_recovery_codes_void_the_old(shirin: Member, recovery: list[str]) -> None:
    codes.make_recovery_codes(shirin)
    assert RecoveryCode.objects.filter(member=shirin).count() == 10
    assert not codes.use_recovery_code(shirin, recovery[0])


def test_whoever_guesses_codes_waits_even_with_the_right_one_at_last(
    shirin: Member, recovery: list[str], clock: Clock
) -> None:
    client = come_in("shirin")
    for guess in range(5):
        type_code(client, f"{guess:06d}")
    assert "Too many wrong codes" in type_code(client, code_of(shirin, later=1))
    assert not is_in(client)
    elsewhere = come_in("shirin", client=a_browser(address="198.51.100.9"))
    assert "Too many wrong codes" in type_code(elsewhere, recovery[0]), "the account waits, wherever from"
    clock.now += 16
    type_code(client, code_of(shirin, later=1))
    assert is_in(client)


def test_a_right_password_does_not_free_whoever_guesses_codes(shirin: Member, recovery: list[str]) -> None:
    for guess in range(5):
        type_code(come_in("shirin"), f"{guess:06d}")
    assert "Too many wrong codes" in type_code(come_in("shirin"), code_of(shirin, later=1))


def test_a_locked_account_does_not_come_in_by_a_code(shirin: Member, recovery: list[str]) -> None:
    client = come_in("shirin")
    Member.objects.filter(pk=shirin.pk).update(is_active=False)
    type_code(client, code_of(shirin, later=1))
    assert not is_in(client)


def test_setting_up_a_step_ends_the_other_sessions(shirin: Member) -> None:
    other, here = come_in("shirin"), come_in("shirin")
    set_up_codes(here, shirin)
    assert is_in(here)
    assert not is_in(other)


def test_another_telephone_takes_the_place_of_the_first(shirin: Member, recovery: list[str]) -> None:
    client = come_in("shirin")
    type_code(client, recovery[0])
    old = code_of(shirin, later=1)
    assert set_up_codes(client, shirin) == [], "recovery codes that are left stay"
    again = come_in("shirin")
    type_code(again, old)
    assert not is_in(again)


def forget_the_proof(client: Client) -> None:
    session = client.session
    session["newsroom_proved_at"] = 0
    session.save()


CHANGES = ("code/", "code/remove/", "recovery/", "passkey/", "passkey/answer/")


@pytest.mark.parametrize("path", CHANGES)
def test_nothing_changes_before_it_is_shown_again_who_is_there(
    shirin: Member, recovery: list[str], path: str
) -> None:
    client = come_in("shirin")
    type_code(client, recovery[0])
    forget_the_proof(client)
    assert client.post(f"{DOOR}{path}").headers["Location"] == f"{DOOR}prove/"
    assert steps.steps_of(shirin).code
    assert "not your password" in client.post(f"{DOOR}prove/", {"password": "wrong"}).content.decode()
    assert client.post(f"{DOOR}{path}").headers["Location"] == f"{DOOR}prove/"
    assert client.post(f"{DOOR}prove/", {"password": PASSWORD}).status_code == 302
    assert client.post(f"{DOOR}{path}").headers.get("Location") != f"{DOOR}prove/"


def test_guessing_the_password_at_a_telephone_left_on_a_table_is_slowed_down(shirin: Member) -> None:
    client = come_in("shirin")
    forget_the_proof(client)
    for _ in range(5):
        client.post(f"{DOOR}prove/", {"password": "wrong"})
    assert "Too many wrong passwords" in client.post(f"{DOOR}prove/", {"password": PASSWORD}).content.decode()


@pytest.fixture
def required(newsroom: Publication, shirin: Member) -> Member:
    """Editors must have a second step; shirin, who is one, has none yet."""
    with (newsroom.folder / SETTINGS_FILE).open("a") as settings:
        settings.write('[newsroom]\nsecond_step = ["editor", "administrator"]\n')
    return shirin


def test_a_role_that_must_have_a_second_step_is_led_to_it_and_nowhere_else(required: Member) -> None:
    client = come_in("shirin")
    for path in ("", "posts/", "posts/add/", "pictures/", "account/", "suggestions/tag/?q=a"):
        assert client.get(f"/newsroom/{path}").headers["Location"] == DOOR, path
    assert client.post("/newsroom/posts/add/", {"headline": "X"}).headers["Location"] == DOOR
    assert "Your role must sign in with a second step" in client.get(DOOR).content.decode()
    set_up_codes(client, required)
    assert is_in(client)


def test_other_roles_need_none(required: Member) -> None:
    a_member("arta", "reporter")
    assert is_in(come_in("arta"))


def test_the_last_step_that_must_be_there_is_not_taken_away(required: Member) -> None:
    client = come_in("shirin")
    set_up_codes(client, required)
    answer = client.post(f"{DOOR}code/remove/", follow=True).content.decode()
    assert "add another before you take this one away" in answer
    assert steps.has_step(required)


def test_one_that_need_not_be_there_is_and_takes_the_recovery_codes_with_it(
    shirin: Member, recovery: list[str]
) -> None:
    client = come_in("shirin")
    type_code(client, recovery[0])
    client.post(f"{DOOR}code/remove/")
    assert is_in(client)
    assert is_in(come_in("shirin"))
    assert not RecoveryCode.objects.exists()
