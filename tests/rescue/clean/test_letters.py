"""Letters survive as they are; only what is clearly broken is mended."""

import pytest

from broadsheet.rescue.clean import clean_body


@pytest.mark.parametrize(
    "text",
    [
        "“Quoted” ‘so’ — and … and 5′",
        "می\u200cخواهم و بازداشت\u200cشده",
        "\u200eCNN\u200e گزارش داد",
        "ﬁne ligatures and ＦＵＬＬ width",
        "Â is a letter, Ã too, café à la carte",
        "क्\u200dष",
        "5 ° C, naïve, Ñandú, Ångström, ÆØÅ",
    ],
)
def test_letters_that_only_look_odd_are_never_touched(text: str) -> None:
    cleaned = clean_body(text)
    assert cleaned.text == text
    assert cleaned.remarks == ()


def test_mojibake_is_mended_line_by_line_and_reported() -> None:
    cleaned = clean_body("“Fine”\n\nIt â€œbrokeâ€\x9d in cafÃ©s")
    assert cleaned.text == "“Fine”\nIt “broke” in cafés"
    assert [remark.kind for remark in cleaned.remarks] == ["repair"]


def test_persian_mojibake_is_mended() -> None:
    broken = "سلام دنیا خوبی".encode().decode("latin-1")
    assert clean_body(broken).text == "سلام دنیا خوبی"


def test_references_are_decoded_once() -> None:
    assert clean_body("a &amp; b &eacute; &#8220;c&#8221; &amp;amp;").text == "a & b é “c” &amp;"


def test_letters_that_no_feed_can_carry_are_dropped() -> None:
    assert clean_body("a\x00b\x10c\ufffed").body == "<p>abcd</p>"
