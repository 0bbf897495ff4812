"""An archive on a PostgreSQL server: one setting, no secret in it, and what SQLite gives by itself."""

import os
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction

from broadsheet.archive import database, erasing, models, services
from broadsheet.archive.finds import OldAddress
from broadsheet.archive.founding import found_publication
from broadsheet.archive.models import Post
from broadsheet.errors import PublicationError, UsageError
from broadsheet.publication import SETTINGS_FILE, Publication
from tests.archives import SERVER, address_of, ask_server, choosing, new_database, new_paper, with_database


@pytest.fixture
def server(empty_archive: Path) -> Iterator[None]:
    """Databases on the server that go with the test."""
    with choosing("postgresql"):
        yield
        database.close_archive()


@pytest.fixture
def on_server(server: None, tmp_path: Path) -> Publication:
    """A paper whose archive is on the server, and open."""
    paper = new_paper(tmp_path / "paper", 'name = "The Test Paper"\n')
    database.open_archive(paper)
    return paper


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mysql://host/name", "must start with postgresql://"),
        ("postgresql://me:secret@host/name", "holds a password"),
        ("postgresql://host/name?password=secret", "holds a password"),
        ("postgresql://host", "must end with the name of a database"),
        ("postgresql://host:port/name", "is no address"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(tmp_path: Path, address: str, told: str) -> None:
    (tmp_path / SETTINGS_FILE).write_text(with_database("", address))
    with pytest.raises(PublicationError, match=r"archive\.database") as error:
        Publication.open(tmp_path)
    assert told in str(error.value)
    assert "secret" not in str(error.value)


def test_a_new_paper_with_a_database_has_no_file(server: None, tmp_path: Path) -> None:
    paper = found_publication(tmp_path / "paper", server=address_of(new_database()))
    database.open_archive(paper)
    assert Post.objects.count() == 0
    assert not paper.archive.exists()


def test_a_database_that_holds_an_archive_is_not_taken_for_a_new_paper(
    on_server: Publication, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="holds the archive of one; name an empty database"):
        found_publication(tmp_path / "other", server=on_server.settings.archive.database)
    assert not (tmp_path / "other" / SETTINGS_FILE).exists()


def test_one_setting_moves_a_paper_without_posts(server: None, tmp_path: Path) -> None:
    paper = found_publication(tmp_path / "paper")
    text = (paper.folder / SETTINGS_FILE).read_text().replace("[archive]\n", "")
    (paper.folder / SETTINGS_FILE).write_text(with_database(text, address_of(new_database())))
    database.open_archive(Publication.open(paper.folder))
    assert connection.vendor == "postgresql"
    assert Post.objects.count() == 0


@pytest.mark.parametrize("how", ["it has posts in its file", "it is published"])
def test_an_empty_database_is_not_taken_for_the_archive_of_a_paper_that_has_one(
    server: None, tmp_path: Path, how: str
) -> None:
    paper = found_publication(tmp_path / "paper")
    if how == "it has posts in its file":
        database.open_archive(paper)
        Post.objects.create(headline="Here already")
        database.close_archive()
    else:
        paper.site.mkdir()
        (paper.site / "index.html").write_text("news")
    (paper.folder / SETTINGS_FILE).write_text(with_database("", address_of(new_database())))
    with pytest.raises(PublicationError, match="it holds no archive"):
        database.open_archive(Publication.open(paper.folder))


def test_a_server_that_does_not_answer_is_told_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    (tmp_path / SETTINGS_FILE).write_text(with_database("", f"postgresql:///paper?host={tmp_path}"))
    with pytest.raises(PublicationError, match="couldn't open the archive postgresql:///paper") as error:
        database.open_archive(Publication.open(tmp_path))
    assert "\n" not in str(error.value)


def test_a_missing_driver_is_told_with_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / SETTINGS_FILE).write_text(with_database("", "postgresql:///paper"))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(PublicationError, match=r"pip install -r requirements/postgresql\.txt"):
        database.open_archive(Publication.open(tmp_path))


def test_texts_sort_by_code_point_whatever_the_server_speaks(on_server: Publication) -> None:
    for headline in ("b", "A", "_", "a", "B", "ä", "پ", "ك", "😀"):
        Post.objects.create(headline=headline)
    found = Post.objects.order_by("headline").values_list("headline", flat=True)
    assert list(found) == sorted(found) != ["_", "a", "A", "ä", "b", "B"]
    columns = ask_server(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'",
        name=str(connection.settings_dict["NAME"]),
    )
    assert columns == []


def test_a_very_long_address_is_stored(on_server: Publication) -> None:
    # Chinese takes three bytes a letter, and an index takes 2,700; what repeats is packed, chance is not.
    chance = random.Random(1)
    long = "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(990))
    for _ in range(2):
        services.store_old_addresses([OldAddress(url=f"https://old.example/{long}", leads_to="/a/")])
    assert models.OldAddress.objects.count() == 1


def test_whoever_looks_first_and_stores_then_is_alone(on_server: Publication) -> None:
    begun, seen = threading.Event(), []

    def second() -> None:
        begun.set()
        with transaction.atomic():
            seen.append(Post.objects.count())
        connections.close_all()

    with transaction.atomic():
        assert Post.objects.count() == 0
        thread = threading.Thread(target=second)
        thread.start()
        assert begun.wait(10)
        Post.objects.create(headline="The only one")
    thread.join(10)
    assert seen == [1]


def test_who_waits_too_long_is_told_and_can_go_on(on_server: Publication) -> None:
    def wait_in_vain() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '50ms'")
            with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
                raise AssertionError("two write at once")
            found.append(Post.objects.count())
        finally:
            connections.close_all()

    found: list[int] = []
    with transaction.atomic():
        thread = threading.Thread(target=wait_in_vain)
        thread.start()
        thread.join(10)
    assert found == [0]


def test_a_connection_that_the_server_ended_is_made_anew(on_server: Publication) -> None:
    assert Post.objects.count() == 0
    ask_server("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
               "AND pid <> pg_backend_pid()", name=str(connection.settings_dict["NAME"]))  # fmt: skip
    with pytest.raises(DatabaseError):
        Post.objects.count()
    database.let_go_if_broken()
    assert Post.objects.count() == 0


def test_tables_are_not_called_rewritten_while_an_older_writer_keeps_their_rows(
    on_server: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    where = {"host": os.environ[SERVER], "user": "broadsheet", "dbname": "postgres"}
    monkeypatch.setattr(erasing, "PATIENCE", 0)
    with psycopg.connect(**where) as other:  # type: ignore[arg-type]
        other.execute("SELECT pg_current_xact_id()")
        Post.objects.create(headline="Gone").delete()
        with pytest.raises(OperationalError, match="for too long"):
            erasing.rewrite_tables([Post])
    monkeypatch.undo()
    erasing.rewrite_tables([Post])


def test_tables_are_not_called_rewritten_while_an_older_reader_sees_their_rows(
    on_server: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    where = {
        "host": os.environ[SERVER],
        "user": "broadsheet",
        "dbname": str(connection.settings_dict["NAME"]),
    }
    monkeypatch.setattr(erasing, "PATIENCE", 0)
    with psycopg.connect(**where) as other:  # type: ignore[arg-type]
        other.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        Post.objects.create(headline="Gone")
        other.execute("SELECT 1")
        Post.objects.all().delete()
        with pytest.raises(OperationalError, match="for too long"):
            erasing.rewrite_tables([Post])
    monkeypatch.undo()
    erasing.rewrite_tables([Post])
