"""Standing pages in Wagtail's admin: a list of a few dozen, and a form with the body's own field.

Guarantees: only who may change standing pages sees any of them, drafts included, on every view and in every
chooser; an address is chosen once, can't be one that a listing has, and stays.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import DeleteView, IndexView, SnippetViewSet

from broadsheet.archive.addresses import kept_path, slug_of
from broadsheet.archive.services.pages import free_page_path
from broadsheet.newsroom import paper
from broadsheet.newsroom.autosaving import NewerStays
from broadsheet.newsroom.body import BodyFormField
from broadsheet.newsroom.cells import MomentColumn, StatusColumn, WordsColumn
from broadsheet.newsroom.counting import ListPaginator
from broadsheet.newsroom.languages import language_choices, language_name
from broadsheet.newsroom.models import DeskPage
from broadsheet.newsroom.standing.adopting import adopt_pages

__all__ = ["DeskPageForm", "StandingPageViewSet"]


class DeskPageForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A standing page's form."""

    title = forms.CharField(
        label=_("Title"),
        widget=AdminAutoHeightTextInput(attrs={"rows": 1, "dir": "auto", "placeholder": _("Title")}),
    )
    body = BodyFormField(label=_("Body"), required=False)
    language = forms.ChoiceField(label=_("Language"))
    slug = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=180,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "off"}),
        help_text=_(
            "For example about, or fa/about. Empty: made from the title. Once published, it stays for good."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        page: DeskPage = self.instance
        settings = paper.current().settings
        if "language" in self.fields:
            self.fields["language"].choices = language_choices(
                settings, also=page.language if page.pk else ""
            )
            if page.pk is None:
                self.initial["language"] = settings.language
        if "slug" in self.fields and page.path:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _("It was published at this address, which stays for good.")
            self.initial["slug"] = page.path.rstrip("/")

    def clean_title(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_slug(self) -> str:
        """As addresses have it; refused where it is a listing's or another page's.

        Raises:
            ValidationError: it can't be the page's.
        """
        page: DeskPage = self.instance
        if page.path:
            return page.slug
        typed = self.cleaned_data.get("slug") or ""
        slug = "/".join(part for each in typed.split("/") if (part := slug_of(each)))
        if typed.strip(" /") and not slug:
            raise ValidationError(_("An address is made of letters and digits, for example about."))
        if slug and kept_path(f"{slug}/") is None:
            raise ValidationError(
                _("The site itself needs the address /%(slug)s/; choose another, for example about."),
                params={"slug": slug},
            )
        free = free_page_path(slug) if slug else None
        if free and free != f"{slug}/":
            raise ValidationError(
                _("Something else is, or was, at /%(slug)s/; choose another, for example %(free)s."),
                params={"slug": slug, "free": free.rstrip("/")},
            )
        return slug


def _edit_handler() -> ObjectList:
    return ObjectList(
        [
            FieldPanel("title", classname="title"),
            FieldPanel("body"),
            MultiFieldPanel(
                [FieldPanel("slug"), FieldPanel("in_menu"), FieldPanel("language")],
                heading=_("Address, menu and language"),
            ),
        ],
        base_form_class=DeskPageForm,
    )


class _OnSite(Column):  # type: ignore[misc]
    """Where it is on the site."""

    def get_value(self, instance: DeskPage) -> Any:
        if not instance.path:
            return ""
        site = paper.current().settings.url.rstrip("/")
        if not instance.live or not site:
            return format_html('<bdi dir="ltr">/{}</bdi>', instance.path)
        return format_html(
            '<a href="{0}/{1}" target="_blank" rel="noreferrer noopener"><bdi dir="ltr">/{1}</bdi></a>',
            site, instance.path,
        )  # fmt: skip


class _Index(IndexView):  # type: ignore[misc]
    """The list of standing pages."""

    paginator_class = ListPaginator

    def get_base_queryset(self) -> Any:
        """Pages that were rescued a moment ago too."""
        adopt_pages()
        return DeskPage.objects.defer("body").select_related("latest_revision")


class _Delete(DeleteView):  # type: ignore[misc]
    """Asks where the address leads from then on."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        others = DeskPage.objects.filter(live=True).exclude(pk=self.object.pk).order_by("title")
        return {**super().get_context_data(**context), "others": others.only("title", "path")}

    def form_valid(self, form: Any) -> Any:
        chosen = self.request.POST.get("heir", "")
        self.object.heir = int(chosen) if chosen.isdecimal() else None
        return super().form_valid(form)


class _ForEditors:
    """A chooser offers pages to nobody else: a draft's title is a draft's."""

    request: Any

    def get_object_list(self) -> Any:
        if not self.request.user.has_perm("newsroom.change_deskpage"):
            return DeskPage.objects.none()
        return DeskPage.objects.defer("body").order_by("title")

    def get_object(self, pk: Any) -> Any:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: Any) -> Any:
        return self.get_object_list().filter(pk__in=pks)


class _Closed:
    """In front of every view of the chooser."""

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        if request.user.is_authenticated and not request.user.has_perm("newsroom.change_deskpage"):
            raise PermissionDenied
        return super().dispatch(request, *args, **options)  # type: ignore[misc]


class _Choose(_Closed, _ForEditors, ChooseView):  # type: ignore[misc]
    pass


class _ChooseResults(_Closed, _ForEditors, ChooseResultsView):  # type: ignore[misc]
    pass


class _Chosen(_Closed, _ForEditors, SnippetChosenView):  # type: ignore[misc]
    pass


class _ChosenMultiple(_Closed, _ForEditors, SnippetChosenMultipleView):  # type: ignore[misc]
    pass


class _Chooser(SnippetChooserViewSet):  # type: ignore[misc]
    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
    chosen_view_class = _Chosen
    chosen_multiple_view_class = _ChosenMultiple


class StandingPageViewSet(SnippetViewSet):  # type: ignore[misc]
    """Every view of standing pages."""

    model = DeskPage
    icon = "doc-empty"
    menu_label = _("Standing pages")
    menu_name = "standing-pages"
    menu_order = 150
    add_to_admin_menu = True
    base_url_path = "standing-pages"
    chooser_base_url_path = "choose-standing-page"
    index_view_class = _Index
    edit_view_class = NewerStays
    delete_view_class = _Delete
    delete_template_name = "newsroom/standing/delete.html"
    chooser_viewset_class = _Chooser
    list_display = [
        "__str__",
        _OnSite("path", label=_("Address")),
        WordsColumn(
            "language",
            label=_("Language"),
            accessor=lambda page: language_name(page.language),
            classname="on-a-desk",
        ),
        MomentColumn("edited_at", label=_("Edited"), sort_key="edited_at", classname="on-a-desk"),
        StatusColumn(label=_("Status")),
    ]
    list_per_page = 50
    search_fields = ("title",)
    search_backend_name = None
    ordering = ("title", "page_id")
    copy_view_enabled = False
    inspect_view_enabled = False

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Wagtail says the first of them in the language in which the process began."""
        first, *others = super().breadcrumbs_items
        return [{**first, "label": _("Home")}, *others]

    def get_edit_handler(self) -> Any:
        """The form's panels."""
        return _edit_handler().bind_to_model(DeskPage)
