"""An export in a gzip or a zip is read as it is; what swells to harm is refused."""

import gzip
import io
import zipfile
from hashlib import sha512
from pathlib import Path

import pytest

from broadsheet.errors import RescueError
from broadsheet.rescue.detect import detect_format
from broadsheet.rescue.finds import PostFind
from broadsheet.rescue.wxr import packing as packing_module
from broadsheet.rescue.wxr import read_wxr
from tests.rescue.wxr.exports import Post, export, read_path


def packed(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def headlines(path: Path) -> list[str]:
    return [find.headline for find in read_wxr(path) if isinstance(find, PostFind)]


def test_a_zip_with_an_export_is_an_export(tmp_path: Path) -> None:
    path = packed(tmp_path / "site.zip", {"wordpress/site.xml": export(Post(title="Tides"))})
    assert detect_format(path) == "wxr"
    assert headlines(path) == ["Tides"]


def test_the_parts_in_a_zip_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "site.zip",
        {
            "site.001.xml": "\ufeff" + export(Post(id=2, title="Second")),
            "site.000.xml": export(Post(id=1, title="First")),
            "__MACOSX/._site.000.xml": b"\x00\x05",
            "readme.txt": "Nothing to rescue.",
        },
    )
    assert headlines(path) == ["First", "Second"]
    told = " ".join(remark.what for remark in read_path(path).remarks)
    assert "2 exports" in told
    assert "1 files that are no exports" in told


def test_a_part_that_is_torn_costs_only_its_own_end(tmp_path: Path) -> None:
    whole = export(Post(id=1, title="First"), Post(id=2, title="Torn"))
    cut = whole[: whole.index("Torn") + 200]
    path = packed(tmp_path / "site.zip", {"a.xml": cut, "b.xml": export(Post(id=3, title="Third"))})
    reading = read_path(path)
    assert [(post.headline, post.status) for post in reading.posts] == [
        ("First", "published"),
        ("Torn", "draft"),
        ("Third", "published"),
    ]


def test_a_zip_that_holds_no_export_is_refused_by_name(tmp_path: Path) -> None:
    path = packed(tmp_path / "book.zip", {"chapter.xml": "<book/>"})
    with pytest.raises(RescueError, match=r"zip archive .* in which no export can be read"):
        detect_format(path)


def test_a_zip_that_was_cut_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "site.zip", {"site.xml": export(Post())})
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(RescueError, match="zip archive"):
        detect_format(path)


@pytest.mark.parametrize("kind", ["gzip", "zip"])
def test_what_swells_as_no_text_does_is_refused(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing_module, "_HARMLESS", 1 << 20)
    bomb = export(Post()).encode() + b" " * (8 << 20)
    path = tmp_path / f"bomb.{kind}"
    if kind == "gzip":
        path.write_bytes(gzip.compress(bomb))
    else:
        packed(path, {"bomb.xml": bomb})
    with pytest.raises(RescueError, match="300 times its size"):
        list(read_wxr(path))


def test_a_gzip_in_several_members_is_read_to_its_end(tmp_path: Path) -> None:
    copy = export(Post(id=1, title="First"), Post(id=2, title="Second")).encode()
    middle = len(copy) // 2
    path = tmp_path / "site.xml.gz"
    path.write_bytes(gzip.compress(copy[:middle]) + gzip.compress(copy[middle:]))
    assert headlines(path) == ["First", "Second"]


def test_a_zip_with_a_damaged_member_gives_what_stands_before_the_fault(tmp_path: Path) -> None:
    items = [
        Post(id=id, title=f"Title {id}", content=f"<p>{sha512(str(id).encode()).hexdigest()}</p>")
        for id in range(1, 1000)
    ]
    path = packed(tmp_path / "site.zip", {"site.xml": export(*items)})
    data = bytearray(path.read_bytes())
    at = len(data) * 2 // 3
    data[at : at + 64] = bytes(64)
    path.write_bytes(data)
    reading = read_path(path)
    assert len(reading.posts) > 100
    assert "packed file is damaged" in reading.said("packed file").what


def test_an_endless_stretch_without_items_is_read_in_little_memory(tmp_path: Path) -> None:
    stream = io.StringIO()
    stream.write(export().removesuffix("</channel>\n</rss>\n"))
    for number in range(100_000):
        stream.write(f"<junk>{number} some words that no post has</junk>\n")
    path = tmp_path / "terms.xml"
    path.write_text(stream.getvalue() + export(Post(title="Last")).partition("<channel>")[2])
    assert headlines(path) == ["Last"]
