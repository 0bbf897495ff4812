"""The newsroom's tables come with the package, and are what the migrations would have made."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from broadsheet.archive.models import Post
from broadsheet.newsroom import founding
from broadsheet.publication import Publication
from tests.conftest import CHECKOUT


def without_newsroom(*words: str) -> "subprocess.CompletedProcess[str]":
    """Python in a process with the command line's own settings."""
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=env, cwd=CHECKOUT)


def test_the_shipped_tables_are_those_of_the_migrations(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, 'tools'); import write_newsroom_tables as w; from pathlib import Path; "
        "from broadsheet.newsroom.founding import tables_as_sql; "
        "print(tables_as_sql(w.migrated(Path(sys.argv[1]))), end='')"
    )
    made = without_newsroom("-c", script, str(tmp_path)).stdout
    shipped = Path(founding.__file__).with_name("newsroom.sql").read_text(encoding="utf-8")
    assert made == shipped, "run tools/write_newsroom_tables.py"


@pytest.mark.only_files
def test_an_archive_that_has_a_newsroom_is_left_alone(newsroom: Publication) -> None:
    assert founding.prepare(newsroom.archive) is False


def test_every_migration_is_known_as_applied(newsroom: Publication) -> None:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    executor.loader.check_consistent_history(connection)


@pytest.mark.only_files
def test_founding_twice_changes_nothing(newsroom: Publication) -> None:
    before = founding.tables_as_sql(newsroom.archive)
    founding.found_newsroom()
    assert founding.tables_as_sql(newsroom.archive) == before


def test_the_command_line_loads_nothing_of_the_newsroom() -> None:
    told = without_newsroom(
        "-c",
        "import sys, broadsheet.cli; print(sorted(name for name in sys.modules if name.split('.')[0] in "
        "('wagtail', 'modelcluster', 'taggit', 'rest_framework', 'cheroot')))",
    ).stdout
    assert told.strip() == "[]"


def test_a_process_without_the_newsroom_can_delete_a_post(newsroom: Publication) -> None:
    from broadsheet.newsroom.stories.adopting import adopt_posts

    post = Post.objects.create(headline="Short-lived")
    adopt_posts()
    connection.close()
    without_newsroom(
        "-c",
        "import sys; from pathlib import Path; from broadsheet.archive import database, services; "
        "from broadsheet.publication import Publication; "
        "database.open_archive(Publication.open(Path(sys.argv[1]))); services.delete_post(int(sys.argv[2]))",
        str(newsroom.folder),
        str(post.pk),
    )
    assert not Post.objects.exists()
