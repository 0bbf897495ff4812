"""What is not taken in, and what an editor is told of it."""

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from broadsheet.archive import picture_formats
from broadsheet.archive.intake import take_in
from broadsheet.errors import PictureError
from tests import photographs


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "the file is empty"),
        (b"\0" * 5000, "isn't a picture of a kind known here"),
        (b"just words", "isn't a picture of a kind known here"),
        (b"%PDF-1.7", "isn't a picture of a kind known here"),
        (b"<!doctype html><title>404</title>", "a web page saved under a picture's name"),
        (
            b"\xef\xbb\xbf <?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
            "SVG drawings can hold scripts",
        ),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99), "the file is broken"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + bytes(99), "a film or another container"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "the file is broken"),
        (b"\x89PNG\r\n\x1a\n", "the file is broken"),
        (b"GIF89a", "the file is broken"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "the file is broken"),
        (b"II*\0\x08\0\0\0", "the file is broken"),
    ],
)
def test_what_is_no_picture_is_refused_in_one_sentence(data: bytes, cause: str, tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=cause) as refusal:
        take_in(data, media=tmp_path, name="rally.jpg")
    assert str(refusal.value).startswith("couldn't take in rally.jpg: ")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=r"couldn't take in lost\.jpg: there is no such file"):
        take_in(tmp_path / "lost.jpg", media=tmp_path)


def test_a_wrong_extension_deceives_nobody(tmp_path: Path) -> None:
    liar = tmp_path / "photo.jpg"
    liar.write_bytes(photographs.png())
    taken = take_in(liar, media=tmp_path / "media")
    assert (taken.mime, taken.file.rpartition(".")[2]) == ("image/png", "png")


def test_a_small_file_that_claims_enormous_pixels_is_refused(tmp_path: Path) -> None:
    header = (40_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + photographs.png_chunk(b"IHDR", header)
        + photographs.png_chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
        + photographs.png_chunk(b"IEND", b"")
    )
    with pytest.raises(PictureError, match="more than 120 million pixels"):
        take_in(bomb, media=tmp_path)


def test_a_torn_file_that_claims_enormous_pixels_is_refused(tmp_path: Path) -> None:
    header = (40_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    torn = (
        b"\x89PNG\r\n\x1a\n"
        + photographs.png_chunk(b"IHDR", header)
        + photographs.png_chunk(b"IDAT", zlib.compress(b"\0"))
    )
    with pytest.raises(PictureError, match="more than 120 million pixels"):
        take_in(torn, media=tmp_path)


def test_a_text_chunk_that_inflates_without_end_is_not_inflated(tmp_path: Path) -> None:
    plain = photographs.png()
    bomb = photographs.png_chunk(
        b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(bytes(200_000_000), 1)
    )
    assert take_in(plain[:33] + bomb + plain[33:], media=tmp_path).width == 96


def test_a_picture_that_is_too_heavy_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_formats.opening, "MAX_BYTES", 100)
    heavy = tmp_path / "heavy.jpg"
    heavy.write_bytes(bytes(101))
    with pytest.raises(PictureError, match=r"couldn't take in heavy\.jpg: it is 0 MB"):
        take_in(heavy, media=tmp_path)


def test_entities_in_xmp_are_not_expanded_and_read_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the password")
    packet = (
        f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{secret}">]><x xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:rights>&f;</dc:rights></x>"
    ).encode()
    out = io.BytesIO()
    photographs.scene().save(out, "WEBP", xmp=packet)
    assert "password" not in take_in(out.getvalue(), media=tmp_path / "media").copyright


@pytest.mark.parametrize("name", ["jpeg", "png"])
def test_a_picture_that_breaks_off_is_kept_as_far_as_it_goes(name: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    photographs.scene((400, 300)).save(out, name)
    data = out.getvalue()
    taken = take_in(data[: len(data) * 2 // 3], media=tmp_path, name="torn")
    with Image.open(tmp_path / taken.file) as picture, Image.open(io.BytesIO(data)) as whole:
        assert picture.size == (400, 300)
        assert picture.crop((0, 0, 400, 40)).tobytes() == whole.crop((0, 0, 400, 40)).tobytes()
    assert taken.remarks == ("torn breaks off before its end; what there is of it was kept.",)


def test_a_gif_that_breaks_off_keeps_its_whole_frames(tmp_path: Path) -> None:
    whole = photographs.gif(frames=3)
    second = whole.index(b"\x21\xf9", whole.index(b"\x21\xf9") + 8)
    taken = take_in(whole[: second + 60], media=tmp_path, name="torn")
    with Image.open(tmp_path / taken.file) as picture:
        assert getattr(picture, "n_frames", 0) == 1
    assert taken.remarks


def test_a_jpeg_with_thousands_of_scans_costs_no_more_than_others(tmp_path: Path) -> None:
    out = io.BytesIO()
    photographs.scene().save(out, "JPEG", progressive=True)
    data = out.getvalue()
    last = data.rindex(b"\xff\xda")
    taken = take_in(data[:-2] + data[last:-2] * 5000 + b"\xff\xd9", media=tmp_path)
    assert (tmp_path / taken.file).read_bytes().count(b"\xff\xda") == 100
