"""Reading in a process of its own gives what reading here gives, and leaves no process behind."""

import os
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from broadsheet.errors import BroadsheetError, RescueError
from broadsheet.rescue.aside import ReadingRoom
from broadsheet.rescue.finds import Find, Remark

pytestmark = pytest.mark.skipif(
    threading.active_count() > 1 or len(os.sched_getaffinity(0)) < 2,
    reason="a second processor and a process of one thread are needed to read aside",
)


def remarks(count: int) -> Iterator[Find]:
    return (Remark("note", str(number)) for number in range(count))


def broken() -> Iterator[Find]:
    yield Remark("note", "first")
    raise RescueError("couldn't read it: torn")


def dying() -> Iterator[Find]:
    yield Remark("note", "first")
    os._exit(9)


@pytest.mark.parametrize("apart", [True, False])
def test_finds_come_in_order_source_by_source(apart: bool) -> None:
    with closing(ReadingRoom([lambda: remarks(120), lambda: remarks(3)], apart=apart)) as room:
        assert list(room.next_source()) == list(remarks(120))
        assert list(room.next_source()) == list(remarks(3))


@pytest.mark.parametrize("apart", [True, False])
def test_a_source_that_cannot_be_read_does_not_stop_the_next(apart: bool) -> None:
    with closing(ReadingRoom([broken, lambda: remarks(2)], apart=apart)) as room:
        with pytest.raises(RescueError, match="torn"):
            list(room.next_source())
        assert len(list(room.next_source())) == 2


def test_a_reader_that_was_ended_is_told_in_one_sentence() -> None:
    with (
        closing(ReadingRoom([dying], apart=True)) as room,
        pytest.raises(BroadsheetError, match="run the same"),
    ):
        list(room.next_source())


def test_a_rescue_that_stops_takes_its_reader_along() -> None:
    room = ReadingRoom([lambda: remarks(10**9)], apart=True)
    next(room.next_source())
    reader = room._reader
    assert reader is not None
    room.close()
    assert not reader.is_alive()
