"""Cells of long lists, written at once where Wagtail has a template for each and others inside it.

Guarantees: the classes and elements of Wagtail's own, so that its styles, tooltips and scripts hold; every word
escaped. Of a list of forty posts the templates of cells took more than half the time.
"""

from datetime import datetime
from typing import Any

from django.contrib.admin.utils import quote
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple
from wagtail.admin.ui.tables import (
    BaseColumn,
    BulkActionsCheckboxColumn,
    Column,
    LiveStatusTagColumn,
    TitleColumn,
)
from wagtail.admin.widgets.button import Button, ButtonWithDropdown

__all__ = ["MomentColumn", "NameColumn", "StatusColumn", "TickColumn", "WordsColumn"]


class _Written(BaseColumn):  # type: ignore[misc]
    """A column whose cells take no template."""

    def render_cell_html(self, instance: Any, _parent_context: Any) -> SafeString:
        return format_html('<td class="{}">{}</td>', self.classname or "", self.written(instance))

    def written(self, instance: Any) -> Any:
        """What stands in the cell."""
        raise NotImplementedError


class WordsColumn(_Written, Column):  # type: ignore[misc]
    """A value as it is, nothing where there is none."""

    def written(self, instance: Any) -> Any:
        """The value."""
        value = self.get_value(instance)
        return "" if value is None else value


class MomentColumn(_Written, Column):  # type: ignore[misc]
    """How long ago it was, and the very moment for who points at it."""

    def written(self, instance: Any) -> Any:
        """Nothing where there is no moment."""
        moment: datetime | None = self.get_value(instance)
        if moment is None:
            return ""
        local = timezone.localtime(moment)
        return format_html(
            '<button type="button" class="w-human-readable-date" data-controller="w-tooltip" '
            'data-w-tooltip-content-value="{}" data-w-tooltip-placement-value="top">'
            '<time class="w-human-readable-date__date" datetime="{}">{}</time></button>',
            date_format(local, "DATETIME_FORMAT"),
            local.isoformat(timespec="seconds"),
            capfirst(timesince_simple(moment)),
        )


class StatusColumn(_Written, LiveStatusTagColumn):  # type: ignore[misc]
    """Whether it is live, a draft, scheduled."""

    def written(self, instance: Any) -> Any:
        """Stands out where readers get it."""
        primary = " w-status--primary" if self.get_primary(instance) else ""
        return format_html('<span class="w-status{}">{}</span>', primary, self.get_value(instance))


class TickColumn(BulkActionsCheckboxColumn):  # type: ignore[misc]
    """Where a thing is ticked, to be handled with others."""

    def render_cell_html(self, instance: Any, _parent_context: Any) -> SafeString:
        """A box that is called by the title beside it."""
        return format_html(
            '<td class="bulk-action-checkbox-cell"><input type="checkbox" data-object-id="{}" '
            'data-bulk-action-checkbox class="bulk-action-checkbox" aria-label="{}" aria-describedby="{}"></td>',
            quote(instance.pk),
            gettext("Select"),
            self.get_aria_describedby(instance),
        )


class NameColumn(TitleColumn):  # type: ignore[misc]
    """What a thing is called, as a link to it and in its own direction, and the menu of what can be done with it."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        """An instance may have ``runs``, which way its name does."""
        # By the mixin that Wagtail's list puts in front.
        buttons = sorted(self.get_buttons(instance, parent_context))
        menus = format_html_join(
            "", "<li>{}</li>", ((_written_button(each, parent_context),) for each in buttons)
        )
        name, id = self.get_value(instance), self.get_title_id(instance, parent_context)
        return format_html(
            '<td class="title"><div class="title-wrapper"><a dir="{}" href="{}">{}</a></div>{}</td>',
            getattr(instance, "runs", "auto"),
            self.get_link_url(instance, parent_context),
            format_html('<span id="{}">{}</span>', id, name) if id else name,
            format_html('<ul class="actions">{}</ul>', menus) if menus else "",
        )


def _written_button(button: Any, parent_context: Any) -> SafeString:
    if isinstance(button, ButtonWithDropdown):
        inner = (_written_button(each, parent_context) for each in sorted(button.dropdown_buttons))
        return format_html(
            '<div data-controller="w-dropdown" class="w-dropdown"{}>'
            '<button type="button" class="w-dropdown__toggle w-dropdown__toggle--icon" '
            'data-w-dropdown-target="toggle" aria-label="{}">{}</button>'
            '<div data-w-dropdown-target="content" class="w-dropdown__content" hidden>{}</div></div>',
            button.base_attrs_string,
            button.aria_label,
            _icon(button.icon_name, "w-dropdown__toggle-icon"),
            format_html_join("", "{}", ((each,) for each in inner)),
        )
    if type(button) is Button and button.url:
        return format_html(
            '<a href="{}" class="{}"{}>{}{}</a>',
            button.url,
            button.classname,
            button.base_attrs_string,
            _icon(button.icon_name, "icon") if button.icon_name else "",
            button.label,
        )
    drawn: SafeString = button.render_html(parent_context)
    return drawn


def _icon(name: str, more: str) -> SafeString:
    return format_html(
        '<svg class="icon icon-{} {}" aria-hidden="true"><use href="#icon-{}"></use></svg>', name, more, name
    )
