"""The door: links that work once, no default password, and patience with whoever forgot theirs, not with guessers."""

from pathlib import Path

import pytest
from django.test import Client

from broadsheet.errors import PublicationError, UsageError
from broadsheet.newsroom import members
from broadsheet.newsroom.keeping import secret_key
from broadsheet.newsroom.models import Member
from broadsheet.newsroom.signing_in import Throttle
from broadsheet.publication import Publication
from tests.newsroom.door import PASSWORD, Clock, a_member

pytestmark = pytest.mark.usefixtures("clock")
HERE = "http://127.0.0.1"


@pytest.fixture
def shirin(newsroom: Publication) -> Member:
    return a_member("shirin")


def browser() -> Client:
    return Client(SERVER_NAME="127.0.0.1")


def try_in(client: Client, password: str, *, name: str = "shirin") -> str:
    return client.post("/newsroom/login/", {"username": name, "password": password}).content.decode()


def is_in(client: Client) -> bool:
    return client.get("/newsroom/").status_code == 200


def test_nobody_has_a_password_before_they_set_one(newsroom: Publication) -> None:
    member = members.add_member("arta", "reporter")
    assert not member.has_usable_password()
    client = browser()
    for guess in ("", "arta", "admin", "password"):
        try_in(client, guess, name="arta")
    assert not is_in(client)


def test_the_link_sets_a_password_once(newsroom: Publication) -> None:
    members.add_member("arta", "reporter")
    path = members.link_for("arta", address=HERE).removeprefix(HERE)
    client = browser()
    form = client.get(path).headers["Location"]
    sent = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(form, sent).status_code == 302
    assert "older than three days" in browser().get(path, follow=True).content.decode()
    try_in(client, PASSWORD, name="arta")
    assert is_in(client)


def test_a_first_run_offers_one_link_until_somebody_has_a_password(newsroom: Publication) -> None:
    assert "/newsroom/welcome/" in members.first_link(address=HERE)
    assert Member.objects.get().is_superuser
    members.first_link(address=HERE)
    member = Member.objects.get()
    member.set_password(PASSWORD)
    member.save()
    assert members.first_link(address=HERE) == ""


def test_a_password_is_stored_as_argon2(shirin: Member) -> None:
    assert shirin.password.startswith("argon2")


def test_whoever_guesses_waits_even_with_the_right_password_at_last(shirin: Member, clock: Clock) -> None:
    client = browser()
    for _ in range(5):
        try_in(client, "wrong")
    assert "Too many wrong passwords" in try_in(client, PASSWORD)
    assert not is_in(client)
    clock.now += 16
    try_in(client, PASSWORD)
    assert is_in(client)


def test_each_further_guess_doubles_the_wait(clock: Clock) -> None:
    throttle = Throttle(clock=clock)
    for _ in range(7):
        throttle.failed(account="shirin", address="192.0.2.1")
    assert throttle.wait(account="SHIRIN", address="192.0.2.9") == 60
    assert throttle.wait(account="arta", address="192.0.2.1") == 0
    for _ in range(40):
        throttle.failed(account="shirin", address="192.0.2.1")
    assert throttle.wait(account="arta", address="192.0.2.1") == 900, "one address tries many accounts"


def test_the_door_tells_the_same_of_a_wrong_name_as_of_a_wrong_password(shirin: Member) -> None:
    def complaint(name: str) -> str:
        page = try_in(browser(), "wrong", name=name)
        return page[page.index("<main") :].replace(name, "").split("csrfmiddlewaretoken")[0]

    assert complaint("shirin") == complaint("nobody")


def test_an_address_is_kept_in_no_file_of_the_paper(shirin: Member, newsroom: Publication) -> None:
    client = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="198.51.100.77")
    try_in(client, "wrong")
    try_in(client, PASSWORD)
    files = [path for path in newsroom.folder.rglob("*") if path.is_file()]
    assert not [path for path in files if b"198.51.100.77" in path.read_bytes()]


def test_a_new_password_ends_every_other_session(shirin: Member) -> None:
    client = browser()
    try_in(client, PASSWORD)
    assert is_in(client)
    shirin.set_password("another long pass phrase")
    shirin.save()
    assert not is_in(client)


def test_a_name_that_is_taken_or_can_not_be_one_is_refused(shirin: Member) -> None:
    for name in ("Shirin", "two words", ""):
        with pytest.raises(UsageError):
            members.add_member(name, "editor")


def test_the_key_is_readable_by_its_owner_alone_and_stays(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert (tmp_path / "newsroom.key").stat().st_mode & 0o777 == 0o600
    assert secret_key(tmp_path) == key
    (tmp_path / "newsroom.key").chmod(0o644)
    with pytest.raises(PublicationError, match="others on this machine may read it"):
        secret_key(tmp_path)


def test_a_key_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    secret_key(tmp_path)
    (tmp_path / "newsroom.key").write_text("short")
    with pytest.raises(PublicationError, match="holds no key"):
        secret_key(tmp_path)


def test_a_request_under_a_foreign_name_is_refused(newsroom: Publication) -> None:
    assert Client(SERVER_NAME="evil.example").get("/newsroom/login/").status_code == 400


def test_a_page_may_run_no_script_of_its_own(newsroom: Publication) -> None:
    policy = browser().get("/newsroom/login/").headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy
