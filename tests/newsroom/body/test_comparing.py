"""Two versions of a body are compared as somebody reads them."""

import re

from django.test import Client
from django.urls import reverse

from broadsheet.newsroom.body.comparing import BodyComparison, lines_of
from broadsheet.newsroom.models import Story
from tests.newsroom.desk import edit, write


def compared(before: str, after: str) -> str:
    field = Story._meta.get_field("body")
    return str(BodyComparison(field, Story(body=before), Story(body=after)).htmldiff())


def test_words_are_marked_and_no_markup_is_shown() -> None:
    told = compared("<p>The ferry leaves at six.</p>", "<p>The ferry leaves at <strong>seven</strong>.</p>")
    assert re.search(r'class="deletion">six', told)
    assert re.search(r'class="addition">seven', told)
    assert "strong" not in told


def test_each_block_is_a_line_of_its_own() -> None:
    told = compared("<p>March.</p><p>See this.</p>", "<p>March.</p><h2>New</h2><p>See this.</p>")
    assert told.count("<p") == 3
    assert "March.See" not in re.sub(r"<[^>]+>", "", told)
    assert re.search(r"Heading</small> <span class=\"addition\">New", told)


def test_where_a_link_leads_is_told() -> None:
    told = compared(
        '<p><a href="https://a.example/">here</a></p>', '<p><a href="https://b.example/">here</a></p>'
    )
    assert "here (https://" in told
    assert 'class="addition">b<' in told


def test_another_picture_is_told() -> None:
    told = compared(
        '<figure><img src="/media/a.jpg" alt="The quay"><figcaption>1</figcaption></figure>',
        '<figure><img src="/media/b.jpg" alt="The quay"><figcaption>1</figcaption></figure>',
    )
    assert "Picture" in told
    assert "formatted differently" in told


def test_the_same_words_in_another_form_are_told() -> None:
    assert "formatted differently" in compared("<p>Now</p>", "<p><em>Now</em></p>")
    assert "formatted differently" in compared("<ul><li>Now</li></ul>", '<ul><li dir="rtl">Now</li></ul>')
    assert "formatted differently" not in compared("<p>Now</p>", "<p>Now</p>")


def test_hostile_words_stay_words() -> None:
    told = compared("<p>a</p>", "<p>&lt;script&gt;x&lt;/script&gt;</p>")
    assert "<script" not in told


def test_every_word_of_odd_markup_is_in_a_line() -> None:
    body = (
        "loose <em>words</em><ul><li>one<ul><li>two</li></ul>three</li></ul><dl><dt>four</dt><dd>five</dd></dl>"
        "<details><summary>six</summary>seven</details><table><caption>eight</caption><tbody><tr><td>nine</td>"
        "<td><p>ten</p><p>eleven</p></td></tr></tbody></table><p><ruby>twelve<rt> x</rt></ruby></p>"
    )
    words = " ".join(line.text for line in lines_of(body))
    for word in "loose words one two three four five six seven eight nine ten eleven twelve".split():
        assert word in words.split(), word


def test_line_ends_between_blocks_are_no_change() -> None:
    field = Story._meta.get_field("body")
    pair = Story(body="<p>a</p><p>b</p>"), Story(body="<p>a</p>\n<p>b</p>")
    assert not BodyComparison(field, *pair).has_changed()


def test_the_page_of_comparison_shows_it(editor: Client) -> None:
    story = write(editor, headline="Ferries", body="<p>The ferry leaves at six.</p>")
    edit(editor, story, body="<p>The ferry leaves at seven.</p>")
    url = reverse("wagtailsnippets_newsroom_story:revisions_compare", args=[story.pk, "earliest", "latest"])
    page = editor.get(url).content.decode()
    assert "body-comparison" in page
    assert "&lt;p&gt;" not in page
