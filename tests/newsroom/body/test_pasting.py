"""What is pasted becomes what a body may hold, whichever program it came from."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.newsroom.body.conftest import open_form
from tests.newsroom.body.writing import body, paste, put, text, tool
from tests.newsroom.served import Served


def pasted(name: str) -> str:
    """What a program puts on the clipboard."""
    return (Path(__file__).parent / "pasted" / f"{name}.html").read_text(encoding="utf-8")


def test_word_gives_headings_lists_and_directions_without_styles(page: Page) -> None:
    text(page).click()
    paste(page, html=pasted("word"))
    assert body(page) == (
        "<h2>The harbour</h2><p><strong>It opened</strong> on <em>Monday</em>.</p>"
        "<ul><li>Ferries<ul><li>to the north</li></ul></li><li>Cranes</li></ul><p>Then:</p>"
        '<ol start="3"><li>third</li><li>fourth</li></ol><p><span lang="FA">بندر باز شد</span></p>'
        '<p dir="rtl">CNN گزارش داد</p>'
    )


def test_google_docs_give_bold_italic_links_and_nested_lists(page: Page) -> None:
    text(page).click()
    paste(page, html=pasted("google-docs"))
    assert body(page) == (
        "<h3>Tides</h3><p><strong>High</strong> and <em>low</em>, see "
        '<a href="https://tides.example/?a=1">tables</a></p><ul><li>one<ul><li>deeper</li></ul></li><li>two</li></ul>'
    )


def test_the_block_editors_markup_keeps_quotes_captions_and_cards(page: Page) -> None:
    text(page).click()
    paste(
        page,
        html=pasted("block-editor"),
    )
    assert body(page) == (
        "<p>One <strong>two</strong></p><blockquote><p>Said</p><cite>Mina</cite></blockquote>"
        '<blockquote class="pullquote"><p>Loud</p></blockquote><p>The boat</p>'
        '<aside class="card"><p><a href="https://video.example/watch?v=1">https://video.example/watch?v=1</a></p></aside>'
        "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table><h2>End</h2>"
    )
    note = page.locator(".body-notice")
    assert "left out of what you pasted: 1." in note.inner_text()
    assert note.locator("a").get_attribute("href") == "https://old.example/a.jpg"


def test_the_classic_editors_text_becomes_paragraphs(page: Page) -> None:
    text(page).click()
    paste(
        page,
        plain=(
            "First <strong>words</strong>\nsame paragraph\n\n"
            '[caption id="attachment_1" width="300"]<img src="https://old.example/a.jpg" alt="" /> The boat[/caption]'
            "\n\n<h2>Then</h2>\n\nLast"
        ),
    )
    assert body(page) == (
        "<p>First <strong>words</strong><br>same paragraph</p><p>The boat</p><h2>Then</h2><p>Last</p>"
    )


def test_plain_text_with_blank_lines_becomes_paragraphs(page: Page) -> None:
    text(page).click()
    paste(page, plain="One\r\nsame\r\n\r\nTwo <b>\r\n\r\n\r\nسه")
    assert body(page) == "<p>One<br>same</p><p>Two &lt;b&gt;</p><p>سه</p>"


def test_one_line_goes_into_the_sentence(page: Page) -> None:
    put(page, "<p>before after</p>")
    page.evaluate("() => document.querySelector('[name=body]').bodyDesk.editor.commands.setTextSelection(7)")
    paste(page, plain=" and")
    assert body(page) == "<p>before and after</p>"


def test_pasted_scripts_frames_and_addresses_do_nothing(
    browser: Browser, running: Served, signed_in: Any
) -> None:
    context, wrong = open_form(browser, running, signed_in)
    page = context.pages[0]
    text(page).click()
    paste(
        page,
        html=(
            "<p onclick='hurt()'>a<img src=x onerror='window.hurt=1'><script>window.hurt=1</script></p>"
            "<a href='java&#10;script:hurt()'>b</a><iframe src='https://frame.example/'></iframe>"
            "<form action='https://f.example/'><input value=x>c</form><svg><script>window.hurt=1</script></svg>"
            "<div data-raw='&lt;img src=x onerror=window.hurt=1&gt;'>d</div>"
        ),
    )
    assert page.evaluate("window.hurt") is None
    for word in ("onclick", "onerror", "script", "iframe", "data-raw", "form"):
        assert word not in body(page), word
    assert "https://frame.example/" in body(page)
    context.close()
    # The policy refuses the handlers when they are read, and says so; that is all that happens.
    assert all("Executing inline event handler violates" in each for each in wrong), wrong


def test_what_is_copied_within_a_body_is_pasted_as_it_was(page: Page) -> None:
    written = (
        '<h2>A</h2><figure><img src="/media/a.jpg" alt="x" data-image="5"><figcaption>C <cite>D</cite></figcaption>'
        "</figure>"
        "<ul><li>a<ul><li>b</li></ul></li></ul><table><thead><tr><th>1</th></tr></thead><tbody><tr><td>2</td></tr></tbody>"
        "</table><p><ruby>漢<rt>kan</rt></ruby></p>"
    )
    put(page, written)
    text(page).focus()
    page.keyboard.press("Control+a")
    copied = page.evaluate(
        """() => {
            const data = new DataTransfer();
            const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
            document.querySelector(".body-text").dispatchEvent(event);
            return data.getData("text/html");
        }"""
    )
    page.keyboard.press("Delete")
    assert body(page) == ""
    paste(page, html=copied)
    assert body(page) == written


def test_a_file_that_is_dropped_is_refused_with_a_sentence(page: Page) -> None:
    text(page).evaluate(
        """(target) => {
            const data = new DataTransfer();
            data.items.add(new File(["x"], "a.jpg", { type: "image/jpeg" }));
            target.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    assert "picture button" in page.locator(".body-notice").inner_text()
    assert body(page) == ""


def test_a_paste_is_one_step_to_undo(page: Page) -> None:
    put(page, "<p>One</p>")
    text(page).click()
    paste(page, html="<p>Two</p><p>Three</p>")
    tool(page, "undo").click()
    assert body(page) == "<p>One</p>"
