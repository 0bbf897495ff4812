from pathlib import Path

import pytest

from broadsheet.errors import RescueError
from broadsheet.rescue.detect import detect_format
from broadsheet.rescue.finds import CopyFacts
from broadsheet.rescue.text import looks_like_text_archive, read_text
from tests.rescue.text.annotated import FIXTURES, finds_of, lines_of, posts_of, remarks_of


def page(name: str) -> str:
    return lines_of(next(found for found in FIXTURES if found.name.startswith(name)))[0]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.stem)
def test_every_archive_page_is_recognised(fixture: Path) -> None:
    assert looks_like_text_archive(lines_of(fixture)[0])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!DOCTYPE html><html><body><p>Tag: salt</p></body></html>",
        '{"posts": []}',
        "name,city\nAda,Oslo\nTom,Rome\n",
        "---\ntitle: Salt\n---\n\nThe road was closed at noon, said a clerk of the parish.\n",
        "Dear Ada,\n\nthe road was closed at noon, said a clerk of the parish, and so I stayed.\n\nYours\nTom\n",
    ],
)
def test_other_files_are_not_taken_for_archive_pages(text: str, tmp_path: Path) -> None:
    assert not looks_like_text_archive(text)
    with pytest.raises(RescueError, match="couldn't read"):
        finds_of(tmp_path, text)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(RescueError, match=r"couldn't read .*nowhere\.txt: No such file"):
        list(read_text(tmp_path / "nowhere.txt"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings_make_no_difference(encoding: str, tmp_path: Path) -> None:
    text = page("fa-")
    plain = [post.body for post in posts_of(finds_of(tmp_path, text))]
    assert [post.body for post in posts_of(finds_of(tmp_path, text.encode(encoding)))] == plain


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("fr-", "cp1252"), ("ar-", "cp1256"), ("ru-", "cp1251"), ("ru-", "koi8-r"), ("es-", "cp1252")],
)
def test_an_old_windows_encoding_is_read_and_told(name: str, encoding: str, tmp_path: Path) -> None:
    text = page(name).replace("\u200c", "")
    (tmp_path / "old.txt").write_bytes(text.encode(encoding, "replace"))
    assert detect_format(tmp_path / "old.txt") == "text"
    finds = finds_of(tmp_path, text.encode(encoding, "replace"))
    assert [post.headline for post in posts_of(finds)] == [
        post.headline for post in posts_of(finds_of(tmp_path, text))
    ]
    assert any("not UTF-8" in remark.what for remark in remarks_of(finds))


def test_windows_line_ends_make_no_difference(tmp_path: Path) -> None:
    text = page("en-dates")
    assert posts_of(finds_of(tmp_path, text.replace("\n", "\r\n"))) == posts_of(finds_of(tmp_path, text))


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\r"])
def test_strange_line_ends_make_no_difference(end: str, tmp_path: Path) -> None:
    text = page("en-dates")
    assert posts_of(finds_of(tmp_path, text.replace("\n", end))) == posts_of(finds_of(tmp_path, text))


def test_stray_bytes_do_not_spoil_the_rest(tmp_path: Path) -> None:
    text = page("fa-")
    data = text.encode().replace(b"\n", b" \x93\n", 2).replace(b"\n\n", b"\n\0\n", 3)
    finds = finds_of(tmp_path, data)
    assert [post.body for post in posts_of(finds)][1:] == [
        post.body for post in posts_of(finds_of(tmp_path, text))
    ][1:]
    told = [remark.what for remark in remarks_of(finds) if remark.kind == "repair"]
    assert any("not UTF-8" in what for what in told)
    assert any("Zero bytes" in what for what in told)


def test_the_footer_names_the_site(tmp_path: Path) -> None:
    facts = [find for find in finds_of(tmp_path, page("en-dates")) if isinstance(find, CopyFacts)]
    assert facts == [
        CopyFacts(
            name="The Saltmarsh Gazette",
            language="en",
            copyright="© 2019 The Saltmarsh Gazette. All rights reserved.",
        )
    ]


def test_pages_in_one_file_are_read_one_after_the_other(tmp_path: Path) -> None:
    posts = posts_of(finds_of(tmp_path, page("en-excerpts")))
    assert [post.position for post in posts] == [0, 1, 2, 3, 4]
    assert posts[3].headline == "Fish Market to Close on Tuesdays"


def test_reading_twice_gives_the_same_keys(tmp_path: Path) -> None:
    once, twice = (posts_of(finds_of(tmp_path, page("en-dates"))) for _ in range(2))
    assert once == twice
    assert len({post.key for post in once}) == 3
    assert all(post.key.startswith("text:the saltmarsh gazette:") for post in once)


def test_furniture_is_one_remark_with_all_its_places(tmp_path: Path) -> None:
    remarks = {remark.quote: remark for remark in remarks_of(finds_of(tmp_path, page("de-")))}
    assert remarks["stern-symbol"].count == 3
    assert remarks["stern-symbol"].place.count(",") == 2
