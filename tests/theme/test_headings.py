"""The headings inside a body continue those of the page that shows it."""

import itertools
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.theme import Theme
from broadsheet.theme.contexts import Html, Site
from broadsheet.theme.headings import nest_headings
from tests.theme import proofs

BODIES = st.lists(st.integers(1, 6), max_size=12).map(
    lambda levels: "".join(f'<p>hush</p><h{level} id="x">{level}</h{level}>' for level in levels)
)


def levels_of(markup: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])", markup)]


def test_a_copy_that_began_at_the_third_level_begins_below_the_headline() -> None:
    assert (
        nest_headings("<h3>One</h3><h4>Two</h4><h3>Three</h3>", top=2)
        == "<h2>One</h2><h3>Two</h3><h2>Three</h2>"
    )


@given(BODIES, st.integers(2, 6))
def test_no_level_is_ever_left_out_and_no_word_changed(body: str, top: int) -> None:
    printed = nest_headings(body, top=top)
    levels = [top - 1, *levels_of(printed)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert re.sub("h[1-6]", "h", printed) == re.sub("h[1-6]", "h", body)


@given(BODIES)
def test_headings_that_nest_already_stay(body: str) -> None:
    once = nest_headings(body, top=2)
    assert nest_headings(once, top=2) == once


def test_a_listing_sets_them_below_each_posts_headline(theme: Theme, site: Site) -> None:
    body = Html("<h2>Below</h2>")
    assert "<h3>Below</h3>" in theme.render_card(replace(proofs.card(), body=body), site=site)
    assert "<h2>Below</h2>" in theme.render(replace(proofs.post(), body=body), site=site, root="../")


def test_an_update_on_the_day_of_publication_is_not_told_twice(theme: Theme, site: Site) -> None:
    page = proofs.post()
    assert "dt-updated" in theme.render(page, site=site, root="../")
    same_day = replace(page, updated=page.card.dateline)
    assert "dt-updated" not in theme.render(same_day, site=site, root="../")
