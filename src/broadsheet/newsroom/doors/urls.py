"""Addresses of the doors, below ``newsroom/`` and in its namespace."""

from django.urls import path, re_path

from broadsheet.newsroom.doors import entering, guarding, membership, own_door, proving

__all__ = ["urlpatterns"]

_OWN = "account/door/"

urlpatterns = [
    path("login/second/", entering.second_step, name="second_step"),
    path("login/passkey/", entering.passkey_ask, name="passkey_ask"),
    path("login/passkey/answer/", entering.passkey_asked, name="passkey_asked"),
    path(_OWN, own_door.door, name="door"),
    path(f"{_OWN}prove/", proving.door_prove, name="door_prove"),
    path(f"{_OWN}code/", own_door.door_code, name="door_code"),
    path(f"{_OWN}code/remove/", own_door.door_code_remove, name="door_code_remove"),
    path(f"{_OWN}recovery/", own_door.door_recovery, name="door_recovery"),
    path(f"{_OWN}passkey/", own_door.passkey_add, name="passkey_add"),
    path(f"{_OWN}passkey/answer/", own_door.passkey_added, name="passkey_added"),
    path(f"{_OWN}passkey/<int:pk>/name/", own_door.passkey_rename, name="passkey_rename"),
    path(f"{_OWN}passkey/<int:pk>/remove/", own_door.passkey_remove, name="passkey_remove"),
    path(f"{_OWN}session/<uuid:pk>/end/", own_door.session_end, name="session_end"),
    path(f"{_OWN}sessions/end/", own_door.sessions_end, name="sessions_end"),
    path("sign-ins/", guarding.sign_in_log, name="sign_in_log"),
    path("members/", membership.member_list, name="members"),
    path("members/<int:pk>/link/", membership.member_link, name="member_link"),
    path("members/<int:pk>/role/", membership.member_role, name="member_role"),
    path("members/<int:pk>/door/", guarding.member_door, name="door_of"),
    re_path(
        rf"^members/(?P<pk>\d+)/door/(?P<action>{'|'.join(guarding.ACTIONS)})/$",
        guarding.member_act,
        name="door_act",
    ),
]
