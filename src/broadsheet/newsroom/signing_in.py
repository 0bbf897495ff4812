"""Signing in: slowed down for whoever guesses, by account and by address.

Guarantees: after five wrong passwords for one account, or twenty from one address, the next try waits, twice as
long after each, up to fifteen minutes; a right password during the wait is refused like a wrong one; the answer
does not tell whether an account exists. Addresses are kept in memory only, as digests with a key that dies with
the process, and no longer than the wait.

One process serves the newsroom, so that its memory is the right place; tables of addresses, as throttling
libraries keep them, would be a log of who works here.
"""

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

from broadsheet.language import fold
from broadsheet.newsroom.doors import notes

__all__ = ["SignIn", "Throttle", "address_of_request", "throttle"]

_FREE_TRIES = {"account": 5, "address": 20}
_FIRST_WAIT = 15.0
_LONGEST_WAIT = 900.0
_FORGET_AFTER = 3600.0
_MOST = 10_000


class Throttle:
    """Counts failures by what was tried and where from."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._failures: dict[bytes, tuple[int, float]] = {}

    def wait(self, *, account: str, address: str) -> float:
        """How many seconds until the next try counts; 0 now."""
        with self._lock:
            return max(self._wait(kind, what) for kind, what in (("account", account), ("address", address)))

    def failed(self, *, account: str, address: str) -> None:
        """A wrong password was given."""
        with self._lock:
            self._forget()
            for kind, what in (("account", account), ("address", address)):
                count, _at = self._failures.get(self._digest(kind, what), (0, 0.0))
                self._failures[self._digest(kind, what)] = (count + 1, self._clock())

    def succeeded(self, *, account: str) -> None:
        """The right one was: the account's failures are forgotten, those of the address are not."""
        with self._lock:
            self._failures.pop(self._digest("account", account), None)

    def _wait(self, kind: str, what: str) -> float:
        count, at = self._failures.get(self._digest(kind, what), (0, 0.0))
        over = count - _FREE_TRIES[kind]
        if over < 0:
            return 0.0
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(over, 16))
        return float(max(0.0, at + wait - self._clock()))

    def _digest(self, kind: str, what: str) -> bytes:
        return hashlib.blake2b(f"{kind} {fold(what)}".encode(), key=self._key, digest_size=16).digest()

    def _forget(self) -> None:
        now = self._clock()
        old = [key for key, (_count, at) in self._failures.items() if now - at > _FORGET_AFTER]
        # Whoever fills the memory with names is forgotten oldest first.
        old += sorted(self._failures, key=lambda key: self._failures[key][1])[
            : max(0, len(self._failures) - _MOST)
        ]
        for key in old:
            self._failures.pop(key, None)


throttle = Throttle()


def address_of_request(request: HttpRequest) -> str:
    """Who asks: behind a proxy on this machine, the address that the proxy saw."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    behind_proxy = settings.SECURE_PROXY_SSL_HEADER is not None and direct in ("127.0.0.1", "::1")
    return forwarded if behind_proxy and forwarded else direct


class SignIn(LoginForm):  # type: ignore[misc]
    """The form at the door."""

    def __init__(self, *parts: Any, **more: Any) -> None:
        super().__init__(*parts, **more)
        # Wagtail's field has none, and is called by its name in the code.
        self.fields["password"].label = _("Password")

    def clean(self) -> dict[str, Any]:
        """The member, or one sentence that tells nothing more than that it was wrong."""
        account = str(self.cleaned_data.get("username") or "")
        address = address_of_request(self.request)
        if throttle.wait(account=account, address=address) > 0:
            self._note(account, shut=True)
            raise forms.ValidationError(_("Too many wrong passwords. Wait a few minutes, then try again."))
        try:
            cleaned: dict[str, Any] = super().clean()
        except forms.ValidationError:
            throttle.failed(account=account, address=address)
            self._note(account, shut=False)
            raise
        throttle.succeeded(account=account)
        return cleaned

    def _note(self, account: str, *, shut: bool) -> None:
        member = notes.of_name(account)
        if member is not None and shut:
            notes.note_shut(member, "password", request=self.request)
        elif member is not None:
            notes.note(member, "password", "wrong_password", request=self.request)
