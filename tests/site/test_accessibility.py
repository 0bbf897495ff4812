"""axe-core finds nothing to object to, on light and on dark screens."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.site.browsing import PAGES, visiting

TYPICAL = ("front", "tag", "persian tag", "persian post")
RULES: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}


VIEWS = [
    *((name, screen, scheme) for name in PAGES for screen, scheme in (("phone", "light"), ("desk", "dark"))),
    *(
        (name, screen, scheme)
        for name in TYPICAL
        for screen, scheme in (("phone", "dark"), ("desk", "light"))
    ),
]


@pytest.mark.parametrize(("name", "screen", "scheme"), VIEWS)
def test_axe_finds_no_barrier(
    chromium: Browser, site_server: str, name: str, screen: str, scheme: Literal["light", "dark"]
) -> None:
    with visiting(chromium, screen=screen, scheme=scheme, script=True, bypass_csp=True) as visit:
        visit.page.goto(site_server + PAGES[name])
        results = Axe().run(visit.page, options=RULES)
    assert results.response["passes"]
    found = [
        f"{barrier['id']}: {node['html'][:200]} {node['failureSummary']}"
        for barrier in results.response["violations"]
        for node in barrier["nodes"]
    ]
    assert found == []
