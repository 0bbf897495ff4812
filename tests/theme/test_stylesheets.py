"""Style sheets, fonts and colours as files of the site."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.publication import Look
from broadsheet.theme import Theme, colours
from broadsheet.theme.stylesheets import PAPER, PAPER_DARK, _contrast

CSS = Path(__file__).parents[2] / "src/broadsheet/theme/css/paper.css"
COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_names_follow_content(theme: Theme) -> None:
    for asset in theme.assets():
        assert re.fullmatch(r"assets/[a-z]+\.[0-9a-f]{10}\.(css|woff2)", asset.path)
    red, blue = theme.css(Look(accent="#8c1d18")), theme.css(Look(accent="#1d188c"))
    assert red[0] == blue[0]
    assert red[1] != blue[1]


def test_a_style_sheet_finds_its_font_beside_it(theme: Theme) -> None:
    files = {asset.path: asset.content for asset in theme.assets()}
    asked = set(re.findall(r'url\("([^"]*)"\)', files[theme.css()[0]].decode()))
    assert {f"assets/{name}" for name in asked} == {path for path in files if path.endswith(".woff2")}


def test_a_page_in_latin_letters_never_asks_for_the_font(theme: Theme) -> None:
    """The face that every page may use covers no letter, digit or sign of Latin text."""
    face = CSS.read_text(encoding="utf-8").split("@font-face")[1]
    spans = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)
    assert spans
    for first, last in spans:
        assert int(first, 16) >= 0x0600
        assert not int(first, 16) <= 0x2014 <= int(last or first, 16)


@given(accent=COLOUR, accent_dark=COLOUR)
def test_text_in_any_chosen_colour_is_readable(accent: str, accent_dark: str) -> None:
    light, dark = re.findall(
        r"--accent: (#[0-9a-f]{6})", colours(accent=accent, accent_dark=accent_dark).content.decode()
    )
    assert _contrast(light, PAPER) >= 4.5
    assert _contrast(dark, PAPER_DARK) >= 4.5


def test_a_readable_colour_is_left_alone() -> None:
    look = Look()
    text = colours(accent=look.accent, accent_dark=look.accent_dark).content.decode()
    assert look.accent in text
    assert look.accent_dark in text


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_sheet_knows_no_left_and_no_right(side: str) -> None:
    assert not re.search(rf"[-\s:]{side}\b", CSS.read_text(encoding="utf-8"))


def test_the_papers_of_sheet_and_code_are_the_same() -> None:
    papers = re.findall(r"--paper: (#[0-9a-f]{6});", CSS.read_text(encoding="utf-8"))
    assert papers == [PAPER, PAPER_DARK]


def test_everything_a_reader_downloads_for_the_look_stays_small(theme: Theme) -> None:
    sizes = {path.rsplit(".", 1)[1]: 0 for path in (asset.path for asset in theme.assets())}
    for asset in theme.assets():
        sizes[asset.path.rsplit(".", 1)[1]] += len(asset.content)
    assert sizes["css"] <= 20_000
    assert sizes["woff2"] <= 60_000
