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

from broadsheet.publication import Publication
from tests import archives

CHECKOUT = Path(__file__).resolve().parents[1]

ON_BOTH = (
    "tests/archive/test_listings.py",
    "tests/archive/test_storing_posts.py",
    "tests/archive/test_tags.py",
    "tests/archive/test_two_routes_to_one_post.py",
    "tests/newsroom/test_permissions.py",
    "tests/newsroom/test_writing.py",
    "tests/newsroom/test_reviewing.py",
    "tests/press/test_what_isnt_published_isnt_there.py",
    "tests/press/test_changes_are_claimed.py",
)
"""Whose tests run on both databases in every run; with ``--database postgresql`` all tests run on that alone."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--database postgresql``: every archive of this run is on a server."""
    parser.addoption(
        "--database", choices=("sqlite", "postgresql"), default="sqlite", help="where archives are"
    )


def pytest_configure(config: pytest.Config) -> None:
    """The run's first process says where its PostgreSQL server will be."""
    archives.choose_folder()
    archives.Chosen.kind = config.getoption("--database")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run's first process is also its last."""
    if not hasattr(config, "workerinput"):
        archives.end_server()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests of :data:`ON_BOTH` are run twice."""
    chosen = metafunc.config.getoption("--database")
    path = metafunc.definition.path.relative_to(CHECKOUT).as_posix()
    if "kind" in metafunc.fixturenames and path in ON_BOTH and chosen == "sqlite":
        metafunc.parametrize("kind", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def kind(request: pytest.FixtureRequest, empty_archive: Path) -> Iterator[str]:
    """The kind of archive that this test works on."""
    if archives.Chosen.kind == "postgresql" and request.node.get_closest_marker("only_files"):
        pytest.skip("this test works on an archive's file by itself, and this run's archives are on a server")
    with archives.choosing(getattr(request, "param", archives.Chosen.kind)):
        yield archives.Chosen.kind


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated archive without rows, made once; tests copy it."""
    # Not above: a worker process that a test starts may import this file with the press's own settings.
    from broadsheet.newsroom import founding

    path = tmp_path_factory.mktemp("template") / "archive.db"
    database.create_archive(path)
    database.close_archive()
    founding.prepare(path)
    archives.Chosen.empty_file = path
    return path


@pytest.fixture
def paper(tmp_path: Path, kind: str) -> Iterator[Publication]:
    """A publication in a folder of its own, its archive empty and open."""
    settings = 'name = "The Test Paper"\nurl = "https://paper.example/"\n'
    publication = archives.new_paper(tmp_path / "paper", settings)
    database.open_archive(publication)
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
