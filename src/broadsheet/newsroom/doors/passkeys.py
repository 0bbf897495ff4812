"""Passkeys (WebAuthn): a key that stays in a telephone, a computer or a stick, and signs for this newsroom alone.

Guarantees: an answer counts once, for what was asked in this session, within five minutes; it is bound to the name in
the newsroom's address (on this machine: ``localhost``) and to exactly that origin; whoever comes in by a passkey
alone has shown their face, finger or PIN to it.

The ceremony is django-otp-webauthn's; its views are not used, since they sign in without the rules of this door.
"""

import json
import time
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.http import HttpRequest
from django_otp_webauthn.exceptions import OTPWebAuthnApiError
from django_otp_webauthn.helpers import WebAuthnHelper
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import AttestationConveyancePreference, UserVerificationRequirement

from broadsheet.newsroom.doors.browsers import browser_name
from broadsheet.newsroom.models import Member

__all__ = [
    "Passkeys",
    "RefusedPasskey",
    "begin_adding",
    "begin_asking",
    "finish_adding",
    "finish_asking",
    "place",
]

_ADDING, _ASKING = "newsroom_passkey_adding", "newsroom_passkey_asking"
_SECONDS = 300
_LARGEST_ANSWER = 20_000
_NAME_LENGTH = 60


class RefusedPasskey(Exception):
    """What a browser sent is not the answer to what it was asked."""


class Passkeys(WebAuthnHelper):  # type: ignore[misc]
    """The library's ceremony, for this newsroom's address."""

    def get_allowed_origins(self) -> list[str]:
        """The one in the settings; on this machine whatever port the newsroom listens on."""
        host = self.request.get_host()
        if self.get_relying_party_domain() == "localhost" and host.partition(":")[0] == "localhost":
            return [f"http://{host}"]
        parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        return [f"{parts.scheme}://{parts.netloc}"]

    def get_credential_display_name(self, user: Any) -> str:
        """The account's name: no other is asked for."""
        return str(user.get_username())

    def create_attestation(self, *_parts: Any) -> None:
        """Who made the key is not kept."""


def place(request: HttpRequest) -> str:
    """Where passkeys work, if not at the address that was asked for; empty where they do."""
    name, asked = settings.OTP_WEBAUTHN_RP_ID, urlsplit(f"//{request.get_host()}")
    if asked.hostname == name:
        return ""
    if name != "localhost":
        return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/") + request.path
    return f"http://localhost{f':{asked.port}' if asked.port else ''}{request.path}"


def begin_adding(request: HttpRequest, member: Member) -> dict[str, Any]:
    """What to ask the browser for a new key."""
    options, state = Passkeys(request).register_begin(user=member)
    options["attestation"] = AttestationConveyancePreference.NONE.value
    options["authenticatorSelection"]["userVerification"] = UserVerificationRequirement.REQUIRED.value
    request.session[_ADDING] = {**state, "require_user_verification": True, "at": time.time()}
    return dict(options)


def finish_adding(request: HttpRequest, member: Member) -> Any:
    """The new key, named after the browser that it was made in.

    Raises:
        RefusedPasskey: it isn't what was asked for, or is there already.
    """
    state, answer = _state(request, _ADDING), _answer(request)
    try:
        device = Passkeys(request).register_complete(user=member, state=state, data=answer)
    except (WebAuthnException, OTPWebAuthnApiError, IntegrityError, ValueError, KeyError, TypeError) as error:
        raise RefusedPasskey from error
    device.name = browser_name(str(request.META.get("HTTP_USER_AGENT", "")))[:_NAME_LENGTH] or "passkey"
    device.save(update_fields=["name"])
    return device


def begin_asking(request: HttpRequest, member: Member | None, *, purpose: str) -> dict[str, Any]:
    """What to ask the browser: any key of ``member``, or of whoever is there."""
    options, state = Passkeys(request).authenticate_begin(user=member, require_user_verification=True)
    asked = {**state, "at": time.time(), "purpose": purpose, "member": member.pk if member else None}
    request.session[_ASKING] = asked
    return dict(options)


def finish_asking(request: HttpRequest, member: Member | None, *, purpose: str) -> Member:
    """Whose key it was.

    Raises:
        RefusedPasskey: nobody's, or not the answer to what was asked for this purpose.
    """
    state, answer = _state(request, _ASKING), _answer(request)
    if (state["purpose"], state["member"]) != (purpose, member.pk if member else None):
        raise RefusedPasskey
    try:
        device = Passkeys(request).authenticate_complete(user=member, state=state, data=answer)
    except (
        WebAuthnException, OTPWebAuthnApiError, ObjectDoesNotExist, ValueError, KeyError, TypeError
    ) as error:  # fmt: skip
        raise RefusedPasskey from error
    if (
        not device.confirmed
        or not device.user.is_active
        or (member is not None and device.user_id != member.pk)
    ):
        raise RefusedPasskey
    return cast(Member, device.user)


def _state(request: HttpRequest, name: str) -> dict[str, Any]:
    """What was asked; taken out and stored at once, so that no answer counts twice."""
    state = request.session.pop(name, None)
    request.session.save()
    if not isinstance(state, dict) or not 0 <= time.time() - state["at"] <= _SECONDS:
        raise RefusedPasskey
    return state


def _answer(request: HttpRequest) -> dict[str, Any]:
    try:
        answer = json.loads(request.body) if len(request.body) <= _LARGEST_ANSWER else None
    except ValueError as error:
        raise RefusedPasskey from error
    if not isinstance(answer, dict):
        raise RefusedPasskey
    return answer
