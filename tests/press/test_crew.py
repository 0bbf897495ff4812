"""An edition with many pictures to make has workers, however few its posts: nobody waits for them to save."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from broadsheet.archive import changes
from broadsheet.archive.intake import take_in
from broadsheet.archive.models import Image
from broadsheet.press import Progress, publish
from broadsheet.publication import Publication
from tests.photographs import jpeg

from .editing import edited
from .synthetic import add_post

PHOTOGRAPHS = 6


def illustrate(paper: Publication) -> None:
    """As many posts as photographs, each led by one of its own."""
    for id in range(1, PHOTOGRAPHS + 1):
        taken = take_in(jpeg(size=(96, 64 + id)), media=paper.media)
        Image.objects.create(
            id=id, file=taken.file, digest=taken.digest, width=taken.width, height=taken.height
        )
        add_post(id, datetime(2019, 5, id, tzinfo=UTC), lead_image_id=id, has_lead=True)


@pytest.fixture
def illustrated(paper: Publication) -> Publication:
    """A paper that has nothing but posts with photographs."""
    illustrate(paper)
    return paper


def locked_at(paper: Publication) -> dict[str, bool]:
    """By phase of an edition whether the archive was locked when its first pages were there."""
    found: dict[str, bool] = {}

    def hear(progress: Progress) -> None:
        found.setdefault(progress.phase, connection.in_atomic_block)

    assert publish(paper, progress=hear).problems == ()
    return found


def test_others_save_while_many_pictures_are_made(illustrated: Publication) -> None:
    assert locked_at(illustrated)["pictures"] is False
    assert len({path.name[:12] for path in illustrated.site.glob("media/*/*")}) == PHOTOGRAPHS


def test_others_save_while_pictures_of_new_posts_are_made(paper: Publication) -> None:
    add_post(50, datetime(2019, 4, 1, tzinfo=UTC))
    publish(paper)
    illustrate(paper)
    assert locked_at(paper)["pictures"] is False


def test_few_posts_are_set_without_workers(paper: Publication) -> None:
    add_post(50, datetime(2019, 4, 1, tzinfo=UTC))
    assert locked_at(paper)["posts"] is True


def test_pictures_that_are_there_need_no_workers(illustrated: Publication) -> None:
    publish(illustrated)
    for id in range(1, PHOTOGRAPHS + 1):
        with edited(id) as post:
            post.headline = "Another"
    assert locked_at(illustrated)["posts"] is True
    changes.record("everything", [0])
    assert locked_at(illustrated)["posts"] is True
