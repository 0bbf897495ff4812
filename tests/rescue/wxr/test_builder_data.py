"""A post whose text is only in a page builder's data comes back, or the report says where its text is."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.rescue.wxr.exports import Post, export, read


def widget(kind: str, **settings: Any) -> dict[str, Any]:
    return {"id": "a", "elType": "widget", "widgetType": kind, "settings": settings, "elements": []}


def built(folder: Path, *widgets: dict[str, Any], content: str = "") -> str:
    column = {"elType": "column", "settings": {"title": ""}, "elements": list(widgets)}
    data = json.dumps([{"elType": "section", "settings": [], "elements": [column]}])
    return read(folder, export(Post(content=content, meta=(("_elementor_data", data),)))).post.body


def test_its_headings_texts_pictures_and_links_are_read_in_their_order(tmp_path: Path) -> None:
    body = built(
        tmp_path,
        widget("heading", title="The pier"),
        widget("text-editor", editor="<p>It was closed.</p>"),
        widget("image", image={"id": 5, "url": "https://harbour.example/wp-content/uploads/pier.jpg"}),
        widget("button", text="Read on", link={"url": "https://harbour.example/more/"}),
        widget("accordion", tabs=[{"tab_title": "First", "tab_content": "<p>Day one.</p>"}]),
    )
    assert body == (
        '<h3>The pier</h3><p>It was closed.</p><figure><img src="https://harbour.example/wp-content/uploads/pier.jpg"'
        ' alt=""></figure><p><a href="https://harbour.example/more/">Read on</a></p><h3>First</h3><p>Day one.</p>'
    )


def test_a_post_that_has_its_text_needs_no_data(tmp_path: Path) -> None:
    assert built(tmp_path, widget("heading", title="Twice"), content="<p>Once.</p>") == "<p>Once.</p>"


@pytest.mark.parametrize(
    "meta", [("_fl_builder_data", 'a:1:{s:4:"text";s:9:"The words";}'), ("_elementor_data", '[{"cut off": ')]
)
def test_data_that_cannot_be_read_is_told(tmp_path: Path, meta: tuple[str, str]) -> None:
    value = meta[1] + "x" * 20
    reading = read(tmp_path, export(Post(content="", meta=((meta[0], value),))))
    assert meta[0] in reading.said("page builder").what
    assert reading.said("page builder").kind == "leftover"
