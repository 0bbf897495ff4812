"""Whatever went astray in the archive or on the site is found, named, put right, and published again."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from broadsheet.archive import changes, database, services
from broadsheet.archive.intake import take_in
from broadsheet.archive.models import (
    Author,
    Change,
    Edition,
    Image,
    LinkUse,
    ListingYear,
    OldAddress,
    PictureUse,
    Post,
    PostAuthor,
    PostTag,
    SitePath,
    StandingPage,
    Tag,
    TagAlias,
)
from broadsheet.archive.services.belongings import note_uses
from broadsheet.errors import PublishError
from broadsheet.press import publish
from broadsheet.press.checkup import Finding, check_paper
from broadsheet.publication import Publication
from tests.archives import copy_archive, new_paper
from tests.photographs import jpeg

from .editing import sign
from .reading import tree
from .synthetic import FEW_ON_A_PAGE, add_old_address, add_post, add_tag
from .test_publish_dies_anywhere import Trouble

NOW = datetime(2026, 1, 1, tzinfo=UTC)
_FIRST, _SECOND = "site/2019/05/01/post-1/index.html", "site/2019/05/02/post-2/index.html"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, empty_archive: Path) -> Path:
    """A published paper in order: posts of three years and one without a date, pictures, links, a standing page."""
    paper = new_paper(tmp_path_factory.mktemp("template") / "paper", FEW_ON_A_PAGE)
    database.open_archive(paper)
    _fill(paper)
    publish(paper, executor=0)
    assert look(paper, repair=True) == []
    database.close_archive()
    return paper.folder


@pytest.fixture
def published(template: Path, tmp_path: Path, kind: str) -> Iterator[Publication]:
    """A copy of that paper, its archive open."""
    paper = copy_archive(Publication.open(template), shutil.copytree(template, tmp_path / "paper"))
    database.open_archive(paper)
    yield paper
    database.close_archive()


def _fill(paper: Publication) -> None:
    for id, name in enumerate(("Rivers", "Bridges"), start=1):
        add_tag(id, name)
    Author.objects.create(id=1, name="Ada", key="ada", slug="ada")
    for id, size in ((1, (96, 64)), (2, (64, 96))):
        taken = take_in(jpeg(size=size), media=paper.media)
        Image.objects.create(id=id, file=taken.file, digest=taken.digest, width=size[0], height=size[1])
    for id in range(1, 8):
        moment = datetime(2018 + id // 3, 5, id, tzinfo=UTC) if id < 7 else None
        add_post(id, moment, tags=(1, 2) if id % 2 else (1,))
    Post.objects.filter(id=1).update(
        path="2019/05/01/post-1/", body=_BODY, excerpt="What post 1 says. before"
    )
    Post.objects.filter(id=2).update(path="2019/05/02/post-2/")
    sign(1, [1])
    page = StandingPage.objects.create(id=1, title="About", path="about/", live=True, status="published")
    changes.record("page", [1])
    note_uses(pages=[page])
    add_old_address("before/", post_id=2)


_BODY = (
    '<p>What post 1 says. <a href="/2019/05/02/post-2/">before</a></p>'
    '<figure><img src="/a.jpg" alt="" data-image="2"></figure>'
)


def look(paper: Publication, *, repair: bool) -> list[Finding]:
    return list(check_paper(paper, now=NOW, repair=repair))


def whole_build(paper: Publication, folder: Path) -> dict[str, bytes]:
    """What the same archive gives when every page is made anew."""
    database.close_archive()
    shutil.copytree(paper.folder, folder, ignore=shutil.ignore_patterns("site", ".press"))
    twin = copy_archive(paper, folder)
    database.open_archive(twin)
    publish(twin, executor=0, whole=True)
    database.open_archive(paper)
    return tree(twin.site)


def _misplace_everywhere() -> None:
    Post.objects.filter(id=3).update(year=2021, chronology=5)
    PostTag.objects.filter(post_id=3).update(year=2021, chronology=5)


def _dangle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("UPDATE archive_posttag SET tag_id = 99 WHERE post_id = 3 AND tag_id = 2")
        cursor.execute("PRAGMA foreign_keys = ON")


DRIFT: dict[str, tuple[Callable[[], object], str, str]] = {
    "a tag's row in another year": (
        lambda: PostTag.objects.filter(post_id=3, tag_id=1).update(year=2018),
        "post 3 (", "stood elsewhere under its tags",
    ),
    "a tag's row that is not live": (
        lambda: PostTag.objects.filter(post_id=3, tag_id=2).update(live=False),
        "post 3 (", "stood elsewhere under its tags",
    ),
    "a tag's row in another order": (
        lambda: PostTag.objects.filter(post_id=3, tag_id=1).update(chronology=9_999_999_999),
        "post 3 (", "stood elsewhere under its tags",
    ),
    "a byline's row": (
        lambda: PostAuthor.objects.filter(post_id=1).update(year=2021),
        "post 1 (", "stood elsewhere under its authors",
    ),
    "a year that is not the date's": (
        lambda: Post.objects.filter(id=4).update(year=2021),
        "post 4 (", "is dated 2019-05-04 00:00, but stood in 2021",
    ),
    "a place that is not the date's": (
        lambda: Post.objects.filter(id=4).update(chronology=1),
        "post 4 (", "stood in the wrong order",
    ),
    "a post that went astray with its tags": (_misplace_everywhere, "post 3 (", "stood in 2021"),
    "a date that was changed alone": (
        lambda: Post.objects.filter(id=3).update(published_at=datetime(2021, 1, 1, tzinfo=UTC)),
        "post 3 (", "is dated 2021-01-01 00:00, but stood in 2019",
    ),
    "a date that was lost": (
        lambda: Post.objects.filter(id=3).update(published_at=None),
        "post 3 (", "had the certainty 'exact' and no date",
    ),
    "a draft that is live": (
        lambda: Post.objects.filter(id=3).update(status="draft"),
        "post 3 (", "was marked as live, but its status is draft",
    ),
    "a published post that is not live": (
        lambda: Post.objects.filter(id=3).update(live=False),
        "post 3 (", "was not marked as live",
    ),
    "a page that should not be live": (
        lambda: StandingPage.objects.filter(id=1).update(status="private"),
        "page 1 (", "its status is private",
    ),
    "an excerpt of another text": (
        lambda: Post.objects.filter(id=6).update(excerpt="Nothing of it."),
        "post 6 (", "an excerpt that is not from its text",
    ),
    "a picture that is noted twice": (
        lambda: PictureUse.objects.create(post_id=1, image_id=2),
        "post 1 (", "had pictures noted that are not those of its text (2 for 1)",
    ),
    "a picture that is not noted": (
        lambda: PictureUse.objects.all().delete(),
        "post 1 (", "had pictures noted that are not those of its text (0 for 1)",
    ),
    "a picture that is noted and not shown": (
        lambda: PictureUse.objects.create(post_id=2, image_id=1),
        "post 2 (", "had pictures noted that are not those of its text (1 for 0)",
    ),
    "a link that is not noted": (
        lambda: LinkUse.objects.filter(post_id=1).delete(),
        "post 1 (", "had links noted that are not those of its text (0 for 1)",
    ),
    "a count that is wrong": (
        lambda: ListingYear.objects.filter(kind="tag", subject=1, year=2019).update(posts=9),
        "tag 1, 2019", "was counted as 9 posts and has 3",
    ),
    "a total that is wrong": (
        lambda: ListingYear.objects.filter(kind="total", subject=1).update(posts=99),
        "tag 1", "was counted as 99 posts and has ",
    ),
    "a count of nothing": (
        lambda: ListingYear.objects.create(kind="author", subject=1, year=2011, posts=4),
        "author 1, 2011", "was counted as 4 posts and has 0",
    ),
    "a count that is lost": (
        lambda: ListingYear.objects.filter(kind="front", year=2020).delete(),
        "front page, 2020", "was counted as 0 posts and has 1",
    ),
    "a tag that is not found by its name": (
        lambda: Tag.objects.filter(id=1).update(key="x"),
        "tag 1", "could not be found by its name 'Rivers'",
    ),
    "an author who is not found by name": (
        lambda: Author.objects.filter(id=1).update(key="x"),
        "author 1", "could not be found by its name 'Ada'",
    ),
    "an alias that is not found": (
        lambda: TagAlias.objects.create(tag_id=1, name="Streams", key="x"),
        "alias 1", "could not be found by its name 'Streams'",
    ),
    "an old address that leads nowhere": (
        lambda: OldAddress.objects.create(address="nowhere/"),
        "old address nowhere/", "led nowhere",
    ),
    "a tag that is not there": (_dangle, "archive_posttag", "named a row of archive_tag that is not there"),
}  # fmt: skip


# A server keeps no row that names another which is not there.
@pytest.mark.parametrize(
    "drift",
    [pytest.param(kind, marks=pytest.mark.only_files if DRIFT[kind][0] is _dangle else ()) for kind in DRIFT],
)
def test_drift_in_the_archive_is_found_repaired_and_published(
    published: Publication, tmp_path: Path, drift: str
) -> None:
    break_it, where, what = DRIFT[drift]
    break_it()
    (seen, *others) = look(published, repair=False)
    assert look(published, repair=False) == [seen, *others], "a look changes nothing"
    assert seen.where.startswith(where)
    assert what in seen.what
    assert not seen.repaired
    assert all(finding.repaired for finding in look(published, repair=True))
    assert look(published, repair=True) == []
    report = publish(published, executor=0)
    assert not report.whole
    assert report.changes > 0
    assert tree(published.site) == whole_build(published, tmp_path / "whole")
    assert look(published, repair=True) == []


# While a post bears a tag that is not there, nothing can be published.
@pytest.mark.parametrize("drift", [kind for kind in DRIFT if kind != "a tag that is not there"])
def test_drift_that_was_published_with_another_edit_is_mended_too(
    published: Publication, tmp_path: Path, drift: str
) -> None:
    DRIFT[drift][0]()
    services.correct(4, day=NOW.date(), text="It was Tuesday.")
    services.correct(1, day=NOW.date(), text="It was Monday.")
    publish(published, executor=0)
    look(published, repair=True)
    publish(published, executor=0)
    assert tree(published.site) == whole_build(published, tmp_path / "whole")


@pytest.mark.only_files
def test_an_archive_in_order_is_left_alone(published: Publication) -> None:
    before = published.archive.read_bytes()
    assert look(published, repair=True) == []
    assert published.archive.read_bytes() == before
    assert changes.pending_count() == 0


def test_a_pending_edit_is_no_wrong_count(published: Publication) -> None:
    services.withdraw(3)
    add_post(20, datetime(2019, 7, 1, tzinfo=UTC), tags=(1,))
    assert look(published, repair=True) == []


def test_a_post_that_should_have_been_published_is_told_of(published: Publication) -> None:
    late, soon = NOW - timedelta(minutes=6), NOW - timedelta(minutes=4)
    for id, at in ((30, late), (31, soon)):
        add_post(id, at, live=False, status="scheduled", path=None)
    assert [finding.where for finding in look(published, repair=True)] == ["post 30"]
    assert not Post.objects.get(id=30).live


def test_a_post_without_an_address_is_told_of_and_not_made_live(published: Publication) -> None:
    add_post(30, NOW, live=False, path=None)
    (found,) = look(published, repair=True)
    assert (found.where, found.repaired) == ("post 30", False)
    assert "no reader can find it" in found.what


def test_an_edition_that_died_is_told_of_with_what_it_left(published: Publication) -> None:
    services.withdraw(3)
    with pytest.raises(PublishError):
        publish(published, disk=Trouble(20), executor=0)
    found = look(published, repair=True)
    number = Edition.objects.get(finished=False).pk
    assert [each.where for each in found] == [f"edition {number}", f".press/{number}/"]
    assert "with its 1 change" in found[0].what
    publish(published, executor=0)
    assert look(published, repair=True) == []


@pytest.mark.only_files
def test_a_damaged_archive_is_told_of_and_left_alone(published: Publication) -> None:
    database.close_archive()
    whole = published.archive.read_bytes()
    middle = len(whole) // 2 // 4096 * 4096
    published.archive.write_bytes(whole[:middle] + b"\xff" * 40_960 + whole[middle + 40_960 :])
    found = look(published, repair=True)
    assert found[0].where == "the archive"
    assert "restore a backup" in found[0].what
    database.close_archive()


SOME_FILES = [
    "2019/05/02/post-2/index.html", "2019/05/02/post-2/post.json", "about/index.html", "index.html", "atom.xml",
    "feed.json", "tag/rivers/index.html", "tag/rivers/atom.xml", "tag/rivers/2019/index.html", "2019/2/index.html",
    "undated/index.html", "author/ada/index.html", "tags/index.html", "sitemap.xml", "sitemap-2019-05.xml",
    "sitemap-undated.xml", "sitemap-pages.xml", "robots.txt", "before/index.html", "404.html", "_redirects",
]  # fmt: skip


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("file", [*SOME_FILES, "a picture", "a style sheet"])
def test_a_file_that_is_not_as_it_was_left_is_made_again(
    published: Publication, file: str, *, lost: bool
) -> None:
    before = tree(published.site)
    if file.startswith("a "):
        folder = "media/" if "picture" in file else "assets/"
        file = next(name for name in sorted(before) if name.startswith(folder))
    damaged = published.site / file
    damaged.unlink() if lost else damaged.write_bytes(b"somebody was here")
    (found,) = look(published, repair=True)
    assert found.where == f"site/{file}"
    assert ("lost" if lost else "changed by somebody else") in found.what
    report = publish(published, executor=0)
    assert tree(published.site) == before
    assert report.written == 1
    assert look(published, repair=True) == []


def test_only_pages_of_what_was_damaged_are_looked_at(published: Publication) -> None:
    (published.folder / _SECOND).write_bytes(b"somebody was here")
    look(published, repair=True)
    report = publish(published, executor=0)
    assert (report.whole, report.pages) == (False, {"posts": 2})


def test_a_damaged_redirect_is_made_again(published: Publication) -> None:
    services.withdraw(2)
    publish(published, executor=0)
    before = tree(published.site)
    (published.folder / _SECOND).write_bytes(b"somebody was here")
    look(published, repair=True)
    publish(published, executor=0)
    assert tree(published.site) == before


def test_files_of_nobody_are_told_of_and_left(published: Publication) -> None:
    stranger = published.site / "tag/rivers/notes.txt"
    stranger.write_text("mine", encoding="utf-8")
    (found,) = look(published, repair=True)
    assert (found.where, found.repaired) == ("site/tag/rivers/notes.txt", False)
    publish(published, executor=0)
    assert stranger.read_text(encoding="utf-8") == "mine"


def test_a_look_at_a_damaged_site_changes_nothing(published: Publication) -> None:
    (published.folder / _FIRST).unlink()
    assert [finding.repaired for finding in look(published, repair=False)] == [False]
    assert Change.objects.filter(edition=None).count() == 0
    assert not SitePath.objects.filter(state="page", digest="").exists()
