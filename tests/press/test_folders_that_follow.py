"""Other folders hold the same files as the site, in an order that is safe for readers, whatever was missed."""

import contextlib
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.archive import services
from broadsheet.errors import PublicationError, PublishError
from broadsheet.press import Disk, Press, publish
from broadsheet.press.following import follow, followers_of
from broadsheet.publication import Publication

from .editing import edited
from .followers import Unsynced, files_at, filled, root, step_of, with_followers
from .reading import links_of, tree
from .synthetic import add_post
from .test_publish_dies_anywhere import Trouble

__all__ = ["filled", "root"]


@pytest.fixture
def carried(filled: Publication, root: Path) -> Publication:
    """The paper, carried to the web server."""
    return with_followers(filled, to=(str(root),))


def inodes(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_ino
        for path in folder.rglob("*")
        if path.is_file() and ".broadsheet" not in path.parts
    }


def test_a_folder_holds_the_same_files(carried: Publication, root: Path) -> None:
    assert publish(carried, disk=Unsynced()).problems == ()
    assert files_at(root) == tree(carried.site)


def test_files_of_others_stay(carried: Publication, root: Path) -> None:
    publish(carried, disk=Unsynced())
    services.withdraw(1)
    publish(carried, disk=Unsynced())
    assert (root / "tag/stranger.html").read_text(encoding="utf-8") == "not of the paper"


def test_an_edit_replaces_only_what_it_changed(carried: Publication, root: Path) -> None:
    publish(carried, disk=Unsynced())
    before = inodes(root)
    with edited(1) as post:
        post.headline = "Flood"
    report = publish(carried, disk=Unsynced())
    after = inodes(root)
    assert files_at(root) == tree(carried.site)
    assert len([file for file, inode in after.items() if before.get(file) != inode]) == report.written


def test_what_the_paper_removes_is_removed_there_with_its_folder(carried: Publication, root: Path) -> None:
    publish(carried, disk=Unsynced())
    picture = next(file for file in files_at(root) if file.startswith("media/"))
    with edited(4) as post:
        post.lead_image_id, post.has_lead = None, False
    publish(carried, whole=True, disk=Unsynced())
    assert files_at(root) == tree(carried.site)
    assert not (root / picture).exists()
    assert not (root / "media").exists()


def test_readers_may_read_what_was_carried(carried: Publication, root: Path) -> None:
    publish(carried, disk=Unsynced())
    assert all(stat.S_IMODE((root / file).stat().st_mode) & 0o444 == 0o444 for file in files_at(root))


def test_editions_that_a_folder_missed_are_made_up_for(carried: Publication, root: Path) -> None:
    publish(carried, disk=Unsynced())
    alone = with_followers(carried)
    services.withdraw(1)
    publish(alone, disk=Unsynced())
    add_post(9, datetime(2023, 1, 1, tzinfo=UTC), tags=(1,))
    publish(alone, disk=Unsynced())
    assert files_at(root) != tree(carried.site)
    publish(carried, disk=Unsynced())
    assert files_at(root) == tree(carried.site)


def test_a_folder_that_was_away_is_a_problem_and_is_made_up_for(carried: Publication, root: Path) -> None:
    publish(carried, disk=Unsynced())
    away = root.rename(root.with_name("away"))
    services.withdraw(1)
    (problem,) = publish(carried, disk=Unsynced()).problems
    assert f"couldn't carry the site to {root}" in problem
    away.rename(root)
    assert publish(carried, disk=Unsynced()).problems == ()
    assert files_at(root) == tree(carried.site)


def test_a_folder_that_was_put_back_from_a_copy_gets_what_it_has_not(
    carried: Publication, root: Path, tmp_path: Path
) -> None:
    publish(carried, disk=Unsynced())
    shutil.copytree(root, tmp_path / "copy")
    services.withdraw(1)
    publish(carried, disk=Unsynced())
    shutil.rmtree(root)
    (tmp_path / "copy").rename(root)
    publish(carried, disk=Unsynced())
    assert files_at(root) == tree(carried.site)


def test_a_folder_of_which_nothing_is_known_gets_everything(carried: Publication, root: Path) -> None:
    publish(carried, disk=Unsynced())
    services.withdraw(1)
    publish(with_followers(carried), disk=Unsynced())
    (root / ".broadsheet/edition").write_bytes(b'{"edition": 1, "beg')
    publish(carried, disk=Unsynced())
    assert files_at(root) == tree(carried.site)


@pytest.mark.only_files
def test_an_archive_that_was_put_back_counts_as_another(carried: Publication, root: Path) -> None:
    publish(carried, disk=Unsynced())
    shutil.copy(carried.archive, carried.folder / "backup.db")
    with edited(1) as post:
        post.headline = "Flood"
    publish(carried, disk=Unsynced())
    shutil.copy(carried.folder / "backup.db", carried.archive)
    shutil.rmtree(carried.site)
    with edited(2) as post:
        post.headline = "Drought"
    publish(carried, disk=Unsynced())
    assert files_at(root) == tree(carried.site)


def test_a_bare_folder_of_the_same_bytes_is_not_written_again(carried: Publication, root: Path) -> None:
    publish(carried, disk=Unsynced())
    before = inodes(root)
    (root / ".broadsheet/edition").unlink()
    publish(carried, disk=Unsynced())
    assert inodes(root) == before


@pytest.mark.parametrize("name", ["site", ".", "media", "public", ".."])
def test_a_folder_in_which_the_site_would_overwrite_the_paper_is_refused(
    filled: Publication, name: str
) -> None:
    with pytest.raises(PublicationError, match="couldn't carry the site to"):
        publish(with_followers(filled, to=(name,)))
    assert not tree(filled.site)


class Watching(Disk):
    """A disk that notes what appears in a folder, and what vanishes."""

    def __init__(self, root: Path, seen: list[str]) -> None:
        self.root = f"{root}/"
        self.seen = seen

    def move(self, source: str, target: str) -> None:
        super().move(source, target)
        if target.startswith(self.root):
            self.seen.append(f"+{target.removeprefix(self.root)}")

    def remove(self, path: str) -> None:
        super().remove(path)
        if path.startswith(self.root):
            self.seen.append(f"-{path.removeprefix(self.root)}")


def test_pages_come_before_listings_and_feeds_and_sitemaps_and_hosts(
    carried: Publication, root: Path
) -> None:
    seen: list[str] = []
    publish(carried, disk=Watching(root, seen), executor=0)
    steps = [step_of(line) for line in seen if ".broadsheet" not in line]
    assert steps == sorted(steps)
    assert {0, 1, 2, 3, 4, 5, 7} == set(steps)


def test_removals_come_last(carried: Publication, root: Path) -> None:
    publish(carried, disk=Unsynced())
    services.withdraw(1)
    with edited(4) as post:
        post.lead_image_id, post.has_lead = None, False
    seen: list[str] = []
    publish(carried, disk=Watching(root, seen), executor=0, whole=True)
    signs = [line[0] for line in seen if ".broadsheet" not in line]
    assert "-" in signs
    assert signs == sorted(signs)


def check_what_readers_find(root: Path) -> None:
    """No torn page, and no listing that names a post which is not there."""
    for file in files_at(root):
        if file.endswith(".html"):
            assert (root / file).read_text(encoding="utf-8").rstrip().endswith("</html>")
        if file in ("index.html", "tag/rivers/index.html"):
            assert all((root / link).is_file() for link in links_of(root, file) if "post-" in link)


@pytest.mark.parametrize("after_doing_it", [False, True])
def test_carrying_that_fails_anywhere_is_completed_by_the_next(
    carried: Publication, root: Path, *, after_doing_it: bool
) -> None:
    publish(carried, disk=Unsynced())
    services.withdraw(1)
    add_post(9, datetime(2023, 1, 1, tzinfo=UTC), tags=(1,))
    with edited(4) as post:
        post.lead_image_id, post.has_lead = None, False
    edition = publish(with_followers(carried), disk=Unsynced()).number
    shutil.copytree(root, root.with_name("before"))
    place = carried.folder / ".press"
    step = int(after_doing_it)
    problems = ["not yet"]
    while problems:
        disk = Trouble(step, after_doing_it=after_doing_it)
        problems = follow(followers_of(carried, place), carried, edition=edition, disk=disk)
        assert all("No space left" in problem for problem in problems)
        check_what_readers_find(root)
        assert follow(followers_of(carried, place), carried, edition=edition, disk=Unsynced()) == []
        assert files_at(root) == tree(carried.site)
        assert {path.name for path in (root / ".broadsheet").iterdir()} <= {"edition", "edition-new"}
        shutil.rmtree(root)
        shutil.copytree(root.with_name("before"), root)
        step += 2
    assert step > 60


def test_what_an_edition_did_that_died_reaches_a_folder_too(carried: Publication, root: Path) -> None:
    press = Press(executor=0, disk=Unsynced())
    press.publish(carried)
    step = 0
    for round in range(1, 16):
        with edited(2) as post:
            post.headline = f"Headline {round}"
        (services.withdraw if round % 2 else services.restore)(1)
        step = step + 13
        press.disk = Trouble(step)
        with contextlib.suppress(PublishError):
            press.publish(carried)
        press.disk = Unsynced()
        if round % 3:
            with edited(2) as post:
                post.headline = "Post 2"
            (services.restore if round % 2 else services.withdraw)(1)
            (services.withdraw if round % 2 else services.restore)(1)
        press.publish(carried)
        assert files_at(root) == tree(carried.site)
