"""A publisher that watches puts each change onto the site soon, a burst of changes at once."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from broadsheet.archive import database, services
from broadsheet.errors import BroadsheetError
from broadsheet.press import EditionReport
from broadsheet.press.watching import LONGEST_WAIT, Watcher
from broadsheet.publication import SETTINGS_FILE, Publication
from tests.archives import set_settings

from .reading import text_of_page
from .synthetic import add_post, add_tag


class Script:
    """Time that only goes on when somebody rests; at each rest the next thing happens, at the end it stops."""

    def __init__(self, *happenings: Callable[[], object]) -> None:
        self._happenings: Iterator[Callable[[], object]] = iter(happenings)
        self._now = 0.0

    def now(self) -> float:
        return self._now

    def rest(self, seconds: float) -> bool:
        self._now += seconds
        happening = next(self._happenings, None)
        if happening is not None:
            happening()
        return happening is None


@pytest.fixture
def told() -> list[object]:
    """What the watcher told of: editions and errors, in order."""
    return []


def _watch(paper: Publication, told: list[object], *happenings: Callable[[], object]) -> None:
    Watcher(paper.folder, Script(*happenings), told.append, told.append).watch()
    database.open_archive(paper)


def _nothing() -> None:
    return


def _post(id: int) -> Callable[[], object]:
    return lambda: add_post(id, datetime(2019, 5, id, tzinfo=UTC))


def test_a_change_is_on_the_site_after_a_moment(paper: Publication, told: list[object]) -> None:
    _watch(paper, told, _post(1), _nothing, _nothing)
    assert "What post 1 says" in text_of_page(paper.site, "2019/05/01/post-1/index.html")
    assert [type(each) for each in told] == [EditionReport, EditionReport]


def test_a_burst_of_changes_is_one_edition(paper: Publication, told: list[object]) -> None:
    _watch(paper, told, _post(1), _post(2), _post(3), _nothing, _nothing)
    assert len(told) == 2
    assert "What post 3 says" in text_of_page(paper.site, "2019/05/03/post-3/index.html")


def test_changes_that_never_end_don_t_keep_the_first_one_waiting(
    paper: Publication, told: list[object]
) -> None:
    editions: list[float] = []
    script = Script(*[_post(id) for id in range(1, 20)])
    Watcher(paper.folder, script, lambda _: editions.append(script.now()), told.append).watch()
    assert len(editions) >= 3
    assert editions[1] <= LONGEST_WAIT + 1
    database.open_archive(paper)


def test_nothing_is_published_while_nothing_changes(paper: Publication, told: list[object]) -> None:
    _watch(paper, told, _nothing, _nothing, _nothing)
    assert len(told) == 1


def test_a_setting_that_changes_is_published(paper: Publication, told: list[object]) -> None:
    def rename() -> None:
        set_settings(paper, 'name = "Evening Post"\n')

    _watch(paper, told, rename, _nothing, _nothing)
    assert "Evening Post" in text_of_page(paper.site, "index.html")


def test_a_broken_setting_is_told_of_once_and_published_when_it_is_mended(
    paper: Publication, told: list[object]
) -> None:
    settings = paper.folder / SETTINGS_FILE
    good = settings.read_text(encoding="utf-8")
    _watch(
        paper,
        told,
        lambda: settings.write_text("name = [", encoding="utf-8"),
        *[_nothing] * 6,
        lambda: settings.write_text(good.replace("Test", "Mended"), encoding="utf-8"),
        *[_nothing] * 4,
    )
    assert [isinstance(each, BroadsheetError) for each in told] == [False, True, False]
    assert "Mended" in text_of_page(paper.site, "index.html")


def test_a_withdrawn_post_is_gone_without_anybody_asking(paper: Publication, told: list[object]) -> None:
    add_tag(1, "Rivers")
    add_post(1, datetime(2019, 5, 1, tzinfo=UTC), tags=(1,))
    _watch(paper, told, lambda: services.withdraw(1), _nothing, _nothing)
    assert "withdrawn" in text_of_page(paper.site, "2019/05/01/post-1/index.html")
