"""Two who publish at once don't interleave, and two pages never share a file."""

import fcntl
from datetime import UTC, datetime

import pytest

from broadsheet.errors import PublishError
from broadsheet.press import publish
from broadsheet.publication import Publication

from .synthetic import add_post, add_tag


def test_a_second_publisher_is_told_who_is_at_work(paper: Publication) -> None:
    publish(paper)
    with (paper.folder / ".press/lock").open("r+") as lock:
        lock.truncate()
        lock.write("4711\n")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(PublishError, match="process 4711 is publishing"):
            publish(paper)
    assert publish(paper).written == 0


def test_two_pages_that_want_one_file_are_both_named(paper: Publication) -> None:
    add_tag(1, "Rivers")
    add_post(1, datetime(2019, 5, 1, tzinfo=UTC), tags=(1,), path="tag/rivers/")
    with pytest.raises(PublishError, match=r"'tag 1'.*tag/rivers/index\.html is already that of 'post 1'"):
        publish(paper)


def test_a_page_that_would_have_to_be_a_folder_too_is_named(paper: Publication) -> None:
    add_post(1, datetime(2019, 5, 1, tzinfo=UTC), path="story.html")
    add_post(2, datetime(2019, 5, 2, tzinfo=UTC), path="story.html/more/")
    with pytest.raises(PublishError, match=r"'post 2'.*story\.html/more/index\.html"):
        publish(paper)
