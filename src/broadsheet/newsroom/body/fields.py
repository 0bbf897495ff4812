"""A body in a form: HTML in a textarea that a script makes a page to write in; sanitised as it comes in."""

import json
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.urls import reverse
from wagtail.admin.staticfiles import versioned_static

from broadsheet.archive.body import sanitise
from broadsheet.newsroom.body.words import WORDS

__all__ = ["BodyFormField", "BodyInput"]


class BodyInput(forms.Textarea):
    """The body's HTML as it is stored; where scripts run, the editor writes it (static/newsroom/body/)."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 18, "dir": "auto", "spellcheck": "true", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds what the editor says, and where it asks; ``0`` stands for the number of what is asked for."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-body": "",
            "data-words": json.dumps({key: str(words) for key, words in WORDS.items()}, ensure_ascii=False),
            "data-pictures": reverse("pictures:choose"),
            "data-posts": reverse("wagtailsnippetchoosers_newsroom_story:choose"),
            "data-picture": reverse("newsroom:body_picture_file", args=[0]),
            "data-picture-words": reverse("newsroom:body_picture", args=[0]),
            "data-post-address": reverse("newsroom:body_post", args=[0]),
        }
        return context

    @property
    def media(self) -> forms.Media:
        """The editor, and Wagtail's dialogues in which it chooses."""
        scripts: list[Any] = [
            versioned_static("wagtailadmin/js/chooser-modal.js"),
            Script("newsroom/body/start.js", type="module"),
        ]
        return forms.Media(js=scripts, css={"all": ["newsroom/body/body.css"]})


class BodyFormField(forms.CharField):
    """Its clean value is canonical, for drafts and autosave too."""

    widget = BodyInput

    def clean(self, value: Any) -> str:
        """The body without anything that a page must not hold."""
        return sanitise(super().clean(value) or "")
