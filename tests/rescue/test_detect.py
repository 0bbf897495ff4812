"""A copy's format shows in what is in it; what no reader knows is named."""

import gzip
import json
from pathlib import Path

import pytest

from broadsheet.errors import RescueError, UnknownFormat
from broadsheet.rescue.detect import detect_format
from tests.rescue.wxr.exports import Post, export

COPIES = Path(__file__).resolve().parents[3] / "shared" / "rescue"
ATOM = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>'
GHOST = json.dumps(
    {"db": [{"meta": {"exported_on": 1, "version": "5"}, "data": {"posts": [{"lexical": "x"}]}}]}
)
EXPORT = export(Post())


def detect(folder: Path, data: str | bytes) -> str:
    path = folder / "copy.bin"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return detect_format(path)


@pytest.mark.parametrize(
    "data",
    [
        EXPORT,
        "\n\n" + EXPORT,
        "\ufeff" + EXPORT,
        EXPORT.encode("utf-16"),
        EXPORT.encode("utf-16-le"),
        gzip.compress(EXPORT.encode(), mtime=0),
        EXPORT[:900],
        EXPORT.replace("xmlns:wp", "xmlns:ns0"),
        EXPORT.replace("wordpress.org", "damaged"),
        export(Post(content="<html><body>-- phpMyAdmin SQL Dump</body></html>")),
    ],
)
def test_a_wordpress_export_is_known_however_it_is_wrapped(tmp_path: Path, data: str | bytes) -> None:
    assert detect(tmp_path, data) == "wxr"


@pytest.mark.parametrize(
    ("data", "seems"),
    [
        ("", "it is empty"),
        (" \n\n", "it is empty"),
        ('<?xml version="1.0"?><rss version="2.0"><channel><item/></channel></rss>', "an RSS feed"),
        (ATOM, "an Atom feed"),
        (GHOST, "a Ghost export"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a JSON feed"),
        ('{"a": 1}', "a JSON file"),
        ("<!DOCTYPE html><html><body><svg></svg>Posts tagged &lt;rss</body></html>", "an HTML page"),
        ("<!-- saved --><html><p>x", "an HTML page"),
        ("<div><p>x</p></div>", "a piece of HTML"),
        ("-- phpMyAdmin SQL Dump\n-- version 5\n", "a phpMyAdmin SQL dump"),
        ("-- MariaDB dump 10\nCREATE TABLE `wp_posts` (", "an SQL dump"),
        ('<?xml version="1.0"?><!-- phpMyAdmin XML Dump --><pma_xml_export/>', "a phpMyAdmin XML dump"),
        ('<?xml version="1.0"?><urlset><url/></urlset>', "a sitemap"),
        ('<?xml version="1.0"?><opml/>', "an OPML list"),
        ('<?xml version="1.0"?><records/>', "an XML file, but no WordPress export"),
        ("AUTHOR: x\nTITLE: y\nSTATUS: Publish\n", "a Movable Type export"),
        ("---\ntitle: x\n---\nText\n", "a Markdown file"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"\xff\xd8\xff\xe0", "an image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "an image"),
        (b"\x00\x00\x00 ftypavif", "an image"),
        (b"<svg xmlns='x'></svg>", "an SVG drawing"),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04\x00\x00", "a zip archive"),
        (gzip.compress(b"hello", mtime=0), "a gzip archive; unpack it"),
        (b"SQLite format 3\x00\x10", "an SQLite database"),
        (b"WARC/1.0\r\n", "a web archive"),
        (bytes(range(256)) * 20, "no text"),
        ("Just a line.", "a text, but shows no posts"),
        ("Tag: salt\n\n" + "<p>The road was closed at noon.</p>\n\n" * 5, "text with HTML in it"),
        (
            "Dear Ada,\n\nthe road was closed at noon.\n\nI stayed in the chapel with a mule.\n\nTom\n",
            "shows no posts",
        ),
        ("2024-03-01 12:00:11 ERROR the database could not be reached from here.\n" * 40, "shows no posts"),
        (
            "# Salt\n\nIt is carried over the pass by mules and men alike.\n\n## Use\n\nNobody knows what it is for.\n",
            "shows no posts",
        ),
        (
            "def carry(salt):\n    return salt\n\n\n# The scales stand in the town hall of Tarn.\nx = {}\n",
            "shows no posts",
        ),
    ],
)
def test_what_no_reader_knows_is_named_in_one_sentence(tmp_path: Path, data: str | bytes, seems: str) -> None:
    with pytest.raises(UnknownFormat, match=r"^couldn't rescue copy\.bin: [^\n]+$") as refusal:
        detect(tmp_path, data)
    assert seems in str(refusal.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RescueError, match="couldn't read"):
        detect_format(tmp_path / "none")


@pytest.mark.skipif(
    not COPIES.is_dir(), reason="the collected copies (../shared/rescue) are not on this machine"
)
@pytest.mark.parametrize(
    ("pattern", "format"),
    [("wxr/**/*.xml", "wxr"), ("text/*.txt", "text"), ("feeds/**/*.*", ""), ("html/**/*.html", "")],
)
def test_real_copies_are_told_apart(pattern: str, format: str) -> None:
    paths = [path for path in COPIES.glob(pattern) if path.is_file() and "expected" not in path.name]
    assert paths
    for path in paths:
        if format:
            assert detect_format(path) == format
        else:
            with pytest.raises(UnknownFormat):
                detect_format(path)
