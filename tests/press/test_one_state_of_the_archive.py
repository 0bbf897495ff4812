"""All pages of an edition show one state of the archive, while editors go on saving."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import OperationalError

from broadsheet.archive import changes, editions, services
from broadsheet.archive.models import Post
from broadsheet.archive.states import post_states
from broadsheet.errors import PublishError
from broadsheet.press import Progress, publish
from broadsheet.publication import Publication

from .reading import tree
from .synthetic import add_post, fill_archive


def test_what_is_saved_during_a_publish_waits_for_the_next_one(paper: Publication) -> None:
    fill_archive(posts=120, tags=8, tags_of_a_post=3, years=2, body_words=60)
    publish(paper)
    before = tree(paper.site)
    edited: list[str] = []

    def edit(_: Progress) -> None:
        if not edited:
            edited.append("yes")
            add_post(500, datetime(2016, 12, 30, tzinfo=UTC), tags=(1, 2), headline="Quince")
            Post.objects.filter(id=3).update(headline="Quince")
            changes.record("post", [3], before=post_states([3]))
            services.withdraw(5)

    changes.record("everything", [0])
    publish(paper, executor=2, progress=edit)
    assert edited
    assert tree(paper.site) == before
    publish(paper, executor=2)
    after = tree(paper.site)
    assert b"Quince" in after["index.html"]
    assert b"Quince" in after["2016/12/30/post-500/index.html"]


def test_where_the_archive_stays_locked_no_worker_stays(
    paper: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_archive(posts=20, tags=4, tags_of_a_post=2, years=2, body_words=60)

    @contextmanager
    def locked() -> Iterator[None]:
        raise OperationalError("database is locked")
        yield

    with monkeypatch.context() as patched:
        patched.setattr(editions, "holding", locked)
        with pytest.raises(PublishError, match=r"database is locked.*publish again"):
            publish(paper, executor=2)
    assert multiprocessing.active_children() == []
    publish(paper, executor=2)
    assert (paper.site / "index.html").is_file()


def test_progress_is_told_phase_by_phase(paper: Publication) -> None:
    fill_archive(posts=20, tags=4, tags_of_a_post=2, years=2, body_words=60)
    told: list[Progress] = []
    report = publish(paper, progress=told.append)
    phases = list(dict.fromkeys(step.phase for step in told))
    assert phases == ["assets", "posts", "years", "fronts", "tags", "feeds", "sitemaps"]
    assert [step.pages for step in told] == sorted(step.pages for step in told)
    assert report.written == sum(report.pages.values())
