"""The sample's site: made once for each process that tests, served, and read in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from broadsheet.publication import Publication
from tests.site.browsing import Reading, open_chromium, read_pages
from tests.site.sample_paper import make_sample_paper
from tests.site.stand import served


@pytest.fixture(scope="session")
def demo_paper(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """A publication made from the sample, published; its archive is closed."""
    return make_sample_paper(tmp_path_factory.mktemp("sample") / "paper")


@pytest.fixture(scope="session")
def site(demo_paper: Publication) -> Path:
    """The folder of the published site."""
    return demo_paper.site


@pytest.fixture(scope="session")
def site_server(site: Path) -> Iterator[str]:
    """The site at the root of a host."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def subpath_server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same files at ``/archive/paper/`` of a host."""
    root = tmp_path_factory.mktemp("host")
    (root / "archive").mkdir()
    (root / "archive" / "paper").symlink_to(site, target_is_directory=True)
    with served(root) as address:
        yield f"{address}archive/paper/"


# For a module only: while it runs, its event loop counts as running in this thread, and the archive
# refuses to be asked from within one.
@pytest.fixture(scope="module")
def chromium(site_server: str) -> Iterator[Browser]:
    """Chromium without a profile, kept from doing anything of its own accord."""
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def readings(chromium: Browser, site_server: str) -> dict[str, Reading]:
    """Every kind of page as read on a phone and on a desk, without script."""
    return read_pages(chromium, site_server)
