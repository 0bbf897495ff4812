"""An export is for its owner: it says what is in it that is not on the site, and can do without."""

import stat
import subprocess
from pathlib import Path

import pytest

from broadsheet.export import Form
from broadsheet.publication import Publication
from tests.export.holding import exported

SECRETS = (
    "A secret draft",
    "Not yet.",
    "Hush",
    "Behind a password",
    "In the bin",
    "For review",
    "Overdue",
    "Thank you.",
)
FORMS: tuple[Form, ...] = ("wxr", "markdown", "json")


def words_in(folder: Path) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*") if path.is_file()
    )


@pytest.mark.parametrize("form", FORMS)
def test_everything_is_in_it_for_its_owner_alone(full_paper: Publication, tmp_path: Path, form: Form) -> None:
    report = exported(full_paper, form, tmp_path / "out")
    words = words_in(tmp_path / "out")
    assert not [secret for secret in SECRETS if secret not in words]
    assert report.unpublished == {"draft": 1, "scheduled": 2, "password": 1, "trashed": 1, "pending": 1}
    paths = [tmp_path / "out", *(tmp_path / "out").rglob("*")]
    assert not [path for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_on_the_site_can_be_left_out(full_paper: Publication, tmp_path: Path, form: Form) -> None:
    report = exported(full_paper, form, tmp_path / "out", only_published=True)
    words = words_in(tmp_path / "out")
    assert not [secret for secret in SECRETS if secret in words]
    assert (report.posts, report.pages, report.pictures, report.unpublished) == (5, 2, 1, {})
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o755


@pytest.mark.parametrize("form", FORMS)
def test_no_picture_that_only_a_draft_shows_is_in_what_is_published(
    full_paper: Publication, tmp_path: Path, form: Form
) -> None:
    from broadsheet.archive.models import Post

    Post.objects.filter(headline="نان & <شیر>").update(live=False, status="draft")
    report = exported(full_paper, form, tmp_path / "out", only_published=True)
    assert report.pictures == 0
    assert not list((tmp_path / "out").rglob("*.jpg"))


def test_pictures_carry_no_location(full_paper: Publication, tmp_path: Path) -> None:
    from tests.photographs import tell_tales

    exported(full_paper, "json", tmp_path / "out")
    assert tell_tales(list((tmp_path / "out").rglob("*.jpg"))) == []


def test_who_works_in_the_newsroom_is_in_no_export(full_paper: Publication, tmp_path: Path) -> None:
    from broadsheet.newsroom.models import Member

    Member.objects.create_user("the-account-of-shirin", password="a long pass phrase 9")
    for form in FORMS:
        exported(full_paper, form, tmp_path / form)
        found = subprocess.run(["grep", "-r", "the-account-of-shirin", tmp_path / form], check=False)
        assert found.returncode == 1
