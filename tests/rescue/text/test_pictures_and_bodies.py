from pathlib import Path

from broadsheet.rescue.finds import FigureFind
from tests.rescue.text.annotated import finds_of, posts_of, read_page, remarks_of

PAGE = """Posts Tagged ‘salt’

{above}
The Salt Road Closes Early

{below}
The road was closed at noon on Friday, said a clerk of the parish.

{body}
The mayor & his <brother> would not say why the road was closed.

Continue reading

bees,mules,salt

A Mule Is Found in the Chapel

Nobody knows how it got in, as the door was locked from inside.

Continue reading
"""


def page(*, above: str = "", below: str = "", body: str = "") -> str:
    return PAGE.format(above=f"bees,salt\n\n{above}", below=below, body=body)


def test_a_headline_is_the_line_between_two_equal_ones(tmp_path: Path) -> None:
    text = page(above="Mules at the pass\n", below="Mules at the pass\n\nMules at the pass, May 3, 2018\n")
    post = posts_of(finds_of(tmp_path, text))[0]
    assert post.headline == "The Salt Road Closes Early"
    assert post.lead == FigureFind(alt="Mules at the pass", caption="Mules at the pass, May 3, 2018")


def test_a_caption_with_a_line_break_stays_one_caption(tmp_path: Path) -> None:
    text = page(above="Ada Lind\n", below="Ada Lind\n\nAda Lind\nClerk of the parish speaking at the pass\n")
    post = posts_of(finds_of(tmp_path, text))[0]
    assert post.lead == FigureFind(
        alt="Ada Lind", caption="Ada Lind\nClerk of the parish speaking at the pass"
    )


def test_a_different_small_pictures_words_are_told_to_the_editor(tmp_path: Path) -> None:
    finds = finds_of(
        tmp_path, page(above="A mule\n", below="Mules at the pass\n\nMules at the pass in May 2018\n")
    )
    lead = posts_of(finds)[0].lead
    assert lead is not None
    assert lead.alt == "Mules at the pass"
    assert "A mule" in [remark.quote for remark in remarks_of(finds)]


def test_text_is_escaped_and_otherwise_untouched(tmp_path: Path) -> None:
    post = posts_of(finds_of(tmp_path, page()))[0]
    assert "<p>The mayor &amp; his &lt;brother&gt; would not say why the road was closed.</p>" in post.body


def test_a_line_that_is_another_posts_headline_is_a_card(tmp_path: Path) -> None:
    post = posts_of(finds_of(tmp_path, page(body="A Mule Is Found in the Chapel\n")))[0]
    assert '<aside class="card"><p>A Mule Is Found in the Chapel</p></aside>' in post.body


def test_a_captions_words_amid_the_text_are_a_figure(tmp_path: Path) -> None:
    post = posts_of(finds_of(tmp_path, page(body="The pass in winter (Photo: Ada Lind)\n")))[0]
    assert "<figure><figcaption>The pass in winter (Photo: Ada Lind)</figcaption></figure>" in post.body


def test_a_link_glued_to_a_paragraph_is_taken_off_and_told(tmp_path: Path) -> None:
    text = "Tag: salt\n\n" + "".join(
        f"{title}\n\nMay {day}, 2019\n\nThe road was closed at noon, said a clerk … Continue reading →\n\n"
        for title, day in (("The Salt Road Closes Early", 5), ("A Mule Is Found in the Chapel", 3))
    )
    finds = finds_of(tmp_path, text)
    assert [post.body for post in posts_of(finds)] == [
        "<p>The road was closed at noon, said a clerk …</p>"
    ] * 2
    assert [remark.quote for remark in remarks_of(finds) if remark.kind == "repair"] == [
        "Continue reading →"
    ] * 2


def test_an_excerpt_is_said_to_be_only_the_beginning(tmp_path: Path) -> None:
    remarks = [remark.what for remark in remarks_of(read_page(tmp_path, "en-excerpts"))]
    assert sum("only the beginning" in what for what in remarks) == 5


def test_a_joiner_inside_a_persian_word_is_kept(tmp_path: Path) -> None:
    post = posts_of(read_page(tmp_path, "fa-"))[0]
    assert post.language == "fa"
    assert "وعده‌های بی‌پایان" in post.body
