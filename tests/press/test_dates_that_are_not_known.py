"""Readers are told which dates are known and which are not."""

from datetime import UTC, date, datetime

from broadsheet.press import publish
from broadsheet.publication import Publication

from .reading import text_of_page
from .synthetic import add_post


def test_an_exact_date_is_printed_without_a_note(paper: Publication) -> None:
    add_post(1, datetime(2019, 5, 5, 14, tzinfo=UTC))
    publish(paper)
    assert "5 May 2019" in text_of_page(paper.site, "index.html")


def test_an_unknown_date_is_called_unknown_and_its_bounds_are_told(paper: Publication) -> None:
    add_post(1, None, not_before=date(2019, 3, 20), date_evidence="from a caption")
    publish(paper)
    front = text_of_page(paper.site, "index.html")
    assert "Date unknown" in front
    assert "not before 20 March 2019" in front
    assert "from a caption" in front


def test_an_inferred_date_says_how_it_was_inferred(paper: Publication) -> None:
    add_post(1, datetime(2019, 5, 5, tzinfo=UTC), certainty="inferred", date_evidence="its old address")
    publish(paper)
    page = text_of_page(paper.site, "2019/05/05/post-1/index.html")
    assert "5 May 2019" in page
    assert "its old address" in page
    assert 'datetime="2019-05-05' not in (paper.site / "2019/05/05/post-1/index.html").read_text(
        encoding="utf-8"
    )


def test_a_persian_post_is_dated_in_its_own_calendar(paper: Publication) -> None:
    add_post(1, datetime(2019, 5, 5, tzinfo=UTC), language="fa")
    publish(paper)
    assert "۱۵ اردیبهشت ۱۳۹۸" in text_of_page(paper.site, "index.html")
