"""The rows that a newsroom begins with: four roles, and a review by editors before anything is published."""

import uuid

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import GroupApprovalTask, Page, Task, Workflow, WorkflowContentType, WorkflowTask

from broadsheet.newsroom.founding.review import REVIEW, REVIEW_STEP
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.roles import found_roles

__all__ = ["found_newsroom"]


def found_newsroom() -> None:
    """Make what is missing; what Wagtail makes for sites of pages is taken out. Run twice, it changes nothing."""
    with transaction.atomic():
        found_roles()
        Workflow.objects.filter(name="Moderators approval").delete()
        Task.objects.filter(name="Moderators approval").delete()
        Group.objects.filter(name__in=("Moderators", "Editors"), user__isnull=True).delete()
        for page in Page.objects.filter(depth__lte=2):
            # Wagtail draws this at random; the shipped tables shall be the same each time they are made.
            Page.objects.filter(pk=page.pk).update(translation_key=uuid.UUID(int=page.pk))
        if not WorkflowContentType.objects.exists() and not Workflow.objects.exists():
            _found_review()


def _found_review() -> None:
    review = Workflow.objects.create(name=REVIEW, active=True)
    task = GroupApprovalTask.objects.create(name=REVIEW_STEP, active=True)
    task.groups.set(Group.objects.filter(name__in=("editor", "administrator")))
    WorkflowTask.objects.create(workflow=review, task=task, sort_order=0)
    WorkflowContentType.objects.create(
        workflow=review, content_type=ContentType.objects.get_for_model(Story, for_concrete_model=False)
    )
