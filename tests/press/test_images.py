"""What readers get of a picture."""

import dataclasses
import io
import pickle
from concurrent.futures import ProcessPoolExecutor
from html.parser import HTMLParser
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from broadsheet.archive.intake import take_in
from broadsheet.archive.rows import PictureRow
from broadsheet.errors import PictureError
from broadsheet.press.images import (
    derivatives_of,
    inline_picture,
    make_derivative,
    make_derivatives,
    picture_of,
)
from broadsheet.publication import Pictures
from tests import photographs

SETTINGS = Pictures(widths=(40, 80, 160), formats=("webp", "avif"))


def row_of(file: str = "ab/ab12.jpg", *, width: int = 4000, height: int = 3000) -> PictureRow:
    """A picture's row; its digest stands for any."""
    return PictureRow(
        1, file, "0123456789abcdef" * 4, width, height, alt="A square", caption="May Day", credit="R. S."
    )


def stored(data: bytes, media: Path) -> PictureRow:
    """A picture taken in."""
    taken = take_in(data, media=media)
    return PictureRow(1, taken.file, taken.digest, taken.width, taken.height)


def test_a_photograph_is_offered_in_each_width_with_jpeg_to_fall_back_on() -> None:
    picture = picture_of(row_of(), Pictures(widths=(480, 960), formats=("webp",)))
    assert [(source.type, [width for _, width in source.candidates]) for source in picture.sources] == [
        ("image/webp", [480, 960])
    ]
    assert [width for _, width in picture.fallback] == [480, 960]
    assert (picture.width, picture.height) == (960, 720)
    assert picture.path.endswith("-960.jpg")


def test_avif_is_offered_before_webp() -> None:
    picture = picture_of(row_of(), Pictures(formats=("webp", "avif")))
    assert [source.type for source in picture.sources] == ["image/avif", "image/webp"]


def test_nothing_is_wider_than_the_original() -> None:
    picture = picture_of(row_of(width=700, height=350), Pictures(widths=(480, 960, 1600)))
    assert [width for _, width in picture.fallback] == [480, 700]


def test_a_small_picture_is_offered_once_at_its_own_width() -> None:
    assert {each.width for each in derivatives_of(row_of(width=120, height=90), Pictures())} == {120}


def test_a_drawing_falls_back_on_one_png_of_moderate_size() -> None:
    picture = picture_of(row_of("ab/ab12.png"), Pictures(widths=(480, 960, 1600)))
    assert [width for _, width in picture.fallback] == [960]
    assert picture.path.endswith("-960.png")


def test_a_gif_is_one_file_as_wide_as_it_was() -> None:
    picture = picture_of(row_of("ab/ab12.gif", width=300, height=200), Pictures())
    assert (picture.sources, picture.width, picture.path[-8:]) == ((), 300, "-300.gif")


def test_a_graphic_that_is_too_long_for_webp_is_offered_without_it() -> None:
    picture = picture_of(row_of(width=1000, height=30_000), Pictures(widths=(480, 960), formats=("webp",)))
    assert [width for source in picture.sources for _, width in source.candidates] == [480]
    assert [width for _, width in picture.fallback] == [480, 960]


def test_a_picture_whose_file_is_lost_keeps_its_words() -> None:
    picture = picture_of(row_of(file=""), Pictures(), words=("A crowd", "", ""))
    assert picture.missing
    assert (picture.path, picture.alt, picture.caption, picture.credit) == ("", "A crowd", "May Day", "R. S.")


def test_words_without_a_picture_are_a_missing_picture() -> None:
    assert picture_of(None, Pictures(), words=("A", "B", "C")).missing


def test_the_words_of_the_place_win_over_the_picture_s_own() -> None:
    picture = picture_of(row_of(), Pictures(), words=("Here", "", ""))
    assert (picture.alt, picture.caption) == ("Here", "May Day")


def test_another_quality_is_another_file() -> None:
    first, second = (derivatives_of(row_of(), Pictures(quality=quality)) for quality in (70, 80))
    assert not {each.path for each in first} & {each.path for each in second}


def test_another_set_of_widths_leaves_the_files_that_stay_alone(tmp_path: Path) -> None:
    row = stored(photographs.jpeg(size=(500, 300)), tmp_path)
    few, many = (
        dict(make_derivatives(row, media=tmp_path, settings=Pictures(widths=widths)))
        for widths in ((80,), (40, 80, 160))
    )
    assert few.items() <= many.items()


@given(
    st.integers(1, 20_000),
    st.integers(1, 20_000),
    st.sampled_from(["jpg", "png", "gif", "webp", "avif"]),
    st.lists(st.integers(-5, 4000), max_size=5),
)
def test_every_picture_has_a_fallback_that_is_a_file_of_its_own_proportions(
    width: int, height: int, extension: str, widths: list[int]
) -> None:
    row, settings = row_of(f"ab/ab.{extension}", width=width, height=height), Pictures(widths=tuple(widths))
    derivatives, picture = derivatives_of(row, settings), picture_of(row, settings)
    assert picture.path == derivatives[-1].path
    assert len({each.path for each in derivatives}) == len(derivatives)
    for each in derivatives:
        assert 0 < each.width <= width
        assert abs(each.height - each.width * height / width) <= 1


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The derivatives of a telling picture of each format, turned where the format can be."""
    media = tmp_path_factory.mktemp("media")
    found: dict[str, bytes] = {}
    for name, make in photographs.FORMATS.items():
        data = make(size=(200, 120)) if name == "gif" else make(size=(200, 120), orientation=6)
        found |= dict(make_derivatives(stored(data, media), media=media, settings=SETTINGS))
    return found


def test_exiftool_finds_nothing_that_tells_in_what_is_published(
    published: dict[str, bytes], tmp_path: Path
) -> None:
    for path, data in published.items():
        (tmp_path / path.rpartition("/")[2]).write_bytes(data)
    assert photographs.tell_tales(sorted(tmp_path.iterdir())) == []


def test_no_published_picture_holds_a_colour_profile_or_a_word_of_metadata(
    published: dict[str, bytes],
) -> None:
    for path, data in published.items():
        with Image.open(io.BytesIO(data)) as picture:
            kept = set(picture.info) & {
                "exif",
                "xmp",
                "icc_profile",
                "comment",
                "photoshop",
                "XML:com.adobe.xmp",
            }
        assert (path, kept) == (path, set())
        assert photographs.TELLTALE.encode() not in data


def test_each_file_is_what_its_name_and_the_template_say(published: dict[str, bytes]) -> None:
    kinds = {"jpg": "JPEG", "webp": "WEBP", "avif": "AVIF", "png": "PNG", "gif": "GIF"}
    for path, data in published.items():
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.format == kinds[path.rpartition(".")[2]]
            assert path.endswith(f"-{picture.width}.{path.rpartition('.')[2]}")


def test_the_size_in_the_markup_is_the_size_of_the_file(tmp_path: Path) -> None:
    row = stored(photographs.jpeg(size=(333, 217), orientation=8), tmp_path)
    files = dict(make_derivatives(row, media=tmp_path, settings=SETTINGS))
    for each in derivatives_of(row, SETTINGS):
        with Image.open(io.BytesIO(files[each.path])) as picture:
            assert picture.size == (each.width, each.height)


def test_the_same_original_gives_the_same_bytes_in_any_process_one_by_one_or_together(tmp_path: Path) -> None:
    row = stored(photographs.jpeg(size=(400, 300)), tmp_path)
    together = dict(make_derivatives(row, media=tmp_path, settings=SETTINGS))
    data = (tmp_path / row.file).read_bytes()
    assert together == {
        each.path: make_derivative(data, each, SETTINGS) for each in derivatives_of(row, SETTINGS)
    }
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as workers:
        assert dict(workers.submit(_all_of, row, tmp_path).result()) == together


def _all_of(row: PictureRow, media: Path) -> list[tuple[str, bytes]]:
    return list(make_derivatives(row, media=media, settings=SETTINGS))


def test_only_the_files_that_are_wanted_are_made(tmp_path: Path) -> None:
    row = stored(photographs.jpeg(), tmp_path)
    wanted = derivatives_of(row, SETTINGS)[0].path
    assert [path for path, _ in make_derivatives(row, media=tmp_path, settings=SETTINGS, only={wanted})] == [
        wanted
    ]
    assert list(make_derivatives(row, media=tmp_path / "absent", settings=SETTINGS, only=())) == []


def test_a_moving_gif_still_moves(tmp_path: Path) -> None:
    row = stored(photographs.gif(frames=3), tmp_path)
    ((_, data),) = make_derivatives(row, media=tmp_path, settings=SETTINGS)
    with Image.open(io.BytesIO(data)) as picture:
        assert getattr(picture, "n_frames", 0) == 3


def test_holes_stay_holes_in_webp_and_become_white_in_jpeg(tmp_path: Path) -> None:
    row = stored(photographs.webp(mode="RGBA", lossless=True), tmp_path)
    files = dict(make_derivatives(row, media=tmp_path, settings=Pictures()))
    for path, data in files.items():
        with Image.open(io.BytesIO(data)) as picture:
            if path.endswith(".webp"):
                assert picture.mode == "RGBA"
            else:
                red, green, blue = picture.convert("RGB").getpixel((90, 1))  # type: ignore[misc] # three channels
                assert min(red, green, blue) > 230


def test_one_colour_that_stands_for_a_hole_stays_a_hole(tmp_path: Path) -> None:
    out = io.BytesIO()
    picture = Image.new("RGB", (100, 100), (255, 0, 255))
    picture.paste((0, 0, 0), (50, 0, 100, 100))
    picture.save(out, "PNG", transparency=(255, 0, 255))
    row = stored(out.getvalue(), tmp_path)
    for data in dict(make_derivatives(row, media=tmp_path, settings=SETTINGS)).values():
        with Image.open(io.BytesIO(data)) as shown:
            holes = shown.convert("RGBA").getchannel("A")
        assert holes.getpixel((2, 2)) == 0
        assert holes.getpixel((holes.width - 3, 2)) == 255


def test_colours_of_a_wide_profile_are_published_as_srgb(tmp_path: Path) -> None:
    wide = io.BytesIO()
    Image.new("RGB", (64, 64), (0, 200, 0)).save(
        wide, "JPEG", quality=95, icc_profile=photographs.swapped_profile()
    )
    row = stored(wide.getvalue(), tmp_path)
    with Image.open(tmp_path / row.file) as original:
        expected = photographs.in_srgb(original).getpixel((32, 32))
    assert isinstance(expected, tuple)
    assert expected[0] > 150
    for data in dict(make_derivatives(row, media=tmp_path, settings=Pictures(widths=(64,)))).values():
        with Image.open(io.BytesIO(data)) as picture:
            shown = picture.convert("RGB").getpixel((32, 32))
        assert isinstance(shown, tuple)
        assert max(abs(a - b) for a, b in zip(shown, expected, strict=True)) <= 6


@pytest.mark.parametrize("mode", ["L", "LA", "P", "I;16", "RGB", "RGBA"])
def test_a_png_of_any_depth_is_published(mode: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    grey = photographs.scene().convert("L")
    deep = grey.convert("I").point(lambda value: value * 257).convert("I;16")
    (deep if mode == "I;16" else grey.convert(mode)).save(out, "PNG")
    row = stored(out.getvalue(), tmp_path)
    for data in dict(make_derivatives(row, media=tmp_path, settings=SETTINGS)).values():
        with Image.open(io.BytesIO(data)) as picture:
            shown, expected = picture.convert("L"), grey.resize(picture.size)
        middle = (expected.width // 2, expected.height // 2)
        difference = ImageChops.difference(shown, expected).getpixel(middle)
        assert isinstance(difference, int)
        assert difference < 12


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_jpeg_of_a_printer_s_colours_is_published(mode: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    photographs.scene().convert(mode).save(out, "JPEG")
    row = stored(out.getvalue(), tmp_path)
    assert len(list(make_derivatives(row, media=tmp_path, settings=SETTINGS))) == 9


def test_a_lost_original_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=r"ab12\.jpg: there is no such file"):
        list(make_derivatives(row_of(), media=tmp_path, settings=SETTINGS))


def test_a_broken_original_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "ab12.jpg").write_bytes(photographs.jpeg()[:300])
    with pytest.raises(PictureError, match="broken"):
        list(make_derivatives(row_of(), media=tmp_path, settings=SETTINGS))


class Tags(HTMLParser):
    """The tags of a piece of markup."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_picture_in_a_body_has_its_size_its_words_and_addresses_from_the_root() -> None:
    picture = picture_of(row_of(), Pictures(widths=(480, 960)), words=('She said "no" & <left>', "", ""))
    tags = Tags(inline_picture(picture, root="../../", lazy=True)).found
    assert [tag for tag, _ in tags] == ["picture", "source", "img"]
    image = tags[2][1]
    assert image["alt"] == 'She said "no" & <left>'
    assert (image["width"], image["height"], image["loading"]) == ("960", "720", "lazy")
    for tag in tags[1:]:
        srcset = tag[1]["srcset"] or ""
        assert [each.split()[1] for each in srcset.split(", ")] == ["480w", "960w"]
        assert all(each.startswith("../../media/") for each in srcset.split(", "))
        assert tag[1]["sizes"]


def test_a_picture_above_the_fold_is_not_lazy() -> None:
    assert "loading" not in inline_picture(picture_of(row_of(), Pictures()), root="./", lazy=False)


def test_a_lost_picture_in_a_body_leaves_its_words() -> None:
    picture = picture_of(None, Pictures(), words=("A <crowd>", "", ""))
    assert (
        inline_picture(picture, root="./", lazy=True)
        == '<span class="missing-picture">A &lt;crowd&gt;</span>'
    )


def test_rows_and_settings_travel_to_worker_processes() -> None:
    row = dataclasses.replace(row_of(), alt="سلام")
    assert pickle.loads(pickle.dumps((row, SETTINGS, derivatives_of(row, SETTINGS))))[0] == row
