"""Passkeys at the server: to which address they are bound, and answers that are none."""

import json
from pathlib import Path

import pytest
from django.test import Client, RequestFactory

from broadsheet.newsroom.doors.passkeys import Passkeys, place
from broadsheet.newsroom.models import SignInNote
from broadsheet.publication import Publication
from tests.newsroom.door import DOOR, a_member, come_in, is_in, set_up_codes
from tests.newsroom.test_deploying import in_newsroom

ASK, ANSWER = "/newsroom/login/passkey/", "/newsroom/login/passkey/answer/"
ODD = ["", "{", "[]", "null", "{}", '{"id": 1}', '{"id": "a", "rawId": "a", "type": "public-key", "response": {}}',
       json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "clientExtensionResults": {}, "response": {
           "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "attestationObject": "AA"}}),
       "x" * 30_000]  # fmt: skip


def here() -> Client:
    return Client(SERVER_NAME="localhost")


@pytest.mark.parametrize("answer", ODD)
def test_an_answer_that_is_none_lets_nobody_in(newsroom: Publication, answer: str) -> None:
    client = here()
    assert client.post(ASK).status_code == 200
    told = client.post(ANSWER, answer, content_type="application/json")
    assert told.status_code == 403
    assert "not accepted" in told.json()["told"]
    assert not is_in(client)


@pytest.mark.parametrize("answer", ODD)
def test_an_answer_that_is_none_adds_no_key(newsroom: Publication, answer: str) -> None:
    shirin = a_member("shirin")
    client = come_in("shirin", client=here())
    assert client.post(f"{DOOR}passkey/").status_code == 200
    assert client.post(f"{DOOR}passkey/answer/", answer, content_type="application/json").status_code == 403
    assert not SignInNote.objects.filter(member=shirin, outcome="passkey_added").exists()


def test_an_answer_without_a_question_is_refused(newsroom: Publication) -> None:
    assert here().post(ANSWER, ODD[-2], content_type="application/json").status_code == 403


def test_the_question_to_a_stranger_names_nobodys_keys(newsroom: Publication) -> None:
    shirin = a_member("shirin")
    set_up_codes(come_in("shirin"), shirin)
    asked = here().post(ASK).json()
    assert asked["allowCredentials"] == []
    assert (asked["rpId"], asked["userVerification"]) == ("localhost", "required")


def test_on_this_machine_a_key_is_bound_to_localhost_on_whatever_port(newsroom: Publication) -> None:
    request = RequestFactory().get("/newsroom/login/", SERVER_NAME="localhost", SERVER_PORT="8123")
    assert Passkeys(request).get_allowed_origins() == ["http://localhost:8123"]
    assert place(request) == ""
    numbered = RequestFactory().get("/newsroom/login/", SERVER_NAME="127.0.0.1", SERVER_PORT="8123")
    assert place(numbered) == "http://localhost:8123/newsroom/login/"


def test_behind_a_proxy_a_key_is_bound_to_the_address_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "broadsheet.toml").write_text('[newsroom]\nurl = "https://desk.paper.example"\n')
    script = (
        "import django; django.setup(); from django.test import RequestFactory as R; "
        "from broadsheet.newsroom.doors.passkeys import Passkeys, place; "
        "r = R().get('/newsroom/login/', SERVER_NAME='desk.paper.example', secure=True); p = Passkeys(r); "
        "l = R().get('/newsroom/login/', SERVER_NAME='localhost'); "
        "print(p.get_relying_party_domain(), p.get_allowed_origins(), Passkeys(l).get_allowed_origins(), place(l))"
    )
    told = in_newsroom(tmp_path, "-c", script)
    origin = "['https://desk.paper.example']"
    expected = f"desk.paper.example {origin} {origin} https://desk.paper.example/newsroom/login/"
    assert told.stdout.strip() == expected, told.stderr
