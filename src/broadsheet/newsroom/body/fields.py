"""A body in a form: HTML in a textarea, sanitised as it comes in."""

from typing import Any

from django import forms

from broadsheet.archive.body import sanitise

__all__ = ["BodyFormField", "BodyInput"]


class BodyInput(forms.Textarea):
    """The body's HTML as it is stored."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 18, "dir": "auto", "spellcheck": "true", **(attrs or {})})


class BodyFormField(forms.CharField):
    """Its clean value is canonical, for drafts and autosave too."""

    widget = BodyInput

    def clean(self, value: Any) -> str:
        """The body without anything that a page must not hold."""
        return sanitise(super().clean(value) or "")
