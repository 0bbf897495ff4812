"""The input for a list of names: chips with suggestions, and one name a line where there is no script."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

__all__ = ["NamesInput"]


class NamesInput(forms.Textarea):
    """A textarea that ``names.js`` turns into chips; its value is one name a line either way."""

    def __init__(self, *, subject: str, attrs: dict[str, Any] | None = None) -> None:
        self.subject = subject
        super().__init__({"rows": 3, "dir": "auto", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds where suggestions come from."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-names"] = self.subject
        context["widget"]["attrs"]["data-suggestions"] = reverse("newsroom:suggestions", args=[self.subject])
        context["widget"]["attrs"]["data-remove-label"] = _("Remove")
        return context

    class Media:
        """Loaded once, whatever the number of inputs."""

        js = ("newsroom/names.js",)
        css = {"all": ("newsroom/names.css",)}
