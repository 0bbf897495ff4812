"""A publication is a folder; a mistake in its settings is named, never ignored."""

from pathlib import Path

import pytest

from broadsheet.archive.founding import found_publication
from broadsheet.errors import PublicationError, UsageError
from broadsheet.publication import SETTINGS_FILE, Publication, fill_settings, find_publication


def with_settings(folder: Path, text: str) -> Path:
    (folder / SETTINGS_FILE).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nmae = 'x'", "no setting 'nmae'"),
        ("[look]\nacent = '#fff'", "no setting 'look.acent'"),
        ("name = 3", "'name' is 3, but must be a text"),
        ("[listings]\nstyle = 'long'", "must be one of standfirst, full"),
        ("[listings]\nfront_posts = 0", "between 1 and 500"),
        ("timezone = 'Mars/Base'", "no time zone has that name"),
        ("url = 'example.org'", "must start with https://"),
        ("[look]\naccent = 'red'", "a colour written like #8c1d18"),
        ("share = ['email', 'twiter']", "'share' is 'twiter', but known are telegram, whatsapp, x"),
        ("share = ['x@example.org']", "'share' is 'x@example.org', but known are"),
        (
            "[newsroom]\nsecond_step = ['editors']",
            "must be one of contributor, reporter, editor, administrator",
        ),
        ("name = ", "couldn't read"),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_its_name_and_place(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(PublicationError) as error:
        Publication.open(with_settings(tmp_path, text))
    assert told in str(error.value)
    assert SETTINGS_FILE in str(error.value)


def test_lists_and_tables_of_the_settings_are_read(tmp_path: Path) -> None:
    text = (
        "share = ['mastodon@social.example', 'x']\n"
        "menu = [{ text = 'About', url = '/about/' }]\n[pictures]\nwidths = [320, 640]\n"
    )
    settings = Publication.open(with_settings(tmp_path, text)).settings
    assert settings.share == ("mastodon@social.example", "x")
    assert settings.menu[0].text == "About"
    assert settings.pictures.widths == (320, 640)
    assert settings.listings.front_posts == 10


def test_a_new_publication_opens_with_every_default(tmp_path: Path) -> None:
    publication = found_publication(tmp_path / "paper")
    assert publication.settings.name == "My paper"
    assert publication.archive.is_file()


def test_a_publication_is_not_made_over_another(tmp_path: Path) -> None:
    found_publication(tmp_path)
    with pytest.raises(UsageError, match="there is one already"):
        found_publication(tmp_path)


def test_only_the_owner_can_read_the_archive(tmp_path: Path) -> None:
    publication = found_publication(tmp_path / "paper")
    assert publication.archive.stat().st_mode & 0o077 == 0
    assert publication.folder.stat().st_mode & 0o077 == 0


def test_a_publication_is_found_from_a_folder_inside_it(tmp_path: Path) -> None:
    publication = found_publication(tmp_path / "paper")
    assert find_publication(publication.media).folder == publication.folder


def test_no_publication_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PublicationError, match="broadsheet init"):
        find_publication(tmp_path)


def test_a_rescue_names_a_paper_only_where_its_editor_has_not(tmp_path: Path) -> None:
    publication = found_publication(tmp_path / "paper", name='The "Real" Name')
    filled = fill_settings(publication.folder, {"name": "Copy's name", "tagline": 'News, "daily"'})
    settings = Publication.open(publication.folder).settings
    assert filled == ('tagline = "News, \\"daily\\""',)
    assert (settings.name, settings.tagline) == ('The "Real" Name', 'News, "daily"')


def test_a_folder_named_for_one_publish_comes_after_those_of_the_settings(tmp_path: Path) -> None:
    text = "[publish]\nto = ['/srv/www']\n"
    publication = Publication.open(with_settings(tmp_path, text))
    assert publication.carried_to([Path("/mnt/host")]).settings.publish.to == ("/srv/www", "/mnt/host")
