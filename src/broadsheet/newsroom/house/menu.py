"""The menu as the settings have it: whether a link to a page stands in it, and putting it there or taking it out.

Guarantees: a link that an editor typed keeps its words and its place; a path is in the menu at most once by this
way; who changes the menu elsewhere at the same moment loses nothing.
"""

from typing import Any
from urllib.parse import quote, urlsplit

from broadsheet.archive.addresses import address_of
from broadsheet.errors import SettingChangedError
from broadsheet.newsroom import paper
from broadsheet.publication import MenuLink
from broadsheet.settings_file import change_settings, setting_of

__all__ = ["is_in_menu", "is_internal", "set_in_menu"]

_TRIES = 5


def is_internal(url: str) -> bool:
    """Whether a link of the settings leads to the site itself."""
    return not urlsplit(url).scheme


def _leads_to(url: str, path: str) -> bool:
    return is_internal(url) and address_of(url) == path


def is_in_menu(path: str) -> bool:
    """Whether a link to this path of the site stands in the menu."""
    links: tuple[MenuLink, ...] = paper.current().settings.menu
    return bool(path) and any(_leads_to(link.url, path) for link in links)


def set_in_menu(path: str, title: str, *, wanted: bool) -> None:
    """Put a link to a page at the end of the menu, or take every link to it out.

    Raises:
        PublicationError: the settings can't be written.
    """
    folder = paper.current().folder
    for attempt in range(_TRIES):
        seen: list[dict[str, Any]] = setting_of(paper.current().settings, "menu")
        there = [link for link in seen if _leads_to(link["url"], path)]
        if wanted == bool(there):
            return
        menu = [*seen, {"text": title, "url": f"/{quote(path)}"}] if wanted else [
            link for link in seen if link not in there
        ]  # fmt: skip
        try:
            change_settings(folder, {"menu": menu}, seen={"menu": seen})
        except SettingChangedError:
            if attempt == _TRIES - 1:
                raise
        else:
            return
