"""A post's date has the offset that its two writings give, and says how it is known."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.rescue.wxr.exports import Post, export, read

ZERO = "0000-00-00 00:00:00"


def test_local_and_gmt_date_give_the_zone(tmp_path: Path) -> None:
    date = read(tmp_path, export(Post())).post.date
    assert date.at is not None
    assert date.at.isoformat() == "2019-05-05T18:30:00+04:30"
    assert date.certainty == "exact"
    assert "2019-05-05 18:30:00" in date.evidence


def test_seconds_between_the_two_writings_do_not_make_an_odd_zone(tmp_path: Path) -> None:
    date = read(tmp_path, export(Post(date_gmt="2019-05-05 14:00:40"))).post.date
    assert date.at is not None
    assert date.at.utcoffset() == timedelta(hours=4.5)


@pytest.mark.parametrize("gmt", [ZERO, "", "2019-05-01 14:00:00", "rubbish"])
def test_without_a_fitting_gmt_date_the_zone_is_that_of_the_other_posts(tmp_path: Path, gmt: str) -> None:
    posts = read(tmp_path, export(Post(id=1), Post(id=2), Post(id=3, date_gmt=gmt))).posts
    at = posts[2].date.at
    assert at is not None
    assert at.isoformat() == "2019-05-05T18:30:00+04:30"
    assert "other posts" in posts[2].date.evidence


def test_a_gmt_date_alone_is_enough(tmp_path: Path) -> None:
    at = read(tmp_path, export(Post(date=ZERO))).post.date.at
    assert at == datetime(2019, 5, 5, 14, tzinfo=UTC)


def test_the_feed_date_is_the_last_resort(tmp_path: Path) -> None:
    date = read(tmp_path, export(Post(date=ZERO, date_gmt=ZERO))).post.date
    assert date.at == datetime(2019, 5, 5, 14, tzinfo=UTC)
    assert "feed date" in date.evidence


@pytest.mark.parametrize(
    "feed", ["", "Wed, 30 Nov -0001 00:00:00 +0000", "Tue, 30 Nov 1999 00:00:00 +0000", "?"]
)
def test_no_date_is_made_up(tmp_path: Path, feed: str) -> None:
    date = read(tmp_path, export(Post(date=ZERO, date_gmt=ZERO, pub_date=feed))).post.date
    assert (date.certainty, date.at) == ("unknown", None)


def test_the_last_change_is_known(tmp_path: Path) -> None:
    changed = read(tmp_path, export(Post())).post.updated_at
    assert changed is not None
    assert changed.isoformat() == "2019-05-06T08:00:00+04:30"


@pytest.mark.parametrize("date", ["9999-12-31 23:59:59", "0001-01-01 00:00:00", "2019-13-45 99:99:99"])
def test_impossible_dates_break_nothing(tmp_path: Path, date: str) -> None:
    post = read(tmp_path, export(Post(date=date, date_gmt=date, modified=date, modified_gmt=date))).post
    assert post.date.at is None or post.date.at.tzinfo is not None


def test_a_feed_date_shows_the_offset_where_no_post_of_the_file_does(tmp_path: Path) -> None:
    date = read(tmp_path, export(Post(date_gmt="", modified_gmt=""))).post.date
    assert date.at is not None
    assert date.at.isoformat() == "2019-05-05T18:30:00+04:30"


def test_where_nothing_shows_an_offset_the_evidence_says_so(tmp_path: Path) -> None:
    date = read(tmp_path, export(Post(date_gmt="", pub_date=""))).post.date
    assert "UTC was assumed" in date.evidence
    assert "other posts" not in date.evidence
