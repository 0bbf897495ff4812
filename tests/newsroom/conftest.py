"""A newsroom to write in: a paper, its members, and a browser without a screen for each."""

from collections.abc import Callable

import pytest
from django.test import Client

from broadsheet.newsroom import members, signing_in
from broadsheet.newsroom import paper as newsroom_paper
from broadsheet.newsroom.models import Member
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.signing_in import Throttle
from broadsheet.publication import Publication
from tests.newsroom.door import Clock


@pytest.fixture
def newsroom(paper: Publication) -> Publication:
    """A paper whose newsroom is open."""
    return newsroom_paper.use_paper(paper)


Sign = Callable[[str, Role], Client]


@pytest.fixture
def sign_in(newsroom: Publication) -> Sign:
    """Makes a member with a role, signed in."""

    def sign(name: str, role: Role) -> Client:
        member = Member.objects.filter(username=name).first() or members.add_member(name, role)
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(member)
        return client

    return sign


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """By which whoever guessed waits; none of them in another test."""
    clock = Clock()
    monkeypatch.setattr(signing_in, "throttle", Throttle(clock=clock))
    return clock


@pytest.fixture
def editor(sign_in: Sign) -> Client:
    """An editor, signed in."""
    return sign_in("shirin", "editor")


@pytest.fixture
def reporter(sign_in: Sign) -> Client:
    """A reporter, signed in."""
    return sign_in("arta", "reporter")
