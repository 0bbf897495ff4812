"""The sign-in log: what a member sees of their own door, and an administrator of all."""

import sqlite3
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from broadsheet.newsroom import members, signing_in
from broadsheet.newsroom.doors import steps
from broadsheet.newsroom.doors.browsers import browser_name
from broadsheet.newsroom.models import Member, SignInNote
from broadsheet.newsroom.signing_in import Throttle
from broadsheet.publication import Publication
from tests.newsroom.door import (
    DOOR,
    PASSWORD,
    SECOND,
    TELEPHONE,
    a_browser,
    a_member,
    code_of,
    come_in,
    is_in,
    noted,
    set_up_codes,
)

LOG = "/newsroom/sign-ins/"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "throttle", Throttle())


@pytest.fixture
def shirin(newsroom: Publication) -> Member:
    member = a_member("shirin")
    SignInNote.objects.all().delete()
    return member


def test_each_way_in_and_each_failure_is_a_line(shirin: Member) -> None:
    come_in("shirin", password="wrong")
    set_up_codes(come_in("shirin"), shirin)
    client = come_in("shirin")
    client.post(SECOND, {"code": "000000"})
    client.post(SECOND, {"code": code_of(shirin, later=1)})
    assert noted(shirin) == [
        ("password", "wrong_password"), ("password", "in"), ("account", "code_set"), ("account", "recovery_made"),
        ("password_code", "wrong_code"), ("password_code", "in"),
    ]  # fmt: skip


def test_a_shut_door_is_one_line_however_often_it_is_tried(shirin: Member) -> None:
    for _ in range(9):
        come_in("shirin", password="wrong")
    assert noted(shirin) == [("password", "wrong_password")] * 5 + [("password", "shut")]


def test_a_password_set_by_link_is_a_line(shirin: Member) -> None:
    client = a_browser()
    path = members.link_for("shirin", address="")
    words = {"new_password1": "yet another pass phrase", "new_password2": "yet another pass phrase"}
    client.post(client.get(path).headers["Location"], words)
    assert noted(shirin) == [("link", "password_set")]


def test_what_was_typed_for_a_name_that_nobody_has_is_noted_nowhere(
    shirin: Member, newsroom: Publication
) -> None:
    come_in("my-secret-passphrase", password="shirin")
    assert not SignInNote.objects.exists()
    files = [path for path in newsroom.folder.rglob("*") if path.is_file()]
    assert not [path for path in files if b"my-secret-passphrase" in path.read_bytes()]


def test_no_address_is_in_the_archive(shirin: Member, newsroom: Publication) -> None:
    client = a_browser(address="198.51.100.77")
    come_in("shirin", password="wrong", client=client)
    set_up_codes(come_in("shirin", client=client), shirin)
    client.get(DOOR)
    client.post(f"{DOOR}sessions/end/")
    with sqlite3.connect(newsroom.archive) as archive:
        assert "198.51.100.77" not in "\n".join(archive.iterdump())
    files = [path for path in newsroom.folder.rglob("*") if path.is_file()]
    assert not [path for path in files if b"198.51.100.77" in path.read_bytes()]


def test_a_member_sees_their_own_lines_and_nobody_elses(shirin: Member) -> None:
    a_member("arta", "reporter")
    come_in("arta", password="wrong")
    page = come_in("arta").get(DOOR).content.decode()
    assert "wrong password" in page
    assert "Firefox on Android" in page
    assert "wrong password" not in come_in("shirin").get(DOOR).content.decode()


def test_an_administrator_sees_all_and_of_one_member(shirin: Member) -> None:
    a_member("chief", "administrator")
    chief = come_in("chief")
    come_in("shirin", password="wrong")
    assert "wrong password" in chief.get(LOG).content.decode()
    assert "wrong password" in chief.get(f"{LOG}?member={shirin.pk}").content.decode()
    own = members.get_member("chief").pk
    assert "wrong password" not in chief.get(f"{LOG}?member={own}").content.decode()
    for odd in ("x", "9" * 40, "-1", "٣"):
        assert chief.get(LOG, {"member": odd, "p": odd}).status_code == 200


def test_a_line_is_gone_after_ninety_days(shirin: Member) -> None:
    come_in("shirin", password="wrong")
    SignInNote.objects.update(at=timezone.now() - timedelta(days=91))
    client = come_in("shirin")
    assert noted(shirin) == [("password", "in")]
    assert "wrong password" not in client.get(DOOR).content.decode()


def test_what_an_administrator_did_is_a_line_with_their_name(shirin: Member) -> None:
    a_member("chief", "administrator")
    set_up_codes(come_in("shirin"), shirin)
    come_in("chief").post(f"/newsroom/members/{shirin.pk}/door/reset/")
    line = SignInNote.objects.get(member=shirin, outcome="steps_reset")
    assert (line.how, line.by) == ("administrator", "chief")
    assert not steps.has_step(shirin)
    assert is_in(come_in("shirin", password=PASSWORD))


@pytest.mark.parametrize(
    ("verb", "outcome"),
    [
        ("reset-second-step", "steps_reset"),
        ("signout", "signed_out"),
        ("lock", "locked"),
        ("unlock", "unlocked"),
    ],
)
def test_the_command_line_puts_out_resets_and_locks_and_is_a_line(
    shirin: Member, newsroom: Publication, verb: str, outcome: str
) -> None:
    client = come_in("shirin")
    set_up_codes(client, shirin)
    command = [sys.executable, "-m", "broadsheet", "user", verb, "Shirin", "--paper", str(newsroom.folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "shirin" in told.stdout
    assert noted(shirin)[-1] == ("command", outcome)
    assert is_in(client) == (verb == "unlock")
    assert steps.has_step(shirin) == (verb != "reset-second-step")


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (TELEPHONE, "Firefox on Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
         "Chrome on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E Safari/604.1",
         "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("curl/8.0", ""),
    ],
)  # fmt: skip
def test_a_browser_is_named_roughly(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name
