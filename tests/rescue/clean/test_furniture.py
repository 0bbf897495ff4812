"""What belonged to the old site and not to the post."""

import pytest

from broadsheet.rescue.clean import clean_body


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3></div>',
        '<div class="addtoany_share_save_container"><a href="x">Share this:</a></div>',
        "<form action='/go'><label>Share this:</label><input type='text'></form>",
        "<button>Share this:</button>",
    ],
)
def test_furniture_goes_and_its_words_are_in_a_remark(furniture: str) -> None:
    cleaned = clean_body(f"<p>a</p>{furniture}<p>b</p>")
    assert cleaned.body == "<p>a</p><p>b</p>"
    assert cleaned.remarks[0].quote == "Share this:"


def test_a_form_around_a_whole_page_keeps_the_page() -> None:
    prose = "A long sentence that somebody wrote. " * 12
    assert clean_body(f"<form><p>{prose}</p><input></form>").text == prose.strip()


def test_text_that_the_old_site_hid_is_left_over_not_published() -> None:
    cleaned = clean_body('<p>a</p><div style="display:none">cheap pills</div>')
    assert cleaned.body == "<p>a</p>"
    assert (cleaned.remarks[0].kind, cleaned.remarks[0].quote) == ("leftover", "cheap pills")


def test_equal_remarks_are_counted() -> None:
    assert clean_body("<button>x</button>" * 3).remarks[0].count == 3
