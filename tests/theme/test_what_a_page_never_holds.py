"""Pages ask nobody else, run nothing and let no text become markup."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.theme import ROOT, Theme
from broadsheet.theme.contexts import Site
from tests.theme import proofs

HOSTILE = """</title><script>alert(1)</script>"'<img src=x onerror=alert(1)> & ‘{{ 7 * 7 }}’"""
THEME = Theme.load()
NAMES = sorted(proofs.every_page())
LOADING = {
    "img": ("src", "srcset"),
    "source": ("srcset",),
    "script": ("src",),
    "link": ("href",),
    "iframe": ("src",),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_no_inline_style_and_no_event_attribute(rendered: dict[str, str], name: str) -> None:
    attributes = {key for element in proofs.parse(rendered[name]).iter() for key in element.attrib}
    assert not [key for key in attributes if str(key) == "style" or str(key).startswith("on")]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_loads_nothing_from_another_host(rendered: dict[str, str], name: str) -> None:
    for element in proofs.parse(rendered[name]).iter(*LOADING):
        if element.get("rel") == "canonical":
            continue
        for attribute in LOADING[str(element.tag)]:
            assert "//" not in element.get(attribute, "")


@pytest.mark.parametrize("name", NAMES)
def test_the_only_script_is_data(rendered: dict[str, str], name: str) -> None:
    kinds = {element.get("type") for element in proofs.parse(rendered[name]).iter("script")}
    assert kinds <= {"application/ld+json"}


@pytest.mark.parametrize("name", NAMES)
def test_every_place_for_the_root_is_filled(rendered: dict[str, str], name: str) -> None:
    assert ROOT not in rendered[name]
    assert not re.search(r'(?:href|src)="/', rendered[name])


def test_a_hostile_headline_is_shown_as_typed(theme: Theme, site: Site) -> None:
    card = replace(
        proofs.card(), headline=HOSTILE, standfirst=HOSTILE, tags=(replace(proofs.tags(1)[0], text=HOSTILE),)
    )
    page = replace(proofs.post(), card=card, title=HOSTILE, description=HOSTILE)
    tree = proofs.parse(theme.render(page, site=site, root="./"))
    assert tree.findtext(".//h1") == HOSTILE
    assert [script.get("type") for script in tree.iter("script")] == ["application/ld+json"]


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Co"]), min_size=1))
def test_any_text_of_a_card_stays_text(text: str) -> None:
    card = replace(proofs.BARE_CARD, headline=text)
    tree = proofs.parse(THEME.render_card(card, site=proofs.site(THEME)))
    heading = tree.find(".//h2/a")
    assert heading is not None
    assert (heading.text or "").split() == text.split()
    assert len(heading) == 0
