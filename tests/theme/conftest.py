"""The shipped theme, read once."""

import pytest

from broadsheet.theme import Theme
from broadsheet.theme.contexts import Site
from tests.theme import proofs


@pytest.fixture(scope="session")
def theme() -> Theme:
    return Theme.load()


@pytest.fixture(scope="session")
def site(theme: Theme) -> Site:
    return proofs.site(theme)


@pytest.fixture(scope="session")
def rendered(theme: Theme, site: Site) -> dict[str, str]:
    """Every page of the proofs, set at depth two."""
    return {name: theme.render(page, site=site, root="../../") for name, page in proofs.every_page().items()}
