"""The field that holds a list of names, in models and in forms."""

from collections.abc import Iterable
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from broadsheet.language import fold, printable
from broadsheet.newsroom.names.widgets import NamesInput

__all__ = ["NamesField", "NamesFormField", "split_names"]

_LONGEST = 300
_MOST = 200
Subject = Literal["tag", "author"]


def split_names(text: str) -> list[str]:
    """The names in what a form sends: one a line, each once whatever its writing, in order."""
    return _distinct(text.splitlines())


def _distinct(names: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for name in names:
        plain = " ".join(printable(name).split())
        if plain:
            found.setdefault(fold(plain), plain)
    return list(found.values())


class NamesFormField(forms.Field):
    """Names as a form takes them."""

    def __init__(self, *, subject: Subject, **options: Any) -> None:
        super().__init__(**{"widget": NamesInput(subject=subject), **options})

    def to_python(self, value: Any) -> list[str]:
        """The names, refused where one is longer than the archive holds."""
        names = split_names(value) if isinstance(value, str) else _distinct(value or ())
        if any(len(name) > _LONGEST for name in names) or len(names) > _MOST:
            raise ValidationError(_("A name has at most 300 letters, and a post at most 200 of them."))
        return names

    def prepare_value(self, value: Any) -> str:
        """One name a line, whether it comes from the model or was just typed."""
        return value if isinstance(value, str) else "\n".join(value or ())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Order counts: it is the order readers see."""
        return self.to_python(initial) != self.to_python(data)


class NamesField(models.JSONField):
    """A list of names in the order readers see."""

    def __init__(self, *args: Any, subject: Subject = "tag", **options: Any) -> None:
        self.subject: Subject = subject
        super().__init__(*args, **{"default": list, "blank": True, **options})

    def deconstruct(self) -> Any:
        """For migrations, which name the field as the plain one it is stored as."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.JSONField", args, options

    def formfield(self, **options: Any) -> Any:
        """A form takes one name a line."""
        for unwanted in ("form_class", "choices_form_class", "encoder", "decoder"):
            options.pop(unwanted, None)
        kept = {key: options[key] for key in ("label", "help_text", "required", "widget") if key in options}
        return NamesFormField(
            subject=self.subject,
            **{"label": self.verbose_name, "help_text": self.help_text, "required": False, **kept},
        )
