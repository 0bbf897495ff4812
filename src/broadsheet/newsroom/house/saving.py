"""From a form that was sent to settings that are written: what changed, whether the press could print it, and what
whoever changed it should know.

Guarantees: only what this person changed is written, so that two who save at once both keep their changes, and of two
changes of the same setting the second is told of the first; nothing is written that the press can't publish.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from broadsheet.archive import editions, selectors
from broadsheet.archive.addresses import address_of
from broadsheet.newsroom import paper
from broadsheet.newsroom.house.logo import keep_logo, sweep_logos
from broadsheet.newsroom.house.menu import is_internal
from broadsheet.newsroom.house.sections import LookForm, SectionForm
from broadsheet.press.desk import Desk
from broadsheet.press.layout import file_of
from broadsheet.publication import Settings
from broadsheet.settings_file import change_settings, setting_of, settings_with
from broadsheet.theme import shown_colours

__all__ = ["Saved", "save_section", "seen_values"]

_OFF_THE_SITE = ("newsroom.",)
"""Settings that no page of the site shows."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What was changed, and sentences for whoever did it."""

    changed: tuple[str, ...]
    touches: str = ""
    warnings: tuple[str, ...] = ()


def seen_values(form: SectionForm) -> dict[str, Any]:
    """What the settings of a form are now, to be sent back with it."""
    names = (*form.names, "look.logo") if isinstance(form, LookForm) else form.names
    return {name: setting_of(form.settings, name) for name in names}


def save_section(form: SectionForm, seen: Mapping[str, Any]) -> Saved:
    """Write what a valid form changes; ``seen`` is what its sender saw.

    Raises:
        SettingChangedError: somebody else changed one of them meanwhile.
        PublicationError: the settings can't be written.
        ThemeError: the theme can't print them.
        ValidationError: the logo can't be one.
    """
    publication = paper.current()
    folder = publication.folder
    wanted = form.wanted()
    if isinstance(form, LookForm):
        wanted |= _logo(form, folder)
    changes = {name: value for name, value in wanted.items() if name not in seen or value != seen[name]}
    before = publication.settings
    if not changes:
        return Saved(())
    Desk(replace(publication, settings=settings_with(folder, changes)))
    settings = change_settings(folder, changes, seen=seen)
    if "look.logo" in changes:
        sweep_logos(folder, keep={settings.look.logo, before.look.logo})
    return Saved(tuple(changes), _touches(changes), tuple(_warnings(settings, changes)))


def _logo(form: LookForm, folder: Any) -> dict[str, str]:
    if form.cleaned_data.get("logo"):
        return {"look.logo": keep_logo(form.cleaned_data["logo"].read(), folder)}
    return {"look.logo": ""} if form.cleaned_data.get("no_logo") else {}


def _touches(changes: Mapping[str, Any]) -> str:
    """How much of the site follows from these settings."""
    if all(name.startswith(_OFF_THE_SITE) for name in changes):
        return _("No page of the site changes with it.")
    count = editions.count_pages()
    if all(name.startswith("listings.") for name in changes):
        return (
            _("Every listing and feed follows from it; the press looks at all %s pages of the site.")
            % f"{count:,}"
        )
    told = ngettext(
        "Every page shows it: the press sets %s page anew.",
        "Every page shows it: the press sets %s pages anew.",
        count,
    )
    return told % f"{count:,}"


def _warnings(settings: Settings, changes: Mapping[str, Any]) -> list[str]:
    look = settings.look
    told = []
    for name, shown in zip(
        ("look.accent", "look.accent_dark"),
        shown_colours(accent=look.accent, accent_dark=look.accent_dark),
        strict=True,
    ):
        if name in changes and shown.shown.lower() != shown.chosen.lower():
            told.append(
                _("%(chosen)s has a contrast of %(contrast)s to 1 against the paper, and readers need 4.5 to 1: "
                  "the site prints %(shown)s instead. Choose a stronger colour to have it as you chose it.")
                % {"chosen": shown.chosen, "contrast": f"{shown.contrast:.1f}", "shown": shown.shown}
            )  # fmt: skip
    if "menu" in changes:
        told += [
            _("The link “%(text)s” leads to %(url)s, where there is no page now; look at its address.")
            % {"text": link.text, "url": link.url}
            for link in settings.menu
            if is_internal(link.url) and not _is_there(link.url)
        ]
    if "url" in changes and settings.url.startswith("http://"):
        told.append(
            _(
                "The address begins with http://: what readers read can be seen on the way. Use https:// if you can."
            )
        )
    return told


def _is_there(url: str) -> bool:
    """Whether a path of the site answers with a page, or will with the next publish."""
    address = address_of(url)
    path = unquote(urlsplit(url).path).lstrip("/")
    if not address:
        return True
    if selectors.resolve_addresses([address]):
        return True
    known = [editions.known_file(file) for file in dict.fromkeys((file_of(path), file_of(address)))]
    return any(file is not None and file.state == "page" for file in known)
