"""Making one author of two: choose the one who stays, read what will happen, do it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from broadsheet.archive.models import Author
from broadsheet.archive.services.bylines import BylineRefusal, find_author, merge_authors, plan_author_merge
from broadsheet.newsroom.interpreter import apart
from broadsheet.newsroom.names.fields import NamesFormField
from broadsheet.newsroom.tags.rights import with_rights

__all__ = ["choose_author", "confirm_author_merge"]

_RIGHT = "archive.change_author"


class _OneAuthorField(NamesFormField):
    """One author that there is, typed by a name they have or had."""

    def __init__(self, **options: Any) -> None:
        super().__init__(subject="author", **options)

    def to_python(self, value: Any) -> Any:
        """The author, or None where none was named."""
        names = super().to_python(value)
        if not names:
            return None
        if len(names) > 1:
            raise ValidationError(_("Name one author only."))
        author = find_author(names[0])
        if author is None:
            raise ValidationError(_("There is no author “%(name)s”."), params={"name": names[0]})
        return author


class _TargetForm(forms.Form):
    """Into which author."""

    into = _OneAuthorField(
        label=_("Merge them into"), help_text=_("By name; that name stays, with its address.")
    )


@with_rights(_RIGHT)
@require_http_methods(["GET", "POST"])
def choose_author(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks into which author."""
    author = get_object_or_404(Author, pk=pk)
    form = _TargetForm(request.POST or None)
    if form.is_valid():
        into: Author = form.cleaned_data["into"]
        if into.pk != author.pk:
            return HttpResponseRedirect(reverse("newsroom:author_merge_into", args=[author.pk, into.pk]))
        form.add_error("into", _now("That is the author themselves: name another one."))
    context = {"author": author, "form": form, "media": form.media}
    return TemplateResponse(request, "newsroom/authors/merge.html", context)


@with_rights(_RIGHT)
@require_http_methods(["GET", "POST"])
def confirm_author_merge(request: HttpRequest, pk: int, into: int) -> HttpResponse:
    """Says what will happen, and does it."""
    author, kept = get_object_or_404(Author, pk=pk), get_object_or_404(Author, pk=into)
    try:
        if request.method != "POST":
            plan = plan_author_merge(source=pk, target=into)
            context = {"author": author, "kept": kept, "plan": plan}
            return TemplateResponse(request, "newsroom/authors/confirm_merge.html", context)
        moved = merge_authors(source=pk, target=into)
    except BylineRefusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("newsroom:author_merge", args=[pk]))
    told = _now("“%(name)s” is a name of “%(into)s” now. Posts moved: %(count)s.")
    messages.success(request, told % {"name": apart(author.name), "into": apart(kept.name), "count": moved})
    return HttpResponseRedirect(reverse("authors:edit", args=[into]))
