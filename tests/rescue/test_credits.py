"""A picture's credit is told apart from its caption where it is beyond doubt, and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.rescue.credits import cite_credits, split_credit, with_credit
from broadsheet.rescue.finds import FigureFind, PostFind


@pytest.mark.parametrize(
    ("caption", "words", "credit"),
    [
        ("The quay at noon. Photo: Mira Holt", "The quay at noon.", "Photo: Mira Holt"),
        ("The quay at noon\nPhoto: M. Holt / AFP", "The quay at noon", "Photo: M. Holt / AFP"),
        ("Der Kai am Mittag. Foto: Jonas Brandt/dpa", "Der Kai am Mittag.", "Foto: Jonas Brandt/dpa"),
        ("Le quai à midi. Crédit photo : Ada Renn", "Le quai à midi.", "Crédit photo : Ada Renn"),
        ("Набережная в полдень. Фото: Анна Рен", "Набережная в полдень.", "Фото: Анна Рен"),
        ("اسکلهٔ شرقی در ظهر. عکس: میرا هلت", "اسکلهٔ شرقی در ظهر.", "عکس: میرا هلت"),
        ("الرصيف ظهراً. تصوير: ليلى حداد", "الرصيف ظهراً.", "تصوير: ليلى حداد"),
        ("Supporters at the gate (Photo/AP)", "Supporters at the gate", "(Photo/AP)"),
        ("Supporters at the gate. (AP Photo/Vera Ossin)", "Supporters at the gate.", "(AP Photo/Vera Ossin)"),
        ("The quay at noon. Photo by Mira Holt", "The quay at noon.", "Photo by Mira Holt"),
        ("The quay | Photo: Mira Holt", "The quay |", "Photo: Mira Holt"),
        ("Photo: Mira Holt", "", "Photo: Mira Holt"),
    ],
)
def test_a_labelled_name_at_the_end_is_the_credit(caption: str, words: str, credit: str) -> None:
    assert split_credit(caption) == (words, credit)


@pytest.mark.parametrize(
    "caption",
    [
        "Photo Archive-Supporters of the strike at the gate, September 20, 2017",
        "Look at the photo: it was taken from the tower",
        "In this photo: Mira Holt",
        "Photo: Mira Holt. She was there at noon",
        "Photo: Mira Holt at the eastern quay with the harbour master and all of his nine daughters",
        "The quay in a photo by Mira Holt",
        "The quay at noon (September 2017)",
        "Prisoners (AP 2017 report)",
        "Images: an exhibition",
        "او عکس: را نشان داد و رفت و دیگر هرگز به آن اسکلهٔ قدیمی شرقی برنگشت",
        "",
    ],
)
def test_what_only_might_be_a_credit_stays_in_the_caption(caption: str) -> None:
    assert split_credit(caption) == (caption, "")


def test_a_caption_of_a_million_spaces_takes_no_time() -> None:
    caption = " " * 1_000_000 + "x"
    assert split_credit(caption) == (caption, "")


@given(st.text(), st.sampled_from([". Photo: ", "\nFoto: ", " (Photo/", ". عکس: ", " Photo by "]), st.text())
def test_no_letter_is_lost_or_moved(start: str, label: str, end: str) -> None:
    caption = start + label + end
    words, credit = split_credit(caption)
    assert "".join((words + credit).split()) == "".join(caption.split())


def test_a_credit_in_a_body_is_cited_and_no_word_of_it_changes() -> None:
    body = "<figure><figcaption>Dawn &amp; <em>dusk</em>.<br>Photo: A &amp; B</figcaption></figure>"
    cited = cite_credits(body)
    assert "dusk</em>.<br><cite>Photo: A &amp; B</cite></figcaption>" in cited
    assert re.sub("</?cite>", "", cited) == body


@pytest.mark.parametrize(
    "caption", ["Dawn. <cite>Photo: A</cite>", "The <em>last</em> Photo: Ann", "Dawn. Photo: <b>Ann</b>"]
)
def test_a_caption_of_a_body_that_is_cited_or_not_clear_stays(caption: str) -> None:
    body = f"<figure><figcaption>{caption}</figcaption></figure>"
    assert cite_credits(body) == body


def test_a_lead_picture_s_credit_has_its_own_place_unless_the_copy_gave_one() -> None:
    lead = FigureFind(caption="The quay. Photo: Mira Holt")
    assert with_credit(PostFind("1", "x", "", lead=lead)).lead == FigureFind(
        caption="The quay.", credit="Photo: Mira Holt"
    )
    given_one = FigureFind(caption="The quay. Photo: Mira Holt", credit="AFP")
    assert with_credit(PostFind("1", "x", "", lead=given_one)).lead == given_one
