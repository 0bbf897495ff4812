"""A member's own account: byline, language, password. No full name, no portrait; no e-mail is ever sent.

A portrait would be a photo of somebody at risk, stored as it was uploaded; Wagtail's form for it is not there, and
what is sent to it anyhow is dropped.
"""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import LocalePreferencesForm
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    BaseSettingsPanel,
    LocaleSettingsPanel,
    NameEmailSettingsPanel,
    NotificationsSettingsPanel,
)

from broadsheet.newsroom.doors import sessions
from broadsheet.newsroom.doors.keeper import opened_session
from broadsheet.newsroom.models import Member
from broadsheet.newsroom.tongue import language_of_paper

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


class _LanguageForm(LocalePreferencesForm):  # type: ignore[misc]
    """The language is the paper's until the member says otherwise."""

    def __init__(self, *parts: Any, **more: Any) -> None:
        super().__init__(*parts, **more)
        names = {code: get_language_info(code)["name_local"] for code, _name in settings.LANGUAGES}
        paper_has = language_of_paper()
        unsaid = (
            _("The paper's: %(language)s") % {"language": names[paper_has]}
            if paper_has
            else _("The browser's")
        )
        self.fields["preferred_language"].choices = [("", unsaid), *names.items()]


class _LanguagePanel(LocaleSettingsPanel):  # type: ignore[misc]
    """In which language and time zone the newsroom is shown."""

    title = _("Language and time")
    form_class = _LanguageForm


class _NoForm(forms.Form):
    """Nothing is typed here."""

    def __init__(self, *parts: Any, instance: Any = None, **more: Any) -> None:  # noqa: ARG002 - Wagtail's signature
        super().__init__(*parts, **more)

    def save(self) -> None:
        """Nothing is saved."""


class _DoorPanel(BaseSettingsPanel):  # type: ignore[misc]
    """Leads to the member's own door."""

    name = "door"
    title = _("Signing in")
    order = 160
    form_class = _NoForm
    template_name = "newsroom/doors/panel.html"


class Account(AccountView):  # type: ignore[misc]
    """Wagtail's page of an account without what is not for here."""

    def get_panels(self) -> list[Any]:
        """What a member may set."""
        left_out = (
            AvatarSettingsPanel,
            NameEmailSettingsPanel,
            NotificationsSettingsPanel,
            LocaleSettingsPanel,
        )
        panels = [panel for panel in super().get_panels() if not isinstance(panel, left_out)]
        member: Any = self.request.user
        own = (
            kind(self.request, member, panels[0].profile)
            for kind in (_BylinePanel, _DoorPanel, _LanguagePanel)
        )
        return [*panels, *own]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save; a new password puts the member's other browsers out, and not this one."""
        member: Any = request.user
        before, here = member.password, opened_session(request)
        answer: HttpResponse = super().post(request)
        if member.password != before:
            sessions.keep(request, here)
        return answer
