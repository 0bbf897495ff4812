"""Old addresses as readers are shown them."""

from urllib.parse import quote, unquote

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press.addresses import readable


def test_a_persian_address_is_shown_in_persian() -> None:
    assert (
        readable("https://paper.example/" + quote("۱۳۹۸/چای-آخر/")) == "https://paper.example/۱۳۹۸/چای-آخر/"
    )


def test_codes_of_ascii_and_broken_ones_stay() -> None:
    assert readable("https://paper.example/a%20b%2fc%ff%E2/") == "https://paper.example/a%20b%2fc%ff%E2/"


def test_a_mark_that_turns_the_line_around_stays_a_code() -> None:
    assert readable("https://paper.example/%E2%80%AEevil/") == "https://paper.example/%E2%80%AEevil/"


@given(st.text(st.characters(codec="utf-8")))
def test_what_is_shown_is_still_the_same_address(path: str) -> None:
    assert unquote(readable(quote(path))) == path
