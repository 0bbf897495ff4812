"""What an edit asks of the archive is answered by indexes: no table that grows with the archive is walked."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from broadsheet.archive import changes, database
from broadsheet.archive.models import Post, PostTag
from broadsheet.archive.states import post_states
from broadsheet.press import Press
from broadsheet.publication import Publication

from .synthetic import add_post, fill_archive

POSTS = 600
# An index of few rows alone, such as those kept on top, may be walked.
_WALKED = re.compile(r"\bSCAN (\w+)\b(?! USING (?:COVERING )?INDEX (?:kept_on_top|files_no_more)\b)")
# The page of all tags names them all; editions, and standing pages, are few; whether there is any file at all is
# answered by the first.
_MAY_BE_WALKED = {"archive_tag", "archive_edition", "archive_standingpage", "archive_sitepath"}


@contextmanager
def asked() -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the archive inside, with its parameters."""
    told: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not many and sql.startswith(("SELECT", "UPDATE", "DELETE")):
            told.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield told


def walked(sql: str, params: Any) -> set[str]:
    """The tables that SQLite walks from end to end for an answer."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        tables = set(_WALKED.findall(" ; ".join(row[-1] for row in cursor.fetchall())))
    first_alone = sql.endswith("LIMIT 1") and "WHERE" not in sql
    return tables - {"archive_sitepath"} if first_alone else tables


def write_one() -> None:
    add_post(POSTS + 1, datetime(2025, 2, 1, tzinfo=UTC), tags=(1, 2, 3))


def change(**values: Any) -> None:
    """Give a post in the middle of the archive other values, and its places in listings with them."""
    id = POSTS // 2
    with transaction.atomic():
        before = post_states([id])
        Post.objects.filter(id=id).update(**values)
        places = {name: value for name, value in values.items() if name in ("live", "year", "chronology")}
        if places:
            PostTag.objects.filter(post_id=id).update(**places)
        changes.record("post", [id], before=before)


def give_other_headline() -> None:
    change(headline="Another headline")


def take_off() -> None:
    change(live=False, status="draft")


def date_elsewhere() -> None:
    moment = datetime(2016, 5, 4, tzinfo=UTC) + timedelta(minutes=3)
    change(year=2016, chronology=int(moment.timestamp()), published_at=moment)


@pytest.mark.only_files
@pytest.mark.parametrize("edit", [write_one, give_other_headline, take_off, date_elsewhere])
def test_no_table_that_grows_is_walked(paper: Publication, edit: Callable[[], None]) -> None:
    fill_archive(posts=POSTS, tags=40, tags_of_a_post=3, years=10, body_words=10)
    # As after a rescue, which counts the archive's rows when each of its posts is a change that waits.
    changes.record("post", list(range(1, POSTS + 1)))
    database.analyze()
    press = Press(executor=0)
    press.publish(paper)
    edit()
    with asked() as questions:
        report = press.publish(paper)
    assert not report.whole
    assert report.written > 5
    found = {sql[:200]: tables for sql, params in questions if (tables := walked(sql, params))}
    assert {sql: tables for sql, tables in found.items() if tables - _MAY_BE_WALKED} == {}
