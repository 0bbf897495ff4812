"""What pages share is compiled into the templates; nobody who writes a template can tell."""

from pathlib import Path

import pytest

from broadsheet.theme import Theme
from broadsheet.theme.contexts import Site
from tests.theme import proofs

LOOPS = "{% for link in site.menu %}{{ loop.index }}{{ link.text }}{% endfor %}"
TEXTS = {
    "{{ root }}{{ site.name }}{{ words.skip }}": "../{name}{skip}",
    "{% set root = 'mine/' %}{{ root }}{{ entry.path }}": "mine/{path}",
    "{% for root in ['a', 'b'] %}{{ root }}{% endfor %}": "ab",
    "{% macro say(site) %}{{ site }}{% endmacro %}{{ say('me') }}": "me",
    "{% if root == '../' %}deep{% elif site.name %}named{% else %}none{% endif %}": "deep",
    "{% if not site.name %}none{% elif entry.path %}a post{% else %}nothing{% endif %}": "a post",
    "{% if site.nothing is defined %}yes{% else %}no{% endif %}": "no",
    "{% for sheet in site.css %}<{{ sheet }}>{% endfor %}": "{sheets}",
    "{% if not site.name %}{% set shown = 1 %}{% endif %}{{ shown is defined }}": "False",
    "{{ site.name | upper }}{{ words.number(1234) }}": "{upper}1,234",
    "{% macro card(entry) %}own {{ entry }}{% endmacro %}{{ card('card') }}": "own card",
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_template_says_what_it_says(tmp_path: Path, site: Site, text: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "card.html").write_text(text, encoding="utf-8")
    entry = proofs.card()
    forme = Theme.load(tmp_path)._forme(site, "en", "../")
    wanted = TEXTS[text].format(
        name=site.name,
        skip="Skip to the text",
        path=entry.path,
        sheets="".join(f"<{sheet}>" for sheet in site.css),
        upper=site.name.upper(),
    )
    assert "".join(forme.pieces("card.html", {"entry": entry})) == wanted


def test_a_menu_is_numbered_by_its_loop(tmp_path: Path, site: Site) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "card.html").write_text(LOOPS, encoding="utf-8")
    printed = Theme.load(tmp_path).render_card(proofs.card(), site=site)
    assert printed == "".join(f"{number}{link.text}" for number, link in enumerate(site.menu, 1))


@pytest.mark.parametrize("root", ["./", "../../../", "/paper/"])
def test_pages_of_all_depths_are_set_as_each_would_be_alone(
    tmp_path: Path, theme: Theme, site: Site, root: str
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "asks.html").write_text(
        "{% if root == './' %}front{% endif %}", encoding="utf-8"
    )
    one_by_one = Theme.load(tmp_path)
    assert theme._templates.roots_are_printed and not one_by_one._templates.roots_are_printed
    for page in proofs.every_page().values():
        assert theme.render(page, site=site, root=root) == one_by_one.render(page, site=site, root=root)


ASKING = {
    "{% if root == './' %}the front{% else %}{{ root | length }} letters{% endif %}": "6 letters",
    "{% set way %}{{ root }}tags/{% endset %}{{ way | length }}": "11",
    "{% set way = root %}{{ way | length }}": "6",
    "{% filter replace('../', 'up ') %}{{ root }}{% endfilter %}": "up up ",
    "{% macro way() %}{{ root }}{% endmacro %}{{ way() | length }}": "6",
    "{% block way %}{{ root }}{% endblock %}{{ self.way() | length }}": "../../6",
    "{% macro srcset(paths, way) %}{{ way | length }}{% endmacro %}{{ srcset([], root) }}": "6",
    "{{ root ~ 'tags/' }}": "../../tags/",
}


@pytest.mark.parametrize("text", ASKING)
def test_a_theme_may_ask_what_its_root_is(tmp_path: Path, site: Site, text: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "standing.html").write_text(text, encoding="utf-8")
    own, page = Theme.load(tmp_path), proofs.every_page()["standing"]
    assert own.render(page, site=site, root="../../") == ASKING[text]


def test_a_theme_may_ask_for_its_root_in_what_another_template_prints(tmp_path: Path, site: Site) -> None:
    (tmp_path / "templates").mkdir()
    for name, text in {
        "frame.html": "{% filter replace('../', 'up ') %}{% block way %}{% endblock %}{% endfilter %}",
        "standing.html": "{% extends 'frame.html' %}{% block way %}{{ root }}{% endblock %}",
        "gone.html": "{% set way %}{% include 'part.html' %}{% endset %}{{ way | length }}",
        "part.html": "{{ root }}",
    }.items():
        (tmp_path / "templates" / name).write_text(text, encoding="utf-8")
    own, pages = Theme.load(tmp_path), proofs.every_page()
    assert own.render(pages["standing"], site=site, root="../../") == "up up "
    assert own.render(pages["gone"], site=site, root="../../") == "6"
