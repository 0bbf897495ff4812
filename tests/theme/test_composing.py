"""Composed templates give what Jinja2's own compiler gives; nobody who writes a template can tell."""

from dataclasses import replace
from pathlib import Path

import pytest

from broadsheet.errors import ThemeError
from broadsheet.theme import ROOT, Theme
from broadsheet.theme.contexts import Site
from tests.theme import proofs

FRAME = "<b>{% block head %}{% endblock %}{% block main %}frame{% endblock %}</b>"
TEXTS = {
    "{% if not entry.more %}a{{ entry.path }}{% elif entry.retracted %}b{% else %}{{ entry.headline }}{% endif %}.": (
        "Council votes to reopen the quay."
    ),
    "{% if entry.headline %}{% if entry.retracted %}r{% endif %}{% if entry.more %}m{% endif %}{% endif %}": "m",
    "{% if entry.headline %}{% set said = 'set' %}{{ said }}{% endif %}{{ said }}": "setset",
    "{% for letter in 'abc' %}{% if not loop.first %}-{% endif %}{{ letter }}{% else %}none{% endfor %}": "a-b-c",
    "{% for letter in 'abc' if letter != 'b' %}{{ letter }}{% if loop.last %}!{% endif %}{% endfor %}": "ac!",
    "{% macro say(what) %}{% if what %}<{{ what }}>{% endif %}{% endmacro %}{{ say('a&b') }}": "<a&amp;b>",
    "{% set made %}{{ entry.headline }}{% if 1 %}!{% endif %}{% endset %}{{ made | length }}": "33",
    "{{ {'class': 'from a dict'}['class'] }}{{ {'key': 'and an attribute'}.key }}": "from a dictand an attribute",
    "{{ entry.nothing is defined }}{{ nobody is defined }}": "FalseFalse",
    "{{ entry.nothing | default('<none>') }}": "&lt;none&gt;",
    "{% if nobody is defined and nobody.name %}a{% else %}{{ 1.5 }}{{ none }}{{ true }}{% endif %}": "1.5NoneTrue",
    "{{ entry.headline.upper().lower()[:7] }}{{ 'a'.join(['<', '>']) }}": "council&lt;a&gt;",
    "{% filter upper %}{% if 1 %}{{ entry.headline[:7] }}{% endif %}{% endfilter %}": "COUNCIL",
    "{% autoescape false %}{% if 1 %}{{ '<' }}{% endif %}{% endautoescape %}{{ '<' }}": "<&lt;",
    "{% extends 'frame.html' %}{% block main %}{{ super() }}{% block inner %}in{% endblock %}{% endblock %}": (
        "<b>framein</b>"
    ),
    "{% extends 'frame.html' %}{% block head %}{% set x = 1 %}{{ x }}{% endblock %}{% block main %}"
    "{{ x is defined }}{% endblock %}": "<b>1False</b>",
}


def put(folder: Path, **templates: str) -> Theme:
    (folder / "templates").mkdir()
    for name, text in templates.items():
        (folder / "templates" / f"{name}.html").write_text(text, encoding="utf-8")
    return Theme.load(folder)


@pytest.mark.parametrize("text", TEXTS)
def test_a_template_gives_what_it_gives_by_the_library(tmp_path: Path, site: Site, text: str) -> None:
    forme = put(tmp_path, card=text, frame=FRAME)._forme(site, "en", ROOT)
    for _ in range(2):
        assert "".join(forme.pieces("card.html", {"entry": proofs.card()})) == TEXTS[text]
    assert "".join(forme._plainly("card.html", {"entry": proofs.card()})) == TEXTS[text]


def test_every_shipped_template_is_composed_and_gives_the_same(theme: Theme, site: Site) -> None:
    for page in proofs.every_page().values():
        theme.render(page, site=site, root="../")
    assert theme._formes and not any(forme._uncomposed for forme in theme._formes.values())
    for card in (proofs.card(), proofs.LOST_CARD, proofs.card(language="fa")):
        forme = theme._forme(site, card.language, ROOT)
        assert "".join(forme.pieces("card.html", {"entry": card})) == "".join(
            forme._plainly("card.html", {"entry": card})
        )


def test_a_mistake_names_the_template_and_its_line(tmp_path: Path, site: Site) -> None:
    own = put(tmp_path, card="<p>\n{% if entry.headline %}\n{{ entry.nothing }}\n{% endif %}")
    for _ in range(2):
        with pytest.raises(ThemeError, match=r"card\.html, line 3"):
            own.render_card(proofs.card(), site=site)


ASKING = {
    "{% for entry in page.entries %}{{ card(entry) | length > 100 }}{% endfor %}": "True",
    "{% set made = card(page.entries[0]) %}{{ '<article' in made }}": "True",
    "{% set made %}{{ card(page.entries[0]) }}{% endset %}{{ '<article' in made }}": "True",
    "{{ '<article' in (card(page.entries[0]) ~ '') }}": "True",
    "{% macro each(entry) %}{{ card(entry) }}{% endmacro %}{{ '<article' in each(page.entries[0]) }}": "True",
    "{% filter upper %}{{ card(page.entries[0]) }}{% endfilter %}": "",
}


@pytest.mark.parametrize("text", ASKING)
def test_a_theme_may_ask_what_is_in_a_card(tmp_path: Path, theme: Theme, site: Site, text: str) -> None:
    page = replace(proofs.listing(), entries=(proofs.card(),))
    own = put(tmp_path, listing=text)
    wanted = ASKING[text] or theme.render_card(proofs.card(), site=site).replace(ROOT, "../").upper()
    assert theme._templates.cards_are_printed and not own._templates.cards_are_printed
    assert own.render(page, site=site, root="../") == wanted


def test_cards_stand_in_the_order_in_which_a_theme_prints_them(tmp_path: Path, site: Site) -> None:
    entries = tuple(proofs.card(f"{number}/") for number in range(3))
    cards = {entry.path: f"[{entry.path}]".encode() for entry in entries}
    own = put(tmp_path, listing="{% for entry in page.entries | reverse %}<{{ card(entry) }}>{% endfor %}")
    page = replace(proofs.listing(), entries=entries)
    assert own._templates.cards_are_printed
    assert own.render(page, site=site, root="../", cards=cards) == "<[2/]><[1/]><[0/]>"


def test_a_page_whose_text_has_the_sign_of_a_card_loses_none(theme: Theme, site: Site) -> None:
    page = replace(proofs.listing(), note="a strange \x03 sign", entries=(proofs.card(),))
    plain = theme.render(replace(page, note="a strange sign"), site=site, root="../")
    assert theme.render(page, site=site, root="../") == plain.replace("strange sign", "strange \x03 sign")
