"""What an editor says of a tag."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from broadsheet.archive.models import Tag
from broadsheet.archive.services import garden
from broadsheet.newsroom.names.fields import NamesFormField, split_names

__all__ = ["KINDS", "OneTagField", "TagForm"]

KINDS = [
    ("topic", _("Topic")),
    ("person", _("Person")),
    ("organisation", _("Organisation")),
    ("place", _("Place")),
    ("event", _("Event")),
    ("section", _("Section")),
]


class OneTagField(NamesFormField):
    """One tag that there is, typed by its name or an alias."""

    def __init__(self, **options: Any) -> None:
        super().__init__(subject="tag", **options)

    def to_python(self, value: Any) -> Any:
        """The tag, or None where none was named."""
        if isinstance(value, Tag):
            return value
        names = super().to_python(value)
        if not names:
            return None
        if len(names) > 1:
            raise ValidationError(_("Name one tag only."))
        tag = garden.find_tag(names[0])
        if tag is None:
            raise ValidationError(_("There is no tag “%(name)s”."), params={"name": names[0]})
        return tag

    def prepare_value(self, value: Any) -> str:
        """A tag is shown as its name; what was typed and is no tag, as it was typed."""
        return value.name if isinstance(value, Tag) else str(value or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another name was typed."""
        return self.prepare_value(initial) != (data or "").strip()


class TagForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A tag's name, kind, description, parent and aliases; what it says is done by ``garden``."""

    name = forms.CharField(
        label=_("Name"),
        max_length=300,
        widget=AdminAutoHeightTextInput(attrs={"rows": 1, "dir": "auto"}),
        help_text=_("Another name leaves the address as it is; the name it had still finds it."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    description = forms.CharField(
        label=_("Description"),
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Stands at the head of its page on the site."),
    )
    parent = OneTagField(label=_("Stands below"), required=False)
    aliases = forms.CharField(
        label=_("Aliases"),
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Other writings of its name, one a line; whoever types one finds this tag."),
    )

    class Meta:
        """The archive's tag; every field is told of above."""

        model = Tag
        fields = ("name", "kind", "description", "parent")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        tag: Tag = self.instance
        if tag.pk:
            self.initial |= {"parent": tag.parent, "aliases": "\n".join(garden.told_of(tag).aliases)}

    def edit(self) -> garden.TagEdit:
        """What was typed, in the words of the archive."""
        told = self.cleaned_data
        return garden.TagEdit(
            name=told["name"],
            kind=told["kind"],
            description=told["description"].replace("\r\n", "\n"),
            parent=told["parent"].pk if told["parent"] else None,
            aliases=tuple(split_names(told["aliases"])),
        )
