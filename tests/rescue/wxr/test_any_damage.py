"""Whatever happens to an export, reading ends, and no item that was not hit loses a word."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.errors import RescueError
from broadsheet.rescue.wxr.plain import line_of
from tests.rescue.wxr.exports import FOOT, Comment, Post, Reading, comment, export, head, item, read

PROSE = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="<>&[]"), max_size=60
)


def marked(number: int, words: str) -> Post:
    return Post(
        id=number,
        title=f"Title {number}",
        slug=f"s{number}",
        content=f"<!-- wp:paragraph -->\n<p>Begin{number}. {words} End{number}.</p>\n<!-- /wp:paragraph -->",
        terms=(("post_tag", "boats", "Boats"),),
        meta=(("_edit_last", "1"), ("_x", 'a:1:{i:0;s:1:"b";}')),
        extra=comment(Comment(id=number)),
    )


def flip(data: bytearray, at: int, chance: random.Random) -> None:
    data[at] ^= 1 << chance.randrange(8)


def cut(data: bytearray, at: int, chance: random.Random) -> None:
    del data[at : at + chance.randrange(1, 30)]


def control(data: bytearray, at: int, chance: random.Random) -> None:
    data[at:at] = bytes([chance.randrange(32)])


def ampersand(data: bytearray, at: int, chance: random.Random) -> None:
    data[at:at] = b"&"


def doubled(data: bytearray, at: int, chance: random.Random) -> None:
    data[at:at] = data[max(0, at - chance.randrange(1, 40)) : at]


DAMAGE: list[Callable[[bytearray, int, random.Random], None]] = [flip, cut, control, ampersand, doubled]


def read_bytes(data: bytes) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        return read(Path(folder), data)


@settings(max_examples=60, deadline=None)
@given(st.lists(PROSE, min_size=3, max_size=3), st.randoms(use_true_random=False), st.integers(1, 4))
def test_damage_in_one_item_costs_no_other_item_a_word(
    words: list[str], chance: random.Random, hits: int
) -> None:
    items = [bytearray(item(marked(number, text)).encode()) for number, text in enumerate(words, 1)]
    for _ in range(hits):
        # The last tag of an item and the first of the next are the boundary that both share.
        chance.choice(DAMAGE)(items[1], chance.randrange(8, len(items[1]) - 12), chance)
    reading = read_bytes(head().encode() + b"".join(items) + FOOT.encode())
    bodies = {post.headline: post.body for post in reading.posts}
    for number in (1, 3):
        assert f"Begin{number}." in bodies[f"Title {number}"]
        assert f"End{number}." in bodies[f"Title {number}"]


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_any_damage_anywhere_is_read_or_refused(chance: random.Random, hits: int) -> None:
    data = bytearray(export(*(marked(number, "boats") for number in range(1, 4))).encode())
    for _ in range(hits):
        chance.choice(DAMAGE)(data, chance.randrange(len(data)), chance)
    try:
        read_bytes(bytes(data))
    except RescueError as refusal:
        assert str(refusal).startswith("couldn't")


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 1))
def test_a_file_cut_anywhere_keeps_every_whole_item(share: float) -> None:
    data = export(*(marked(number, "boats") for number in range(1, 6))).encode()
    data = data[: int(len(data) * share)]
    whole = data.count(b"</item>")
    if not whole:
        return
    posts = read_bytes(data).posts
    assert [post.headline for post in posts[:whole]] == [f"Title {number}" for number in range(1, whole + 1)]
    assert all(post.status == "published" for post in posts[:whole])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_bytes(data)
    except RescueError as refusal:
        assert str(refusal).startswith("couldn't")


PIECES = st.sampled_from(["]", ">", "<", "!", "[", "a", "&", "]]>", "<![CDATA[", "]]", " ", "&amp;", "</b>"])


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_title_that_is_written_properly_comes_back(text: str) -> None:
    post = read_bytes(export(Post(title=f"x{text}x")).encode()).post
    assert post.headline == line_of(f"x{text}x")
    assert "six" in post.body
