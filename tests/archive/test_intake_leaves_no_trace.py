"""Readers and reporters are at risk: no picture in ``media/`` tells where and with what it was taken."""

import io
import struct
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from broadsheet.archive.intake import take_in
from broadsheet.archive.picture_formats import STRIPPERS
from broadsheet.errors import PictureError
from tests import photographs

TELLTALE = photographs.TELLTALE.encode()


def holds(data: bytes, word: bytes) -> bool:
    """Whether a picture's bytes hold a word, plain, in UTF-16, or (its start) in the colour profile."""
    with Image.open(io.BytesIO(data)) as picture:
        profile = picture.info.get("icc_profile") or b""
    wide = word.decode().encode("utf-16-le")
    return (
        word in data
        or wide in data
        or word[:4] in profile
        or word[:4].decode().encode("utf-16-be") in profile
    )


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A telling picture of each format, turned and not, as it lies in ``media/``."""
    media = tmp_path_factory.mktemp("media")
    found = {}
    for name, make in photographs.FORMATS.items():
        turns = (1,) if name == "gif" else (1, 6)
        for turn in turns:
            data = make() if turn == 1 else make(orientation=turn)
            assert holds(data, TELLTALE)
            taken = take_in(data, media=media)
            found[f"{name}-{turn}.{taken.file.rpartition('.')[2]}"] = (media / taken.file).read_bytes()
    return found


def test_no_word_of_the_metadata_is_left(stored: dict[str, bytes]) -> None:
    assert [name for name, data in stored.items() if holds(data, TELLTALE)] == []


def test_exiftool_finds_nothing_that_tells(stored: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in stored.items():
        (tmp_path / name).write_bytes(data)
    assert photographs.tell_tales(sorted(tmp_path.iterdir())) == []


def test_exiftool_would_have_found_it(tmp_path: Path) -> None:
    for name, make in photographs.FORMATS.items():
        (tmp_path / f"raw.{name}").write_bytes(make())
    tales = photographs.tell_tales(sorted(tmp_path.iterdir()))
    assert {tale.partition(":")[0] for tale in tales} == {f"raw.{name}" for name in photographs.FORMATS}


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "avif", "tiff"])
def test_the_editor_is_told_what_was_removed(name: str, tmp_path: Path) -> None:
    removed = take_in(photographs.FORMATS[name](), media=tmp_path).removed
    assert {"location", "device", "serial numbers and owner", "maker notes", "XMP"} <= set(removed)


def test_a_second_picture_behind_the_first_is_cut_off(tmp_path: Path) -> None:
    out = io.BytesIO()
    first, second = photographs.scene(), photographs.scene().rotate(180)
    first.save(out, "MPO", save_all=True, append_images=[second])
    taken = take_in(out.getvalue(), media=tmp_path)
    assert (tmp_path / taken.file).read_bytes().count(b"\xff\xd8\xff") == 1
    assert "trailing data" in taken.removed


def test_an_archive_hidden_behind_a_picture_is_cut_off(tmp_path: Path) -> None:
    for name in ("jpeg", "png", "gif", "webp"):
        data = photographs.FORMATS[name]() + b"PK\x03\x04" + b"hidden.docx" * 99
        assert b"hidden.docx" not in (tmp_path / take_in(data, media=tmp_path).file).read_bytes()


def test_a_thumbnail_that_shows_what_was_cropped_away_is_gone(tmp_path: Path) -> None:
    thumbnail = io.BytesIO()
    photographs.scene((32, 32)).save(thumbnail, "JPEG", comment=TELLTALE)
    image = thumbnail.getvalue()
    first = b"\0\1" + struct.pack(">HHII", 0x0112, 3, 1, 0x00010000) + struct.pack(">I", 8 + 18)
    second = (
        b"\0\2" + struct.pack(">HHIIHHII", 0x0201, 4, 1, 8 + 18 + 30, 0x0202, 4, 1, len(image)) + bytes(4)
    )
    out = io.BytesIO()
    photographs.scene().save(out, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08" + first + second + image)
    taken = take_in(out.getvalue(), media=tmp_path)
    assert "thumbnail" in taken.removed
    assert not holds((tmp_path / taken.file).read_bytes(), TELLTALE)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0xE0, 0xFE), st.binary(max_size=30)), max_size=6), st.binary(max_size=40)
)
def test_no_segment_of_a_jpeg_survives_whatever_its_kind(
    segments: list[tuple[int, bytes]], trailer: bytes
) -> None:
    out = io.BytesIO()
    photographs.scene((16, 16)).save(out, "JPEG")
    plain = out.getvalue()
    extra = b"".join(photographs.segment(kind, TELLTALE + body) for kind, body in segments)
    stripped = STRIPPERS["jpeg"](plain[:2] + extra + plain[2:] + TELLTALE + trailer).data
    assert not holds(stripped, TELLTALE)
    assert Image.open(io.BytesIO(stripped)).tobytes() == Image.open(io.BytesIO(plain)).tobytes()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.from_regex(rb"[a-z][A-Za-z]{3}", fullmatch=True), st.binary(max_size=30)), max_size=6
    )
)
def test_no_extra_chunk_of_a_png_survives_whatever_its_name(chunks: list[tuple[bytes, bytes]]) -> None:
    out = io.BytesIO()
    photographs.scene((16, 16)).save(out, "PNG")
    plain = out.getvalue()
    extra = b"".join(
        photographs.png_chunk(kind, TELLTALE * 40 + body) for kind, body in chunks if kind != b"fdAT"
    )
    stripped = STRIPPERS["png"](plain[:33] + extra + plain[33:]).data
    assert not holds(stripped, TELLTALE)
    assert Image.open(io.BytesIO(stripped)).tobytes() == Image.open(io.BytesIO(plain)).tobytes()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.from_regex(rb"[A-Z]{4}", fullmatch=True), st.binary(max_size=31)), max_size=6))
def test_no_extra_chunk_of_a_webp_survives_whatever_its_name(chunks: list[tuple[bytes, bytes]]) -> None:
    out = io.BytesIO()
    photographs.scene((16, 16), "RGBA").save(out, "WEBP", lossless=True)
    plain = out.getvalue()
    extra = b""
    for kind, body in chunks:
        if kind not in (b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"VPXX"):
            padded = TELLTALE + body
            extra += kind + struct.pack("<I", len(padded)) + padded + bytes(len(padded) % 2)
    inner = plain[12:] + extra
    stripped = STRIPPERS["webp"](
        b"RIFF" + struct.pack("<I", len(inner) + 4) + b"WEBP" + inner + TELLTALE
    ).data
    assert stripped == plain


@cache
def small_picture(name: str) -> bytes:
    # Made once: a colour profile holds the moment of its making, and may be a byte shorter a second later.
    return photographs.FORMATS[name](size=(24, 16))


@settings(max_examples=120, deadline=None)
@given(name=st.sampled_from(sorted(photographs.FORMATS)), data=st.data())
def test_a_damaged_picture_is_taken_in_or_refused_in_one_sentence(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = bytearray(small_picture(name))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    media = tmp_path_factory.getbasetemp() / "damaged"
    try:
        taken = take_in(bytes(whole[:cut]), media=media)
    except PictureError as error:
        assert str(error).startswith("couldn't take in the picture: ")
    else:
        with Image.open(media / taken.file) as picture:
            assert picture.size == (taken.width, taken.height)
