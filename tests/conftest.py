"""What every test may use: publications in temporary folders, the collected copies, programs."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

# One process has one set of Django's settings: the newsroom's, which hold the archive's. Processes that tests start
# are none of this: they have the settings that their verb has.
os.environ["DJANGO_SETTINGS_MODULE"] = "broadsheet.newsroom.settings"

from broadsheet.archive import database

del os.environ["DJANGO_SETTINGS_MODULE"]

from broadsheet.publication import SETTINGS_FILE, Publication

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated archive without rows, made once; tests copy it."""
    # Not above: a worker process that a test starts may import this file with the press's own settings.
    from broadsheet.newsroom import founding

    path = tmp_path_factory.mktemp("template") / "archive.db"
    database.create_archive(path)
    database.close_archive()
    founding.prepare(path)
    return path


@pytest.fixture
def paper(tmp_path: Path, empty_archive: Path) -> Iterator[Publication]:
    """A publication in a folder of its own, its archive empty and open."""
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / SETTINGS_FILE).write_text(
        'name = "The Test Paper"\nurl = "https://paper.example/"\n', encoding="utf-8"
    )
    shutil.copy(empty_archive, folder / "archive.db")
    publication = Publication.open(folder)
    database.open_archive(publication.archive)
    yield publication
    database.close_archive()


@pytest.fixture(scope="session")
def copies() -> Path:
    """The folder of collected real copies; it lies beside the checkout and is not part of the project."""
    folder = CHECKOUT.parent / "shared" / "rescue"
    if not folder.is_dir():
        pytest.skip("the collected copies of real sites (../shared/rescue) are not on this machine")
    return folder


def need_program(name: str, *, package: str) -> Path:
    """The path of an installed program; a test that needs an absent one skips, but fails in CI."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/sbin")
    if found is None:
        reason = f"this test needs {name}; install Debian's package {package}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return Path(found)
