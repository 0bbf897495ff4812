"""An export carries what lies on editors' desks as they have typed it last."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone
from lxml import etree

from broadsheet.export import ExportOrder, export
from broadsheet.newsroom import paper as newsroom_paper
from broadsheet.newsroom.stories.desk import drafts
from tests.newsroom.desk import edit, write


def exported(target: Path, form: Any = "json") -> dict[str, Any]:
    order = ExportOrder(newsroom_paper.current(), form, target, desk=drafts)
    export(order, now=datetime.now(UTC))
    if form != "json":
        return {}
    lines = (target / "posts.jsonl").read_text(encoding="utf-8").splitlines()
    return {post["headline"]: post for post in map(json.loads, lines)}


def test_a_draft_is_exported_as_it_was_saved_last(editor: Client, tmp_path: Path) -> None:
    story = write(editor, headline="First words", tag_names="Harbour")
    edit(editor, story, headline="Better words", tag_names="Harbour\nFerry", author_names="Mina")
    told = exported(tmp_path / "out")
    assert list(told) == ["Better words"]
    post = told["Better words"]
    assert (post["status"], post["tags"], post["byline"]) == ("draft", ["Harbour", "Ferry"], ["Mina"])


def test_a_change_that_is_not_published_yet_stays_inside(editor: Client, tmp_path: Path) -> None:
    story = write(editor, action="publish", headline="Harbour opens")
    edit(editor, story, headline="Harbour closes")
    assert list(exported(tmp_path / "out")) == ["Harbour opens"]


def test_what_is_scheduled_is_scheduled_in_wordpress_too(editor: Client, tmp_path: Path) -> None:
    day = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
    write(editor, action="publish", headline="Embargoed", go_live_at=f"{day:%Y-%m-%d %H:%M}")
    exported(tmp_path / "out", "wxr")
    names = {"wp": "http://wordpress.org/export/1.2/"}
    (item,) = etree.parse(tmp_path / "out" / "wordpress.xml").iter("item")
    assert item.findtext("wp:status", namespaces=names) == "future"
    assert str(item.findtext("wp:post_date_gmt", namespaces=names))[:16] == f"{day:%Y-%m-%d %H:%M}"
