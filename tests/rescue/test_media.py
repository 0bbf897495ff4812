"""An editor names a folder of old uploads; the right file is found for each address, or none."""

import tracemalloc
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.archive.picture_keys import KEY_LENGTH, picture_key
from broadsheet.errors import UsageError
from broadsheet.rescue.media import MediaFolder

URL = "http://old.example/wp-content/uploads/2019/05/rally.jpg"


def folder_of(root: Path, *files: str, sizes: dict[str, int] | None = None) -> MediaFolder:
    """A folder with files of one byte, or as large as named."""
    for file in files:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * (sizes or {}).get(file, 1))
    return MediaFolder(root)


def found(media: MediaFolder, root: Path, url: str, *hints: str) -> str | None:
    """The path below the folder that was found for an address."""
    path = media.find(url, tuple(hints))
    return str(path.relative_to(root.resolve())) if path else None


@pytest.mark.parametrize(
    "layout",
    [
        "wp-content/uploads/2019/05/rally.jpg",
        "uploads/2019/05/rally.jpg",
        "2019/05/rally.jpg",
        "rally.jpg",
        "my pictures/rally.jpg",
        "old.example/wp-content/uploads/2019/05/rally.jpg",
        "mirror/i0.wp.com/old.example/wp-content/uploads/2019/05/rally.jpg",
        "2019/05/RALLY.JPG",
        "2019/05/rally-scaled.jpg",
        "2019/05/rally-1024x768.jpg",
        "2019/05/rally@2x.jpg",
        "2019/05/rally-e1557057600123.jpg",
        "2019/05/rally.jpg?w=300",
        "2019/05/rally.jpg%3Fw=300.jpg",
        "2019/05/rally.jpg@w=300",
        "2019/05/rally.jpg.webp",
    ],
)
def test_a_picture_is_found_in_any_layout_and_spelling(layout: str, tmp_path: Path) -> None:
    assert found(folder_of(tmp_path, layout), tmp_path, URL) == layout


@pytest.mark.parametrize("percent", [False, True])
def test_names_in_other_scripts_are_found_in_any_form(percent: bool, tmp_path: Path) -> None:
    composed, taken_apart = (
        unicodedata.normalize("NFC", "آزادی-éclair.jpg"),
        unicodedata.normalize("NFD", "آزادی-éclair.jpg"),
    )
    for asked, name in ((composed, taken_apart), (taken_apart, composed)):
        on_disk = f"2019/05/{quote(name) if percent else name}"
        media = folder_of(tmp_path / name, on_disk)
        url = f"https://old.example/wp-content/uploads/2019/05/{quote(asked)}"
        assert found(media, tmp_path / name, url) == on_disk


def test_the_month_s_own_picture_is_found_among_others_of_that_name(tmp_path: Path) -> None:
    media = folder_of(tmp_path, "2018/01/1.jpg", "2019/05/1.jpg", "2019/06/1.jpg")
    assert found(media, tmp_path, "/wp-content/uploads/2019/05/1.jpg") == "2019/05/1.jpg"


def test_another_month_s_picture_of_the_same_name_is_not_taken_for_it(tmp_path: Path) -> None:
    assert folder_of(tmp_path, "2018/01/1.jpg").find("/wp-content/uploads/2019/05/1.jpg") is None


def test_the_month_is_also_known_when_the_folder_is_a_part_of_the_uploads(tmp_path: Path) -> None:
    folder_of(tmp_path, "uploads/2018/05/1.jpg", "uploads/2019/05/1.jpg")
    url = "/wp-content/uploads/2019/05/1.jpg"
    assert MediaFolder(tmp_path / "uploads" / "2018").find(url) is None
    assert MediaFolder(tmp_path / "uploads" / "2019").find(url) is not None
    assert MediaFolder(tmp_path / "uploads" / "2018" / "05").find(url) is None


def test_a_name_that_stands_in_several_wrong_places_is_not_guessed_at(tmp_path: Path) -> None:
    media = folder_of(tmp_path, "themes/a/logo.png", "plugins/b/logo.png")
    assert media.find("http://old.example/images/logo.png") is None


def test_the_original_is_preferred_over_resized_copies(tmp_path: Path) -> None:
    media = folder_of(
        tmp_path,
        "2019/05/rally.jpg",
        "2019/05/rally-300x200.jpg",
        "2019/05/rally-scaled.jpg",
        sizes={"2019/05/rally-300x200.jpg": 90, "2019/05/rally-scaled.jpg": 99},
    )
    assert found(media, tmp_path, URL.replace(".jpg", "-300x200.jpg")) == "2019/05/rally.jpg"


def test_without_an_original_the_largest_copy_is_taken(tmp_path: Path) -> None:
    media = folder_of(
        tmp_path,
        "2019/05/rally-150x150.jpg",
        "2019/05/rally-1024x768.jpg",
        "2019/05/rally-300x200.jpg",
        sizes={"2019/05/rally-1024x768.jpg": 99},
    )
    assert found(media, tmp_path, URL) == "2019/05/rally-1024x768.jpg"


def test_an_edited_picture_is_never_answered_with_the_unedited_one(tmp_path: Path) -> None:
    edited = "/wp-content/uploads/2019/05/rally-e1557057600123-300x200.jpg"
    media = folder_of(tmp_path, "2019/05/rally.jpg", "2019/05/rally-e1557057600999.jpg")
    assert media.find(edited) is None
    media = folder_of(tmp_path, "2019/05/rally-e1557057600123.jpg")
    assert found(media, tmp_path, edited) == "2019/05/rally-e1557057600123.jpg"


def test_an_unedited_picture_is_preferred_where_it_was_asked_for(tmp_path: Path) -> None:
    media = folder_of(tmp_path, "2019/05/rally-e1557057600123.jpg", "2019/05/rally.jpg")
    assert found(media, tmp_path, URL) == "2019/05/rally.jpg"


def test_an_empty_file_is_the_last_choice(tmp_path: Path) -> None:
    media = folder_of(
        tmp_path, "2019/05/rally.jpg", "2019/05/rally-300x200.jpg", sizes={"2019/05/rally.jpg": 0}
    )
    assert found(media, tmp_path, URL) == "2019/05/rally-300x200.jpg"


def test_a_hint_is_tried_before_the_address(tmp_path: Path) -> None:
    media = folder_of(tmp_path, "2019/05/rally.jpg", "2020/01/march.jpg")
    assert found(media, tmp_path, URL, "2020/01/march.jpg") == "2020/01/march.jpg"


def test_a_hint_that_leads_nowhere_leaves_the_address(tmp_path: Path) -> None:
    assert (
        found(folder_of(tmp_path, "2019/05/rally.jpg"), tmp_path, URL, "2020/01/x.jpg") == "2019/05/rally.jpg"
    )


@pytest.mark.parametrize(
    "address",
    ["../secret.jpg", "/../../secret.jpg", "file:///etc/secret.jpg", "%2e%2e/secret.jpg", "..\\secret.jpg"],
)
def test_nothing_outside_the_folder_is_answered(address: str, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"x")
    media = folder_of(tmp_path / "uploads", "rally.jpg")
    assert media.find(address, (address,)) is None


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"x")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "diary.jpg").write_bytes(b"x")
    folder_of(tmp_path / "uploads", "rally.jpg")
    (tmp_path / "uploads" / "secret.jpg").symlink_to(tmp_path / "secret.jpg")
    (tmp_path / "uploads" / "more").symlink_to(tmp_path / "private")
    media = MediaFolder(tmp_path / "uploads")
    assert len(media) == 1
    assert media.find("/secret.jpg") is None
    assert media.find("/diary.jpg") is None


def test_a_file_that_became_a_link_after_reading_is_not_followed(tmp_path: Path) -> None:
    media = folder_of(tmp_path / "uploads", "rally.jpg")
    (tmp_path / "secret.jpg").write_bytes(b"x")
    (tmp_path / "uploads" / "rally.jpg").unlink()
    (tmp_path / "uploads" / "rally.jpg").symlink_to(tmp_path / "secret.jpg")
    assert media.find("/rally.jpg") is None


def test_what_is_no_picture_is_left_alone(tmp_path: Path) -> None:
    assert len(folder_of(tmp_path, "a.pdf", ".hidden.jpg", "__MACOSX/b.jpg", "index.html", "c.jpeg")) == 1


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="isn't a folder"):
        MediaFolder(tmp_path / "absent")


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_address_is_answered(url: str, hints: list[str]) -> None:
    assert MediaFolder(Path(__file__).parent).find(url, tuple(hints)) is None


def test_a_large_folder_needs_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [
        f"wp-content/uploads/{year}/{month:02}/photo_{n}-{n}.jpg"
        for year in range(2010, 2020)
        for month in (1, 2)
        for n in range(500)
    ]
    monkeypatch.setattr("broadsheet.rescue.media._pictures_in", lambda folder: iter(files))
    tracemalloc.start()
    try:
        media = MediaFolder(tmp_path)
        used = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert len(media) == len(files)
    assert used / len(files) < 400


SAME = (
    "http://old.example/wp-content/uploads/2019/05/x-300x200.jpg?w=300",
    "https://i0.wp.com/old.example/wp-content/uploads/2019/05/x.jpg?resize=300%2C200&ssl=1",
    "/wp-content/uploads/2019/05/x.jpg",
    "wp-content/uploads/2019/05/x.jpg",
    "../../wp-content/uploads/2019/05/x.jpg",
    "//www.old.example/blog/wp-content/uploads/2019/05/x.jpg#top",
    "https://old.files.wordpress.com/2019/05/x.jpg?w=1024&h=683",
    "https://old.example/wp-content/uploads/sites/3/2019/05/x-scaled.jpg",
    "https://web.archive.org/web/20190601000000im_/http://old.example/wp-content/uploads/2019/05/x.jpg",
    "https://res.example/demo/image/fetch/w_300/http%3A%2F%2Fold.example%2Fwp-content%2Fuploads%2F2019%2F05%2Fx.jpg",
    "https://old.example/cdn-cgi/image/width=300/wp-content/uploads/2019/05/x.jpg",
    "https://cdn.statically.io/img/old.example/wp-content/uploads/2019/05/x@2x.jpg",
    "http://old.example/wp-content/uploads/2019/05/x.jpg.webp",
    " http://old.example//wp-content/uploads/2019/05/%78.jpg\n",
)


@pytest.mark.parametrize("url", SAME)
def test_all_addresses_of_one_picture_have_one_key(url: str) -> None:
    assert picture_key(url) == "2019/05/x.jpg"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/uploads/2019/05/x.jpg", "/uploads/2019/06/x.jpg"),
        ("/uploads/2019/05/x.jpg", "/uploads/2019/05/x.png"),
        ("/uploads/2019/05/x.jpg", "/uploads/2019/05/X.jpg"),
        ("/uploads/2019/05/x.jpg", "/uploads/2019/05/x-e1557057600123.jpg"),
        ("/uploads/2019/05/x.jpg", "/uploads/2019/05/x-2.jpg"),
        ("/image.php?id=7", "/image.php?id=8"),
    ],
)
def test_different_pictures_have_different_keys(one: str, other: str) -> None:
    assert picture_key(one) != picture_key(other)


def test_a_picture_in_the_text_itself_has_no_key() -> None:
    assert picture_key("data:image/gif;base64,R0lGOD") == picture_key("") == ""


@given(st.text())
def test_any_text_has_a_short_key(url: str) -> None:
    assert len(picture_key(url)) <= KEY_LENGTH


@given(st.text("abc/.-x0123456789éä", max_size=30))
def test_the_host_and_size_never_matter(path: str) -> None:
    plain = picture_key(f"/wp-content/uploads/{path}y.jpg")
    assert picture_key(f"https://host.example/wp-content/uploads/{path}y-640x480.jpg?w=3") == plain


def test_a_very_long_address_still_has_its_own_key() -> None:
    one, other = (f"/uploads/{'long-' * 200}{n}.jpg" for n in (1, 2))
    assert picture_key(one) != picture_key(other)
