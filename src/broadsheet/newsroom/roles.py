"""Who may do what: four roles, and the policy that answers for one post.

======================  ===========  ========  ======  =============
may                     contributor  reporter  editor  administrator
======================  ===========  ========  ======  =============
write, submit           yes          yes       yes     yes
change own drafts       yes          yes       yes     yes
change own live posts   no           as draft  yes     yes
see and change others'  no           no        yes     yes
publish, take off       no           no        yes     yes
lock, unlock            no           no        yes     yes
delete                  own drafts   own drafts  yes   yes
tags, pictures          no, choose   add own   yes     yes
date undated posts      no           no        yes     yes
bring back copies       no           no        no      yes
standing pages, menu    no           no        yes     yes
editions, checkups      no           no        yes     yes
members, settings       no           no        no      yes
======================  ===========  ========  ======  =============

Wagtail's views ask only whether somebody may change *some* post; :mod:`~broadsheet.newsroom.desk` asks this
policy about the very one.
"""

from collections.abc import Collection
from typing import Any, Literal, get_args

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from broadsheet.newsroom.models import Member, Story

__all__ = ["ROLES", "Role", "StoryPolicy", "found_roles", "give_role", "role_of"]

Role = Literal["contributor", "reporter", "editor", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)

_ACCESS = ("wagtailadmin.access_admin",)
_WRITE = (*_ACCESS, "newsroom.add_story")
RIGHTS: dict[Role, tuple[str, ...]] = {
    "contributor": _WRITE,
    "reporter": (*_WRITE, "newsroom.revise_own_story", "archive.add_image"),
    "editor": (
        *_WRITE,
        "newsroom.revise_own_story",
        "newsroom.change_story", "newsroom.delete_story", "newsroom.view_story",
        "newsroom.publish_story", "newsroom.lock_story", "newsroom.unlock_story",
        "archive.add_image", "archive.change_image", "archive.view_image",
        "archive.add_tag", "archive.change_tag", "archive.delete_tag", "archive.view_tag",
        "archive.add_author", "archive.change_author", "archive.view_author",
        "newsroom.add_deskpage", "newsroom.change_deskpage", "newsroom.delete_deskpage", "newsroom.view_deskpage",
        "newsroom.publish_deskpage", "newsroom.change_menu",
    ),
    "administrator": _ACCESS,
}  # fmt: skip
"""By role; an administrator has every right beside these, as Django's superusers do."""


def found_roles() -> None:
    """Make the groups that stand for the roles, with exactly these rights."""
    with transaction.atomic():
        for role, names in RIGHTS.items():
            group, _ = Group.objects.get_or_create(name=role)
            group.permissions.set([_permission(name) for name in names])


def _permission(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def give_role(member: Member, role: Role) -> None:
    """The member has this role and no other from now on."""
    with transaction.atomic():
        member.groups.set([Group.objects.get(name=role)])
        member.is_superuser = role == "administrator"
        member.save(update_fields=["is_superuser"])


def role_of(member: Member) -> Role | None:
    """The member's role, or None of an account that has lost it."""
    if member.is_superuser:
        return "administrator"
    names = set(member.groups.values_list("name", flat=True))
    return next((role for role in reversed(ROLES) if role in names), None)


class StoryPolicy(ModelPermissionPolicy):  # type: ignore[misc]
    """Whoever may write may see, change and delete what they wrote, as far as the table above goes."""

    OWN = frozenset({"change", "delete", "view"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Of some post."""
        return super().user_has_permission(user, action) or (
            action in self.OWN and super().user_has_permission(user, "add")
        )

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Story) -> bool:
        """Of this post."""
        if super().user_has_permission(user, action):
            return True
        if (
            action not in self.OWN
            or instance.owner_id != user.pk
            or not super().user_has_permission(user, "add")
        ):
            return False
        if instance.first_published_at is None and not instance.live:
            return True
        return action == "view" or (action == "change" and user.has_perm("newsroom.revise_own_story"))

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Story]:
        """Those posts."""
        stories = Story.objects.all()
        if any(super(StoryPolicy, self).user_has_permission(user, action) for action in actions):
            return stories
        if self.OWN & set(actions) and super().user_has_permission(user, "add"):
            return stories.filter(owner=user)
        return stories.none()

    def users_with_any_permission(self, actions: Collection[str]) -> Any:
        """Members who may do one of these to some post."""
        wanted = set(actions) | ({"add"} if self.OWN & set(actions) else set())
        return self._get_users_with_any_permission_codenames(self._get_permission_codenames(wanted))
