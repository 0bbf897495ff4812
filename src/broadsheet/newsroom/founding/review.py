"""The review that a newsroom begins with is called in each member's own language, as long as nobody renames it.

Wagtail keeps one name of a workflow and of its step, and shows it as it is kept; what it calls a reviewer's comment it
says in the language in which the process began.
"""

from typing import Any

from django.db.models.signals import post_init, pre_save
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import GroupApprovalTask, Task, Workflow

__all__ = ["REVIEW", "REVIEW_STEP", "name_the_review"]

REVIEW = _("Review")
REVIEW_STEP = _("Review by an editor")


def name_the_review() -> None:
    """Call once, when the newsroom's process begins."""
    TaskStateCommentForm.base_fields["comment"].label = gettext_lazy("Comment")
    for model in (Workflow, Task, GroupApprovalTask):
        post_init.connect(_say, sender=model, dispatch_uid=f"say the name of {model.__name__}")
        pre_save.connect(_keep, sender=model, dispatch_uid=f"keep the name of {model.__name__}")


def _say(instance: Any, **_more: Any) -> None:
    if instance.__dict__.get("name") in (REVIEW, REVIEW_STEP):
        instance.name = gettext(instance.name)


def _keep(instance: Any, **_more: Any) -> None:
    for name in (REVIEW, REVIEW_STEP):
        if instance.__dict__.get("name") == gettext(name):
            instance.name = name
