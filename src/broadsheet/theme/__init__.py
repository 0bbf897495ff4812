"""The theme: how the paper looks. Templates, style sheets, fonts, the interface's words, printed dates.

::

    theme = Theme.load(publication.theme)
    card = theme.render_card(entry, site=site)
    html = theme.render(page, site=site, root="../../", cards={entry.path: card.encode()})
    files = theme.assets(publication.settings.look)
    iso, text = print_date(post.published_at, language="fa")

The contexts that templates get are in :mod:`broadsheet.theme.contexts`. Knows no Django and
no archive, and reads no clock.
"""

from broadsheet.theme.dates import Calendar, Certainty, print_date, print_number, print_year
from broadsheet.theme.stylesheets import Asset, Shown, colours, shown_colours
from broadsheet.theme.typesetter import ROOT, Theme
from broadsheet.theme.words import LANGUAGES, Plural, Words, words_for

__all__ = [
    "LANGUAGES",
    "ROOT",
    "Asset",
    "Calendar",
    "Certainty",
    "Plural",
    "Shown",
    "Theme",
    "Words",
    "colours",
    "print_date",
    "print_number",
    "print_year",
    "shown_colours",
    "words_for",
]
