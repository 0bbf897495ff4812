"""Posts without a date: the list, a day set by hand, and a list of old addresses that dates many.

Guarantees: for those who may publish any post; a date is given only to a post that has none; whatever is pasted is
shown with its evidence before anything changes.
"""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from broadsheet.archive.services import Dating, date_posts
from broadsheet.newsroom import paper
from broadsheet.newsroom.models import Copy, Story
from broadsheet.newsroom.returning import folders, steps
from broadsheet.newsroom.returning.datings import day_by_hand, tell_drafts
from broadsheet.newsroom.returning.views import take_upload
from broadsheet.newsroom.stories.adopting import adopt_new_posts

__all__ = ["date_by_hand", "date_by_list", "undated"]

_PAGE = 50


class _Day(forms.Form):
    day = forms.DateField()
    evidence = forms.CharField(max_length=500, required=False)

    def clean_day(self) -> date:
        """A day that has been."""
        day: date = self.cleaned_data["day"]
        if not day.year >= 1900 or day > timezone.now().astimezone(paper.zone()).date():
            raise forms.ValidationError(_("Couldn't set this date: it is to come, or before 1900."))
        return day


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm("newsroom.publish_story"):
        raise PermissionDenied


@require_admin_access
def undated(request: HttpRequest) -> HttpResponse:
    """The posts that have no date."""
    _check(request)
    adopt_new_posts()
    stories = Story.objects.filter(published_at=None, live=True).defer("body", "sought", "excerpt")
    page = Paginator(stories.order_by("-chronology", "-pk"), _PAGE).get_page(request.GET.get("p"))
    lists = [steps.look_at(copy) for copy in Copy.objects.filter(kind=Copy.Kind.ADDRESSES)[:10]]
    context = {
        "page": page,
        "lists": lists,
        "days": folders.KEPT_DAYS,
        "site": paper.current().settings.url.rstrip("/"),
    }
    return render(request, "newsroom/returning/undated.html", context)


@require_admin_access
@require_POST
def date_by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the day of one post."""
    _check(request)
    form = _Day(request.POST)
    back = HttpResponseRedirect(reverse("newsroom:undated"))
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
        return back
    evidence = form.cleaned_data["evidence"].strip() or _("set by the editors")
    claim = day_by_hand(form.cleaned_data["day"], evidence=evidence, zone=paper.zone())
    dated = date_posts([Dating(pk, claim)])
    tell_drafts([each.id for each in dated])
    if dated:
        path = dated[0].path
        messages.success(
            request, _("Dated. Its address is now /%(path)s; the old one leads there.") % {"path": path}
        )
    else:
        messages.error(request, _("Couldn't date this post: it has a date already, or is gone."))
    return back


@csrf_exempt
@require_admin_access
def date_by_list(request: HttpRequest) -> HttpResponse:
    """Take a list of addresses, pasted or as a file, and look what it would date."""
    _check(request)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("newsroom:undated"))
    return take_upload(request, kind=Copy.Kind.ADDRESSES, back="newsroom:undated")
