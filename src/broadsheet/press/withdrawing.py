"""Addresses that are pages no more: where each leads, and the page that says so.

Guarantees: every path that was once a page of the site has a page that leads on or says that it was
withdrawn; one that was a file for machines (a feed, a post as data) is told to hosts as gone; a page
of a year that its listing has no more leads to the listing's front for as long as that is alive.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from broadsheet.archive import editions, selectors
from broadsheet.archive.editions import KnownFile
from broadsheet.archive.rows import RedirectRow
from broadsheet.press.contexts import gone_page, moved_page
from broadsheet.press.desk import Desk
from broadsheet.press.layout import file_of
from broadsheet.press.redirects import category_addresses, moves
from broadsheet.press.siblings import is_sibling
from broadsheet.press.write import Sheet

__all__ = [
    "Withdrawal",
    "Withdrawn",
    "answerable",
    "is_page",
    "own_addresses",
    "page_addresses",
    "path_of",
    "withdrawals",
]

_ROWS = 500
_YEAR_PAGE = re.compile(r"(?P<listing>(?:(?:tag|author)/[^/]+/)?)(?:\d{4}|undated)/(?:\d+/)?index\.html")
_OLD_ADDRESS = re.compile(r"old (\d+)")
_KEPT_QUIET = ("picture ", "asset", editions.UNSURE)
"""Files with names that nobody typed or linked to by hand."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A file that is a page no more, whose page it was, and the path that it leads to, or None."""

    file: str
    page: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Files that were published once and are no page any more."""

    files: tuple[Withdrawal, ...]

    def sheets(self, desk: Desk) -> Iterator[Sheet]:
        for each in self.files:
            path = path_of(each.file)
            if each.target is None:
                page = desk.render(gone_page(path, desk.masthead), path)
            else:
                page = desk.render(moved_page(path, each.target, desk.masthead), path)
            yield Sheet(each.file, each.page, page)


def path_of(file: str) -> str:
    """The path at which a file of the site answers."""
    return file.removesuffix("index.html")


def is_page(file: str) -> bool:
    """Whether people see a file, not machines alone."""
    return file.endswith((".html", ".htm"))


def withdrawals(
    files: Sequence[KnownFile], *, leaving: Iterable[str] = (), edition: int = 0
) -> list[Withdrawal]:
    """Where these files of people lead from now on.

    Not alive are ``leaving`` files, and those that no edition since ``edition`` made.
    """
    fronts = {file.path: match["listing"] for file in files if (match := _YEAR_PAGE.fullmatch(file.path))}
    known = editions.known_files([file_of(front) for front in set(fronts.values())])
    gone = {*leaving, *_said_to_be_gone(known.values())}
    alive = {
        path
        for path, file in known.items()
        if file.state == "page" and file.edition >= edition and path not in gone
    }
    return [
        Withdrawal(
            file.path,
            file.page,
            front if (front := fronts.get(file.path)) is not None and file_of(front) in alive else None,
        )
        for file in files
        if is_page(file.path)
    ]


def _said_to_be_gone(files: Iterable[KnownFile]) -> set[str]:
    """Those of the files that answer an old address by saying that what was there is gone."""
    by_row = {
        int(match[1]): file.path for file in files if (match := _OLD_ADDRESS.fullmatch(file.page)) is not None
    }
    return {by_row[id] for id in selectors.gone_addresses(by_row)}


def own_addresses() -> Iterator[RedirectRow]:
    """The addresses of the site's own that are pages no more: each leads on or is gone."""
    after = ""
    while files := editions.files_no_more(after=after, limit=_ROWS):
        after = files[-1].path
        targets = {each.file: each.target for each in withdrawals(files)}
        for file in files:
            if not (file.page.startswith(_KEPT_QUIET) or is_sibling(file.path)):
                yield RedirectRow(path_of(file.path), targets.get(file.path), page=file.page)


def page_addresses(*, with_queries: bool = True) -> Iterator[RedirectRow]:
    """The old addresses that the archive knows, streamed; without queries, those that a file can answer."""
    after = 0
    while rows := selectors.redirects(after=after, limit=_ROWS, with_queries=with_queries):
        yield from (row for _, row in rows if with_queries or answerable(row))
        after = rows[-1][0]
    sections = category_addresses(selectors.sections())
    yield from (row for row in sections if with_queries or answerable(row))


def answerable(row: RedirectRow) -> bool:
    """Whether a file can answer an old address: it has no query, and some browser can ask for it."""
    return "?" not in row.old and any(True for _ in moves((row,)))
