"""The chart of posts per year."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.theme import Theme
from broadsheet.theme.chart import draw_chart
from broadsheet.theme.contexts import Bar, Site
from tests.theme import proofs


def percent(text: str) -> float:
    return float(text.removesuffix("%"))


def test_the_oldest_year_stands_where_the_readers_line_begins() -> None:
    ltr = draw_chart(proofs.bars(3), "ltr").columns
    rtl = draw_chart(proofs.bars(3), "rtl").columns
    assert percent(ltr[0].start) < percent(ltr[2].start)
    assert percent(rtl[0].start) > percent(rtl[2].start)


def test_a_listing_without_dated_posts_has_no_chart() -> None:
    assert draw_chart((), "ltr").columns == ()
    assert draw_chart((Bar("Undated", 0, 3, "undated/"),), "ltr").columns == ()


def test_undated_posts_stand_beside_the_chart() -> None:
    undated = Bar("Undated", 0, 3, "undated/")
    drawing = draw_chart((undated, *proofs.bars(2)), "ltr")
    assert drawing.undated == undated
    assert len(drawing.columns) == 2


def test_a_year_without_posts_has_no_bar() -> None:
    assert draw_chart((Bar("2001", 2001, 4, "2001/"), Bar("2002", 2002, 0, "")), "ltr").columns[1].height == 0


def test_thirty_years_leave_room_between_their_labels() -> None:
    columns = draw_chart(proofs.bars(30), "ltr").columns
    assert sum(column.labelled for column in columns) <= 7
    assert columns[-1].labelled


@given(counts=st.lists(st.integers(0, 10**6), min_size=1, max_size=150), rtl=st.booleans())
def test_every_bar_is_within_the_drawing_and_every_post_is_visible(counts: list[int], rtl: bool) -> None:
    bars = [Bar(str(1900 + at), 1900 + at, count, "x/") for at, count in enumerate(counts)]
    drawing = draw_chart(bars, "rtl" if rtl else "ltr")
    for column in drawing.columns:
        assert 0 <= percent(column.left) <= percent(column.left) + percent(column.width) <= 100.01
        assert 0 < column.top <= drawing.baseline
        assert (column.height > 0) == (column.bar.count > 0)
        assert column.top + column.height == drawing.baseline


def test_each_bar_is_a_link_that_says_its_year_and_count(rendered: dict[str, str]) -> None:
    tree = proofs.parse(rendered["tag"])
    labels = tree.xpath("//*[local-name()='svg']//a/@aria-label")
    assert "1991: 2 posts" in labels
    assert "1993: 1 post" in labels
    assert all(link.startswith("../../") for link in tree.xpath("//*[local-name()='svg']//a/@href"))


def test_a_listing_without_dated_posts_leads_to_its_undated_ones(theme: Theme, site: Site) -> None:
    page = replace(proofs.listing(), bars=(Bar("Undated", 0, 3, "tag/ports/undated/"),))
    tree = proofs.parse(theme.render(page, site=site, root="../../"))
    assert tree.xpath("//svg") == []
    (line,) = tree.xpath("//p[contains(@class, 'undated')]")
    assert " ".join(line.text_content().split()) == "Undated · 3 posts"
    assert line.find("a").get("href") == "../../tag/ports/undated/"
