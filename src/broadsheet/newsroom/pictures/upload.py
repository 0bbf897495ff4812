"""The form that takes a picture in."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from broadsheet.archive.intake import TakenPicture, take_in
from broadsheet.archive.models import Image
from broadsheet.archive.services import UploadedWords, describe_picture, store_upload
from broadsheet.errors import PictureError
from broadsheet.newsroom import paper

__all__ = ["DescriptionForm", "UploadForm"]


def _text() -> AdminAutoHeightTextInput:
    return AdminAutoHeightTextInput(attrs={"rows": 1, "dir": "auto"})


class DescriptionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is said of a picture that is there."""

    alt = forms.CharField(
        label=_("What it shows, for those who cannot see it"), required=False, widget=_text()
    )
    caption = forms.CharField(label=_("Caption"), required=False, widget=_text())
    credit = forms.CharField(label=_("Credit"), required=False, widget=_text())

    class Meta:
        """Words alone: another picture is another row."""

        model = Image
        fields = ("alt", "caption", "credit")

    def save(self, commit: bool = True) -> Any:  # noqa: ARG002 - Django's signature
        """Through the archive, which tells the press."""
        cleaned = self.cleaned_data
        words = UploadedWords(alt=cleaned["alt"], caption=cleaned["caption"], credit=cleaned["credit"])
        describe_picture(self.instance.pk, words)
        return self.instance


class UploadForm(forms.ModelForm):  # type: ignore[type-arg]
    """A picture's file and the words that go with it; words the file itself carries are kept where none are typed."""

    upload = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        help_text=_("Where and with what it was taken is removed before it is stored."),
    )
    alt = forms.CharField(
        label=_("What it shows, for those who cannot see it"), required=False, widget=_text()
    )
    caption = forms.CharField(label=_("Caption"), required=False, widget=_text())
    credit = forms.CharField(label=_("Credit"), required=False, widget=_text())

    class Meta:
        """No title: a file's name may name its photographer or the place."""

        model = Image
        fields = ("upload", "alt", "caption", "credit")

    taken: TakenPicture | None = None

    def clean_upload(self) -> TakenPicture:
        """The picture as taken in, or one sentence that says why it can't be."""
        upload: Any = self.cleaned_data["upload"]
        publication = paper.current()
        try:
            self.taken = take_in(
                upload.read(),
                media=publication.media,
                name=str(_("this picture")),
                zone=ZoneInfo(publication.settings.timezone),
            )
        except PictureError as error:
            raise ValidationError(str(error)) from error
        return self.taken

    def save(self, commit: bool = True) -> Any:  # noqa: ARG002 - Django's signature
        """The picture's row, new or known."""
        cleaned = self.cleaned_data
        words = UploadedWords(alt=cleaned["alt"], caption=cleaned["caption"], credit=cleaned["credit"])
        taken: TakenPicture = cleaned["upload"]
        # The very object that views hold: they go on to the page of what was saved.
        self.instance.pk = store_upload(taken, words)
        self.instance.refresh_from_db()
        return self.instance
