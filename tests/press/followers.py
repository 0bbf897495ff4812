"""A paper that others follow: folders that hold the same files as its site, and commands that are told what changed."""

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.archive.intake import take_in
from broadsheet.archive.models import Image
from broadsheet.press import Disk
from broadsheet.publication import Publication, Publish
from tests.photographs import jpeg

from .editing import edited
from .reading import tree
from .synthetic import add_post, add_tag

__all__ = ["Unsynced", "files_at", "filled", "root", "step_of", "with_followers"]


class Unsynced(Disk):
    """A disk on which nothing has to survive a power cut."""

    def sync(self, folder: str) -> None:
        return


@pytest.fixture
def filled(paper: Publication) -> Publication:
    """A paper with a few posts, a tag and a picture, nothing of it published."""
    add_tag(1, "Rivers")
    for id in range(1, 5):
        add_post(id, datetime(2018 + id, 5, id, tzinfo=UTC), tags=(1,))
    taken = take_in(jpeg(size=(96, 64)), media=paper.media)
    Image.objects.create(id=1, file=taken.file, digest=taken.digest, width=96, height=64)
    with edited(4) as post:
        post.lead_image_id, post.has_lead = 1, True
    return paper


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root of a web server on another disk, in which somebody else's files lie."""
    folder = tmp_path / "web"
    (folder / "tag").mkdir(parents=True)
    (folder / "tag/stranger.html").write_text("not of the paper", encoding="utf-8")
    return folder


def with_followers(paper: Publication, **publish: tuple[str, ...]) -> Publication:
    settings = dataclasses.replace(paper.settings, publish=Publish(**publish))  # type: ignore[arg-type]
    return dataclasses.replace(paper, settings=settings)


def files_at(root: Path) -> dict[str, bytes]:
    """What a web server would serve of a folder, without the stranger's file."""
    return {
        file: data
        for file, data in tree(root).items()
        if not file.startswith(".broadsheet/") and file != "tag/stranger.html"
    }


def step_of(line: str) -> int:
    """How late in an edition a file of the test paper may appear."""
    file = line[1:]
    if line.startswith("-"):
        return 9
    if file.startswith(("assets/", "media/")):
        return 0
    if "/post-" in file or file in ("404.html", "410.html"):
        return 6 if "withdrawn" in file else 1
    for step, ending in ((7, ("_redirects", "_headers", "robots.txt", "sitemap.xml")), (5, (".xml",))):
        if file.endswith(ending) and not file.endswith("atom.xml"):
            return step
    if file.endswith(("atom.xml", "feed.json")):
        return 4
    return 2 if file.split("/")[-2:-1] and file.split("/")[-2].isdigit() else 3
