"""Damage costs at most the item it is in, and is reported with its line."""

import gzip
from pathlib import Path

import pytest

from broadsheet.errors import RescueError
from tests.rescue.wxr.exports import FOOT, Post, cdata, export, head, item, read

FIRST, SECOND, THIRD = (
    Post(id=n, title=f"Title {n}", slug=f"s{n}", content=f"<p>Prose of post {n}.</p>") for n in (1, 2, 3)
)


def line_of(copy: str, words: str) -> str:
    return f"line {copy[: copy.index(words)].count(chr(10)) + 1}"


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x10", "\x1f"])
def test_forbidden_characters_are_taken_out_and_reported(tmp_path: Path, bad: str) -> None:
    copy = export(Post(title=f"Ferry{bad} times"))
    reading = read(tmp_path, copy)
    assert reading.post.headline == "Ferry times"
    said = reading.said("Characters that XML forbids")
    assert (said.kind, said.count, said.place) == ("repair", 1, line_of(copy, bad))


def test_references_to_forbidden_characters_are_taken_out(tmp_path: Path) -> None:
    copy = export(Post(title="HERE")).replace(cdata("HERE"), "Ferry&#x0B; &#0;times")
    reading = read(tmp_path, copy)
    assert reading.post.headline == "Ferry times"
    assert reading.said("References").count == 2


def test_a_bare_ampersand_loses_nothing_behind_it(tmp_path: Path) -> None:
    copy = export(Post(link="HERE")).replace("<link>HERE", "<link>https://a.example/?x=1&copy=2&page=3")
    reading = read(tmp_path, copy)
    assert reading.post.url == "https://a.example/?x=1&copy=2&page=3"
    assert reading.said("by itself").count == 1


def test_html_entities_are_decoded_not_dropped(tmp_path: Path) -> None:
    copy = export(Post(title="HERE")).replace(
        cdata("HERE"), "Fish&nbsp;&mdash; and &eacute;t&eacute; &bogus;"
    )
    assert read(tmp_path, copy).post.headline == "Fish — and été &bogus;"


def test_entities_a_file_declares_are_never_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>\n<rss'
    copy = export(Post(title="HERE")).replace("<rss", bomb).replace(cdata("HERE"), "&b; &c;")
    assert read(tmp_path, copy).post.headline == "&b; &c;"


def test_undeclared_prefixes_are_understood(tmp_path: Path) -> None:
    copy = export(FIRST)
    copy = "\n".join(line for line in copy.splitlines() if "xmlns:" not in line or "xmlns:wp" in line)
    assert "Prose of post 1." in read(tmp_path, copy).post.body


@pytest.mark.parametrize("start", ["\ufeff", "\n\n", "\ufeff  \n"])
def test_what_stands_before_the_declaration_does_not_matter(tmp_path: Path, start: str) -> None:
    assert read(tmp_path, start + export(FIRST)).post.headline == "Title 1"


@pytest.mark.parametrize(("codec", "text"), [("utf-16", "Füße"), ("cp1252", "Füße"), ("cp1251", "Паром")])
def test_the_bytes_decide_where_the_declared_encoding_is_wrong(tmp_path: Path, codec: str, text: str) -> None:
    copy = export(Post(title=text))
    if codec == "cp1251":
        copy = copy.replace("UTF-8", "windows-1251")
    assert read(tmp_path, copy.encode(codec)).post.headline == text


def test_utf8_that_calls_itself_latin1_is_utf8(tmp_path: Path) -> None:
    copy = export(Post(title="Füße — گزارش")).replace("UTF-8", "ISO-8859-1")
    assert read(tmp_path, copy).post.headline == "Füße — گزارش"


def test_single_bytes_of_an_older_encoding_are_mended(tmp_path: Path) -> None:
    copy = export(Post(title="Cafe im Hafen", content="<p>گزارش امروز از بندر</p>")).encode()
    reading = read(tmp_path, copy.replace(b"Cafe im", b"Caf\xe9 im"))
    assert reading.post.headline == "Café im Hafen"
    assert "گزارش" in reading.post.body
    assert reading.said("no UTF-8").kind == "repair"


def test_the_end_of_cdata_inside_cdata_is_text(tmp_path: Path) -> None:
    copy = export(Post(title="HERE"), SECOND).replace("HERE", "one <![CDATA[ two ]]> three")
    assert [post.headline for post in read(tmp_path, copy).posts] == [
        "one <![CDATA[ two ]]> three",
        "Title 2",
    ]


def test_sections_in_a_row_are_one_text(tmp_path: Path) -> None:
    copy = export(Post(title="HERE")).replace(cdata("HERE"), "\n<![CDATA[one ]]><![CDATA[two]]>\n")
    assert read(tmp_path, copy).post.headline == "one two"


@pytest.mark.parametrize("victim", ["title", "content:encoded", "wp:post_password", "wp:status"])
def test_a_section_that_is_never_closed_costs_no_other_item(tmp_path: Path, victim: str) -> None:
    broken = item(FIRST)
    at = broken.index("]]>", broken.index(f"<{victim}>"))
    copy = head() + broken[:at] + broken[at + 3 :] + item(SECOND) + item(THIRD) + FOOT
    posts = read(tmp_path, copy).posts
    assert [post.headline for post in posts[-2:]] == ["Title 2", "Title 3"]
    assert "Prose of post 1." in posts[0].body
    assert [post.status for post in posts[-2:]] == ["published", "published"]


@pytest.mark.parametrize(
    "tag", ["</title>", "</content:encoded>", "</wp:postmeta>", "</wp:post_id>", "</item>"]
)
def test_a_missing_end_tag_costs_nothing(tmp_path: Path, tag: str) -> None:
    broken = item(Post(id=1, title="Title 1", content="<p>Prose of post 1.</p>", meta=(("_edit_last", "1"),)))
    copy = head() + broken.replace(tag, "", 1) + item(SECOND) + FOOT
    reading = read(tmp_path, copy)
    assert [post.headline for post in reading.posts] == ["Title 1", "Title 2"]
    assert "Prose of post 1." in reading.posts[0].body


@pytest.mark.parametrize("tag", ["<item>", "<content:encoded>", "<title>"])
def test_prose_behind_a_missing_start_tag_is_in_a_post_or_left_over(tmp_path: Path, tag: str) -> None:
    copy = head() + item(FIRST).replace(tag, "", 1) + item(SECOND) + FOOT
    reading = read(tmp_path, copy)
    assert "Prose of post 1." in repr(reading.finds)
    assert "Prose of post 2." in reading.posts[-1].body


def test_a_damaged_post_whose_password_may_be_lost_is_not_public(tmp_path: Path) -> None:
    copy = export(Post(password="enter")).replace("<wp:post_password>", "<wp:post_pazzword>")
    assert read(tmp_path, copy).post.status == "draft"


def test_a_file_that_ends_in_an_item_keeps_all_before_it(tmp_path: Path) -> None:
    copy = export(FIRST, SECOND, THIRD)
    reading = read(tmp_path, copy[: copy.index("Prose of post 3") + 5])
    assert [post.status for post in reading.posts] == ["published", "published", "draft"]
    said = reading.said("ends in the middle")
    assert (said.kind, said.place) == ("repair", "item 3 “Title 3”")


def test_a_file_that_ends_behind_the_content_keeps_the_last_item_whole(tmp_path: Path) -> None:
    copy = export(FIRST)
    reading = read(tmp_path, copy[: copy.index("<wp:is_sticky>")])
    assert reading.post.status == "published"
    assert "Prose of post 1." in reading.post.body


def test_a_file_without_its_closing_tags_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, export(FIRST).removesuffix(FOOT)).said("closing tags").place == "after item 1"


def test_a_whole_file_reports_no_repair(tmp_path: Path) -> None:
    assert read(tmp_path, export(FIRST, SECOND)).remarks == []


def test_a_packed_export_is_read(tmp_path: Path) -> None:
    assert len(read(tmp_path, gzip.compress(export(FIRST, SECOND).encode())).posts) == 2


def test_a_packed_export_that_is_cut_keeps_what_was_in_it(tmp_path: Path) -> None:
    whole = export(*(Post(id=n, content=f"<p>{n} {'ferry' * 50}</p>") for n in range(400)))
    reading = read(tmp_path, gzip.compress(whole.encode())[:-400])
    assert reading.posts
    assert reading.said("packed").kind == "repair"


@pytest.mark.parametrize(
    "copy", ["", "hello", "<rss><channel><title>x</title></channel></rss>", "{}", "\x00" * 99]
)
def test_what_is_no_export_is_refused_in_one_sentence(tmp_path: Path, copy: str) -> None:
    with pytest.raises(RescueError, match=r"couldn't read export\.xml"):
        read(tmp_path, copy)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RescueError, match="couldn't read"):
        list(__import__("broadsheet.rescue.wxr", fromlist=["read_wxr"]).read_wxr(tmp_path / "none.xml"))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "filler",
    [" ", "<", "<!--", "<a", "a", "]]>", "<![CDATA[", "&", '"', "<item ", "x@", "\n<b ", "<script>", "<?"],
)
def test_endless_repetition_does_not_hold_the_reader_up(tmp_path: Path, filler: str) -> None:
    long = filler * (200_000 // len(filler))
    copy = (
        head()
        + f"<item><title>x <b{long}</title>{long}<wp:post_id>1</wp:post_id></item>"
        + item(SECOND)
        + FOOT
    )
    meta = f"<wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>a b c d e {long}</wp:meta_value></wp:postmeta>"
    copy = copy.replace("<wp:post_id>1<", meta + "<wp:post_id>1<")
    assert read(tmp_path, copy).posts
