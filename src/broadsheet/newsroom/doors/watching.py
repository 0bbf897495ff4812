"""What ends sessions by itself: signing out, another password, another role, a lock, by whatever way it came.

Django sends these signals from each of its own and Wagtail's pages, and from the command line.
"""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import m2m_changed, pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from broadsheet.newsroom.doors import notes, sessions
from broadsheet.newsroom.models import Member

__all__: list[str] = []


@receiver(user_logged_in)
def _came_in(request: HttpRequest, user: Any, **_more: Any) -> None:
    sessions.begin(request, user)


@receiver(user_logged_out)
def _went_out(request: HttpRequest, **_more: Any) -> None:
    sessions.end(request)


@receiver(pre_save, sender=Member)
def _changed(instance: Member, update_fields: Any, **_more: Any) -> None:
    kept = Member.objects.filter(pk=instance.pk) if _may_matter(instance, update_fields) else None
    before = kept.values("password", "is_superuser", "is_active").first() if kept is not None else None
    if before is None:
        return
    # A digest of the same password with today's parameters is no new password; Django sets none then.
    new_password = before["password"] != instance.password and instance._password is not None  # type: ignore[attr-defined]
    other_role = before["is_superuser"] != instance.is_superuser
    if new_password or other_role or before["is_active"] != instance.is_active:
        sessions.end_all(instance)
    if new_password:
        notes.note(instance, instance.door_changed_by, "password_set")


def _may_matter(instance: Member, update_fields: Any) -> bool:
    matters = {"password", "is_superuser", "is_active"}
    return instance.pk is not None and (update_fields is None or bool(matters & set(update_fields)))


@receiver(m2m_changed, sender=Member.groups.through)
def _other_role(instance: Any, action: str, reverse: bool, pk_set: Any, **_more: Any) -> None:
    if action not in ("post_add", "post_remove", "pre_clear"):
        return
    ids = (pk_set or set(instance.user_set.values_list("pk", flat=True))) if reverse else {instance.pk}
    for member in Member.objects.filter(pk__in=ids):
        sessions.end_all(member)
        if member.has_usable_password():
            notes.note(member, "administrator", "role_set")
