"""docs/formats.md says what readers do: its sentences are those that editors get, its keys are those written."""

import gzip
import json
import re
from pathlib import Path

import pytest

from broadsheet.errors import RescueError, UnknownFormat
from broadsheet.press.postjson import post_json
from broadsheet.rescue.detect import detect_format
from broadsheet.rescue.finds import PostFind, Remark
from broadsheet.rescue.text import read_text
from broadsheet.rescue.wxr import read_wxr
from tests.conftest import CHECKOUT
from tests.press.cards import card, post

PAGE = (CHECKOUT / "docs" / "formats.md").read_text(encoding="utf-8")
HEAD = (
    '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Old</title>'
)
FOOT = "</channel></rss>"
REFUSED = {
    "nothing in it": b" \n",
    "zip": b"PK\x03\x04" + b"\0" * 40,
    "gzip of a text": gzip.compress(b"Good morning. " * 40),
    "picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    "PDF": b"%PDF-1.7\n",
    "WARC": b"WARC/1.0\r\nWARC-Type: warcinfo\r\n",
    "HTML": b"<!DOCTYPE html><html><body><p>Hello.</p></body></html>",
    "text full of tags": b"Tag: salt\n\n" + b"<p>The road was closed at noon.</p>\n\n" * 6,
    "RSS": b"<rss version='2.0'><channel><title>x</title></channel></rss>",
    "Atom": b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>",
    "sitemap": b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>",
    "database dump": b"-- MySQL dump 10.13\nCREATE TABLE `wp_posts` (id int);\n",
    "other XML": b"<?xml version='1.0'?><data><row/></data>",
    "Ghost": b'{"db": [{"meta": {"exported_on": 1}, "data": {"posts": []}}]}',
    "Markdown": b"---\ntitle: Hello\n---\nText.\n",
    "other text": b"Dear diary, nothing happened today, and I wrote it down.\n",
}


def item(body: str = "Text.", *, number: int = 1, title: str = "A rally", more: str = "") -> str:
    return (
        f"<item><title>{title}</title><wp:post_id>{number}</wp:post_id><wp:post_type>post</wp:post_type>"
        f"<wp:status>publish</wp:status><wp:post_password></wp:post_password>{more}"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
    )


def export(*items: str, end: str = FOOT) -> bytes:
    return "".join([HEAD, *items, end]).encode()


DAMAGED = {
    "a control character": export(item("A\x10B")),
    "a reference to one": export(item(title="A&#0;B")),
    "a bare ampersand": export(item(title="Bread & roses")),
    "a name of HTML": export(item(title="Bread&nbsp;and roses")),
    "an unknown entity": export(item(title="Bread &unknown; roses")),
    "another encoding": export(item("سلام " * 9), item("caf#", number=2)).replace(b"caf#", b"caf\xe9 noir"),
    "a missing tag": export(item().replace("</title>", "")),
    "a torn archive": gzip.compress(export(*(item(str(n) * 99, number=n) for n in range(999))))[:-900],
    "an end amid an item": export(item(), item(number=2)[:-30], end=""),
    "no end": export(item(), end=""),
    "two of one number": export(item(), item("Other text.")),
}


def section(title: str) -> str:
    return re.split(r"^#+ ", PAGE.partition(f" {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def last_cells(text: str) -> set[str]:
    """The last cell of each row of a table, its head left out."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return {row.rstrip("| ").rpartition("| ")[2] for row in rows[2:]}


def test_every_refusal_is_documented_and_every_documented_refusal_happens(tmp_path: Path) -> None:
    file = tmp_path / "copy"
    told = set()
    for content in REFUSED.values():
        file.write_bytes(content)
        with pytest.raises(UnknownFormat) as refusal:
            detect_format(file)
        told.add(str(refusal.value).replace(" copy:", " NAME:"))
    assert told == last_cells(section("How a file is recognised"))


def test_every_repair_is_documented_and_every_documented_repair_happens(tmp_path: Path) -> None:
    file = tmp_path / "copy.xml"
    told = set()
    for content in DAMAGED.values():
        file.write_bytes(content)
        told |= {find.what for find in read_wxr(file) if isinstance(find, Remark) and find.kind == "repair"}
    assert told == last_cells(section("Damage"))


def test_what_is_no_export_or_no_page_is_refused_in_the_documented_sentences(tmp_path: Path) -> None:
    file = tmp_path / "copy"
    for content, read in (("<rss><nothing/></rss>", read_wxr), ("Nothing at all", read_text)):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(RescueError) as refusal:
            list(read(file))
        assert re.sub(r"\S*copy\b", "NAME", str(refusal.value)) in PAGE


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("future", "scheduled"),
        ("draft", "draft"),
        ("auto-draft", "draft"),
        ("inherit", "draft"),
        ("pending", "pending"),
        ("private", "private"),
        ("trash", "trashed"),
        ("publish", "published"),
    ],
)
def test_a_status_becomes_what_the_table_says(said: str, kept: str, tmp_path: Path) -> None:
    file = tmp_path / "copy.xml"
    file.write_bytes(export(item().replace("publish<", f"{said}<")))
    (found,) = (find for find in read_wxr(file) if isinstance(find, PostFind))
    assert found.status == kept
    rows = [line for line in section("What becomes public").splitlines() if f"`{said}`" in line]
    assert kept == "published" or any(row.endswith(f"| {kept} |") for row in rows)


def test_the_keys_of_post_json_are_the_documented_ones() -> None:
    row = post(of=card(has_lead=True, lead_caption="A crowd"))
    written = json.loads(post_json(row, body="<p>Text.</p>", url=""))
    documented = dict(re.findall(r"^\| `(\w+)` \|(.*)\|$", section("post.json"), re.MULTILINE))
    assert list(documented) == list(written)
    inner = re.findall(r"`(\w+)`", documented["picture"])
    assert inner == list(written["picture"])
    assert re.findall(r"`(\w+)`", documented["origin"]) == list(written["origin"])
