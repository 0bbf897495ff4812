"""A member's own account: byline, language, password. No full name, no portrait; no e-mail is ever sent.

A portrait would be a photo of somebody at risk, stored as it was uploaded; Wagtail's form for it is not there, and
what is sent to it anyhow is dropped.
"""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    BaseSettingsPanel,
    NameEmailSettingsPanel,
    NotificationsSettingsPanel,
)

from broadsheet.newsroom.models import Member

__all__ = ["Account"]


class _BylineForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        """One field."""

        model = Member
        fields = ("signs_as",)
        widgets: ClassVar = {"signs_as": forms.TextInput(attrs={"dir": "auto"})}


class _BylinePanel(BaseSettingsPanel):  # type: ignore[misc]
    """The name that new posts are signed with."""

    name = "byline"
    title = _("Byline")
    order = 150
    form_class = _BylineForm


class Account(AccountView):  # type: ignore[misc]
    """Wagtail's page of an account without what is not for here."""

    def get_panels(self) -> list[Any]:
        """What a member may set."""
        left_out = (AvatarSettingsPanel, NameEmailSettingsPanel, NotificationsSettingsPanel)
        panels = [panel for panel in super().get_panels() if not isinstance(panel, left_out)]
        member: Any = self.request.user
        return [*panels, _BylinePanel(self.request, member, panels[0].profile)]
