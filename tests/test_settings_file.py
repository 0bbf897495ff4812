"""A setting that is changed in a browser is changed in the file, and nothing else in it is."""

import threading
from pathlib import Path

import pytest

from broadsheet import settings_file
from broadsheet.archive.founding import settings_text
from broadsheet.errors import PublicationError, SettingChangedError
from broadsheet.publication import SETTINGS_FILE, Publication
from broadsheet.settings_file import change_settings

TYPED = """\
# Ours since 2004.
name = "The Courier"  # never "Herald"

menu = [
    { text = "About", url = "/about/" }, # the first
]

[look]
# accent = "#8c1d18"
logo = 'logo.png'

[publish]
after = ["./tell.sh"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / SETTINGS_FILE).write_text(TYPED, encoding="utf-8")
    return tmp_path


def text(folder: Path) -> str:
    return (folder / SETTINGS_FILE).read_text(encoding="utf-8")


def test_only_the_changed_line_is_another(folder: Path) -> None:
    change_settings(folder, {"name": "The Harbour Courier"})
    assert text(folder) == TYPED.replace('"The Courier"', '"The Harbour Courier"')


def test_a_setting_that_stood_as_a_comment_is_switched_on_in_its_place(folder: Path) -> None:
    change_settings(folder, {"look.accent": "#00548f"})
    assert text(folder) == TYPED.replace('# accent = "#8c1d18"', 'accent = "#00548f"')


def test_every_setting_of_a_new_paper_can_be_switched_on_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text(settings_text({"name": "X"}), encoding="utf-8")
    lines = len(text(tmp_path).splitlines())
    wanted = {
        "tagline": 'News, "daily"', "language": "fa", "look.accent": "#123456", "look.footer": "پایان",
        "listings.style": "full", "listings.front_posts": 7, "newsroom.languages": ["fa", "en"], "share": ["email"],
    }  # fmt: skip
    settings = change_settings(tmp_path, wanted)
    assert settings == Publication.open(tmp_path).settings
    assert {name: settings_file.setting_of(settings, name) for name in wanted} == wanted
    assert len(text(tmp_path).splitlines()) == lines


def test_a_table_that_is_not_there_is_made(folder: Path) -> None:
    change_settings(folder, {"listings.front_posts": 20, "tagline": "Daily"})
    settings = Publication.open(folder).settings
    assert (settings.listings.front_posts, settings.tagline, settings.look.logo) == (20, "Daily", "logo.png")
    assert text(folder).startswith("# Ours since 2004.\n")


def test_links_are_written_one_a_line_and_read_back(folder: Path) -> None:
    links = [{"text": "درباره", "url": "/about/"}, {"text": "Tags", "url": "/tags/"}]
    settings = change_settings(folder, {"menu": links})
    assert [link.text for link in settings.menu] == ["درباره", "Tags"]
    assert '\n    {text = "درباره", url = "/about/"},\n' in text(folder)


def test_links_that_were_typed_as_tables_become_a_list(tmp_path: Path) -> None:
    typed = 'name = "X"\n\n[look]\nfooter = "F"\n\n[[menu]]\ntext = "A"\nurl = "/a/"\n'
    (tmp_path / SETTINGS_FILE).write_text(typed)
    settings = change_settings(tmp_path, {"menu": [{"text": "B", "url": "/b/"}]})
    assert [link.text for link in settings.menu] == ["B"]
    assert settings.look.footer == "F"


def test_a_value_that_cannot_be_used_is_refused_and_nothing_is_written(folder: Path) -> None:
    with pytest.raises(PublicationError, match="is 'red', but must be a colour"):
        change_settings(folder, {"look.accent": "red", "name": "Y"})
    assert text(folder) == TYPED


def test_of_two_who_change_the_same_setting_the_second_is_told(folder: Path) -> None:
    seen = {"name": "The Courier"}
    change_settings(folder, {"name": "First"}, seen=seen)
    with pytest.raises(SettingChangedError, match="somebody else made it 'First' meanwhile"):
        change_settings(folder, {"name": "Second"}, seen=seen)
    assert change_settings(folder, {"name": "First"}, seen=seen).name == "First"


def test_two_who_change_different_settings_at_once_are_both_right(folder: Path) -> None:
    wanted = {"name": "N", "tagline": "T", "look.footer": "F", "look.copyright": "C", "language": "fa"}
    threads = [
        threading.Thread(target=change_settings, args=(folder, {name: value}))
        for name, value in wanted.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    settings = Publication.open(folder).settings
    assert {name: settings_file.setting_of(settings, name) for name in wanted} == wanted


def test_a_file_that_somebody_wrote_by_hand_meanwhile_is_not_written_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = settings_file._changed

    def meanwhile(*given: object) -> str:
        (folder / SETTINGS_FILE).write_text('name = "By hand"\n')
        return change(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(settings_file, "_changed", meanwhile)
    with pytest.raises(PublicationError, match="by hand at this very moment"):
        change_settings(folder, {"name": "From the browser"})
    assert text(folder) == 'name = "By hand"\n'


def test_who_may_read_the_file_stays_as_it_was(folder: Path) -> None:
    (folder / SETTINGS_FILE).chmod(0o640)
    change_settings(folder, {"name": "Y"})
    assert (folder / SETTINGS_FILE).stat().st_mode & 0o777 == 0o640
    assert [path.name for path in folder.iterdir()] == [SETTINGS_FILE]


def test_a_file_that_is_no_toml_is_told_and_left(folder: Path) -> None:
    (folder / SETTINGS_FILE).write_text("name = ")
    with pytest.raises(PublicationError, match="couldn't read"):
        change_settings(folder, {"name": "Y"})
    assert text(folder) == "name = "


def test_line_ends_of_another_system_stay(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_bytes(b'# ours\r\nname = "X"\r\n')
    change_settings(tmp_path, {"name": "Y"})
    assert (tmp_path / SETTINGS_FILE).read_bytes() == b'# ours\r\nname = "Y"\r\n'
