"""The newsroom of a paper whose archive is on a PostgreSQL server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from broadsheet.archive import database
from broadsheet.newsroom import founding
from broadsheet.newsroom import paper as newsroom_paper
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.stories.removing import remove_story
from broadsheet.publication import Publication
from tests.archives import SERVER, ask_server, choosing, new_paper


@pytest.fixture
def paper(tmp_path: Path, empty_archive: Path) -> Iterator[Publication]:
    """A paper whose archive is on the server, and open."""
    with choosing("postgresql"):
        publication = new_paper(tmp_path / "paper", 'name = "The Test Paper"\n')
        database.open_archive(publication)
        yield publication
        database.close_archive()


def test_a_newsroom_is_founded_once(newsroom: Publication) -> None:
    assert founding.prepare_server() is False
    assert newsroom_paper.open_newsroom(newsroom.folder).folder == newsroom.folder


def test_what_was_removed_for_safety_is_in_no_table_s_file(newsroom: Publication) -> None:
    secret = "whistleblower-" * 20
    kept = Story.objects.create(headline="Kept", body="<p>a common word</p>")
    story = Story.objects.create(headline=secret, body=f"<p>{secret}</p>", sought=secret)
    story.save_revision()
    database.analyze()
    assert _files_that_hold("whistleblower-whistleblower")
    remove_story(story.pk)
    assert _files_that_hold("whistleblower-whistleblower") == []
    assert list(Story.objects.values_list("pk", flat=True)) == [kept.pk]


def _files_that_hold(words: str) -> list[str]:
    """The files of the archive's tables, as they are on disk. Other databases of the server come and go meanwhile."""
    ask_server("CHECKPOINT")
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        ((own,),) = cursor.fetchall()
    tables = Path(os.environ[SERVER]) / "data" / "base" / str(own)
    return [str(file) for file in tables.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]
