"""A new post at the end rewrites nothing of the past, and as many files as in an archive a hundred times smaller."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.archive import database
from broadsheet.press import Press
from broadsheet.press.write import CHANGED_FILES
from broadsheet.publication import Publication

from .synthetic import add_post, fill_archive

# The post and its data (2); the post before it, which names it (1); of the paper and of each of
# three tags the year's newest page, the front and the feed (12); the front page's JSON feed (1); the page of all
# tags (1); the sitemap of its month and the index, as the month is a new one (2).
FILES = 19
"""How many files a new post writes. May only become fewer."""

_YEAR_PAGE = re.compile(r"(?:tag/[^/]+/|author/[^/]+/)?(\d{4})/(?:\d+/)?index\.html")
_POST_PAGE = re.compile(r"(\d{4})/\d\d/\d\d/")


def _written(paper: Publication) -> list[str]:
    told = (paper.folder / ".press" / CHANGED_FILES).read_text(encoding="utf-8").splitlines()
    return [line[1:] for line in told if line.startswith("+")]


def _of_earlier_years(files: list[str]) -> set[str]:
    found = {file: _YEAR_PAGE.fullmatch(file) or _POST_PAGE.match(file) for file in files}
    return {file for file, match in found.items() if match and int(match[1]) < 2025}


def _publish_one_more(paper: Publication, posts: int) -> list[str]:
    """What one more post of today writes, after one that began its year."""
    fill_archive(posts=posts, tags=12, tags_of_a_post=3, years=10, body_words=10)
    database.analyze()
    press = Press(executor=0)
    add_post(posts + 1, datetime(2025, 2, 1, tzinfo=UTC), tags=(1, 2, 3))
    press.publish(paper)
    add_post(posts + 2, datetime(2025, 3, 1, tzinfo=UTC), tags=(1, 2, 3))
    report = press.publish(paper)
    assert not report.whole
    written = _written(paper)
    assert report.written == len(written)
    return written


@pytest.mark.parametrize("posts", [50, 500, 5000])
def test_a_new_post_writes_as_few_files_whatever_the_archive_s_size(paper: Publication, posts: int) -> None:
    written = _publish_one_more(paper, posts)
    assert _of_earlier_years(written) == set()
    assert len(written) == FILES, sorted(written)


def test_the_first_post_of_a_year_rewrites_no_page_of_the_year_before(paper: Publication) -> None:
    fill_archive(posts=300, tags=12, tags_of_a_post=3, years=10, body_words=10)
    press = Press(executor=0)
    press.publish(paper)
    before = _stamps(paper.site)
    add_post(301, datetime(2025, 2, 1, tzinfo=UTC), tags=(1, 2, 3))
    press.publish(paper)
    after = _stamps(paper.site)
    touched = [file for file, stamp in before.items() if after.get(file) != stamp]
    posts = [file for file in _of_earlier_years(touched) if _POST_PAGE.match(file)]
    assert len(posts) == 1, "its neighbour alone, which names it"
    assert _of_earlier_years(touched) == set(posts)


def _stamps(site: Path) -> dict[str, int]:
    return {
        path.relative_to(site).as_posix(): path.stat().st_mtime_ns
        for path in site.rglob("*")
        if path.is_file()
    }
