"""The form that takes a picture in."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from broadsheet.archive.intake import TakenPicture, take_in
from broadsheet.archive.models import Image
from broadsheet.archive.services import (
    PictureFacts,
    UploadedWords,
    describe_picture,
    replace_picture,
    store_upload,
)
from broadsheet.errors import PictureError
from broadsheet.newsroom import paper
from broadsheet.newsroom.interpreter import interpret

__all__ = ["DescriptionForm", "UploadForm"]


def _text() -> AdminAutoHeightTextInput:
    return AdminAutoHeightTextInput(attrs={"rows": 1, "dir": "auto"})


def _hundredths(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=100)


def _taken(upload: Any) -> TakenPicture:
    publication = paper.current()
    try:
        return take_in(
            upload.read(),
            media=publication.media,
            name=str(_("this picture")),
            zone=ZoneInfo(publication.settings.timezone),
        )
    except PictureError as error:
        raise ValidationError(interpret(str(error))) from error


class _WordsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is said of a picture."""

    alt = forms.CharField(
        label=_("What it shows, for those who cannot see it"), required=False, widget=_text()
    )
    caption = forms.CharField(label=_("Caption"), required=False, widget=_text())
    credit = forms.CharField(label=_("Credit"), required=False, widget=_text())


class DescriptionForm(_WordsForm):
    """What is said of a picture that is there, and its file by another one."""

    taken_on = forms.DateField(
        label=_("Day it was taken"),
        required=False,
        widget=AdminDateInput(),
        help_text=_("For the newsroom alone: no page shows it. Empty it if the day tells too much."),
    )
    focus_x = _hundredths(_("What a crop keeps: from the left, in per cent"))
    focus_y = _hundredths(_("What a crop keeps: from the top, in per cent"))
    replacement = forms.FileField(
        label=_("Another file for this picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_(
            "Every post that shows this picture will show the new file; the old one leaves the site."
        ),
    )

    class Meta:
        """Its words, its day, what a crop keeps; its file only by another one."""

        model = Image
        fields = ("alt", "caption", "credit", "focus_x", "focus_y", "taken_on")

    def clean_replacement(self) -> TakenPicture | None:
        """The new file as taken in, or one sentence that says why it can't be."""
        upload: Any = self.cleaned_data["replacement"]
        return _taken(upload) if upload else None

    def clean(self) -> dict[str, Any]:
        """A point has two numbers."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (cleaned.get("focus_x") is None) != (cleaned.get("focus_y") is None):
            self.add_error("focus_y", _("What a crop keeps is a point: give both numbers, or none."))
        return cleaned

    def save(self, commit: bool = True) -> Any:  # noqa: ARG002 - Django's signature
        """Through the archive, which tells the press."""
        cleaned = self.cleaned_data
        words = UploadedWords(alt=cleaned["alt"], caption=cleaned["caption"], credit=cleaned["credit"])
        focus = None if cleaned["focus_x"] is None else (cleaned["focus_x"], cleaned["focus_y"])
        with transaction.atomic():
            describe_picture(self.instance.pk, words, PictureFacts(cleaned["taken_on"], focus))
            if cleaned["replacement"]:
                left = replace_picture(self.instance.pk, cleaned["replacement"])
                if left:
                    # A crash before this leaves a file that no row names; nobody is shown it.
                    file = paper.current().media / left
                    transaction.on_commit(lambda: file.unlink(missing_ok=True))
        self.instance.refresh_from_db()
        return self.instance


class UploadForm(_WordsForm):
    """A picture's file and the words that go with it; words the file itself carries are kept where none are typed."""

    upload = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        help_text=_("Where and with what it was taken is removed before it is stored."),
    )
    keep_day = forms.BooleanField(
        label=_("Keep the day it was taken, without the hour, for the newsroom alone"),
        required=False,
        initial=True,
    )

    class Meta:
        """No title: a file's name may name its photographer or the place."""

        model = Image
        fields = ("upload", "alt", "caption", "credit")

    taken: TakenPicture | None = None

    def clean_upload(self) -> TakenPicture:
        """The picture as taken in, or one sentence that says why it can't be."""
        self.taken = _taken(self.cleaned_data["upload"])
        return self.taken

    def save(self, commit: bool = True) -> Any:  # noqa: ARG002 - Django's signature
        """The picture's row, new or known."""
        cleaned = self.cleaned_data
        words = UploadedWords(
            alt=cleaned["alt"],
            caption=cleaned["caption"],
            credit=cleaned["credit"],
            keep_day=cleaned["keep_day"],
        )
        taken: TakenPicture = cleaned["upload"]
        # The very object that views hold: they go on to the page of what was saved.
        self.instance.pk = store_upload(taken, words)
        self.instance.refresh_from_db()
        return self.instance
