"""What tests do at the door: come in with a password, read a telephone's code, look whether somebody is in."""

import re

from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from broadsheet.newsroom import members
from broadsheet.newsroom.models import Member, SignInNote
from broadsheet.newsroom.roles import Role

PASSWORD = "a long enough pass phrase"
DOOR = "/newsroom/account/door/"
SECOND = "/newsroom/login/second/"
TELEPHONE = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


class Clock:
    """A clock that tests move."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def a_member(name: str, role: Role = "editor") -> Member:
    """With a password."""
    member = members.add_member(name, role)
    member.set_password(PASSWORD)
    member.save()
    return member


def a_browser(*, address: str = "192.0.2.7") -> Client:
    """Nobody's yet."""
    return Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR=address, HTTP_USER_AGENT=TELEPHONE)


def come_in(name: str, *, password: str = PASSWORD, client: Client | None = None) -> Client:
    """Type a name and a password; whether that is enough is for the test to ask."""
    client = client or a_browser()
    client.post("/newsroom/login/", {"username": name, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/newsroom/posts/").status_code == 200


def code_of(member: Member, *, later: int = 0, confirmed: bool = True) -> str:
    """What the member's telephone shows, some half minutes from now."""
    device = TOTPDevice.objects.get(user=member, confirmed=confirmed)
    return f"{totp(device.bin_key, drift=later):06d}"


def set_up_codes(client: Client, member: Member) -> list[str]:
    """Set up a telephone; returns the recovery codes that were shown."""
    client.get(f"{DOOR}code/")
    sent = {"code": code_of(member, confirmed=False)}
    shown = client.post(f"{DOOR}code/", sent).content.decode()
    return re.findall(r"<li><code>([^<]+)</code>", shown)


def noted(member: Member) -> list[tuple[str, str]]:
    """How and with what outcome, oldest first."""
    return list(SignInNote.objects.filter(member=member).order_by("pk").values_list("how", "outcome"))
