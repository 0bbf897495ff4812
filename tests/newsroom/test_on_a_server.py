"""The newsroom of a paper whose archive is on a PostgreSQL server."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def test_samples_that_others_kept_while_tables_were_written_anew_are_in_no_file(
    newsroom: Publication,
) -> None:
    import psycopg

    secret = "whistleblower-" * 20
    Story.objects.create(headline="Kept", body="<p>a common word</p>")
    story = Story.objects.create(headline=secret, body=f"<p>{secret}</p>", sought=secret)
    database.analyze()
    where = {"host": os.environ[SERVER], "user": "broadsheet", "dbname": "postgres"}
    with psycopg.connect(**where) as other:  # type: ignore[arg-type]

        def write_meanwhile(execute: Any, sql: str, *told: Any) -> Any:
            """Another paper's newsroom saves while these tables are written anew, until it is waited for."""
            if sql.startswith("VACUUM (FULL, ANALYZE)"):
                other.execute("SELECT pg_current_xact_id()")
            elif "pg_snapshot_xmin" in sql:
                other.commit()
            return execute(sql, *told)

        with connection.execute_wrapper(write_meanwhile):
            remove_story(story.pk)
        assert _files_that_hold("whistleblower-whistleblower") == []


def test_samples_of_a_table_that_lost_its_last_rows_are_in_no_file(newsroom: Publication) -> None:
    Story.objects.create(headline="Kept", body="<p>a common word</p>")
    story = Story.objects.create(headline="whistleblower-whistleblower", body="<p>a common word</p>")
    for _ in range(2):
        story.save_revision()
    database.analyze()
    assert _files_that_hold("whistleblower-whistleblower")
    remove_story(story.pk)
    assert _files_that_hold("whistleblower-whistleblower") == []
    assert _collations() == {"C"}


def _collations() -> set[str]:
    """By what the archive's texts are sorted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT collation_name FROM information_schema.columns WHERE table_schema = current_schema() "
            "AND data_type IN ('text', 'character varying')"
        )
        return {name for (name,) in cursor.fetchall()}


def _files_that_hold(words: str) -> list[str]:
    """The files of the archive's tables, as they are on disk. Other databases of the server come and go meanwhile."""
    ask_server("CHECKPOINT")
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        ((own,),) = cursor.fetchall()
    tables = Path(os.environ[SERVER]) / "data" / "base" / str(own)
    return [str(file) for file in tables.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]
