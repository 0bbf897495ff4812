"""A link checker walks the whole site, from the front and from every other page, and finds no broken link."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from broadsheet.press.layout import GONE, NOT_FOUND
from tests.site.stand import served

CHECKER = Path(sys.executable).with_name("linkchecker")
SETTINGS = "[checking]\nthreads=4\nmaxrequestspersecond=1000\n[output]\nstatus=0\nlog=text\n"


def walk(site: Path, address: str, folder: Path) -> tuple[int, str]:
    """How many addresses the checker asked for, and what it has to say.

    It begins at every page, since no page links to old addresses.
    """
    (folder / "checker.ini").write_text(SETTINGS, encoding="utf-8")
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    # What a host shows at any address leads to the root of the host that the settings name.
    starts = [
        address + quote(page.removesuffix("index.html")) for page in pages if page not in (NOT_FOUND, GONE)
    ]
    command = [str(CHECKER), f"--config={folder / 'checker.ini'}", "--no-robots", "--stdin"]
    checked = subprocess.run(
        command, input="\n".join(starts), capture_output=True, text=True, encoding="utf-8", check=False
    )
    told = re.search(r"in (\d+) URLs? checked\. (\d+) warnings? found\. (\d+) errors? found", checked.stdout)
    assert told is not None, checked.stdout + checked.stderr
    assert (checked.returncode == 0) == (told[2] == told[3] == "0")
    return int(told[1]), "" if checked.returncode == 0 else checked.stdout


@pytest.mark.parametrize("place", ["site_server", "subpath_server"])
def test_no_link_of_the_whole_site_is_broken(
    place: str, site: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    asked, complaints = walk(site, request.getfixturevalue(place), tmp_path)
    assert complaints == ""
    assert asked > len([*site.rglob("*.html"), *site.rglob("post.json"), *site.rglob("atom.xml")])


def test_the_checker_does_find_a_broken_link(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text('<a href="nowhere/">x</a>', encoding="utf-8")
    with served(folder) as address:
        assert "nowhere" in walk(folder, address, tmp_path)[1]
