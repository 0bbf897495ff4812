"""From the bare text of a page to the page and back to bare text: every line is there again, in its order."""

import json
from pathlib import Path

import pytest
import trafilatura

from broadsheet.archive import database
from broadsheet.archive.founding import found_publication
from broadsheet.press import publish
from broadsheet.publication import SETTINGS_FILE, Publication
from broadsheet.rescue import RescueOrder, rescue


@pytest.fixture(scope="module")
def tag_page(copies: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The tag's page of a paper that lists posts whole, made from the text of the old page alone."""
    folder = tmp_path_factory.mktemp("rescued") / "paper"
    found_publication(folder)
    (folder / SETTINGS_FILE).write_text('[listings]\nstyle = "full"\n', encoding="utf-8")
    rescue(RescueOrder(Publication.open(folder), sources=[copies / "text" / "seed.txt"]))
    publication = Publication.open(folder)
    database.open_archive(publication)
    publish(publication, executor=0)
    database.close_archive()
    return (folder / "site/tag/iran-regime-change/index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lines(copies: Path) -> list[str]:
    """The old page's lines without what its annotation calls boilerplate.

    The old theme showed a picture's alternative text over the headline and again under it; ours shows a picture once.
    """
    truth = json.loads((copies / "text" / "seed.truth.json").read_text(encoding="utf-8"))
    text = (copies / "text" / "seed.txt").read_text(encoding="utf-8").splitlines()
    left_out = {number for each in truth["boilerplate"] for number in each["lines"]}
    for post in truth["posts"]:
        if post["thumbnail_alt"]:
            left_out.add(text.index(post["thumbnail_alt"], post["lines"][0] - 1) + 1)
    return [line for number, line in enumerate(text, start=1) if line.strip() and number not in left_out]


def plain(text: str) -> str:
    """A text as the eye reads it: kinds and amounts of space, also after the commas of a list of tags, don't count."""
    return " ".join(text.replace(",", ", ").split()).casefold()


@pytest.mark.parametrize("extract", [trafilatura.extract, trafilatura.html2txt])
def test_a_stock_extractor_finds_every_line_of_the_copy_in_its_order(
    tag_page: str, lines: list[str], extract: object
) -> None:
    assert callable(extract)
    text, place, lost = plain(extract(tag_page) or ""), 0, []
    for line in lines:
        found = text.find(plain(line), place)
        if found < 0:
            lost.append(line)
        else:
            place = found + len(plain(line))
    assert lost == []
    assert len(lines) > 150
