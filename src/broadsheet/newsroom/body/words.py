"""What the editor of bodies says to whoever writes in it, in their language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["WORDS"]

WORDS: dict[str, Promise] = {
    "body": _("Body"),
    "placeholder": _("Write here"),
    "tools": _("Formatting"),
    # Buttons.
    "undo": _("Undo"),
    "redo": _("Redo"),
    "heading2": _("Heading"),
    "heading3": _("Smaller heading"),
    "heading4": _("Smallest heading"),
    "strong": _("Bold"),
    "em": _("Italic"),
    "u": _("Underline"),
    "s": _("Strike through"),
    "sup": _("Superscript"),
    "sub": _("Subscript"),
    "small": _("Small print"),
    "mark": _("Highlight"),
    "code": _("Code"),
    "link": _("Link"),
    "linkPost": _("Link to a post of this paper"),
    "bullets": _("List"),
    "numbers": _("Numbered list"),
    "deeper": _("One level deeper in the list"),
    "higher": _("One level up in the list"),
    "quote": _("Quotation"),
    "pullQuote": _("Quotation set apart"),
    "picture": _("Picture"),
    "card": _("Link card, for a film, a recording or a page"),
    "table": _("Table"),
    "cite": _("Source or credit"),
    "rtl": _("Right to left"),
    "ltr": _("Left to right"),
    "auto": _("Direction by the first letter"),
    "more": _("More formatting"),
    "preformatted": _("Text as typed, every space kept"),
    "rule": _("Line between parts"),
    "clear": _("Remove formatting"),
    "source": _("HTML source"),
    "help": _("Keyboard shortcuts"),
    "headerRow": _("First row is a heading"),
    "rowBefore": _("Add a row above"),
    "rowAfter": _("Add a row below"),
    "columnBefore": _("Add a column before"),
    "columnAfter": _("Add a column after"),
    "deleteRow": _("Delete the row"),
    "deleteColumn": _("Delete the column"),
    "deleteTable": _("Delete the table"),
    # Keys without a button.
    "headingKey": _("Heading, at the beginning of a line"),
    "quoteKey": _("Quotation, at the beginning of a line"),
    "bulletsKey": _("List, at the beginning of a line"),
    "numbersKey": _("Numbered list, at the beginning of a line"),
    "lineKey": _("New line in the same paragraph"),
    "toolsKey": _("From the text to the buttons, and back with Esc"),
    # Pictures.
    "alt": _("What it shows, for those who cannot see it"),
    "caption": _("Caption"),
    "credit": _("Add a credit"),
    "removePicture": _("Take the picture out"),
    "elsewhere": _("A picture that this archive does not have:"),
    "picturesLeft": _(
        "Pictures left out of what you pasted: %s. Pages of this paper load nothing from elsewhere. Save those "
        "that you may use, and add them with the picture button."
    ),
    "noFiles": _("Files can't be dropped here. Add a picture with the picture button."),
    # Dialogues.
    "address": _("Address"),
    "linkWords": _("Words to show"),
    "removeLink": _("Remove the link"),
    "cardNote": _(
        "Readers see a card that leads to the address. Nothing is loaded from there until they follow it."
    ),
    "cardWords": _("What it leads to, in a few words"),
    "apply": _("Apply"),
    "cancel": _("Cancel"),
    "close": _("Close"),
    "needed": _("“%s” is needed."),
    "badAddress": _(
        "That address can't be used: it may begin with https, http, mailto, tel, xmpp or magnet."
    ),
    "noAnswer": _("The newsroom did not answer. Nothing was put in; please try again."),
    "notLive": _("“%s” is not on the site yet. Readers see the words alone until it is."),
    # HTML.
    "sourceLabel": _("%s, as HTML"),
    "editHtml": _("Change its HTML"),
    "keptAsIs": _("Kept as it is: this part can be changed as HTML only."),
    "cannotShow": _(
        "This text has parts that the editor would change by showing them. It is shown as HTML, so that nothing "
        "is lost."
    ),
    "loseTitle": _("Parts of this text would be lost"),
    "lose": _(
        "The editor can't show all of this HTML. What it can't show is lost with your next change in the editor."
    ),
    "showAnyway": _("Show it nevertheless"),
}
