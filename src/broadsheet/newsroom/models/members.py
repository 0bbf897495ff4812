"""Who works in the newsroom."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Member"]


class Member(AbstractUser):
    """Somebody with an account. What they may do is decided by their role: see :mod:`~broadsheet.newsroom.roles`."""

    signs_as = models.CharField(
        _("signs as"),
        max_length=300,
        blank=True,
        help_text=_("The name that your new posts are signed with; it may differ from that of the account."),
    )

    door_changed_by = "account"
    """How a new password came to be set, for the log: an instance says so before it is saved."""

    class Meta:
        """Named as people in a newsroom are."""

        verbose_name = _("member")
        verbose_name_plural = _("members")

    @property
    def called(self) -> str:
        """What colleagues call them: their own name, or where they gave none that of the account."""
        return self.get_full_name() or self.get_username()
