"""Cells that are written at once say what Wagtail's templates would, tag for tag."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import html
from wagtail.admin.ui.tables import (
    BaseColumn,
    BulkActionsCheckboxColumn,
    ButtonsColumnMixin,
    Column,
    DateColumn,
    LiveStatusTagColumn,
    TitleColumn,
)
from wagtail.admin.widgets.button import Button, ButtonWithDropdown

from broadsheet.newsroom.cells import MomentColumn, NameColumn, StatusColumn, TickColumn, WordsColumn
from broadsheet.publication import Publication

_AT = datetime(2019, 3, 20, 21, 5, 6, tzinfo=UTC)
_NAMES = ["A headline", "<b>Not bold</b> & “quoted”", "خبر روز", "0"]


def _buttons(_column: Any, instance: Any, _context: Any) -> list[Any]:
    more = [
        Button("Edit", url="/edit/1/?a=1&b=2", icon_name="edit", priority=10),
        Button("Remove", url="/remove/1/", icon_name="bin", priority=20, attrs={"rel": "nofollow"}),
        Button("Plain", url="/plain/", priority=30),
    ]
    told = {"aria-label": f"More options for '{instance.name}'"}
    return [ButtonWithDropdown(buttons=more, icon_name="dots-horizontal", attrs=told)]


class _TheirName(ButtonsColumnMixin, TitleColumn):  # type: ignore[misc]
    get_buttons = _buttons

    def get_link_attrs(self, instance: Any, _context: Any) -> dict[str, Any]:
        return {"dir": instance.runs}


class _OurName(ButtonsColumnMixin, NameColumn):  # type: ignore[misc]
    get_buttons = _buttons


_TITLE: dict[str, Any] = {
    "get_url": lambda thing: f"/edit/{thing.pk}/",
    "get_title_id": lambda thing: f"snippet_{thing.pk}_title",
}
_PAIRS: list[tuple[BaseColumn, BaseColumn]] = [
    (WordsColumn("name"), Column("name")),
    (WordsColumn("nothing", classname="on-a-desk"), Column("nothing", classname="on-a-desk")),
    (WordsColumn("number"), Column("number")),
    (MomentColumn("at", classname="edited"), DateColumn("at", classname="edited")),
    (MomentColumn("nothing"), DateColumn("nothing")),
    (StatusColumn(), LiveStatusTagColumn()),
    (TickColumn("tick", obj_type="snippet"), BulkActionsCheckboxColumn("tick", obj_type="snippet")),
    (_OurName("name", **_TITLE), _TheirName("name", **_TITLE)),
]


def _shape(cell: str) -> Any:
    """Elements, attributes and words, whatever the white space between them."""

    def of(element: html.HtmlElement) -> Any:
        attributes = {
            name: " ".join(value.split())
            for name, value in element.attrib.items()
            if value or name != "class"
        }
        words = " ".join(" ".join(filter(None, (element.text, *(each.tail for each in element)))).split())
        return element.tag, attributes, words, [of(each) for each in element]

    return of(html.fragment_fromstring(f"<table><tr>{cell}</tr></table>").find(".//td"))


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("name", _NAMES)
@pytest.mark.parametrize(("ours", "theirs"), _PAIRS, ids=lambda column: type(column).__name__)
def test_a_cell_is_as_wagtail_would_write_it(
    newsroom: Publication, ours: BaseColumn, theirs: BaseColumn, name: str, live: bool
) -> None:
    assert newsroom
    thing = SimpleNamespace(
        pk=17,
        name=name,
        nothing=None,
        number=12345,
        at=_AT,
        live=live,
        runs="rtl" if name == "خبر روز" else "ltr",
        status_string="live" if live else "draft",
    )
    context = {"row": None, "table": None, "request": None}
    assert _shape(ours.render_cell_html(thing, context)) == _shape(theirs.render_cell_html(thing, context))
