"""Writing in the editor: with a keyboard, with the buttons, on a phone."""

import re
from pathlib import Path

from playwright.sync_api import Page

from tests.newsroom.body.writing import body, put, select, text, tool


def test_what_is_typed_is_what_the_form_sends(page: Page) -> None:
    text(page).click()
    page.keyboard.type("One")
    page.keyboard.press("Enter")
    page.keyboard.type("Two")
    assert body(page) == "<p>One</p><p>Two</p>"


def test_beginnings_of_lines_make_headings_lists_and_quotations(page: Page) -> None:
    text(page).click()
    page.keyboard.type("## Head\n- a\nb\n\n1. c\n\n> Said", delay=5)
    assert (
        body(page)
        == "<h2>Head</h2><ul><li>a</li><li>b</li></ul><ol><li>c</li></ol><blockquote><p>Said</p></blockquote>"
    )


def test_buttons_format_what_is_selected_and_say_so(page: Page) -> None:
    put(page, "<p>One two three</p>")
    for name, tag in (("strong", "strong"), ("em", "em"), ("cite", "cite")):
        select(page, "two")
        tool(page, name).click()
        assert body(page) == f"<p>One <{tag}>two</{tag}> three</p>"
        assert tool(page, name).get_attribute("aria-pressed") == "true"
        tool(page, name).click()
        assert tool(page, name).get_attribute("aria-pressed") == "false"
    tool(page, "heading2").click()
    assert body(page) == "<h2>One two three</h2>"
    tool(page, "heading2").click()
    tool(page, "bullets").click()
    assert body(page) == "<ul><li>One two three</li></ul>"
    tool(page, "numbers").click()
    assert body(page) == "<ol><li>One two three</li></ol>"
    tool(page, "numbers").click()
    tool(page, "more").click()
    tool(page, "pullQuote").click()
    assert body(page) == '<blockquote class="pullquote"><p>One two three</p></blockquote>'


def test_items_go_deeper_and_higher(page: Page) -> None:
    put(page, "<ul><li>a</li><li>b</li></ul>")
    select(page, "b")
    page.keyboard.press("Tab")
    assert body(page) == "<ul><li>a<ul><li>b</li></ul></li></ul>"
    page.keyboard.press("Shift+Tab")
    assert body(page) == "<ul><li>a</li><li>b</li></ul>"


def test_undo_and_redo(page: Page) -> None:
    put(page, "<p>One</p>")
    select(page, "One")
    tool(page, "strong").click()
    tool(page, "undo").click()
    assert body(page) == "<p>One</p>"
    page.keyboard.press("Control+Shift+z")
    assert body(page) == "<p><strong>One</strong></p>"


def test_a_link_is_typed_checked_changed_and_removed(page: Page) -> None:
    put(page, "<p>One two</p>")
    select(page, "two")
    page.keyboard.press("Control+k")
    page.fill("dialog input[name=href]", "javascript:alert(1)")
    page.get_by_role("button", name="Apply").click()
    assert "can't be used" in page.locator("dialog [role=alert]").inner_text()
    page.fill("dialog input[name=href]", "example.org/a")
    page.get_by_role("button", name="Apply").click()
    assert body(page) == '<p>One <a href="https://example.org/a">two</a></p>'
    tool(page, "link").click()
    assert page.input_value("dialog input[name=href]") == "https://example.org/a"
    page.get_by_role("button", name="Remove the link").click()
    assert body(page) == "<p>One two</p>"


def test_a_link_to_a_post_is_picked_from_the_papers_own(page: Page) -> None:
    put(page, "<p>See the bridge there</p>")
    select(page, "the bridge")
    tool(page, "linkPost").click()
    page.locator(".modal").get_by_text("The bridge reopens").click()
    page.locator(".modal").wait_for(state="detached")
    assert re.fullmatch(r'<p>See <a href="/[^"]+/" data-post="\d+">the bridge</a> there</p>', body(page)), (
        body(page)
    )


def test_a_picture_is_uploaded_described_captioned_and_credited_in_place(page: Page, photo: Path) -> None:
    put(page, "<p>One</p>")
    text(page).click()
    tool(page, "picture").click()
    modal = page.locator(".modal")
    modal.get_by_role("tab", name="Upload").click()
    modal.locator("input[type=file]").set_input_files(photo)
    modal.locator("[name$=alt]").fill("A quay")
    modal.locator("[name$=caption]").fill("In May")
    modal.locator("[name$=credit]").fill("Mina")
    modal.locator("button[type=submit], input[type=submit]").last.click()
    page.wait_for_selector(".body-picture img")
    modal.wait_for(state="detached")
    assert re.fullmatch(
        r'<p>One</p><figure><img src="/media/[^"]+" alt="A quay" width="\d+" height="\d+" data-image="\d+">'
        r"<figcaption>In May <cite>Mina</cite></figcaption></figure>",
        body(page),
    ), body(page)
    page.wait_for_function("document.querySelector('.body-picture img').naturalWidth > 0")
    page.locator(".body-picture input").fill("A quay at dawn")
    assert 'alt="A quay at dawn"' in body(page)
    text(page).locator("figcaption").click()
    page.keyboard.press("Home")
    page.keyboard.type("Late ")
    assert "<figcaption>Late In May <cite>Mina</cite></figcaption>" in body(page)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("After")
    assert body(page).endswith("</figure><p>After</p>")
    page.get_by_role("button", name="Take the picture out").click()
    assert body(page) == "<p>One</p><p>After</p>"


def test_a_credit_is_added_to_a_picture_that_has_none(page: Page) -> None:
    put(page, '<figure><img src="https://old.example/a.jpg" alt=""><figcaption>In May</figcaption></figure>')
    page.get_by_role("button", name="Add a credit").click()
    page.keyboard.type("Mina")
    assert "<figcaption>In May <cite>Mina</cite></figcaption>" in body(page)
    assert "https://old.example/a.jpg" in page.locator(".body-elsewhere").inner_text()


def test_a_link_card(page: Page) -> None:
    put(page, "<p>One</p>")
    text(page).click()
    tool(page, "card").click()
    page.fill("dialog input[name=href]", "https://video.example/1")
    page.fill("dialog input[name=words]", "A film")
    page.get_by_role("button", name="Apply").click()
    assert body(page) == (
        '<p>One</p><aside class="card"><p><a href="https://video.example/1">A film</a></p></aside>'
    )


def test_a_table_grows_and_has_a_heading_row(page: Page) -> None:
    text(page).click()
    tool(page, "table").click()
    page.keyboard.type("a")
    page.keyboard.press("Tab")
    page.keyboard.type("b")
    tool(page, "rowAfter").click()
    tool(page, "deleteColumn").click()
    assert body(page) == (
        "<table><tbody><tr><th>a</th><th></th></tr><tr><td></td><td></td></tr><tr><td></td><td></td></tr>"
        "<tr><td></td><td></td></tr></tbody></table>"
    )
    tool(page, "deleteTable").click()
    assert body(page) == ""


def test_each_block_runs_as_its_first_letter_says_and_nothing_is_stored(page: Page) -> None:
    text(page).click()
    page.keyboard.type("سلام CNN 123")
    page.keyboard.press("Enter")
    page.keyboard.type("Hello")
    shown = text(page).locator("p").evaluate_all("(all) => all.map((p) => getComputedStyle(p).direction)")
    assert shown == ["rtl", "ltr"]
    assert body(page) == "<p>سلام CNN 123</p><p>Hello</p>"


def test_a_direction_is_set_and_left_to_the_letters_again(page: Page) -> None:
    put(page, "<p>CNN گزارش داد</p><ul><li>one</li></ul>")
    select(page, "CNN")
    tool(page, "rtl").click()
    assert body(page).startswith('<p dir="rtl">')
    assert tool(page, "rtl").get_attribute("aria-pressed") == "true"
    tool(page, "auto").click()
    assert body(page).startswith("<p>CNN")
    select(page, "one")
    tool(page, "rtl").click()
    assert body(page).endswith('<ul><li dir="rtl">one</li></ul>')


def test_the_toolbar_is_one_stop_and_its_arrows_go_round(page: Page) -> None:
    put(page, "<p>One</p>")
    assert page.locator(".body-tools button[tabindex='0']").count() == 1
    text(page).click()
    page.keyboard.press("Alt+F10")
    focused = "document.activeElement.dataset.tool"
    assert page.evaluate(focused) == "undo"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "heading2"
    page.keyboard.press("End")
    assert page.evaluate(focused) == "help"
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('body-text')")
    unnamed = page.locator(".body-tools button").evaluate_all(
        "(all) => all.filter((b) => !b.getAttribute('aria-label'))"
    )
    assert unnamed == []


def test_the_keys_are_listed(page: Page) -> None:
    tool(page, "help").click()
    listed = page.locator("dialog").inner_text()
    assert "Ctrl+B" in listed
    assert "Alt+F10" in listed


def test_a_key_in_a_long_body_does_not_lay_out_what_is_sent(page: Page) -> None:
    put(page, "<p>رئیس بندر گفت که کشتی‌ها دوباره خواهند آمد و کار چنین پیش رفت.</p>" * 400)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def laid_out() -> float:
        """Seconds, until now."""
        told = devtools.send("Performance.getMetrics")["metrics"]
        return next(float(each["value"]) for each in told if each["name"] == "LayoutDuration")

    def cost_of_typing() -> float:
        text(page).locator("p").nth(5).click()
        before = laid_out()
        for letter in "letters":
            page.keyboard.type(letter)
            page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        return laid_out() - before

    cost_of_typing()
    as_it_is = cost_of_typing()
    page.locator("[name=body]").evaluate("(it) => it.style.setProperty('content-visibility', 'visible')")
    cost_of_typing()
    assert as_it_is < cost_of_typing() / 2


def test_a_draft_is_saved_by_itself_and_opens_with_what_was_written(page: Page) -> None:
    page.wait_for_timeout(2500)  # what is typed in the first moments is taken for what was there
    page.fill("[name=headline]", "Saved by itself")
    text(page).click()
    page.keyboard.type("Kept")
    page.wait_for_url(re.compile("/posts/edit/"))
    page.goto(page.url)
    page.wait_for_selector(".body-text")
    assert body(page) == "<p>Kept</p>"
    assert text(page).inner_text().strip() == "Kept"


def test_a_phones_keyboard_composes_corrects_and_breaks_lines(phone: Page) -> None:
    text(phone).tap()
    keys = phone.context.new_cdp_session(phone)
    for end in range(1, 6):
        keys.send(
            "Input.imeSetComposition", {"text": "hello"[:end], "selectionStart": end, "selectionEnd": end}
        )
    keys.send("Input.insertText", {"text": "hello"})
    keys.send("Input.insertText", {"text": " "})
    keys.send("Input.imeSetComposition", {"text": "سل", "selectionStart": 2, "selectionEnd": 2})
    keys.send("Input.insertText", {"text": "سلام"})
    phone.evaluate("document.execCommand('insertParagraph')")
    keys.send("Input.insertText", {"text": "teh"})
    # The word before is composed again and corrected, as phones do.
    keys.send(
        "Input.imeSetComposition",
        {"text": "the", "selectionStart": 3, "selectionEnd": 3, "replacementStart": 12, "replacementEnd": 15},
    )
    keys.send("Input.insertText", {"text": "the"})
    assert body(phone) == "<p>hello سلام</p><p>the</p>"


def test_on_a_phone_the_buttons_stay_in_reach_and_are_large_enough(phone: Page) -> None:
    put(phone, "".join(f"<p>Paragraph {number}</p>" for number in range(60)))
    sizes = phone.locator(".body-tools-row:not([hidden]) button").evaluate_all(
        "(all) => all.map((each) => [each.offsetWidth, each.offsetHeight])"
    )
    assert all(width >= 44 and height >= 44 for width, height in sizes)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    text(phone).locator("p").nth(40).scroll_into_view_if_needed()
    text(phone).locator("p").nth(40).tap()
    tool(phone, "strong").tap()
    tools = phone.locator(".body-tools").bounding_box()
    assert tools is not None
    assert 0 <= tools["y"] < 200
    assert tool(phone, "strong").get_attribute("aria-pressed") == "true"
    row = phone.locator(".body-tools-row").first
    assert row.evaluate("(row) => row.scrollWidth > row.clientWidth && row.clientHeight < 70")
