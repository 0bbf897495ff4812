"""What of the settings is changed in the newsroom: a form for each section.

A field is called as its setting, with ``__`` for the dot. What only somebody at the machine may decide is in no
section, because a stolen session must not reach it: ``publish`` (commands that are run and folders that are written),
``newsroom.url`` (a wrong one locks everybody out), ``identity`` (never changed). Sizes and formats of pictures
stay with them: changing one makes every picture of the site anew.
"""

import zoneinfo
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from broadsheet.newsroom.house.links import LinksField, LinksInput
from broadsheet.newsroom.languages import language_choices
from broadsheet.publication import SHARE_SERVICES, Settings
from broadsheet.settings_file import setting_of

__all__ = ["SECTIONS", "Section", "SectionForm"]

_LTR = {"dir": "ltr", "autocapitalize": "off", "spellcheck": "false"}


def _line(**attrs: Any) -> AdminAutoHeightTextInput:
    return AdminAutoHeightTextInput(attrs={"rows": 1, "dir": "auto", **attrs})


class SectionForm(forms.Form):
    """Some settings as a form. :attr:`names` are those that it changes."""

    names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, settings: Settings, **options: Any) -> None:
        self.settings = settings
        super().__init__(*args, **{"initial": self.shown(settings), "label_suffix": "", **options})

    def shown(self, settings: Settings) -> dict[str, Any]:
        """What the fields show of the settings."""
        return {name.replace(".", "__"): setting_of(settings, name) for name in self.names}

    def wanted(self) -> dict[str, Any]:
        """What the settings shall say, by their names; of a form that is valid."""
        values = {name: self.cleaned_data[name.replace(".", "__")] for name in self.names}
        return {
            name: " ".join(value.split()) if isinstance(value, str) else value
            for name, value in values.items()
        }


class NameForm(SectionForm):
    """What the paper is called, where it is, and how it counts its days."""

    names = ("name", "tagline", "language", "newsroom.languages", "url", "timezone", "calendar")

    name = forms.CharField(label=_("Name of the paper"), max_length=200, widget=_line())
    tagline = forms.CharField(
        label=_("A line under the name"), max_length=300, required=False, widget=_line()
    )
    language = forms.ChoiceField(label=_("Main language"))
    newsroom__languages = forms.MultipleChoiceField(
        label=_("Languages that posts are written in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    url = forms.CharField(
        label=_("Address of the site"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={**_LTR, "placeholder": "https://example.org/"}),
        help_text=_(
            "Where readers find it. Links for sharing and what search engines read are made from it."
        ),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Decides the day that a post is filed under.")
    )
    calendar = forms.ChoiceField(
        label=_("Dates"),
        choices=[
            ("auto", _("As the language has them: Jalali with the Gregorian date on Persian pages")),
            ("gregorian", _("Gregorian")),
            ("jalali", _("Jalali")),
        ],
    )

    def __init__(self, *args: Any, settings: Settings, **options: Any) -> None:
        super().__init__(*args, settings=settings, **options)
        languages = language_choices(settings)
        fields: dict[str, Any] = self.fields
        fields["language"].choices = fields["newsroom__languages"].choices = languages
        # Without the system's own ("localtime"), which is another on each machine.
        known = {zone for zone in zoneinfo.available_timezones() if "/" in zone}
        zones = sorted(known | {"UTC", settings.timezone})
        fields["timezone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]

    def clean_url(self) -> str:
        """A full address, or none.

        Raises:
            ValidationError: it is neither.
        """
        url = str(self.cleaned_data["url"]).strip()
        parts = urlsplit(url)
        if url and (
            parts.scheme not in ("https", "http") or not parts.hostname or any(map(str.isspace, url))
        ):
            raise ValidationError(_("Write the whole address, with https:// before it, or leave it empty."))
        return url


class LookForm(SectionForm):
    """Colours, logo, foot."""

    names = ("look.accent", "look.accent_dark", "look.footer", "look.copyright")

    look__accent = forms.CharField(
        label=_("Colour of links and rules"),
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("On light paper. One that can't be read well is printed darker, and you are told."),
    )
    look__accent_dark = forms.CharField(
        label=_("The same on a dark screen"), widget=forms.TextInput(attrs={"type": "color"})
    )
    logo = forms.FileField(
        label=_("A new logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/webp,image/jpeg,image/gif"}),
        help_text=_(
            "Stands in place of the name. PNG, WebP, JPEG or GIF; all but its pixels is taken out of it."
        ),
    )
    no_logo = forms.BooleanField(label=_("Without a logo: the name in letters"), required=False)
    look__footer = forms.CharField(
        label=_("A sentence for the foot of every page"), required=False, max_length=1000, widget=_line()
    )
    look__copyright = forms.CharField(
        label=_("Copyright line"),
        required=False,
        max_length=300,
        widget=_line(),
        help_text=_("Empty: © and the paper's name."),
    )

    def __init__(self, *args: Any, settings: Settings, **options: Any) -> None:
        super().__init__(*args, settings=settings, **options)
        if not settings.look.logo:
            del self.fields["no_logo"]


class MenuForm(SectionForm):
    """The links under the name."""

    names = ("menu",)

    menu = LinksField(
        label=_("Menu"),
        required=False,
        widget=LinksInput(suggestions="newsroom-places"),
        help_text=_(
            "Standing pages, tags (/tag/…/), any page of the site, or an address elsewhere, in this order."
        ),
    )


class LinksForm(SectionForm):
    """Where else the paper is, and where readers can share it."""

    names = ("follow", "share")

    follow = LinksField(
        label=_("Accounts elsewhere"),
        required=False,
        help_text=_("Telegram, Instagram, YouTube …: shown at the foot of every page, beside the feeds."),
    )
    share = forms.MultipleChoiceField(
        label=_("Share links under a post"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("telegram", "Telegram"), ("whatsapp", "WhatsApp"), ("x", "X"), ("bluesky", "Bluesky"),
            ("facebook", "Facebook"), ("mastodon", "Mastodon"), ("email", _("E-mail")),
        ],
    )  # fmt: skip
    mastodon = forms.RegexField(
        r"^[a-z0-9.-]+(?::\d+)?$",
        label=_("Mastodon server"),
        required=False,
        widget=forms.TextInput(attrs={**_LTR, "placeholder": "social.example"}),
        error_messages={"invalid": _("Write the server's name alone, like social.example.")},
        help_text=_("Where Mastodon's link leads; empty: to a page that asks readers for theirs."),
    )

    def shown(self, settings: Settings) -> dict[str, Any]:
        """A server of Mastodon's is a field of its own."""
        server = next((each.partition("@")[2] for each in settings.share if each.startswith("mastodon@")), "")
        share = [each.partition("@")[0] for each in settings.share]
        return {"follow": setting_of(settings, "follow"), "share": share, "mastodon": server}

    def wanted(self) -> dict[str, Any]:
        """In the order that the settings have, new ones behind."""
        chosen, server = self.cleaned_data["share"], self.cleaned_data["mastodon"]
        known = [each.partition("@")[0] for each in self.settings.share]
        order = dict.fromkeys([*known, *SHARE_SERVICES])
        share = [
            f"mastodon@{server}" if each == "mastodon" and server else each
            for each in order
            if each in chosen
        ]
        return {"follow": self.cleaned_data["follow"], "share": share}


class ListingsForm(SectionForm):
    """How fronts, tag pages, year pages and feeds list posts."""

    names = ("listings.style", "listings.front_posts", "listings.page_posts", "listings.feed_posts")

    listings__style = forms.ChoiceField(
        label=_("What a listing shows of a post"),
        widget=forms.RadioSelect,
        choices=[("standfirst", _("Its standfirst, and a link to read on")), ("full", _("Its full text"))],
    )
    listings__front_posts = forms.IntegerField(
        label=_("Posts on the front of a listing"), min_value=1, max_value=500
    )
    listings__page_posts = forms.IntegerField(
        label=_("Posts on a page of a year"), min_value=1, max_value=500
    )
    listings__feed_posts = forms.IntegerField(label=_("Posts in a feed"), min_value=1, max_value=500)


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the settings: its place in the address, its heading, its form, and who may change it."""

    key: str
    heading: Any
    form: type[SectionForm]
    right: str = "newsroom.change_settings"


SECTIONS = (
    Section("name", _("Name and language"), NameForm),
    Section("look", _("Look"), LookForm),
    Section("menu", _("Menu"), MenuForm, "newsroom.change_menu"),
    Section("links", _("Follow and share"), LinksForm, "newsroom.change_menu"),
    Section("listings", _("Listings"), ListingsForm),
)
