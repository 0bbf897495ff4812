"""What an editor gets of a picture's words, and how it comes to lie in ``media/``."""

import hashlib
import io
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from broadsheet.archive.intake import take_in
from broadsheet.errors import PictureError
from tests import photographs

FORMATS = photographs.FORMATS


def opened(media: Path, file: str) -> Image.Image:
    """A stored picture, decoded."""
    picture = Image.open(io.BytesIO((media / file).read_bytes()))
    picture.load()
    return picture


def pixels(data: bytes) -> Image.Image:
    """The first frame of a picture's bytes."""
    return Image.open(io.BytesIO(data)).convert("RGBA")


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "avif", "tiff"])
def test_credit_caption_copyright_alt_and_date_are_read_before_they_are_removed(
    name: str, tmp_path: Path
) -> None:
    taken = take_in(FORMATS[name](), media=tmp_path)
    assert taken.caption == photographs.CAPTION
    assert taken.credit == f"{photographs.CREDIT} / Square Pictures"
    assert taken.alt == "A crowd"
    assert taken.copyright == "© Square Pictures"
    assert taken.taken_at == datetime(2019, 5, 5, 14, 3, tzinfo=timezone(timedelta(hours=4, minutes=30)))


def test_a_phone_s_own_format_comes_in_without_where_and_with_what_it_was_taken(tmp_path: Path) -> None:
    phone = Path(__file__).with_name("phone.heic").read_bytes()
    assert b"Moon Phone" in phone
    taken = take_in(phone, media=tmp_path, name="IMG_1.HEIC")
    assert {"location", "device"} <= set(taken.removed)
    stored = (tmp_path / taken.file).read_bytes()
    assert b"Moon Phone" not in stored
    assert b"Karimi" not in stored
    picture = opened(tmp_path, taken.file)
    assert picture.size == (64, 48)
    assert not picture.getexif()


def test_the_name_a_camera_was_set_to_is_not_a_credit(tmp_path: Path) -> None:
    out = io.BytesIO()
    photographs.scene().save(out, "JPEG", exif=photographs.telltale_exif())
    taken = take_in(out.getvalue(), media=tmp_path)
    assert taken.credit == ""
    assert taken.photographer == "A. Cameraman"


@pytest.mark.parametrize("words", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "DCIM100MEDIA", "ZX-80", "dav"])
def test_what_a_camera_says_of_itself_is_no_caption(words: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0110] = words, "ZX-80"
    out = io.BytesIO()
    photographs.scene().save(out, "JPEG", exif=exif)
    assert take_in(out.getvalue(), media=tmp_path).caption == ""


def test_a_caption_that_speaks_of_cameras_stays(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "A protester holds up a digital camera"
    out = io.BytesIO()
    photographs.scene().save(out, "JPEG", exif=exif)
    assert take_in(out.getvalue(), media=tmp_path).caption == "A protester holds up a digital camera"


def test_a_date_without_offset_is_read_on_the_clock_that_the_caller_names(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2019:05:05 14:03:00"
    out = io.BytesIO()
    photographs.scene().save(out, "JPEG", exif=exif)
    zone = timezone(timedelta(hours=3))
    assert take_in(out.getvalue(), media=tmp_path, zone=zone).taken_at == datetime(
        2019, 5, 5, 14, 3, tzinfo=zone
    )


def test_a_clock_that_was_never_set_gives_no_date(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "1980:01:01 00:00:00"
    out = io.BytesIO()
    photographs.scene().save(out, "JPEG", exif=exif)
    assert take_in(out.getvalue(), media=tmp_path).taken_at is None


def test_old_iptc_in_a_western_code_page_is_read(tmp_path: Path) -> None:
    block = b"\x1c\x02\x50\x00\x04Ren\xe9"
    resource = b"8BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block + bytes(len(block) % 2)
    out = io.BytesIO()
    photographs.scene().save(out, "JPEG")
    plain = out.getvalue()
    data = plain[:2] + photographs.segment(0xED, b"Photoshop 3.0\0" + resource) + plain[2:]
    assert take_in(data, media=tmp_path).credit == "René"


@pytest.mark.parametrize("name", ["jpeg", "png", "webp"])
def test_an_upright_picture_keeps_every_pixel(name: str, tmp_path: Path) -> None:
    data = FORMATS[name]()
    taken = take_in(data, media=tmp_path)
    stored = (tmp_path / taken.file).read_bytes()
    assert ImageChops.difference(pixels(stored), pixels(data)).getbbox() is None


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_of_any_kind_keeps_every_pixel(mode: str, progressive: bool, tmp_path: Path) -> None:
    data = photographs.jpeg(mode=mode, progressive=progressive, restart_marker_rows=1)
    stored = (tmp_path / take_in(data, media=tmp_path).file).read_bytes()
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(stored)) as after:
        assert after.mode == before.mode == mode
        assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "avif", "tiff"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_stored_upright(name: str, orientation: int, tmp_path: Path) -> None:
    taken = take_in(FORMATS[name](orientation=orientation), media=tmp_path)
    picture = opened(tmp_path, taken.file).convert("RGB")
    assert picture.size == (taken.width, taken.height)
    assert (taken.width > taken.height) == (orientation < 5)
    # The scene is red at its left and blue at its right; see which corner the red one has become.
    red_corner = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[
        orientation
    ]
    x, y = red_corner[0] * (taken.width - 1), red_corner[1] * (taken.height - 1)
    red, _, blue = picture.getpixel((x, y))  # type: ignore[misc] # three channels
    assert red > 2 * blue + 90


def test_a_gif_keeps_its_frames_their_timing_and_the_loop(tmp_path: Path) -> None:
    picture = opened(tmp_path, take_in(photographs.gif(frames=3), media=tmp_path).file)
    assert getattr(picture, "n_frames", 0) == 3
    assert (picture.info["duration"], picture.info["loop"]) == (80, 0)


@pytest.mark.parametrize("name", ["PNG", "WEBP"])
def test_a_picture_that_moves_keeps_its_frames(name: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    frames = [photographs.scene().rotate(90 * at) for at in range(3)]
    frames[0].save(
        out, name, save_all=True, append_images=frames[1:], duration=80, exif=photographs.telltale_exif()
    )
    assert getattr(opened(tmp_path, take_in(out.getvalue(), media=tmp_path).file), "n_frames", 0) == 3


@pytest.mark.parametrize("name", ["png", "webp", "avif"])
def test_transparency_stays(name: str, tmp_path: Path) -> None:
    taken = take_in(FORMATS[name](mode="RGBA"), media=tmp_path)
    assert opened(tmp_path, taken.file).mode == "RGBA"


def test_a_wide_colour_profile_still_says_the_same_of_the_colours(tmp_path: Path) -> None:
    data = photographs.jpeg()
    stored = opened(tmp_path, take_in(data, media=tmp_path).file)
    with Image.open(io.BytesIO(data)) as before:
        assert photographs.in_srgb(stored).tobytes() == photographs.in_srgb(before).tobytes()


def test_the_profile_that_everybody_assumes_is_left_out(tmp_path: Path) -> None:
    out = io.BytesIO()
    photographs.scene().save(out, "JPEG", icc_profile=photographs.srgb_profile())
    assert "icc_profile" not in opened(tmp_path, take_in(out.getvalue(), media=tmp_path).file).info


def test_the_file_is_named_by_its_own_bytes_and_private(tmp_path: Path) -> None:
    taken = take_in(photographs.jpeg(), media=tmp_path / "media")
    path = tmp_path / "media" / taken.file
    assert taken.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert taken.file == f"{taken.digest[:2]}/{taken.digest}.jpg"
    assert [oct(each.stat().st_mode & 0o777) for each in (path, path.parent, path.parent.parent)] == [
        "0o600",
        "0o700",
        "0o700",
    ]


def test_the_same_picture_twice_is_stored_once(tmp_path: Path) -> None:
    first, second = (take_in(photographs.jpeg(), media=tmp_path) for _ in range(2))
    assert first == second
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_what_was_stored_can_be_taken_in_again_and_stays_the_same(tmp_path: Path) -> None:
    for make in FORMATS.values():
        first = take_in(make(), media=tmp_path)
        if first.mime != "image/avif":
            again = take_in(tmp_path / first.file, media=tmp_path)
            assert (again.digest, again.removed) == (first.digest, ())


def test_a_torn_file_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    taken = take_in(photographs.jpeg(), media=tmp_path)
    (tmp_path / taken.file).write_bytes(b"torn")
    take_in(photographs.jpeg(), media=tmp_path)
    assert hashlib.sha256((tmp_path / taken.file).read_bytes()).hexdigest() == taken.digest


def test_a_full_disk_is_told_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "media").mkdir()
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PictureError, match="No space left on device"):
        take_in(photographs.jpeg(), media=tmp_path / "media")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
