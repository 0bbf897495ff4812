"""Two versions of a body side by side, as somebody reads them: block by block, words taken out and words put in.

Guarantees: every difference is told. Where two blocks say the same words, and something else about them differs
(a mark, a direction, a picture's file), that is said in words. Nothing of either body is printed as markup.

Wagtail's comparison of rich text was not chosen: it runs blocks together and tells neither links nor pictures.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree
from wagtail.admin.compare import TextFieldComparison, diff_text
from wagtail.admin.panels import FieldPanel

from broadsheet.archive.body import sanitise
from broadsheet.archive.canonical import BLOCKS, parse_fragment

__all__ = ["BodyComparison", "BodyPanel", "Line", "lines_of"]

_KINDS = {
    "h2": gettext_lazy("Heading"),
    "h3": gettext_lazy("Smaller heading"),
    "h4": gettext_lazy("Smallest heading"),
    "li": gettext_lazy("List item"),
    "blockquote": gettext_lazy("Quotation"),
    "figcaption": gettext_lazy("Caption"),
    "caption": gettext_lazy("Caption"),
    "tr": gettext_lazy("Table row"),
    "pre": gettext_lazy("Text as typed"),
    "aside": gettext_lazy("Link card"),
    "dt": gettext_lazy("Term"),
    "dd": gettext_lazy("Meaning"),
    "summary": gettext_lazy("Summary"),
    "img": gettext_lazy("Picture"),
    "hr": gettext_lazy("Line between parts"),
}
_LEAVES = frozenset(["p", "h2", "h3", "h4", "pre", "figcaption", "caption", "dt", "summary", "hr", "tr"])
_CELLS = frozenset(["td", "th"])


@dataclass(frozen=True, slots=True)
class Line:
    """One block of a body: what it is, what it says, and its markup."""

    kind: str
    text: str
    markup: str


def lines_of(body: str) -> list[Line]:
    """The blocks of a body in order; a picture is a line of its own, a row of a table is one."""
    found: list[Line] = []
    _gather(parse_fragment(sanitise(body)), _Place(), found)
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: the kind that it is of where it has none itself, and the elements around it."""

    kind: str = ""
    around: str = ""

    def within(self, element: etree._Element) -> "_Place":
        tag = str(element.tag)
        attributes = sorted((str(name), str(value)) for name, value in element.attrib.items())
        return _Place(tag if tag in _KINDS else self.kind, f"{self.around}{tag}{attributes}/")


def _gather(element: etree._Element, place: _Place, found: list[Line]) -> None:
    loose: list[str] = [element.text or ""]
    markup: list[str] = []

    def end_of_words() -> None:
        words = " ".join("".join(loose).split())
        if words:
            found.append(Line(place.kind, words, place.around + "".join(markup) + words))
        loose.clear()
        markup.clear()

    for child in element:
        if child.tag == "img":
            end_of_words()
            found.append(_picture(child, place))
        elif child.tag in _LEAVES:
            end_of_words()
            _leaf(child, place, found)
        elif child.tag in BLOCKS:
            end_of_words()
            _gather(child, place.within(child), found)
        else:
            loose.append(_words(child))
            markup.append(_markup(child))
            found.extend(_picture(image, place) for image in child.iter("img"))
        loose.append(child.tail or "")
    end_of_words()


def _leaf(element: etree._Element, place: _Place, found: list[Line]) -> None:
    tag = str(element.tag)
    if tag == "tr":
        text = " | ".join(" ".join(_words(cell).split()) for cell in element if cell.tag in _CELLS)
    elif tag == "hr":
        text = "⁂"
    else:
        text = " ".join(_words(element).split())
    if text:
        found.append(Line(tag if tag in _KINDS else place.kind, text, place.around + _markup(element)))
    found.extend(_picture(image, place) for image in element.iter("img"))


def _words(element: etree._Element) -> str:
    """The element's words, each link followed by where it leads."""
    pieces = [element.text or ""]
    for child in element:
        pieces.append(" " if child.tag in BLOCKS or child.tag == "br" else "")
        pieces.append(_words(child))
        pieces.append(child.tail or "")
    href = element.get("href") if element.tag == "a" else None
    return "".join(pieces) + (f" ({href})" if href else "")


def _picture(element: etree._Element, place: _Place) -> Line:
    name = element.get("src", "").rpartition("/")[2]
    return Line("img", element.get("alt") or name, place.around + _markup(element))


def _markup(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)


class BodyComparison(TextFieldComparison):  # type: ignore[misc]
    """What Wagtail's page of comparison shows of two bodies."""

    def htmldiff(self) -> SafeString:
        """Blocks in order: those that stayed, and those that changed with their words marked."""
        before, after = lines_of(self.val_a), lines_of(self.val_b)
        old_keys, new_keys = ([(line.kind, line.text) for line in lines] for lines in (before, after))
        rows: list[SafeString] = []
        for same, a, b, c, d in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
            if same == "equal":
                rows += [_unchanged(old, new) for old, new in zip(before[a:b], after[c:d], strict=True)]
            else:
                rows += _changed(before[a:b], after[c:d])
        return format_html(
            '<div class="body-comparison">{}</div>', format_html_join("", "{}", ((row,) for row in rows))
        )

    def has_changed(self) -> bool:
        """Line ends between blocks are no change."""
        return [line.markup for line in lines_of(self.val_a)] != [
            line.markup for line in lines_of(self.val_b)
        ]


def _row(kind: str, content: SafeString, note: str = "") -> SafeString:
    label = format_html("<small>{}</small> ", _KINDS[kind]) if kind in _KINDS else SafeString("")
    told = format_html(" <small>({})</small>", note) if note else SafeString("")
    return format_html('<p dir="auto">{}{}{}</p>', label, content, told)


def _unchanged(old: Line, new: Line) -> SafeString:
    note = "" if old.markup == new.markup else _("the same words, formatted differently")
    return _row(new.kind, format_html("{}", new.text), note)


def _changed(before: list[Line], after: list[Line]) -> list[SafeString]:
    rows = []
    for place in range(max(len(before), len(after))):
        old = before[place] if place < len(before) else None
        new = after[place] if place < len(after) else None
        if old and new and old.kind == new.kind:
            rows.append(_row(new.kind, SafeString(diff_text(old.text, new.text).to_html())))
            continue
        if old:
            rows.append(_row(old.kind, format_html('<span class="deletion">{}</span>', old.text)))
        if new:
            rows.append(_row(new.kind, format_html('<span class="addition">{}</span>', new.text)))
    return rows


class BodyPanel(FieldPanel):  # type: ignore[misc]
    """The panel of a body: compared as text."""

    def get_comparison_class(self) -> type[BodyComparison]:
        """Blocks and words instead of a line of markup."""
        return BodyComparison
