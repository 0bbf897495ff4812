"""What tests do in the editor, and what a form would send of it."""

from typing import Any

from playwright.sync_api import Locator, Page

__all__ = ["body", "hold", "paste", "put", "select", "text", "tool"]


def text(page: Page) -> Locator:
    """Where somebody writes."""
    return page.locator(".body-text")


def tool(page: Page, name: str) -> Locator:
    """A button of the toolbar."""
    return page.locator(f".body-tools [data-tool={name}]")


def body(page: Page) -> str:
    """What the form would send."""
    return page.input_value("[name=body]")


def put(page: Page, html: str) -> None:
    """Write into the form's own textarea, as if the post had been opened with it."""
    page.evaluate(
        """(html) => {
            const textarea = document.querySelector("[name=body]");
            textarea.value = html;
            textarea.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        html,
    )


def hold(page: Page, html: str) -> Any:
    """Whether the editor can hold a body, and what it would write of it."""
    return page.evaluate(
        """(html) => {
            const desk = document.querySelector("[name=body]").bodyDesk;
            const holds = desk.holds(html);
            if (holds) desk.put(html);
            return [holds, holds ? desk.written() : ""];
        }""",
        html,
    )


def select(page: Page, words: str) -> None:
    """Select words of one run of letters."""
    page.evaluate(
        """(words) => {
            const { editor } = document.querySelector("[name=body]").bodyDesk;
            let from = null;
            editor.state.doc.descendants((node, place) => {
                const at = node.isText ? node.text.indexOf(words) : -1;
                if (at >= 0 && from === null) from = place + at;
            });
            editor.view.focus();
            editor.commands.setTextSelection({ from, to: from + words.length });
        }""",
        words,
    )


def paste(page: Page, *, html: str = "", plain: str = "") -> None:
    """Paste what another program put on the clipboard."""
    text(page).evaluate(
        """(target, [html, plain]) => {
            const data = new DataTransfer();
            if (html) data.setData("text/html", html);
            if (plain) data.setData("text/plain", plain);
            target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, plain],
    )
