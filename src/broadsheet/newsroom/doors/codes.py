"""Codes that a telephone makes (TOTP, RFC 6238), and recovery codes for the day it is lost.

Guarantees: a code counts once; the key of a telephone counts from the first code on that was typed from it, and the one
before is then dropped; recovery codes are random, shown once, kept as digests, and each opens the door once.

A recovery code has 79 random bits: no search finds it from its digest, so that a plain one is enough, where a
password needs argon2.
"""

import hashlib
import io
import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import timedelta

import django_otp
import segno
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from broadsheet.newsroom.models import Member, RecoveryCode

__all__ = ["NewKey", "begin_code", "confirm_code", "make_recovery_codes", "use_code", "use_recovery_code"]

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_HOW_MANY = 10
_BEGUN_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NewKey:
    """What a telephone must be told: as a picture, and letter by letter."""

    picture: str
    typed: str


def begin_code(member: Member) -> NewKey:
    """A key that doesn't count yet: the one begun within the hour, or a new one."""
    begun = TOTPDevice.objects.filter(user=member, confirmed=False)
    begun.filter(created_at__lt=timezone.now() - _BEGUN_FOR).delete()
    device = begun.order_by("-pk").first()
    device = device or TOTPDevice.objects.create(user=member, name="telephone", confirmed=False)
    letters = b32encode(device.bin_key).decode().rstrip("=")
    picture = io.BytesIO()
    segno.make(device.config_url, micro=False).save(
        picture, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=4, light="#fff", dark="#000"
    )
    typed = " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
    return NewKey(picture=picture.getvalue().decode(), typed=typed)


def confirm_code(member: Member, typed: str) -> bool:
    """True where the code is that of the key begun: from now on it counts, and no other."""
    with transaction.atomic():
        device = (
            TOTPDevice.objects.select_for_update()
            .filter(user=member, confirmed=False)
            .order_by("-pk")
            .first()
        )
        if device is None or not device.verify_token(_digits(typed)):
            return False
        TOTPDevice.objects.filter(user=member).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        return True


def use_code(member: Member, typed: str) -> bool:
    """True for the code that the member's telephone shows now, once."""
    device = TOTPDevice.objects.filter(user=member, confirmed=True).first()
    if device is None:
        return False
    return django_otp.verify_token(member, device.persistent_id, _digits(typed)) is not None


def make_recovery_codes(member: Member) -> list[str]:
    """New ones; those before open nothing any more."""
    made = ["".join(secrets.choice(_LETTERS) for _ in range(16)) for _ in range(_HOW_MANY)]
    with transaction.atomic():
        RecoveryCode.objects.filter(member=member).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(member=member, digest=_digest(code)) for code in made)
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in made]


def use_recovery_code(member: Member, typed: str) -> bool:
    """True once for each code."""
    code = "".join(typed.lower().split()).replace("-", "")
    found = RecoveryCode.objects.filter(member=member, digest=_digest(code), used_at=None)
    # One statement, so that two who type it at once don't both come in.
    return found.update(used_at=timezone.now()) == 1


def _digits(typed: str) -> str:
    """Digits of any script, without the space in their middle."""
    return "".join(str(int(each)) for each in typed if each.isdecimal())


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
