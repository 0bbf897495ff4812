"""A list of links in a form: rows of words and addresses, in the order readers see.

Without a script there are a few empty rows to fill and rows are taken out by emptying them; ``links.js`` adds
buttons that move, remove and add rows.
"""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from broadsheet.language import printable

__all__ = ["LinksField", "LinksInput", "address_fault"]

_SCHEMES = ("https", "http", "mailto", "tel", "xmpp")
_MOST = 60
_EMPTY_ROWS = 2
Link = dict[str, str]


def address_fault(url: str) -> str:
    """What is wrong with an address that readers are to be led to, in a sentence; empty if nothing is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _("%s is no address; write it like /about/ or https://example.org/.") % url
    if parts.scheme:
        whole = parts.netloc if parts.scheme in ("https", "http") else parts.path
        if parts.scheme.lower() not in _SCHEMES or not whole or any(each.isspace() for each in url):
            return _("%s is no address that a link can lead to; write it like https://example.org/.") % url
        return ""
    if not url.startswith("/") or url.startswith("//") or any(each.isspace() for each in url):
        return _("%s is no address; an address of this site begins with /, any other with https://.") % url
    return ""


class LinksInput(forms.Widget):
    """Rows of two inputs."""

    template_name = "newsroom/house/links.html"

    def __init__(self, *, suggestions: str = "", attrs: dict[str, Any] | None = None) -> None:
        self.suggestions = suggestions
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With some empty rows."""
        context = super().get_context(name, value, attrs)
        rows = [link for link in (value or []) if link["text"] or link["url"]]
        context["widget"] |= {
            "rows": rows + [{"text": "", "url": ""}] * _EMPTY_ROWS,
            "suggestions": self.suggestions,
        }
        return context

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> list[Link]:
        """The rows in the order in which they were sent."""
        texts, urls = data.getlist(f"{name}-text"), data.getlist(f"{name}-url")
        return [{"text": text, "url": url} for text, url in zip(texts, urls, strict=False)]

    def value_omitted_from_data(self, data: Any, _files: Any, name: str) -> bool:
        """Nothing at all was sent of it."""
        return f"{name}-text" not in data

    class Media:
        """Loaded once, whatever the number of lists."""

        js = ("newsroom/links.js",)
        css = {"all": ("newsroom/house.css",)}


class LinksField(forms.Field):
    """Links with words and a usable address; empty rows are left out."""

    widget = LinksInput

    def clean(self, value: Any) -> list[Link]:
        """The links, tidied.

        Raises:
            ValidationError: a row lacks one of its parts, or its address can't be one; each is named.
        """
        links, faults = [], []
        for link in value or []:
            text, url = " ".join(printable(link["text"]).split()), link["url"].strip()
            if not text and not url:
                continue
            if not text:
                faults.append(_("The link to %s has no words; write what readers see.") % url)
            elif not url:
                faults.append(_("The link “%s” leads nowhere; write its address, or empty the row.") % text)
            elif fault := address_fault(url):
                faults.append(fault)
            links.append({"text": text, "url": url})
        if len(links) > _MOST:
            faults.append(_("There is room for %s links.") % _MOST)
        if faults:
            raise ValidationError(faults)
        return links
