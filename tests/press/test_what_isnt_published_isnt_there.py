"""Drafts, scheduled, private and trashed posts are in no file of the site, nor is anything about their readers."""

from datetime import UTC, datetime

import pytest

from broadsheet.archive.models import Comment, StandingPage, Status
from broadsheet.press import publish
from broadsheet.publication import Publication

from .reading import tree
from .synthetic import add_post, add_tag


@pytest.mark.parametrize("status", [status for status in Status.values if status != Status.PUBLISHED])
def test_a_post_that_is_not_published_is_in_no_file(paper: Publication, status: str) -> None:
    add_tag(1, "Rivers")
    add_tag(2, "Quincetag")
    hidden = "quince"
    add_post(
        1, datetime(2019, 5, 1, tzinfo=UTC), tags=(1,), body='<p><a href="/x/" data-post="2">Then</a></p>'
    )
    add_post(
        2,
        datetime(2019, 5, 2, tzinfo=UTC),
        tags=(1, 2),
        live=False,
        status=status,
        headline=hidden,
        path=f"2019/05/02/{hidden}/",
        body=f"<p>{hidden}</p>",
        excerpt=hidden,
        status_note=hidden,
        sticky=True,
    )
    StandingPage.objects.create(id=1, title=hidden, path=f"{hidden}/", body=hidden, live=False, status=status)
    publish(paper)
    site = tree(paper.site)
    assert not [
        file for file, data in site.items() if hidden in (file + data.decode(errors="ignore")).lower()
    ]
    assert "2019/05/01/post-1/index.html" in site


def test_comments_are_kept_in_the_archive_only(paper: Publication) -> None:
    post = add_post(1, datetime(2019, 5, 1, tzinfo=UTC))
    Comment.objects.create(post=post, author="Quince", body="quince")
    publish(paper)
    assert not [file for file, data in tree(paper.site).items() if b"uince" in data]


def test_evidence_of_where_a_copy_lay_is_not_published(paper: Publication) -> None:
    add_post(
        1, datetime(2019, 5, 1, tzinfo=UTC), origin_source="/home/someone/export.xml", origin_key="wxr:1"
    )
    publish(paper)
    assert not [file for file, data in tree(paper.site).items() if b"someone" in data]
