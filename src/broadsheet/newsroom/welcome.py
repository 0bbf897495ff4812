"""The one-time link by which a member sets a password: nobody is ever given a default one."""

from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from broadsheet.newsroom.models import Member

__all__ = ["Welcome", "welcome_path"]


def welcome_path(member: Member) -> str:
    """The path of a link that works once, within three days, and no more once a password is set."""
    return reverse(
        "newsroom:welcome",
        args=[urlsafe_base64_encode(force_bytes(member.pk)), default_token_generator.make_token(member)],
    )


class Welcome(PasswordResetConfirmView):
    """Asks for a new password, twice."""

    template_name = "newsroom/welcome.html"
    success_url = reverse_lazy("wagtailadmin_login")
    reset_url_token = "set-password"  # noqa: S105 - a word in an address

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """With the name of the account."""
        return super().get_context_data(member=self.user, **context)

    def form_valid(self, form: Any) -> HttpResponse:
        """The password is set, which puts every browser of the member out."""
        form.user.door_changed_by = "link"
        return super().form_valid(form)
