"""What the press says of its editions, in the language of whoever reads it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy, pgettext

from broadsheet.newsroom.editions.selecting import EditionLine

__all__ = ["reasons_of", "what_it_wrote"]

_WORDS: dict[tuple[str, str], Any] = {
    ("post", "published"): ngettext_lazy("%d post published", "%d posts published"),
    ("post", "taken off the site"): ngettext_lazy(
        "%d post taken off the site", "%d posts taken off the site"
    ),
    ("post", ""): ngettext_lazy("%d post changed", "%d posts changed"),
    ("page", "published"): ngettext_lazy("%d standing page published", "%d standing pages published"),
    ("page", "taken off the site"): ngettext_lazy(
        "%d standing page taken off", "%d standing pages taken off"
    ),
    ("page", ""): ngettext_lazy("%d standing page changed", "%d standing pages changed"),
    ("tag", "renamed"): ngettext_lazy("%d tag renamed", "%d tags renamed"),
    ("tag", "merged or deleted"): ngettext_lazy("%d tag merged or deleted", "%d tags merged or deleted"),
    ("tag", ""): ngettext_lazy("%d tag changed", "%d tags changed"),
    ("author", ""): ngettext_lazy("%d author changed", "%d authors changed"),
    ("image", ""): ngettext_lazy("%d picture changed", "%d pictures changed"),
    ("address", ""): ngettext_lazy("%d old address changed", "%d old addresses changed"),
}
"""By noun and fate of :func:`~broadsheet.press.explaining.count_changes`; without a fate for every other one."""


def what_it_wrote(line: EditionLine) -> str:
    """One sentence on an edition."""
    written = ngettext("%d file written", "%d files written", line.written) % line.written
    removed = ngettext("%d removed", "%d removed", line.removed) % line.removed
    return _("Edition %(number)s: %(written)s, %(removed)s, in %(seconds)s s.") % {
        "number": line.number, "written": written, "removed": removed, "seconds": f"{line.seconds:.1f}",
    }  # fmt: skip


def reasons_of(line: EditionLine) -> str:
    """Why there was an edition, in short."""
    return pgettext("between reasons", "; ").join(_reasons(line))


def _reasons(line: EditionLine) -> Iterator[str]:
    if line.first:
        yield _("the first edition")
    if line.new_inputs:
        yield _("settings, theme or the version of Broadsheet changed")
    for (noun, fate), count in line.changes.items():
        yield _changed(noun, fate, count)
    if line.whole and not line.first and not line.new_inputs:
        yield _("every page was looked at")


def _changed(noun: str, fate: str, count: int) -> str:
    words = _WORDS.get((noun, fate)) or _WORDS.get((noun, ""))
    return str(words % count) if words is not None else _("a checkup had pages made again")
